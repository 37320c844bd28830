import { expect, test } from "vitest"
import { formFromSettings, settingsFormSchema } from "./settings-form.ts"

const read = (form: Record<string, string>) =>
  settingsFormSchema("EUR").safeParse({ mostOfRevenue: "5", margin: "30", ...form })

test.each([
  { worth: null, redeemed: null, mostOfRevenue: 500, margin: 3000 },
  { worth: { minor: 550, points: 120 }, redeemed: 6_550, mostOfRevenue: 725, margin: 1 },
  { worth: null, redeemed: 0, mostOfRevenue: 10_000, margin: 10_000 },
])("what is written is read again: %j", (settings) => {
  expect(read(formFromSettings(settings, "EUR")).data).toEqual(settings)
})

test.each([
  [{ worthAmount: "5.001", worthPoints: "100" }, "worthAmount", "too_many_decimals:max=2"],
  [{ worthAmount: "0", worthPoints: "100" }, "worthAmount", "must_be_positive"],
  [{ worthAmount: "5", worthPoints: "" }, "worthPoints", "required"],
  [{ worthAmount: "5", worthPoints: "1.5" }, "worthPoints", "not_whole"],
  [{ redeemed: "101" }, "redeemed", "not_a_number"],
  [{ mostOfRevenue: "" }, "mostOfRevenue", "required"],
  [{ mostOfRevenue: "0" }, "mostOfRevenue", "must_be_positive"],
  [{ margin: "0" }, "margin", "must_be_positive"],
])("%j is refused at %s", (form, path, message) => {
  expect(read(form).error?.issues).toMatchObject([{ path: [path], message }])
})
