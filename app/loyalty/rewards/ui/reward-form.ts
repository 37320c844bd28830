import { z } from "zod"
import { LOCALES } from "#app/i18n/locales.ts"
import { formatDecimal } from "#app/lib/money.ts"
import { box, readLines, readMoney, readName, readWhole, text } from "../../programme/ui/read-fields.ts"
import type { Report } from "../../programme/ui/section-form.ts"
import { REWARD_KINDS, type Reward, type RewardKind, type RewardTerms, rewardTermsSchema } from "../reward.ts"

/** A reward as a merchant types it: every value is a text, a checkbox is "on" or "", lists have one entry a line. */
const shape = z.object({
  name: text,
  description: text,
  translations: z.array(z.object({ locale: text, name: text, description: text })).default([]),
  points: text,
  amount: text,
  unitPoints: text,
  unitAmount: text,
  minPoints: text,
  stepPoints: text,
  maxPoints: text,
  percent: text,
  maxShipping: text,
  product: text,
  productValue: text,
  days: text,
  instructions: text,
  codes: text,
  newCodes: text,
  stock: text,
  minimumSpend: text,
  products: text,
  collections: text,
  combinesOrder: text,
  combinesProduct: text,
  combinesShipping: text,
  purchases: text,
  tierIds: text,
  customerTags: text,
  limitPerMember: text,
  codeDays: text,
  pointsBackOnCancel: text,
})

export type RewardForm = z.infer<typeof shape>
type FieldName = keyof RewardForm

/** The fields that only some kinds have; the rest of the form is the same for all. */
export const KIND_FIELDS = {
  amount_off: ["points", "amount"],
  amount_off_slider: ["unitPoints", "unitAmount", "minPoints", "stepPoints", "maxPoints"],
  percent_off: ["points", "percent"],
  free_shipping: ["points", "maxShipping"],
  free_product: ["points", "product", "productValue"],
  store_credit: ["points", "amount"],
  gift_card: ["points", "amount", "days"],
  early_access: ["points", "instructions"],
  partner_perk: ["points", "instructions", "codes", "newCodes"],
  custom: ["points", "instructions"],
} as const satisfies Record<RewardKind, FieldName[]>

const POINTS = { min: 1, max: 1_000_000_000 }
const MOST_MINOR = 1_000_000_000_000
const MOST_CODES = 10_000

/** What a form says: terms, stock, and a partner's codes to be added. */
export type ReadReward = { terms: RewardTerms; stock: number | null; newCodes: string[] }

/** Posted fields to a reward of this kind, in browser and server alike; messages are codes of errors.json. */
export function rewardFormSchema(kind: RewardKind, currency: string) {
  return shape.transform((form, context): ReadReward => {
    const refuse = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message })
    let refused = false
    const report: Report = (path, code) => {
      refused = true
      refuse(path, code)
    }
    const read = readReward(form, kind, currency, report)
    if (refused) return z.NEVER
    // The reward's own schema has the last word.
    const checked = rewardTermsSchema.safeParse(read.terms)
    if (checked.success) return { ...read, terms: checked.data }
    for (const issue of checked.error.issues) {
      const field = String(issue.path.at(-1))
      refuse([field in form ? field : "name"], issue.code === "custom" ? issue.message : "invalid")
    }
    return z.NEVER
  })
}

