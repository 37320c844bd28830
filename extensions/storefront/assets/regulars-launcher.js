// The launcher button and its panel. Until the shopper opens the panel nothing is requested; then the account element
// is loaded and asked for fresh numbers. What Liquid rendered stays readable if any of that fails.
if (!customElements.get("regulars-launcher")) {
  customElements.define(
    "regulars-launcher",
    class extends HTMLElement {
      connectedCallback() {
        if (this.dialog) return
        this.button = this.querySelector("button.regulars-launcher__button")
        this.dialog = this.querySelector("dialog")
        if (!this.button || !this.dialog) return
        this.button.addEventListener("click", () => this.open())
        this.dialog.addEventListener("click", (event) => this.onClick(event))
        this.dialog.addEventListener("close", () => this.button.focus())
        this.onSelect = (event) => {
          if (event.target.contains?.(this)) this.open()
        }
        document.addEventListener("shopify:block:select", this.onSelect)
      }

      disconnectedCallback() {
        document.removeEventListener("shopify:block:select", this.onSelect)
      }

      open() {
        if (this.dialog.open) return
        this.matchTheme()
        this.dialog.showModal()
        this.loadAccount()
      }

      // The panel stands in the browser's top layer and inherits no background: take the page's own.
      matchTheme() {
        const page = getComputedStyle(document.body)
        const solid = !/^(transparent|rgba\(.*, 0\))$/.test(page.backgroundColor)
        this.dialog.style.setProperty("--regulars-page", solid ? page.backgroundColor : "")
        this.dialog.style.setProperty("--regulars-ink", solid ? page.color : "")
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
        this.script.onerror = () => this.script.remove()
        document.head.append(this.script)
      }

      onClick(event) {
        const outside = event.target === this.dialog
        if (outside || event.target.closest("[data-action='close']")) this.dialog.close()
      }
    },
  )
}
