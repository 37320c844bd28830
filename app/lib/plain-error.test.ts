import { expect, test } from "vitest"
import { plainError, plainWords } from "./plain-error.ts"

const PLANTED = ["Мария", "Ivanova", "maria.ivanova@example.com", "888123456", "shpat_0123456789abcdef", "Vitosha"]

const LEAKS: [string, unknown][] = [
  [
    "a unique key of PostgreSQL",
    Object.assign(new Error(`duplicate key value violates unique constraint "Customer_pkey"`), {
      code: "23505",
      detail: "Key (email)=(maria.ivanova@example.com) already exists.",
      table: "Customer",
      constraint: "Customer_pkey",
    }),
  ],
  [
    "a detail that became the message",
    new Error("Key (email, name)=(maria.ivanova@example.com, Мария) already exists."),
  ],
  ["a value of the wrong type", new Error(`invalid input syntax for type bigint: "Мария Ivanova"`)],
  ["JSON.parse", caught(() => JSON.parse(`Мария Ivanova`))],
  ["JSON.parse, cut off", caught(() => JSON.parse(`{"name": "Мария Ivanova, Vitosha 1`))],
  ["words of Shopify", new Error(`Shopify refused: Tag 'Мария Ivanova' and “Vitosha” of «Мария» are invalid`)],
  ["an address in a sentence", new Error("no customer maria.ivanova@example.com, nor <maria.ivanova@example.com>")],
  ["numbers of a telephone", new Error("call +359 888 123456 or 0888123456")],
  ["tokens", new Error("Bearer shpat_0123456789abcdef; shpat_0123456789abcdef; id_token=shpat_0123456789abcdef")],
  [
    "Prisma, which prints its call",
    Object.assign(
      new Error(`Invalid call({ email: "maria.ivanova@example.com", name: Мария })\n\nUnique constraint failed`),
      {
        name: "PrismaClientKnownRequestError",
      },
    ),
  ],
]

function caught(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return error
  }
}

test.each(LEAKS)("%s: nothing of a person is left", (_what, error) => {
  const told = plainError(error)
  expect(PLANTED.filter((planted) => told.includes(planted))).toEqual([])
  expect(told).not.toBe("")
})

test("what helps is kept: names of tables, columns and properties, ids, codes, moments", () => {
  const postgres = Object.assign(new Error(`null value in column "email" of relation "Customer" violates it`), {
    code: "23502",
    table: "Customer",
  })
  expect(plainError(postgres)).toBe(
    `Error: null value in column "email" of relation "Customer" violates it [23502 Customer]`,
  )
  expect(plainError(new TypeError("Cannot read properties of undefined (reading 'email')"))).toContain("'email'")
  const words = "orderRead: gid://shopify/Order/820982911946154508 of 2026-03-10T10:00:00.000Z isn't there"
  expect(plainWords(words)).toBe(words)
})

test("it is one line of bounded length, whatever comes", () => {
  const told = plainWords(`a\n\u0000b\t${"x".repeat(100_000)}`)
  expect(told.startsWith("a b x")).toBe(true)
  expect(told.length).toBeLessThanOrEqual(500)
})