function readReward(form: RewardForm, kind: RewardKind, currency: string, report: Report) {
  const whole = (field: FieldName, limits: { min?: number; max: number }) =>
    readWhole(form[field] as string, limits, [field], report)
  const money = (field: FieldName) => readMoney(form[field] as string, currency, MOST_MINOR, [field], report)
  const ifTyped = <T>(field: FieldName, read: () => T) => ((form[field] as string).trim() === "" ? null : read())
  return {
    terms: {
      schema: 1,
      name: readName(form.name, 80, ["name"], report),
      description: readText(form.description, "description", report),
      translations: readTranslations(form.translations, report),
      currency,
      gives: readGives(form, kind, { whole, money, ifTyped, report }),
      restrictions: {
        minimumSpendMinor: ifTyped("minimumSpend", () => money("minimumSpend")),
        products: readGids(form.products, "Product", "products", "product_unknown", report),
        collections: readGids(form.collections, "Collection", "collections", "collection_unknown", report),
        combinesWith: {
          order: form.combinesOrder === "on",
          product: form.combinesProduct === "on",
          shipping: form.combinesShipping === "on",
        },
        purchases: form.purchases || "one_time",
        tierIds: readLines(form.tierIds),
        customerTags: readLines(form.customerTags.toLowerCase()),
        limitPerMember: ifTyped("limitPerMember", () => whole("limitPerMember", { min: 1, max: 1000 })),
        codeDays: ifTyped("codeDays", () => whole("codeDays", { min: 1, max: 3650 })),
        pointsBackOnCancel: form.pointsBackOnCancel === "on",
      },
    },
    stock: ifTyped("stock", () => whole("stock", { max: 1_000_000_000 })) ?? null,
    newCodes: readCodes(form.newCodes, report),
  }
}

type Readers = {
  whole: (field: FieldName, limits: { min?: number; max: number }) => number | undefined
  money: (field: FieldName) => number | undefined
  ifTyped: <T>(field: FieldName, read: () => T) => T | null
  report: Report
}

function readGives(form: RewardForm, kind: RewardKind, { whole, money, ifTyped, report }: Readers) {
  const points = (field: FieldName) => whole(field, POINTS)
  switch (kind) {
    case "amount_off":
    case "store_credit":
      return { kind, points: points("points"), amountMinor: money("amount") }
    case "amount_off_slider":
      return {
        kind,
        unitPoints: points("unitPoints"),
        unitMinor: money("unitAmount"),
        minPoints: points("minPoints"),
        stepPoints: points("stepPoints"),
        maxPoints: points("maxPoints"),
      }
    case "percent_off":
      return { kind, points: points("points"), percent: whole("percent", { min: 1, max: 100 }) }
    case "free_shipping":
      return { kind, points: points("points"), maxShippingMinor: ifTyped("maxShipping", () => money("maxShipping")) }
    case "free_product": {
      const [productId] = readGids(form.product, "Product", "product", "product_unknown", report)
      if (form.product.trim() === "") report(["product"], "required")
      return { kind, points: points("points"), productId, valueMinor: money("productValue") }
    }
    case "gift_card": {
      const days = ifTyped("days", () => whole("days", { min: 1, max: 3650 }))
      return { kind, points: points("points"), amountMinor: money("amount"), days }
    }
    case "early_access": {
      if (form.instructions.trim() === "") report(["instructions"], "required")
      return { kind, points: points("points"), instructions: readText(form.instructions, "instructions", report) }
    }
    case "partner_perk": {
      const instructions = readText(form.instructions, "instructions", report)
      return { kind, points: points("points"), instructions, codes: form.codes === "list" ? "list" : "none" }
    }
    case "custom":
      return { kind, points: points("points"), instructions: readText(form.instructions, "instructions", report) }
  }
}

const MOST_LETTERS = 500

function readText(typed: string, field: FieldName, report: Report): string {
  const words = typed.trim()
  if (words.length > MOST_LETTERS) report([field], `too_long:max=${MOST_LETTERS}`)
  return words
}

/** A language without a name has none of its own. */
function readTranslations(rows: RewardForm["translations"], report: Report) {
  const read: Record<string, { name: string; description: string }> = {}
  for (const [index, row] of rows.entries()) {
    const [name, description] = [row.name.trim(), row.description.trim()]
    if (name === "" && description !== "") report(["translations", index, "name"], "required")
    if (name.length > 80) report(["translations", index, "name"], "too_long:max=80")
    if (description.length > MOST_LETTERS)
      report(["translations", index, "description"], `too_long:max=${MOST_LETTERS}`)
    if (name !== "") read[row.locale] = { name, description }
  }
  return read
}

