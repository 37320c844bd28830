// The launcher button and its panel. Until the shopper opens the panel nothing is requested; then the account element
// is loaded and asked for fresh numbers. What Liquid rendered stays readable if any of that fails: without this script
// the button is a form that leads to the account.
if (!customElements.get("regulars-launcher")) {
  const HASH = "#regulars"
  const WAITS = "regulars-waits"
  const WAITS_MS = 600_000

  // Storage may be refused, and the panel works without it.
  const remember = (value) => {
    try {
      if (value) sessionStorage.setItem(WAITS, value)
      else sessionStorage.removeItem(WAITS)
    } catch {}
  }
  const remembered = () => {
    try {
      return Number(sessionStorage.getItem(WAITS))
    } catch {
      return 0
    }
  }

  customElements.define(
    "regulars-launcher",
    class extends HTMLElement {
      connectedCallback() {
        this.button = this.querySelector(".regulars-launcher__button")
        this.dialog = this.querySelector("dialog")
        if (!this.button || !this.dialog) return
        if (!this.ready) this.listen()
        this.ready = true
        document.addEventListener("shopify:block:select", this.onEditor)
        document.addEventListener("shopify:block:deselect", this.onEditor)
        addEventListener("hashchange", this.onHash)
        this.comeBack()
      }

      listen() {
        this.button.setAttribute("aria-haspopup", "dialog")
        this.button.form?.addEventListener("submit", (event) => {
          this.open()
          event.preventDefault()
        })
        this.dialog.addEventListener("click", (event) => this.onClick(event))
        this.dialog.addEventListener("close", () => this.onClose())
        this.onHash = () => location.hash === HASH && this.open()
        // In the theme editor the panel must leave the rest of the page to the merchant.
        this.onEditor = (event) => {
          if (!event.target.contains?.(this)) return
          if (event.type === "shopify:block:select") this.open("show")
          else this.dialog.close()
        }
      }

      disconnectedCallback() {
        if (!this.ready) return
        document.removeEventListener("shopify:block:select", this.onEditor)
        document.removeEventListener("shopify:block:deselect", this.onEditor)
        removeEventListener("hashchange", this.onHash)
      }

      // Whoever left the open panel to sign in finds it open; a link to #regulars opens it too.
      comeBack() {
        const since = remembered()
        const account = this.querySelector("regulars-account")
        const isBack = since > 0 && account?.dataset.state !== "visitor"
        if (isBack) remember("")
        if (location.hash === HASH || (isBack && Date.now() - since < WAITS_MS)) this.open()
      }

      open(how = "showModal") {
        if (this.dialog.open) return
        this.matchTheme()
        this.dialog[how]()
        this.loadAccount()
      }

      // The panel stands in the browser's top layer and inherits no background: take the page's own.
      matchTheme() {
        const solid = (colour) => !/^(transparent|rgba\(.*, 0\))$/.test(colour)
        const behind = [document.body, document.documentElement]
          .map((element) => getComputedStyle(element).backgroundColor)
          .find(solid)
        this.dialog.style.setProperty("--regulars-page", behind ?? "")
        this.dialog.style.setProperty("--regulars-ink", behind ? getComputedStyle(document.body).color : "")
      }

      loadAccount() {
        const account = this.querySelector("regulars-account")
        if (!account) return
        if (account.refresh) {
          account.refresh()
          return
        }
        account.toggleAttribute("data-eager", true)
        if (this.script?.isConnected) return
        this.script = document.createElement("script")
        this.script.src = this.dataset.account
        this.script.onerror = () => {
          this.script.remove()
          account.querySelector('[data-part="failed"]')?.toggleAttribute("hidden", false)
        }
        document.head.append(this.script)
      }

      onClick(event) {
        const action = event.target.closest("[data-action]")?.dataset.action
        if (event.target === this.dialog || action === "close") this.dialog.close()
        if (action === "login") remember(String(Date.now()))
        if (action === "retry" && !this.querySelector("regulars-account")?.refresh) this.loadAccount()
      }

      onClose() {
        if (location.hash === HASH) history.replaceState(history.state, "", location.pathname + location.search)
        this.button.focus()
      }
    },
  )
}
