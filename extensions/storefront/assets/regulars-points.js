// Shows the points of the variant that the shopper has chosen. All numbers are in the page; themes tell of a choice by
// a change event in the product form, whose field named "id" then holds the variant.
if (!customElements.get("regulars-points")) {
  customElements.define(
    "regulars-points",
    class extends HTMLElement {
      connectedCallback() {
        if (!this.querySelector("[data-variant]")) return
        this.onChange = () => setTimeout(() => this.follow(), 0)
        document.addEventListener("change", this.onChange)
      }

      disconnectedCallback() {
        document.removeEventListener("change", this.onChange)
      }

      follow() {
        const place = this.closest(".shopify-section") ?? document
        const field =
          place.querySelector('form[action*="/cart/add"] [name="id"]:checked') ??
          place.querySelector('form[action*="/cart/add"] [name="id"]:not([type="radio"])')
        if (!field?.value) return
        for (const line of this.querySelectorAll("[data-variant]"))
          line.hidden = line.dataset.variant !== field.value || line.dataset.none !== undefined
      }
    },
  )
}
