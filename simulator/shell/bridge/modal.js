import { actionsOf } from "./chrome.js"

/** `<ui-modal>`: a native dialog in the app's own page. React portals its content into `content`. */
const look = new CSSStyleSheet()
look.replaceSync(`
  .bridge-modal { border: 0; border-radius: 12px; padding: 0; inline-size: min(620px, calc(100vw - 32px));
    box-shadow: 0 20px 60px rgb(0 0 0 / .3); font: 14px/1.4 Inter, system-ui, sans-serif; color: #303030 }
  .bridge-modal[data-variant=small] { inline-size: min(380px, calc(100vw - 32px)) }
  .bridge-modal[data-variant=large], .bridge-modal[data-variant=max] { inline-size: min(1080px, calc(100vw - 32px)) }
  .bridge-modal::backdrop { background: rgb(0 0 0 / .5) }
  .bridge-modal header, .bridge-modal footer { display: flex; align-items: center; gap: 8px; padding: 12px 16px }
  .bridge-modal header { justify-content: space-between; background: #f3f3f3; font-weight: 650 }
  .bridge-modal footer { justify-content: flex-end; border-top: 1px solid #e3e3e3 }
  .bridge-modal button { font: inherit; border-radius: 8px; border: 1px solid #c9c9c9; background: #fff;
    padding: 6px 12px; cursor: pointer }
  .bridge-modal button[data-kind=primary] { background: #303030; border-color: #303030; color: #fff }
  .bridge-modal button[data-critical=true] { background: #c70a24; border-color: #c70a24; color: #fff }
  .bridge-modal iframe { border: 0; inline-size: 100%; block-size: 60vh; display: block }`)
document.adoptedStyleSheets = [...document.adoptedStyleSheets, look]

function button(label, onClick, data = {}) {
  const element = Object.assign(document.createElement("button"), { type: "button", textContent: label })
  Object.assign(element.dataset, data)
  element.addEventListener("click", onClick)
  return element
}

class ModalElement extends HTMLElement {
  #dialog = null
  #content = document.createElement("div")

  get content() {
    return this.#content
  }
  get src() {
    return this.getAttribute("src") ?? undefined
  }
  get variant() {
    return this.getAttribute("variant") ?? "base"
  }
  get contentWindow() {
    return this.#dialog?.querySelector("iframe")?.contentWindow ?? null
  }
  #header(bar) {
    const header = document.createElement("header")
    const title = Object.assign(document.createElement("span"), {
      id: "bridge-modal-title",
      textContent: bar?.getAttribute("title") ?? "",
    })
    const close = button("✕", () => this.hide())
    close.setAttribute("aria-label", "Close")
    header.append(title, close)
    return header
  }
  #footer(bar) {
    const footer = document.createElement("footer")
    const sources = bar?.querySelectorAll("button, a") ?? []
    for (const action of actionsOf(bar)) {
      const element = button(action.label, () => sources[action.index].click(), {
        kind: action.kind,
        critical: action.critical,
      })
      element.disabled = action.disabled
      footer.append(element)
    }
    footer.hidden = sources.length === 0
    return footer
  }
  #body() {
    if (!this.src) {
      const own = [...this.children].filter((child) => !/^UI-(TITLE|SAVE)-BAR$/.test(child.tagName))
      if (this.#content.childNodes.length === 0) this.#content.append(...own)
      return this.#content
    }
    return Object.assign(document.createElement("iframe"), { src: this.src, title: "Modal" })
  }
  async show() {
    if (this.#dialog) return
    const bar = this.querySelector("ui-title-bar")
    const dialog = document.createElement("dialog")
    dialog.className = "bridge-modal"
    dialog.dataset.variant = this.variant
    dialog.setAttribute("aria-labelledby", "bridge-modal-title")
    dialog.append(this.#header(bar), this.#body(), this.#footer(bar))
    dialog.addEventListener("close", () => this.hide())
    document.body.append(dialog)
    this.#dialog = dialog
    dialog.showModal()
    this.dispatchEvent(new Event("show"))
  }
  async hide() {
    const dialog = this.#dialog
    if (!dialog) return
    this.#dialog = null
    dialog.remove()
    this.dispatchEvent(new Event("hide"))
  }
  toggle() {
    return this.#dialog ? this.hide() : this.show()
  }
  disconnectedCallback() {
    this.hide()
  }
}
customElements.define("ui-modal", ModalElement)

function byId(id) {
  const modal = document.getElementById(id)
  return modal instanceof ModalElement ? modal : Promise.reject(new Error(`there is no ui-modal "${id}"`))
}

export const modal = {
  show: async (id) => (await byId(id)).show(),
  hide: async (id) => (await byId(id)).hide(),
  toggle: async (id) => (await byId(id)).toggle(),
}
