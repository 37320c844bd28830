import { describe, expect, it } from "vitest"
import { isSameBirthday, readBirthday } from "./birthday.ts"

const TODAY = new Date("2026-11-22T10:00:00Z")
const read = (day: string, month: string, year = "") => readBirthday({ day, month, year }, TODAY)

describe("a birthday from a form", () => {
  it.each([
    ["14", "3", "", { day: 14, month: 3, year: null }],
    [" 1 ", "12", "1980", { day: 1, month: 12, year: 1980 }],
    ["29", "2", "", { day: 29, month: 2, year: null }],
    ["29", "2", "2024", { day: 29, month: 2, year: 2024 }],
    ["22", "11", "2026", { day: 22, month: 11, year: 2026 }],
    ["1", "1", "1906", { day: 1, month: 1, year: 1906 }],
  ])("%s.%s.%s is one", (day, month, year, birthday) => {
    expect(read(day, month, year)).toEqual({ ok: true, birthday })
  })

  it.each([
    ["31", "2", ""],
    ["29", "2", "2023"],
    ["0", "1", ""],
    ["1", "13", ""],
    ["-1", "1", ""],
    ["1e1", "1", ""],
    ["23", "11", "2026"],
    ["1", "1", "1905"],
    ["1", "1", "x"],
    ["1", "1", "99999"],
  ])("%s.%s.%s is none", (day, month, year) => {
    expect(read(day, month, year)).toEqual({ ok: false, problem: "birthday_impossible" })
  })

  it("may be left out, but not in half", () => {
    expect(readBirthday({}, TODAY)).toEqual({ ok: true, birthday: null })
    expect(read("1", "")).toEqual({ ok: false, problem: "birthday_incomplete" })
    expect(read("", "", "1980")).toEqual({ ok: false, problem: "birthday_incomplete" })
  })

  it("is the same when day, month and year are", () => {
    const spring = { day: 14, month: 3, year: null }
    expect(isSameBirthday(spring, { ...spring })).toBe(true)
    expect(isSameBirthday(spring, { ...spring, year: 1980 })).toBe(false)
    expect(isSameBirthday(spring, null)).toBe(false)
    expect(isSameBirthday(null, null)).toBe(true)
  })
})
