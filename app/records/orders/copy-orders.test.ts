import { expect, test } from "vitest"
import { line, paidOrder } from "#tests/support/loyalty-shop.ts"
import { writeOrder } from "./copy-orders.server.ts"

const titled = (title: string) =>
  writeOrder({ fact: paidOrder(1, { lines: [{ ...line(1, 100), title }] }), email: null })

test("text that the database cannot hold is mended, other text stays as it is", () => {
  expect(titled("a\u0000b \ud800 c").fact.lines[0]?.title).toBe("ab \ufffd c")
  for (const title of ["\\ud800", "\\u0000", "кафе ☕ 😀", "a\tb\nc\\"]) {
    const written = titled(title)
    expect(written.fact.lines[0]?.title).toBe(title)
    expect(JSON.parse(written.json)).toEqual(written.fact)
  }
})
