import { readDecimal, readRatio } from "#app/lib/decimal-text.ts"
import { currencyExponent, toSafeNumber } from "#app/lib/money.ts"
import { type ProgrammeRules, programmeRulesSchema } from "../programme-rules.ts"
import { readExclusions } from "./exclusions-form.ts"
import { levelIdFrom } from "./level-id.ts"
import type { ProgrammeForm } from "./programme-form.ts"

/** Where in the form something is wrong, and the key of the words for it in errors.json ("too_large:max=365"). */
export type FormProblem = { path: (string | number)[]; code: string }

type Report = (path: FormProblem["path"], code: string) => void
type Path = FormProblem["path"]

/** Reads the form back into rules. Everything wrong is named at its field; nothing is corrected behind the merchant's back. */
export function rulesFromForm(
  form: ProgrammeForm,
  currency: string,
): { ok: true; rules: ProgrammeRules } | { ok: false; problems: FormProblem[] } {
  const problems: FormProblem[] = []
  const report: Report = (path, code) => problems.push({ path, code })
  const rules = {
    schema: 1,
    rates: readRates(form.rates, report),
    rounding: form.rounding,
    basis: {
      taxes: form.basis.taxes === "on",
      shipping: form.basis.shipping === "on",
      duties: form.basis.duties === "on",
      giftCardPayments: form.basis.giftCardPayments === "on",
    },
    orders: readOrders(form.orders),
    members: {
      who: form.members.who,
      retroWindowDays: readWhole(form.members.retroWindowDays, { max: 3650 }, ["members", "retroWindowDays"], report),
      ask: { birthday: form.members.ask.birthday === "on", name: form.members.ask.name === "on" },
    },
    pending: {
      from: form.pending.from,
      days: readWhole(form.pending.days, { max: 365 }, ["pending", "days"], report),
    },
    tiers: {
      measure: form.tiers.measure,
      window: form.tiers.window,
      currency,
      levels: readLevels(form.tiers, currency, report),
    },
    exclusions: readExclusions(form.exclusions, report),
    history: {
      points: form.history.points,
      sinceDays: readWhole(form.history.sinceDays, { min: 1, max: 3650 }, ["history", "sinceDays"], report),
    },
    goodwill: {
      maxPoints: readWhole(form.goodwill.maxPoints, { max: 1_000_000_000 }, ["goodwill", "maxPoints"], report),
    },
  }
  if (problems.length > 0) return { ok: false, problems }
  // What is read is checked once more by the programme's own schema, whose word is the last.
  const checked = programmeRulesSchema.safeParse(rules)
  if (checked.success) return { ok: true, rules: checked.data }
  for (const issue of checked.error.issues) {
    const path = issue.path.filter((part): part is string | number => typeof part !== "symbol")
    report(path, issue.code === "custom" ? issue.message : "invalid")
  }
  return { ok: false, problems }
}

function readOrders(orders: ProgrammeForm["orders"]) {
  const gateways = orders.cashOnDelivery.gateways
    .split("\n")
    .map((name) => name.trim().toLowerCase())
    .filter((name, index, all) => name !== "" && all.indexOf(name) === index)
  return {
    online: orders.online === "on",
    pos: orders.pos === "on",
    draft: orders.draft === "on",
    partiallyPaid: orders.partiallyPaid === "on",
    cashOnDelivery: { gateways, countsFrom: orders.cashOnDelivery.countsFrom },
  }
}

function readRates(rows: ProgrammeForm["rates"], report: Report): Record<string, unknown> {
  const rates: Record<string, unknown> = {}
  for (const [index, row] of rows.entries()) {
    const currency = row.currency.trim().toUpperCase()
    if (!/^[A-Z]{3}$/.test(currency)) report(["rates", index, "currency"], "currency_unknown")
    else if (currency in rates) report(["rates", index, "currency"], "currency_repeated")
    const points = readWhole(row.points, { max: 1_000_000 }, ["rates", index, "points"], report)
    const perMinor = readMoney(row.per, currency, 1_000_000_000, ["rates", index, "per"], report)
    rates[currency] = { points: points ?? 0, perMinor: perMinor ?? 1 }
  }
  return rates
}

function readLevels(tiers: ProgrammeForm["tiers"], currency: string, report: Report) {
  const ids = new Set(tiers.levels.map((level) => level.id).filter(Boolean))
  let highest = 0
  return tiers.levels.map((level, index) => {
    const at = (field: string): Path => ["tiers", "levels", index, field]
    const name = level.name.trim()
    if (name === "") report(at("name"), "required")
    else if (name.length > 40) report(at("name"), "too_long:max=40")
    const threshold =
      tiers.measure === "spend"
        ? readMoney(level.threshold, currency, 1_000_000_000_000, at("threshold"), report)
        : readWhole(level.threshold, { min: 1, max: 1_000_000_000_000 }, at("threshold"), report)
    if (threshold !== undefined && threshold <= highest) report(at("threshold"), "threshold_not_rising")
    highest = Math.max(highest, threshold ?? 0)
    const multiplier = level.multiplier.trim() === "" ? null : readRatio(level.multiplier)
    if (level.multiplier.trim() === "") report(at("multiplier"), "required")
    else if (!multiplier || multiplier.numerator > 1_000_000 || multiplier.denominator > 1_000_000)
      report(at("multiplier"), "ratio_invalid")
    const id = level.id || levelIdFrom(name, ids)
    ids.add(id)
    return { id, name, threshold, multiplier }
  })
}

function readWhole(
  text: string,
  limits: { min?: number; max: number },
  path: Path,
  report: Report,
): number | undefined {
  const value = text.trim() === "" ? null : readDecimal(text)
  if (!value) return refuse(path, text.trim() === "" ? "required" : "not_a_number", report)
  if (value.scale > 0) return refuse(path, "not_whole", report)
  return within(value.digits, limits.min ?? 0, limits.max, path, report)
}

function readMoney(text: string, currency: string, max: number, path: Path, report: Report) {
  const exponent = currencyExponent(currency)
  const value = text.trim() === "" ? null : readDecimal(text)
  if (!value) return refuse(path, text.trim() === "" ? "required" : "not_a_number", report)
  if (value.scale > exponent) return refuse(path, `too_many_decimals:max=${exponent}`, report)
  const minor = value.digits * 10n ** BigInt(exponent - value.scale)
  if (minor < 1n) return refuse(path, "must_be_positive", report)
  return minor > BigInt(max) ? refuse(path, "amount_too_large", report) : toSafeNumber(minor)
}

function within(digits: bigint, min: number, max: number, path: Path, report: Report) {
  if (digits < BigInt(min)) return refuse(path, `too_small:min=${min}`, report)
  if (digits > BigInt(max)) return refuse(path, `too_large:max=${max}`, report)
  return Number(digits)
}

function refuse(path: Path, code: string, report: Report): undefined {
  report(path, code)
  return undefined
}
