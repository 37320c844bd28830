import { expect, test } from "vitest"
import { toLatin } from "./latin.ts"

test.each([
  ["Златно ниво", "zlatno nivo"],
  ["Щастие", "shtastie"],
  ["Ольга", "olga"],
  ["Ёлка", "yolka"],
  ["Gold 2", "gold 2"],
  ["金", "金"],
])("%s is written %s", (text, latin) => {
  expect(toLatin(text)).toBe(latin)
})
