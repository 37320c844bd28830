import { z } from "zod"
import { writeRatio } from "#app/lib/decimal-text.ts"
import { formatDecimal } from "#app/lib/money.ts"
import type { EarningRule, EarningRules } from "../../../rules/earning-rules.ts"
import { partsOf, type RuleKind, ruleKind } from "../../../rules/rule-kinds.ts"
import { levelIdFrom } from "../level-id.ts"
import { box, readLines, readMoney, readMultiplier, readName, readWhole, text } from "../read-fields.ts"
import type { Report, SectionForm } from "../section-form.ts"

const FIELDS = {
  id: text,
  kind: text,
  name: text,
  times: text,
  points: text,
  tierTimes: text,
  by: text,
  values: text,
  nth: text,
  repeats: text,
  from: text,
  to: text,
  weekdays: text,
  hoursFrom: text,
  hoursTo: text,
  birthdayMonth: text,
  minimum: text,
  minimumCurrency: text,
  currencies: text,
  channels: text,
  customerTags: text,
  tiers: text,
  firstOrder: text,
  capOrder: text,
  capCustomer: text,
  capPer: text,
  capAll: text,
}

/** A rule as the form shows it; lists have an entry a line, what its kind does not have is empty. */
export type RuleForm = Record<keyof typeof FIELDS, string>

/** Rules by which orders earn more than the plain rate. */
export const earningForm: SectionForm<EarningRules, { rules: RuleForm[] }> = {
  shape: z.object({ rules: z.array(z.object(FIELDS)).default([]) }).prefault({}),
  write: ({ rules }) => ({ rules: rules.map(writeRule) }),
  read: ({ rules }, report, currency) => {
    if (rules.length > 50) report(["rules"], "too_large:max=50")
    const ids = new Set(rules.map(({ id }) => id).filter(Boolean))
    return {
      rules: rules.map((rule, index) => {
        const read = readRule(rule, (path, code) => report(["rules", index, ...path], code), currency)
        const id = rule.id || levelIdFrom(rule.name, ids)
        ids.add(id)
        return { ...read, id }
      }),
    }
  },
}

function writeRule(rule: EarningRule): RuleForm {
  const { window, conditions, caps, products } = rule
  const parts = partsOf(rule.kind)
  return {
    id: rule.id,
    kind: rule.kind,
    name: rule.name,
    times: parts.gives === "times" ? writeRatio(rule.times) : "",
    points: parts.gives === "times" ? "" : String(rule.points),
    tierTimes: box(rule.tierTimes),
    by: parts.products === "never" ? "" : products.by,
    values: products.values.map(digitsOf).join("\n"),
    nth: parts.goal === "nth" ? String(rule.goal.nth) : "",
    repeats: parts.goal === "nth" ? box(rule.goal.repeats) : "",
    from: window.from ?? "",
    to: window.to ?? "",
    weekdays: window.weekdays.join("\n"),
    hoursFrom: window.hours?.from ?? "",
    hoursTo: window.hours?.to ?? "",
    birthdayMonth: box(window.birthdayMonth),
    minimum: conditions.minimum ? formatDecimal(conditions.minimum.minor, conditions.minimum.currency) : "",
    minimumCurrency: conditions.minimum?.currency ?? "",
    currencies: conditions.currencies.join("\n"),
    channels: conditions.channels.join("\n"),
    customerTags: conditions.customerTags.join("\n"),
    tiers: conditions.tiers.join("\n"),
    firstOrder: box(conditions.firstOrder),
    capOrder: caps.order === null ? "" : String(caps.order),
    capCustomer: caps.customer === null ? "" : String(caps.customer.points),
    capPer: caps.customer?.per ?? "month",
    capAll: caps.all === null ? "" : String(caps.all),
  }
}

/** A rule's fields with those that nobody filled in; the form's own value leaves them out. */
export function wholeRule(value: Partial<RuleForm> = {}): RuleForm {
  const fields = Object.keys(FIELDS) as (keyof RuleForm)[]
  return Object.fromEntries(fields.map((field) => [field, value[field] ?? ""])) as RuleForm
}

/** A new rule of a kind, as the form shows it before anything is typed. */
export function newRule(kind: RuleKind, name: string): RuleForm {
  const { gives, products, goal } = partsOf(kind)
  const by = products === "must" ? "collections" : "all"
  return {
    ...wholeRule(),
    kind,
    name,
    times: gives === "times" ? "2" : "",
    points: gives === "times" ? "" : "50",
    by: products === "never" ? "" : by,
    nth: goal === "nth" ? "5" : "",
    capPer: "month",
  }
}

const MOST_POINTS = 1_000_000
const MOST_CAP = 1_000_000_000

