import { ask, hear, tell } from "./channel.js"

/** The bar with Save and Discard above the app while something is unsaved. One is shown at a time. */
let shown = null

function draw() {
  if (!shown) return
  tell("save-bar", { open: true, ...shown.look() })
}

/** `bar` = { owner, look(): what to draw, save(), discard() } */
function show(bar) {
  shown = bar
  draw()
}

function hide(owner) {
  if (shown?.owner !== owner) return
  shown = null
  formWatch.disconnect()
  tell("save-bar", { open: false })
}

hear("save-bar-action", ({ action }) => {
  if (action === "save") shown?.save()
  else shown?.discard()
})

class SaveBarElement extends HTMLElement {
  get showing() {
    return shown?.owner === this
  }
  get discardConfirmation() {
    return this.hasAttribute("discardconfirmation")
  }
  #button(primary) {
    return [...this.querySelectorAll("button")].find(
      (button) => (button.getAttribute("variant") === "primary") === primary,
    )
  }
  #look() {
    const save = this.#button(true)
    const discard = this.#button(false)
    const isBusy = (button) => (button?.getAttribute("loading") ?? "false") !== "false"
    return {
      discardConfirmation: this.discardConfirmation,
      discardDisabled: discard?.disabled ?? false,
      saveDisabled: save?.disabled ?? false,
      saveLoading: isBusy(save),
    }
  }
  async show() {
    if (this.showing) return
    show({
      owner: this,
      look: () => this.#look(),
      save: () => this.#button(true)?.click(),
      discard: () => this.#button(false)?.click(),
    })
    this.dispatchEvent(new Event("show"))
  }
  async hide() {
    if (!this.showing) return
    hide(this)
    this.dispatchEvent(new Event("hide"))
  }
  toggle() {
    return this.showing ? this.hide() : this.show()
  }
  connectedCallback() {
    this.observer = new MutationObserver(() => this.showing && draw())
    this.observer.observe(this, { attributes: true, childList: true, subtree: true })
  }
  disconnectedCallback() {
    this.observer.disconnect()
    hide(this)
  }
}
customElements.define("ui-save-bar", SaveBarElement)

/** Forms marked `data-save-bar` need no element: the first change shows the bar, submit and reset hide it. */
function formOf(event) {
  return event.target instanceof Element ? event.target.closest("form[data-save-bar]") : null
}

/** A form that left the page (the app moved on) takes its bar with it. */
const formWatch = new MutationObserver(() => {
  if (shown?.owner.isConnected !== false) return
  hide(shown.owner)
})

function onFormChange(event) {
  const form = formOf(event)
  if (!form || shown?.owner === form) return
  formWatch.observe(document.body, { childList: true, subtree: true })
  show({
    owner: form,
    look: () => ({ discardConfirmation: form.hasAttribute("data-discard-confirmation") }),
    save: () => form.requestSubmit(),
    discard: () => form.reset(),
  })
}

for (const type of ["input", "change"]) document.addEventListener(type, onFormChange)
for (const type of ["submit", "reset"]) {
  document.addEventListener(type, (event) => {
    const form = formOf(event)
    if (form) hide(form)
  })
}

function byId(id) {
  const bar = document.getElementById(id)
  return bar instanceof SaveBarElement ? bar : Promise.reject(new Error(`there is no ui-save-bar "${id}"`))
}

export const saveBar = {
  show: async (id) => (await byId(id)).show(),
  hide: async (id) => (await byId(id)).hide(),
  toggle: async (id) => (await byId(id)).toggle(),
  /** Resolves when nothing is unsaved or the person agrees to lose it; while they stay it stays open. */
  leaveConfirmation: async () => {
    if (!shown) return
    const leave = await ask("leave-confirmation")
    if (!leave) await new Promise(() => {})
  },
}
