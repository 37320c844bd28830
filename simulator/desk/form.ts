import { currencyExponent, formatDecimal, parseMinor } from "#app/lib/money.ts"

/** A sent form: what was typed, and what is wrong with it, by field. An error under "" belongs to the whole form. */
export type Form = { values: Record<string, string>; errors: Record<string, string> }

const MAX_MINOR = 10_000_000_00
const MAX_QUANTITY = 999

/** The body of a plain form; of repeated fields the last counts. */
export function openForm(body: Record<string, unknown>): Form {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(body)) {
    if (typeof value === "string") values[name] = value.trim()
  }
  return { values, errors: {} }
}

export function isValid(form: Form): boolean {
  return Object.keys(form.errors).length === 0
}

/** Minor units typed as "12.50" or "12,50"; null when left empty. Says what is wrong with anything else. */
export function readMoney(
  form: Form,
  name: string,
  currency: string,
  limit: { maxMinor: number; tooMuch: string } = { maxMinor: MAX_MINOR, tooMuch: "That is too much." },
): number | null {
  const typed = (form.values[name] ?? "").replace(",", ".")
  if (typed === "") return null
  const places = currencyExponent(currency)
  const shape = places === 0 ? /^\d{1,9}$/ : new RegExp(`^\\d{1,9}(\\.\\d{1,${places}})?$`)
  if (!shape.test(typed)) {
    form.errors[name] = `Write an amount such as ${formatDecimal(1250, currency)}.`
    return null
  }
  const minor = parseMinor(typed, currency)
  if (minor > limit.maxMinor) {
    form.errors[name] = limit.tooMuch
    return null
  }
  return minor
}

/** A whole number of units; null when left empty. */
export function readQuantity(form: Form, name: string, max = MAX_QUANTITY, tooMany = `At most ${max}.`): number | null {
  const typed = form.values[name] ?? ""
  if (typed === "") return null
  if (!/^\d{1,4}$/.test(typed)) {
    form.errors[name] = "Write a whole number."
    return null
  }
  const quantity = Number(typed)
  if (quantity > max) {
    form.errors[name] = tooMany
    return null
  }
  return quantity
}

/** One of `choices`; the first when nothing was sent. */
export function readChoice<T extends string>(form: Form, name: string, choices: readonly [T, ...T[]]): T {
  const typed = form.values[name]
  if (!typed) return choices[0]
  const found = choices.find((choice) => choice === typed)
  if (found === undefined) form.errors[name] = "Choose one of the list."
  return found ?? choices[0]
}

/** "a, b,,c" → ["a", "b", "c"] */
export function readTags(text: string): string[] {
  return [...new Set(text.split(",").map((tag) => tag.trim()))].filter(Boolean)
}