/** A rule from its texts, all but its id. */
export function readRule(form: RuleForm, report: Report, currency: string): Record<keyof EarningRule, unknown> {
  const kind = ruleKind.safeParse(form.kind).data ?? "order_points"
  const { gives, goal } = partsOf(kind)
  const cap = (field: "capOrder" | "capCustomer" | "capAll") =>
    form[field].trim() === "" ? null : readWhole(form[field], { min: 1, max: MOST_CAP }, [field], report)
  const perCustomer = cap("capCustomer")
  return {
    id: form.id,
    kind,
    name: readName(form.name, 60, ["name"], report),
    ...(gives === "times"
      ? { times: readTimes(form.times, report), points: 0, tierTimes: false }
      : {
          times: undefined,
          points: readWhole(form.points, { min: 1, max: MOST_POINTS }, ["points"], report),
          tierTimes: form.tierTimes === "on",
        }),
    products: readProducts(form, kind, report),
    window: readWindow(form, kind, report),
    goal:
      goal === "nth"
        ? { nth: readWhole(form.nth, { min: 2, max: 1000 }, ["nth"], report), repeats: form.repeats === "on" }
        : undefined,
    conditions: readConditions(form, report, currency),
    caps: {
      order: cap("capOrder"),
      customer: perCustomer === null ? null : { points: perCustomer, per: form.capPer },
      all: cap("capAll"),
    },
  }
}

function readTimes(typed: string, report: Report) {
  const times = readMultiplier(typed, ["times"], report)
  if (times && times.numerator < times.denominator) report(["times"], "too_small:min=1")
  return times
}

const GIDS = { products: "gid://shopify/Product/", collections: "gid://shopify/Collection/" }

function readProducts(form: RuleForm, kind: RuleKind, report: Report) {
  const { products } = partsOf(kind)
  if (products === "never" || (products === "may" && form.by === "all")) return undefined
  if (form.by === "all") report(["by"], "required")
  const entries = readLines(form.values)
  if (entries.length === 0) report(["values"], "required")
  if (entries.length > 50) report(["values"], "too_large:max=50")
  if (entries.some((entry) => entry.length > 255)) report(["values"], "too_long:max=255")
  if (form.by !== "products" && form.by !== "collections")
    return { by: form.by, values: [...new Set(entries.map((entry) => entry.toLowerCase()))] }
  const digits = entries.map((entry) => /^(?:.*\/)?(\d{1,20})$/.exec(entry)?.[1] ?? null)
  if (digits.includes(null)) report(["values"], form.by === "products" ? "product_unknown" : "collection_unknown")
  const prefix = GIDS[form.by]
  return { by: form.by, values: [...new Set(digits)].map((one) => `${prefix}${one}`) }
}

const digitsOf = (value: string) => (value.startsWith("gid://") ? value.slice(value.lastIndexOf("/") + 1) : value)

function readWindow(form: RuleForm, kind: RuleKind, report: Report) {
  const moment = (field: "from" | "to") => {
    if (form[field] !== "" && !/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(form[field])) report([field], "invalid")
    return form[field] || null
  }
  const [from, to] = [moment("from"), moment("to")]
  const hour = (field: "hoursFrom" | "hoursTo") => {
    const typed = form[field].trim()
    const read = /^([01]?\d|2[0-3])[:.]([0-5]\d)$/.exec(typed)
    if (typed !== "" && !read) report([field], "hour_invalid")
    return read ? `${(read[1] as string).padStart(2, "0")}:${read[2]}` : null
  }
  const [hoursFrom, hoursTo] = [hour("hoursFrom"), hour("hoursTo")]
  if (form.hoursFrom.trim() !== "" && form.hoursTo.trim() === "") report(["hoursTo"], "required")
  if (form.hoursTo.trim() !== "" && form.hoursFrom.trim() === "") report(["hoursFrom"], "required")
  if (hoursFrom && hoursFrom === hoursTo) report(["hoursTo"], "ends_before_start")
  if (from && to && from >= to) report(["to"], "ends_before_start")
  const weekdays = readLines(form.weekdays).map(Number)
  const birthdayMonth = form.birthdayMonth === "on"
  const says = from || to || form.hoursFrom || weekdays.length > 0 || birthdayMonth
  if (partsOf(kind).window === "must" && !says) report(["from"], "window_missing")
  return { from, to, weekdays, hours: hoursFrom && hoursTo ? { from: hoursFrom, to: hoursTo } : null, birthdayMonth }
}

function readConditions(form: RuleForm, report: Report, currency: string) {
  // A sum that was written before the shop's currency changed stays as it was.
  const inCurrency = form.minimumCurrency || currency
  const minor = form.minimum.trim() === "" ? null : readMoney(form.minimum, inCurrency, MOST_CAP, ["minimum"], report)
  const currencies = readLines(form.currencies.toUpperCase())
  if (currencies.some((code) => !/^[A-Z]{3}$/.test(code))) report(["currencies"], "currency_unknown")
  if (currencies.length > 20) report(["currencies"], "too_large:max=20")
  const customerTags = readLines(form.customerTags.toLowerCase())
  if (customerTags.length > 20) report(["customerTags"], "too_large:max=20")
  if (customerTags.some((tag) => tag.length > 255)) report(["customerTags"], "too_long:max=255")
  return {
    minimum: minor === null ? null : { minor, currency: inCurrency },
    currencies,
    channels: readLines(form.channels),
    customerTags,
    tiers: readLines(form.tiers),
    firstOrder: form.firstOrder === "on",
  }
}
