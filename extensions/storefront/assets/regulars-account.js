// Refreshes the shopper's numbers, fills the history, joins the programme. All words stand in the page; values are only
// ever written as text. Each request ends within eight seconds; a failure says so and can be repeated.
if (!customElements.get("regulars-account")) {
  const SAY_AFTER_MS = 800

  customElements.define(
    "regulars-account",
    class extends HTMLElement {
      connectedCallback() {
        if (this.ready) return
        this.ready = true
        this.locale = this.dataset.locale || "en"
        this.written = navigator.languages.find((tag) => tag.split("-")[0] === this.locale) ?? this.locale
        this.load(this.dataset)
        this.part("rewards")?.addEventListener("toggle", (event) => this.load(event.target.dataset))
        this.part("history")?.addEventListener("toggle", (event) => {
          // In the panel it stands open from the start; nobody asks for it before the panel itself is opened.
          if (this.closest("dialog:not([open])")) return
          if (event.target.open && this.shown("member") && !this.loaded) this.refresh()
        })
        this.onSubmit("join", (form) => this.join(form))
        this.onSubmit("tell", (form) => this.tell(form))
        this.addEventListener("click", (event) => {
          const action = event.target.closest?.("[data-action]")?.dataset.action
          if (action === "retry") (this.again ?? (() => this.refresh()))()
          if (action === "more") this.attempt(() => this.loadHistory(this.cursor))
        })
        if (this.hasAttribute("data-eager")) this.refresh()
      }

      onSubmit(name, send) {
        this.part(name)?.addEventListener("submit", (event) => {
          event.preventDefault()
          if (this.birthdayIn(event.target)?.check?.() ?? true) send(event.target)
        })
      }

      part(name) {
        return this.querySelector(`[data-part="${name}"]`)
      }

      show(name, visible) {
        const element = this.part(name)
        if (element) element.hidden = !visible
      }

      shown(name) {
        const element = this.part(name)
        return Boolean(element) && !element.hidden
      }

      write(name, text) {
        const element = this.querySelector(`[data-value="${name}"]`)
        if (element) element.textContent = text
      }

      async ask(path, form) {
        if (Date.now() < this.restsUntil) throw new Error("asked too often")
        const body = form && new URLSearchParams(new FormData(form))
        const response = await fetch(`${this.dataset.base}/${path}`, {
          headers: { accept: "application/json" },
          signal: AbortSignal.timeout(8000),
          ...(body && { method: "POST", body }),
        })
        // Asked too often: until then a retry says so again without asking.
        if (response.status === 429)
          this.restsUntil = Date.now() + 1000 * (Number(response.headers.get("retry-after")) || 30)
        if (response.status === 422 && form) {
          this.birthdayIn(form).refuse((await response.json()).error)
          return null
        }
        if (!response.ok) throw new Error(`status ${response.status}`)
        return response.json()
      }

      // Runs one request; while it lasts the element is busy, and when it fails the words and a retry appear.
      async attempt(work) {
        if (this.busy) return
        this.busy = true
        this.again = () => this.attempt(work)
        this.show("failed", false)
        this.setAttribute("aria-busy", "true")
        const status = this.part("status")
        const timer = setTimeout(() => {
          status.textContent = this.part("loading-words").textContent
        }, SAY_AFTER_MS)
        try {
          await work()
        } catch {
          this.show("offline", !navigator.onLine)
          this.show("trouble", navigator.onLine)
          this.show("failed", true)
        } finally {
          clearTimeout(timer)
          this.busy = false
          this.removeAttribute("aria-busy")
          this.show("bars", false)
          status.textContent = ""
        }
      }

      refresh() {
        if (this.dataset.state === "visitor") return
        return this.attempt(async () => {
          this.show("bars", !this.loaded)
          const summary = await this.ask(this.part("details") ? "summary?details=1" : "summary")
          if (!summary.member) return this.invite(summary.waiting)
          this.render(summary.member)
          this.tellDetails(summary.details)
          await this.loadHistory()
        })
      }

      // What joining would bring: only ever of the customer who is signed in.
      invite(waiting) {
        if (!waiting?.points) return
        this.write("waiting", this.points(waiting.points))
        this.show("waiting", true)
      }

      join(form) {
        return this.attempt(async () => {
          const answer = await this.ask(`join?locale=${encodeURIComponent(this.locale)}`, form)
          if (!answer) return
          this.render(answer.member)
          this.tellDetails(answer.details)
          this.show("joined", true)
          this.part("joined").focus()
          if (this.part("history").open) await this.loadHistory()
        })
      }

      tell(form) {
        return this.attempt(async () => {
          const answer = await this.ask(`details?locale=${encodeURIComponent(this.locale)}`, form)
          if (!answer) return
          this.tellDetails(answer.details)
          this.part("details").saved?.(form)
        })
      }

      // What few shoppers need stands in scripts of their own.
      load(data) {
        if (!data.script) return
        const script = document.createElement("script")
        script.src = data.script
        document.head.append(script)
        delete data.script
      }

      birthdayIn(form) {
        return form.querySelector("regulars-birthday")
      }

      // Kept for the element that shows it, which may come later than the answer.
      tellDetails(details) {
        if (details) this.details = details
        this.part("details")?.render?.()
      }

      render(member) {
        this.dataset.state = "member"
        this.show("join", false)
        this.show("member", true)
        for (const name of ["available", "pending", "debt", "waiting"]) this.write(name, this.number(member[name] ?? 0))
        this.show("pending", member.pending > 0)
        this.show("debt", member.debt > 0)
        this.show("waiting", member.waiting)
        this.renderExpiry(member.expires)
        this.renderTier(member.tier, member.next)
      }

      renderExpiry(expires) {
        this.show("expires", expires)
        if (!expires) return
        this.write("expires", this.number(expires.points))
        // A bare day would be UTC's.
        this.date(this.querySelector('[data-value="last-day"]'), `${expires.lastDay}T12:00`)
      }

      renderTier(tier, next) {
        const name = this.querySelector('[data-value="tier"]')
        if (name) name.hidden = !tier
        this.write("tier", tier?.name ?? "")
        this.show("no-tier", !tier)
        this.show("next", next)
        this.show("top", tier && !next)
        if (!next) return
        this.write("next", next.name)
        const way = { points: "points", orders: "number" }[next.unit]
        this.write("missing", way ? this[way](next.missing) : this.money(next))
        const goal = JSON.parse(this.dataset.tiers || "[]")?.find((level) => level.id === next.id)?.threshold
        const bar = this.querySelector("progress")
        if (!bar || !goal) return
        bar.max = goal
        bar.value = Math.max(0, goal - next.missing)
      }

      async loadHistory(cursor) {
        const list = this.part("entries")
        if (!list) return
        const query = new URLSearchParams({ locale: this.locale, ...(cursor ? { cursor } : {}) })
        const page = await this.ask(`history?${query}`)
        const items = page.entries.map((entry) => this.entry(entry))
        if (cursor) list.append(...items)
        else list.replaceChildren(...items)
        list.hidden = list.childElementCount === 0
        this.cursor = page.next
        this.loaded = true
        this.show("empty", list.hidden)
        this.querySelector('[data-action="more"]').hidden = !page.next
      }

      entry(entry) {
        const item = this.part("entry").content.firstElementChild.cloneNode(true)
        const value = (name) => item.querySelector(`[data-value="${name}"]`)
        value("words").textContent = entry.words
        value("points").textContent = this.number(entry.points, entry.moved ? "auto" : "exceptZero")
        value("points").dataset.sign = entry.moved ? "none" : entry.points < 0 ? "minus" : "plus"
        this.date(value("date"), entry.date)
        if (entry.pendingUntil) this.date(value("until"), entry.pendingUntil)
        else item.querySelector('[data-part="until"]').remove()
        return item
      }

      date(element, iso) {
        element.dateTime = iso
        element.textContent = new Intl.DateTimeFormat(this.written, { dateStyle: "medium" }).format(new Date(iso))
      }

      number(value, signDisplay = "auto") {
        return new Intl.NumberFormat(this.locale, { signDisplay, useGrouping: "min2" })
          .format(value)
          .replace("-", "\u2212")
      }

      points(count) {
        const form = new Intl.PluralRules(this.locale).select(count)
        const forms = { one: this.dataset.pointsOne, few: this.dataset.pointsFew }
        return (forms[form] ?? this.dataset.pointsOther).replace("#", this.number(count))
      }

      // Minor units; the decimal string keeps every digit.
      money({ missing, currency }) {
        const format = new Intl.NumberFormat(this.locale, {
          style: "currency",
          currency,
          trailingZeroDisplay: "stripIfInteger",
        })
        const digits = format.resolvedOptions().maximumFractionDigits
        return format.format(Number(`${missing}e-${digits}`))
      }
    },
  )
}
