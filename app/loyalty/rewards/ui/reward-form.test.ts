import { parseWithZod } from "@conform-to/zod/v4"
import { expect, test } from "vitest"
import type { Reward, RewardGives, RewardKind } from "../reward.ts"
import { formFromReward, type RewardForm, rewardFormSchema } from "./reward-form.ts"

/** The form of a new reward of this kind with these fields typed, as the browser posts it. */
function post(kind: RewardKind, typed: Partial<RewardForm>) {
  const form = new FormData()
  const fields = { ...formFromReward(null, "EUR"), name: "Thank you", ...typed }
  for (const [name, value] of Object.entries(fields)) {
    if (typeof value === "string") form.append(name, value)
    else
      for (const [index, row] of value.entries())
        for (const [part, text] of Object.entries(row)) form.append(`${name}[${index}].${part}`, text)
  }
  return parseWithZod(form, { schema: rewardFormSchema(kind, "EUR"), disableAutoCoercion: true })
}

function read(kind: RewardKind, typed: Partial<RewardForm>) {
  const submission = post(kind, typed)
  if (submission.status !== "success") throw new Error(JSON.stringify(submission.reply().error))
  return submission.value
}

const errors = (kind: RewardKind, typed: Partial<RewardForm>) => post(kind, typed).reply().error

const GIVES: [RewardGives, Partial<RewardForm>][] = [
  [
    { kind: "amount_off", points: 500, amountMinor: 550 },
    { points: "500", amount: "5.50" },
  ],
  [
    { kind: "amount_off_slider", unitPoints: 100, unitMinor: 100, minPoints: 200, stepPoints: 50, maxPoints: 1000 },
    { unitPoints: "100", unitAmount: "1", minPoints: "200", stepPoints: "50", maxPoints: "1000" },
  ],
  [
    { kind: "percent_off", points: 300, percent: 15 },
    { points: "300", percent: "15" },
  ],
  [
    { kind: "free_shipping", points: 200, maxShippingMinor: null },
    { points: "200", maxShipping: "" },
  ],
  [
    { kind: "free_shipping", points: 200, maxShippingMinor: 499 },
    { points: "200", maxShipping: "4.99" },
  ],
  [
    { kind: "free_product", points: 900, productId: "gid://shopify/Product/42", valueMinor: 1200 },
    { points: "900", product: "https://admin.shopify.com/store/a/products/42", productValue: "12" },
  ],
  [
    { kind: "store_credit", points: 1000, amountMinor: 1000 },
    { points: "1000", amount: "10" },
  ],
  [
    { kind: "gift_card", points: 1000, amountMinor: 1000, days: 365 },
    { points: "1000", amount: "10", days: "365" },
  ],
  [
    { kind: "early_access", points: 50, instructions: "Come at eight." },
    { points: "50", instructions: " Come at eight. " },
  ],
  [
    { kind: "partner_perk", points: 50, instructions: "", codes: "list" },
    { points: "50", codes: "list" },
  ],
  [
    { kind: "custom", points: 50, instructions: "" },
    { points: "50", instructions: "" },
  ],
]

test.each(GIVES)("a reward %j is read from its fields, and its fields are written back", (gives, typed) => {
  const { terms, stock, newCodes } = read(gives.kind, typed)
  expect(terms.gives).toEqual(gives)
  expect([terms.name, terms.currency, stock, newCodes]).toEqual(["Thank you", "EUR", null, []])
  const reward: Reward = { rewardId: "a", state: "active", terms, stock, place: 1, updatedAt: new Date(0) }
  expect(read(gives.kind, formFromReward(reward, "BGN")).terms).toEqual(terms)
})

test("limits, lists and words of other languages are read; what is empty is no limit", () => {
  const { terms, stock, newCodes } = read("amount_off", {
    points: "100",
    amount: "1",
    stock: "25",
    minimumSpend: "30",
    products: "1\n2\n1\n",
    tierIds: "silver\ngold",
    customerTags: " VIP \nPress",
    limitPerMember: "2",
    codeDays: "90",
    combinesProduct: "on",
    pointsBackOnCancel: "",
    newCodes: "A\nB\nA",
    translations: [{ locale: "bg", name: "Благодарим", description: "С обич" }],
  })
  expect(terms.restrictions).toEqual({
    minimumSpendMinor: 3000,
    products: ["gid://shopify/Product/1", "gid://shopify/Product/2"],
    collections: [],
    combinesWith: { order: false, product: true, shipping: true },
    purchases: "one_time",
    tierIds: ["silver", "gold"],
    customerTags: ["vip", "press"],
    limitPerMember: 2,
    codeDays: 90,
    pointsBackOnCancel: false,
  })
  expect(terms.translations).toEqual({ bg: { name: "Благодарим", description: "С обич" } })
  expect([stock, newCodes]).toEqual([25, ["A", "B"]])
})

test("everything wrong is said at its field", () => {
  expect(errors("amount_off", { name: " ", points: "0", amount: "1.234", stock: "many" })).toEqual({
    name: ["required"],
    points: ["too_small:min=1"],
    amount: ["too_many_decimals:max=2"],
    stock: ["not_a_number"],
  })
  expect(errors("free_product", { points: "5", productValue: "2" })).toEqual({ product: ["required"] })
  expect(errors("early_access", { points: "5" })).toEqual({ instructions: ["required"] })
  expect(errors("percent_off", { points: "5", percent: "101" })).toEqual({ percent: ["too_large:max=100"] })
})

test("what the terms themselves refuse is said at a field too", () => {
  const slider = { unitPoints: "3", unitAmount: "0.01", minPoints: "4", stepPoints: "3", maxPoints: "3" }
  expect(errors("amount_off_slider", slider)).toEqual({
    maxPoints: ["max_below_min"],
    minPoints: ["not_a_whole_amount"],
  })
  const both = { points: "5", amount: "1", products: "1", collections: "2" }
  expect(errors("amount_off", both)).toEqual({ collections: ["products_or_collections"] })
})

test("a language with a description and no name is asked for the name", () => {
  const translations = [{ locale: "bg", name: "", description: "С обич" }]
  expect(errors("custom", { points: "5", translations })).toEqual({ "translations[0].name": ["required"] })
})
