import { expect, test } from "vitest"
import { daysFormSchema } from "./days-form-schema.ts"

const read = (form: Record<string, string>) => {
  const parsed = daysFormSchema.safeParse(form)
  return parsed.success ? parsed.data : parsed.error.issues.map((issue) => `${issue.path.join(".")} ${issue.message}`)
}

test("a day and a month, or neither; 29 February is a birthday", () => {
  expect(read({ day: "29", month: "2", nameDay: "ivanovden" })).toEqual({
    birthday: { day: 29, month: 2, year: null },
    nameDay: "ivanovden",
  })
  expect(read({ day: "", month: "", nameDay: "" })).toEqual({ birthday: null, nameDay: "" })
})

test("what is no day is said at its field", () => {
  expect(read({ day: "31", month: "4" })).toEqual(["day birthday_impossible"])
  expect(read({ day: "3", month: "" })).toEqual(["day birthday_incomplete"])
  expect(read({ nameDay: "<script>" })).toEqual(["nameDay invalid"])
})
