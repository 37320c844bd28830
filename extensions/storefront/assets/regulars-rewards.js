// What points buy: listed when the shopper opens it, redeemed after one confirmation. All words stand in the page's
// template; numbers, money and days are written by the element around it. A confirmation has one key, so that two clicks
// are one redemption.
if (!customElements.get("regulars-rewards")) {
  const LOOK_AGAIN_MS = 1500
  const LOOKS = 40

  customElements.define(
    "regulars-rewards",
    class extends HTMLElement {
      connectedCallback() {
        if (this.ready) return
        this.ready = true
        this.account = this.closest("regulars-account")
        const fold = this.parentElement
        fold.addEventListener("toggle", () => fold.open && this.open())
        // A page may hold two lists, in its card and in the panel: only the opened one asks.
        if (fold.open) this.open()
      }

      // The toggle that brought the script may arrive after it.
      open() {
        if (!this.part("said")) this.build()
        this.look()
      }

      build() {
        this.append(this.querySelector("template").content.cloneNode(true))
        this.addEventListener("click", (event) => {
          const button = event.target.closest?.("[data-action]")
          if (button) this[button.dataset.action]?.(button.closest("li"), button)
        })
        this.addEventListener("input", ({ target }) => this.weigh(target.closest("li")))
      }

      part(name, within = this) {
        return within.querySelector(`[data-part="${name}"]`)
      }

      value(name, within) {
        return within.querySelector(`[data-value="${name}"]`)
      }

      word(name) {
        return this.querySelector(`[data-word="${name}"]`)?.textContent
      }

      say(words) {
        this.part("said").textContent = words ?? ""
      }

      async ask(form) {
        const { base } = this.account.dataset
        const response = await fetch(`${base}/rewards?locale=${encodeURIComponent(this.account.locale)}`, {
          headers: { accept: "application/json" },
          signal: AbortSignal.timeout(8000),
          ...(form && { method: "POST", body: new URLSearchParams(form) }),
        })
        if (response.status !== 409 && !response.ok) throw new Error(`status ${response.status}`)
        return response.json()
      }

      // One request at a time; what fails is said, and everything stays as it was.
      async attempt(work) {
        if (this.busy) return
        this.busy = true
        this.setAttribute("aria-busy", "true")
        try {
          await work()
        } catch {
          this.say(this.word("failed"))
        } finally {
          this.busy = false
          this.removeAttribute("aria-busy")
        }
      }

      look() {
        return this.attempt(async () => {
          const shown = await this.ask()
          this.render(shown)
          this.say(shown.rewards.length === 0 ? this.word("none") : "")
        })
      }

      render(shown) {
        this.part("list").replaceChildren(...shown.rewards.map((reward) => this.reward(reward)))
        this.renderRedeemed(shown)
      }

      renderRedeemed({ redemptions }) {
        this.part("redeemed").replaceChildren(...redemptions.map((one) => this.redemption(one)))
        this.part("mine").hidden = redemptions.length === 0
        this.wait(redemptions)
      }

      // A code that is being made is there a moment later.
      wait(redemptions) {
        clearTimeout(this.timer)
        const open = redemptions.some(({ state }) => state === "drawn")
        this.looks = open ? (this.looks ?? 0) + 1 : 0
        this.wake(open)
      }

      wake(open) {
        if (open && this.looks < LOOKS) this.timer = setTimeout(() => this.quietly(), LOOK_AGAIN_MS)
      }

      // Only what was redeemed is written anew: somebody may be about to confirm another reward.
      async quietly() {
        const shown = this.busy ? null : await this.ask().catch(() => null)
        if (shown && !this.busy) return this.renderRedeemed(shown)
        this.looks += 1
        this.wake(true)
      }

      fill(template, texts) {
        const item = this.part(template).content.firstElementChild.cloneNode(true)
        for (const [name, text] of Object.entries(texts)) {
          const element = this.value(name, item)
          element.textContent = text ?? ""
          element.hidden = !text
        }
        return item
      }

      money({ minor, currency }) {
        return this.account.money({ missing: minor, currency })
      }

      reward(reward) {
        const { name, description, points, minimumSpend, ok, reason, missing, slider } = reward
        const short = reason === "not_enough_points"
        const why = short ? `${this.word("to_go")} ${this.account.points(missing)}` : this.why(reason)
        const price = this.account.points(slider?.max ?? points)
        const from = slider ? `${this.account.number(points)}–` : ""
        const item = this.fill("reward", { name, description, price: from + price, why: ok ? "" : why })
        item.reward = reward
        this.part("minimum", item).hidden = !minimumSpend
        if (minimumSpend) this.value("minimum", item).textContent = this.money(minimumSpend)
        item.querySelector('[data-action="choose"]').hidden = !ok
        this.part("slider", item).hidden = !slider
        if (slider && ok) {
          const range = this.value("points", item)
          Object.assign(range, { min: points, max: slider.most, step: slider.step, value: points })
        }
        this.weigh(item)
        return item
      }

      why(reason) {
        return this.word(`why-${reason}`) ?? this.word("why-other")
      }

      // What would be spent now, and what that is worth.
      weigh(item) {
        const { reward } = item
        const points = reward.slider ? Number(this.value("points", item).value) : reward.points
        const { slider } = reward
        const minor = slider ? (points * slider.unitMinor) / slider.unitPoints : reward.worth?.minor
        const currency = (slider ?? reward.worth)?.currency
        const worth = minor && currency ? ` → ${this.money({ minor, currency })}` : ""
        item.points = points
        const words = this.account.points(points) + worth
        this.value("spend", item).textContent = words
        this.value("points", item).setAttribute("aria-valuetext", words)
      }

      choose(item, button) {
        // Kept until it is answered: who comes back after a failure does not redeem twice.
        item.key ??= crypto.randomUUID()
        this.unfold(item, true)
        button.hidden = true
        item.querySelector(item.reward.slider ? "input" : '[data-action="redeem"]').focus()
      }

      cancel(item) {
        this.unfold(item, false)
        const button = item.querySelector('[data-action="choose"]')
        button.hidden = false
        button.focus()
      }

      unfold(item, open) {
        this.part("sure", item).hidden = !open
        item.querySelector('[data-action="choose"]').setAttribute("aria-expanded", open)
      }

      redeem(item) {
        return this.attempt(async () => {
          const { reward, points, key } = item
          const answer = await this.ask({ do: "redeem", reward: reward.id, points, key })
          if (answer.error) {
            this.say(this.why(answer.error))
            return this.render(await this.ask())
          }
          this.settle(answer, "done")
        })
      }

      back(item) {
        return this.attempt(async () => {
          const answer = await this.ask({ do: "return", redemption: item.redemption.id })
          if (answer.error) {
            this.say(this.why(answer.error))
            return this.render(await this.ask())
          }
          this.settle(answer, "given")
        })
      }

      settle(shown, words) {
        this.render(shown)
        this.say(this.word(words))
        // The button that was pressed is gone.
        this.part("said").focus()
        this.account.refresh()
      }

      async copy(item) {
        const { code } = item.redemption
        getSelection().selectAllChildren(this.value("code", item))
        // Where the clipboard is refused, the code is selected at least.
        const copied = await navigator.clipboard?.writeText(code).then(
          () => true,
          () => false,
        )
        if (copied) this.say(this.word("copied"))
      }

      redemption(redemption) {
        const { kind, name, worth, state, code, apply, instructions, expiresAt } = redemption
        // What a slider's code is worth, its name does not tell.
        const chosen = kind === "amount_off_slider" && worth ? ` · ${this.money(worth)}` : ""
        const item = this.fill("redemption", {
          name: name + chosen,
          state: this.word(`state-${state}`),
          description: state === "issued" ? instructions : "",
          code: state === "issued" ? code : "",
        })
        item.redemption = redemption
        const isReady = state === "issued"
        item.querySelector('[data-action="copy"]').hidden = !(isReady && code)
        item.querySelector('[data-action="back"]').hidden = !(isReady && apply)
        const link = this.value("apply", item)
        link.hidden = !apply
        if (apply) link.href = `${apply}?redirect=${encodeURIComponent(link.pathname)}`
        this.part("until", item).hidden = !(isReady && expiresAt)
        if (isReady && expiresAt) this.account.date(this.value("until", item), expiresAt)
        return item
      }
    },
  )
}
