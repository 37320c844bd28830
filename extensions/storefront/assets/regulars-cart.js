// Counts what the cart earns whenever the theme tells of a change: by the storefront's standard event, or by "cart:update"
// with the cart as /cart.js has it. No request of ours. If a theme changes the cart and tells nobody, the number goes:
// better none than a wrong one.
if (!customElements.get("regulars-cart")) {
  const CHANGES = /\/cart\/(add|change|update|clear)(\.js)?(\?|$)/
  const PATIENCE_MS = 1500
  const JUST_BEFORE_MS = 50

  const hundredths = (money) => Math.round(Number(money?.amount ?? Number.NaN) * 100)

  // → [{ variant, amount }] and what discounts leave of the whole; anything else is none of these two shapes.
  const fromStandard = ({ lines, cost }) => ({
    lines: (Array.isArray(lines) ? lines : (lines?.nodes ?? [])).map((line) => ({
      variant: String(line.merchandise?.id ?? line.merchandiseId ?? "")
        .split("/")
        .at(-1),
      amount: hundredths(line.cost?.totalAmount),
    })),
    total: hundredths(cost?.totalAmount),
  })
  const fromCartJs = ({ items, total_price }) => ({
    lines: items.map((item) => ({
      variant: String(item.variant_id ?? item.id),
      amount: Number(item.final_line_price),
    })),
    total: Number(total_price),
  })

  customElements.define(
    "regulars-cart",
    class extends HTMLElement {
      connectedCallback() {
        if (!this.dataset.divisor) return
        this.onLines = (event) => {
          this.told = performance.now()
          Promise.resolve(event.promise).then(
            (answer) => answer?.cart && this.follow(fromStandard, answer.cart),
            () => {},
          )
        }
        this.onCart = ({ detail }) => {
          const cart = detail?.resource ?? detail?.cart
          if (!cart?.items) return
          this.told = performance.now()
          this.follow(fromCartJs, cart)
        }
        document.addEventListener("shopify:cart:lines-update", this.onLines)
        document.addEventListener("cart:update", this.onCart)
        this.watch()
      }

      disconnectedCallback() {
        document.removeEventListener("shopify:cart:lines-update", this.onLines)
        document.removeEventListener("cart:update", this.onCart)
        this.observer?.disconnect()
        clearTimeout(this.timer)
      }

      // Sees that the theme itself asked the shop to change the cart; it may have told so just before.
      watch() {
        if (typeof PerformanceObserver === "undefined") return
        this.observer = new PerformanceObserver((list) => {
          const changed = list.getEntries().findLast(({ name }) => CHANGES.test(name))
          if (!changed) return
          clearTimeout(this.timer)
          this.timer = setTimeout(() => {
            if (!(this.told >= changed.startTime - JUST_BEFORE_MS)) this.say(null)
          }, PATIENCE_MS)
        })
        this.observer.observe({ type: "resource", buffered: false })
      }

      follow(read, cart) {
        try {
          this.say(this.count(read(cart)))
        } catch {
          this.say(null)
        }
      }

      // Null: nobody can say. A variant that came after the page was drawn may be one that earns nothing.
      count({ lines, total }) {
        const { perPoints, divisor, slack, known, leftOut } = this.dataset
        const all = lines.reduce((sum, line) => sum + line.amount, 0)
        if (!Number.isFinite(all + total)) return null
        if (lines.some(({ variant }) => !known.includes(`,${variant},`))) return null
        const earning = lines.filter(({ variant }) => !leftOut.includes(`,${variant},`))
        const sum = earning.reduce((left, line) => left + line.amount, 0)
        if (all === 0) return 0
        const basis = Math.floor((sum * total) / all)
        return Math.max(0, Math.floor((basis * Number(perPoints) + Number(slack)) / Number(divisor)))
      }

      say(points) {
        const [words, some] = [this.querySelector("[data-earns]"), this.querySelector("[data-some]")]
        some.hidden = points !== null
        words.hidden = points === null || points < 1
        this.querySelector("[data-login]")?.toggleAttribute("hidden", points === 0)
        if (points !== null) words.textContent = this.words(points)
      }

      words(count) {
        const { locale, one, few, other } = this.dataset
        const form = { one, few }[new Intl.PluralRules(locale).select(count)] ?? other
        return form.replace("#", new Intl.NumberFormat(locale, { useGrouping: "min2" }).format(count))
      }
    },
  )
}
