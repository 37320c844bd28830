import { expect, test } from "vitest"
import { LOCALES } from "#app/i18n/locales.ts"
import { codeTranslator } from "#app/i18n/translate.ts"
import { AWARD_KINDS } from "../awards/award-kinds.ts"
import { awardOf, messageOf, rewardOf, statementWords } from "./statement-words.ts"

const words = (code: string, award: string | null) => statementWords(codeTranslator("bg"), { code, order: "#1", award })

test("a line says what moved the points: an order by its name, a gift by what it was for", () => {
  expect(words("order_earned", null)).toBe("Точки за поръчка #1")
  expect(words("awarded", "name_day")).toBe("Подарък за имения ден")
  expect(words("award_withdrawn", "name_day")).toBe("Отнето: Подарък за имения ден")
})

test("what only a newer release knows has general words", () => {
  expect(words("awarded", "moon_landing")).toBe("Точки от програмата")
  expect(words("unheard_of", null)).toBe("unheard_of")
})

test.each(LOCALES)("every kind of award has its words in %s", (locale) => {
  const say = codeTranslator(locale)
  const missing = AWARD_KINDS.filter((kind) => say(`statement:awarded_${kind}`) === null)
  expect(missing).toEqual([])
})

test("a merchant may say it in words of their own", () => {
  expect(messageOf({ sourceType: "award", basis: { kind: "birthday", message: "Честито!" } })).toBe("Честито!")
  expect(messageOf({ sourceType: "award", basis: { kind: "birthday" } })).toBeNull()
  expect(messageOf({ sourceType: "staff", basis: { message: "Честито!" } })).toBeNull()
})

test("what points bought is told by its name, also when they come back", () => {
  const bought = { sourceType: "redemption", basis: { name: "5 € отстъпка" } }
  const line = { order: "", award: null, reward: rewardOf(bought) }
  const say = codeTranslator("bg")
  expect(statementWords(say, { code: "redeemed", ...line })).toBe("Точки за награда: 5 € отстъпка")
  expect(statementWords(say, { code: "redemption_returned", ...line })).toMatch(/^Върнати точки .*: 5 € отстъпка$/)
  expect(rewardOf({ sourceType: "staff", basis: { name: "Mira" } })).toBeNull()
})

test("only awards are gifts", () => {
  expect(awardOf({ sourceType: "award", basis: { kind: "birthday" } })).toBe("birthday")
  expect(awardOf({ sourceType: "order", basis: { kind: "birthday" } })).toBeNull()
})