/** Products and collections by their numbers, one a line; what ends with one (an address of the admin) is taken too. */
function readGids(typed: string, kind: string, field: FieldName, code: string, report: Report): string[] {
  const digits = readLines(typed).map((line) => /^(?:.*\/)?(\d{1,20})$/.exec(line)?.[1] ?? null)
  if (digits.includes(null)) report([field], code)
  if (digits.length > 100) report([field], "too_many_lines:max=100")
  return [...new Set(digits)].map((one) => `gid://shopify/${kind}/${one}`)
}

function readCodes(typed: string, report: Report): string[] {
  const codes = readLines(typed)
  if (codes.length > MOST_CODES) report(["newCodes"], `too_many_lines:max=${MOST_CODES}`)
  if (codes.some((code) => code.length > 255)) report(["newCodes"], "too_long:max=255")
  return codes
}

const digitsOf = (gid: string) => gid.slice(gid.lastIndexOf("/") + 1)

/** A stored reward as texts; null: a new one of this kind. */
export function formFromReward(reward: Reward | null, currency: string): RewardForm {
  const terms = reward?.terms
  const given = (terms?.gives ?? {}) as Partial<Record<string, unknown>>
  const only = terms?.restrictions
  const number = (value: unknown) => (typeof value === "number" ? String(value) : "")
  const money = (value: unknown) => (typeof value === "number" ? formatDecimal(value, terms?.currency ?? currency) : "")
  return {
    name: terms?.name ?? "",
    description: terms?.description ?? "",
    translations: LOCALES.map((locale) => ({
      locale,
      name: terms?.translations[locale]?.name ?? "",
      description: terms?.translations[locale]?.description ?? "",
    })),
    points: number(given.points),
    amount: money(given.amountMinor),
    unitPoints: number(given.unitPoints),
    unitAmount: money(given.unitMinor),
    minPoints: number(given.minPoints),
    stepPoints: number(given.stepPoints),
    maxPoints: number(given.maxPoints),
    percent: number(given.percent),
    maxShipping: money(given.maxShippingMinor),
    product: typeof given.productId === "string" ? digitsOf(given.productId) : "",
    productValue: money(given.valueMinor),
    days: number(given.days),
    instructions: typeof given.instructions === "string" ? given.instructions : "",
    codes: typeof given.codes === "string" ? given.codes : "none",
    newCodes: "",
    stock: number(reward?.stock),
    minimumSpend: money(only?.minimumSpendMinor),
    products: (only?.products ?? []).map(digitsOf).join("\n"),
    collections: (only?.collections ?? []).map(digitsOf).join("\n"),
    combinesOrder: box(only?.combinesWith.order ?? false),
    combinesProduct: box(only?.combinesWith.product ?? false),
    combinesShipping: box(only?.combinesWith.shipping ?? true),
    purchases: only?.purchases ?? "one_time",
    tierIds: (only?.tierIds ?? []).join("\n"),
    customerTags: (only?.customerTags ?? []).join("\n"),
    limitPerMember: number(only?.limitPerMember),
    codeDays: number(only?.codeDays),
    pointsBackOnCancel: box(only?.pointsBackOnCancel ?? true),
  }
}

const WORDS: FieldName[] = ["name", "description"]
const WHO: FieldName[] = ["tierIds", "customerTags", "limitPerMember", "stock"]
const CODE: FieldName[] = [
  ...(["minimumSpend", "codeDays", "products", "collections", "purchases"] as const),
  ...(["combinesOrder", "combinesProduct", "combinesShipping", "pointsBackOnCancel"] as const),
]

/**
 * What of a form its page shows, in the order of the page: only so can it be told whether something is unsaved (see
 * `useZodForm`). `hasTiers`: there are tiers to choose from.
 */
export function shownFields(kind: RewardKind, form: RewardForm, hasTiers: boolean): RewardForm {
  const gives = KIND_FIELDS[kind].filter((name) => name !== "newCodes" || form.codes === "list")
  const who = WHO.filter((name) => name !== "tierIds" || hasTiers)
  const code = REWARD_KINDS[kind].made === "discount" ? CODE : []
  const names: FieldName[] = [...WORDS, ...gives, ...who, ...code, "translations"]
  // What this kind does not have is sent by nobody, and read as empty.
  return Object.fromEntries(names.map((name) => [name, form[name]])) as RewardForm
}
