import { expect, test } from "vitest"
import { contactKindOf, normalContact } from "./normal-contact.ts"

test.each([
  ["email", " Anna@Example.COM ", "anna@example.com"],
  ["email", "ＡＮＮＡ@example.com", "anna@example.com"],
  ["email", "ИВАН@пример.бг", "иван@пример.бг"],
  ["email", "", null],
  ["email", "   ", null],
  ["email", null, null],
  ["phone", "+359 88 123-45-67", "359881234567"],
  ["phone", "00359 (88) 1234567", "359881234567"],
  ["phone", "٣٥٩", null],
  ["phone", "112", null],
  ["phone", "1".repeat(16), null],
  ["phone", "no number", null],
] as const)("%s %j is looked up as %j", (kind, value, normal) => {
  expect(normalContact(kind, value)).toBe(normal)
})

test.each([
  ["anna@example.com", "email"],
  ["anna@example", null],
  ["@example.com", null],
  ["anna maria@example.com", null],
  ["+359 88 123 4567", "phone"],
  ["0888123456", "phone"],
  ["12345", null],
  ["Anna 1234567", null],
  ["Анна", null],
  ["", null],
] as const)("typed %j is a whole %s", (typed, kind) => {
  expect(contactKindOf(typed)).toBe(kind)
})
