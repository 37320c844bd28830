import { labels, on, say } from "./frame.js"
import { drawSaveBar } from "./save-bar.js"

/** Title and actions above the app, its progress bar and its toasts. */
const title = document.getElementById("app-title")
const actions = document.getElementById("app-actions")
const loading = document.getElementById("loading-bar")
const toasts = document.getElementById("toasts")

function drawTitle(message) {
  title.textContent = message.title ?? "Regulars"
  actions.replaceChildren(
    ...message.actions.map((action) => {
      const button = document.createElement("button")
      button.type = "button"
      button.className = `button ${action.kind === "primary" ? "primary" : ""} ${action.critical ? "critical" : ""}`
      button.textContent = action.label
      button.disabled = action.disabled
      button.addEventListener("click", () => say("title-bar-action", { index: action.index }))
      return button
    }),
  )
}

function removeToast(toast) {
  if (!toast.isConnected) return
  toast.remove()
  say("toast-gone", { id: toast.dataset.id })
}

function drawToast({ id, message, action, durationMs, isError }) {
  const toast = document.createElement("div")
  toast.className = isError ? "toast error" : "toast"
  toast.dataset.id = id
  const text = document.createElement("span")
  text.textContent = message
  toast.append(text)
  if (action) {
    const button = document.createElement("button")
    button.type = "button"
    button.textContent = action
    button.addEventListener("click", () => say("toast-action", { id }))
    toast.append(button)
  }
  const close = document.createElement("button")
  close.type = "button"
  close.textContent = "✕"
  close.setAttribute("aria-label", labels.close)
  close.addEventListener("click", () => removeToast(toast))
  toast.append(close)
  toasts.append(toast)
  setTimeout(() => removeToast(toast), durationMs)
}

export function startNotices() {
  on("title-bar", drawTitle)
  on("start", () => {
    drawTitle({ title: null, actions: [] })
    drawSaveBar({ open: false })
    loading.hidden = true
  })
  on("toast", drawToast)
  on("toast-hide", ({ id }) => {
    const toast = [...toasts.children].find((candidate) => candidate.dataset.id === id)
    if (toast) removeToast(toast)
  })
  on("loading", ({ isLoading }) => {
    loading.hidden = !isLoading
  })
}
