import { framed, hear, tell } from "./channel.js"

/** Keeps the shell's address bar on the page the app shows, and lets the shell's links steer the app. */
const BRIDGE_PARAMS = ["embedded", "hmac", "host", "id_token", "locale", "session", "shop", "timestamp"]

export function tellLocation() {
  const url = new URL(location.href)
  if (url.searchParams.has("shopify-reload")) return
  for (const name of BRIDGE_PARAMS) url.searchParams.delete(name)
  tell("location", { path: `${url.pathname}${url.search}${url.hash}`, title: document.title })
}

for (const method of ["pushState", "replaceState"]) {
  const native = history[method].bind(history)
  history[method] = (...args) => {
    native(...args)
    tellLocation()
  }
}
for (const event of ["popstate", "hashchange", "load"]) addEventListener(event, tellLocation)

// The framework takes over navigation by listening to `shopify:navigate`. Before it does (or in an app without
// one) the page itself has to move, so the listeners are counted.
let navigators = 0
const nativeAdd = window.addEventListener.bind(window)
const nativeRemove = window.removeEventListener.bind(window)
window.addEventListener = (type, ...rest) => {
  if (type === "shopify:navigate") navigators += 1
  nativeAdd(type, ...rest)
}
window.removeEventListener = (type, ...rest) => {
  if (type === "shopify:navigate") navigators -= 1
  nativeRemove(type, ...rest)
}

/** Moves the app to `href` (root-relative) as if its own link had been followed. */
export function navigate(href) {
  if (navigators === 0) {
    location.assign(href)
    return
  }
  const links = [...document.querySelectorAll("ui-nav-menu a, s-app-nav a, s-app-nav s-link")]
  let link = links.find((candidate) => candidate.getAttribute("href") === href)
  if (!link) {
    link = document.createElement("a")
    link.setAttribute("href", href)
    document.body.append(link)
    queueMicrotask(() => link.remove())
  }
  link.dispatchEvent(new Event("shopify:navigate", { bubbles: true }))
}

hear("navigate", ({ href }) => navigate(href))

/** `shopify://admin/orders/1`, the shop's admin, and anything of the app's own that is opened at the top: the shell opens it. */
function belongsToShell(url, target) {
  if (/^shopify:|^https:\/\/[^/]+\.myshopify\.com\/admin\//.test(url)) return true
  return target === "_top" || target === "_parent"
}

const nativeOpen = window.open.bind(window)
window.open = (url, target, features) => {
  if (!framed || !url || !belongsToShell(String(url), target)) return nativeOpen(url, target, features)
  tell("open", { url: new URL(url, location.href).href, target })
  return null
}

document.addEventListener("click", (event) => {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null
  if (!framed || !link || event.defaultPrevented) return
  if (!belongsToShell(link.getAttribute("href"), link.target)) return
  event.preventDefault()
  tell("open", { url: link.href, target: link.target })
})
