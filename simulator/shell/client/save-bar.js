import { labels, on, say } from "./frame.js"

/** Save and Discard above the app, and the question before unsaved changes are lost. */
const bar = document.getElementById("save-bar")
const save = document.getElementById("save-bar-save")
const discard = document.getElementById("save-bar-discard")
const dialog = document.getElementById("ask")
let asksBeforeDiscard = false

/** Asks the person; true when they agree. */
function confirmWith(text, yes, no) {
  document.getElementById("ask-text").textContent = text
  document.getElementById("ask-yes").textContent = yes
  document.getElementById("ask-no").textContent = no
  dialog.returnValue = ""
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true })
  })
}

export function drawSaveBar(message) {
  bar.hidden = !message.open
  document.body.classList.toggle("unsaved", message.open)
  asksBeforeDiscard = message.discardConfirmation === true
  save.disabled = message.saveDisabled === true || message.saveLoading === true
  save.textContent = message.saveLoading ? labels.saving : labels.save
  discard.disabled = message.discardDisabled === true
}

/** True when nothing is unsaved, or the person agrees to lose it (the bar then goes). */
export async function confirmLeaving() {
  if (bar.hidden) return true
  const leaves = await confirmWith(labels.leaveAsk, labels.leave, labels.keepEditing)
  if (leaves) drawSaveBar({ open: false })
  return leaves
}

export function startSaveBar() {
  on("save-bar", drawSaveBar)
  on("leave-confirmation", confirmLeaving)
  save.addEventListener("click", () => say("save-bar-action", { action: "save" }))
  discard.addEventListener("click", async () => {
    if (asksBeforeDiscard && !(await confirmWith(labels.discardAsk, labels.discard, labels.keepEditing))) return
    say("save-bar-action", { action: "discard" })
  })
  addEventListener("beforeunload", (event) => {
    if (!bar.hidden) event.preventDefault()
  })
}
