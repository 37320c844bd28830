import { hear, tell } from "./channel.js"

/** What the page asks the shell to draw around it: navigation, title, its actions. */

// Adopted, not inserted: a foreign <style> in the head would upset a page that hydrates its whole document.
const hidden = new CSSStyleSheet()
hidden.replaceSync("ui-nav-menu, s-app-nav, ui-title-bar, ui-save-bar, ui-modal { display: none }")
document.adoptedStyleSheets = [...document.adoptedStyleSheets, hidden]

function collectNav() {
  const links = document.querySelectorAll("ui-nav-menu a, s-app-nav a, s-app-nav s-link")
  const items = [...links].map((link) => ({
    href: link.getAttribute("href"),
    home: link.getAttribute("rel") === "home",
    label: link.textContent.trim(),
  }))
  if (items.length > 0) tell("nav", { items })
}

function titleBar() {
  return [...document.querySelectorAll("ui-title-bar")].find((bar) => !bar.closest("ui-modal"))
}

/** The buttons and links of a title bar as plain facts; `index` finds the element again. */
export function actionsOf(bar) {
  return [...(bar?.querySelectorAll("button, a") ?? [])].map((element, index) => ({
    critical: element.getAttribute("tone") === "critical",
    disabled: element.hasAttribute("disabled"),
    index,
    kind: element.getAttribute("variant") ?? "secondary",
    label: element.textContent.trim(),
  }))
}

function collectTitle() {
  const bar = titleBar()
  tell("title-bar", { title: bar?.getAttribute("title") ?? null, actions: actionsOf(bar) })
}

hear("title-bar-action", ({ index }) => titleBar()?.querySelectorAll("button, a")[index]?.click())

/** An element without a look of its own: whatever changes in it is told to the shell, once per turn. */
function defineTold(name, collect) {
  let queued = false
  const collectSoon = () => {
    if (queued) return
    queued = true
    queueMicrotask(() => {
      queued = false
      collect()
    })
  }
  class Told extends HTMLElement {
    connectedCallback() {
      this.observer = new MutationObserver(collectSoon)
      this.observer.observe(this, { attributes: true, characterData: true, childList: true, subtree: true })
      collectSoon()
    }
    disconnectedCallback() {
      this.observer.disconnect()
      collectSoon()
    }
  }
  customElements.define(name, Told)
}

defineTold("ui-nav-menu", collectNav)
defineTold("s-app-nav", collectNav)
defineTold("ui-title-bar", collectTitle)
