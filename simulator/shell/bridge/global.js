import { ask, framed, hear, tell } from "./channel.js"
import { modal } from "./modal.js"
import { saveBar } from "./save-bar.js"
import { bridgeOrigin, config, idToken } from "./session.js"

/** `window.shopify`, there before the page's own scripts run. */
const toasts = new Map()

hear("toast-action", ({ id }) => toasts.get(id)?.onAction?.())
hear("toast-gone", ({ id }) => {
  toasts.get(id)?.onDismiss?.()
  toasts.delete(id)
})

const toast = {
  show(message, options = {}) {
    const id = crypto.randomUUID()
    toasts.set(id, options)
    const { action, duration, isError } = options
    tell("toast", { id, message: String(message), action, durationMs: duration ?? 5000, isError: isError === true })
    return id
  },
  hide: (id) => tell("toast-hide", { id }),
}

/** What this admin cannot do says so instead of hanging. */
function notSimulated(name) {
  return () => Promise.reject(new Error(`shopify.${name} is not part of the local simulator`))
}

window.shopify = {
  config,
  origin: bridgeOrigin,
  ready: Promise.resolve(),
  environment: { embedded: framed, intent: false, mobile: innerWidth < 490, pos: false },
  idToken,
  user: () => ask("user"),
  toast,
  modal,
  saveBar,
  loading: (isLoading) => tell("loading", { isLoading: isLoading === true }),
  scopes: {
    query: () => ask("scopes"),
    request: notSimulated("scopes.request"),
    revoke: notSimulated("scopes.revoke"),
  },
  resourcePicker: notSimulated("resourcePicker"),
  picker: notSimulated("picker"),
  scanner: { capture: notSimulated("scanner.capture") },
  reviews: { request: notSimulated("reviews.request") },
  app: { extensions: notSimulated("app.extensions") },
}
