// Loaded by the account element where the programme asks for a birthday: the fields, and what a member told before.
if (!customElements.get("regulars-birthday")) {
  // The fields: months by name, and what is wrong with a date said beside it before anybody is asked.
  customElements.define(
    "regulars-birthday",
    class extends HTMLElement {
      connectedCallback() {
        const { locale } = this.closest("regulars-account")
        const format = new Intl.DateTimeFormat(locale, { month: "long", timeZone: "UTC" })
        for (const option of this.field("month").options)
          if (option.value) option.textContent = format.format(Date.UTC(2000, option.value - 1, 1))
        this.addEventListener("change", () => this.refuse(""))
      }

      field(name) {
        return this.querySelector(`[name="birth_${name}"]`)
      }

      check() {
        const [day, month, year] = ["day", "month", "year"].map((name) => this.field(name).value)
        this.refuse("")
        if (!(day || month || year)) return true
        if (!day || !month) return this.refuse("birthday_incomplete")
        const date = new Date(Date.UTC(Number(year || 2000), month - 1, day))
        return date.getUTCMonth() === month - 1 || this.refuse("birthday_impossible")
      }

      // `problem`: what is wrong, as the app calls it; "": nothing.
      refuse(problem) {
        const wrong = this.querySelector('[data-part="wrong"]')
        wrong.textContent = this.dataset[problem.replace("birthday_", "")] ?? ""
        wrong.hidden = !problem
        for (const name of ["day", "month"]) this.field(name).ariaInvalid = problem ? "true" : null
        if (problem) this.field(this.field("day").value ? "month" : "day").focus()
        return false
      }
    },
  )

  // What the member told, and the way to add or correct it.
  customElements.define(
    "regulars-details",
    class extends HTMLElement {
      connectedCallback() {
        this.render()
      }

      render() {
        const account = this.closest("regulars-account")
        if (!account.details) return
        const { birthday, correctable, nameDay } = account.details
        if (birthday) {
          const format = new Intl.DateTimeFormat(account.written, { day: "numeric", month: "long", timeZone: "UTC" })
          account.write("birthday", format.format(Date.UTC(2000, birthday.month - 1, birthday.day)))
        }
        account.show("told", birthday)
        account.show("correct", !birthday || correctable || nameDay?.choices.length > 1)
        account.show("fixed", birthday && !correctable)
        account.show("add-words", !birthday)
        account.show("correct-words", birthday)
        this.offer(account, nameDay)
        this.hidden = false
      }

      // The name day they keep, and what there is to choose from.
      offer(account, nameDay) {
        const select = this.querySelector('[name="name_day"]')
        const choices = nameDay?.choices ?? []
        account.write("name-day", nameDay?.title ?? "")
        account.show("name-day", nameDay?.title)
        account.show("name-days", choices.length > 1)
        select.disabled = choices.length < 2
        select.replaceChildren(...choices.map(({ id, title }) => new Option(title, id)))
        select.value = nameDay?.chosen ?? ""
      }

      saved(form) {
        form.reset()
        const fold = this.querySelector("details")
        fold.open = false
        const focused = fold.hidden ? this.querySelector('[data-part="told"]') : fold.firstElementChild
        focused.focus()
      }
    },
  )
}
