import { expect, test } from "vitest"
import { isPassing } from "./passing-failure.ts"

const coded = (code: string) => Object.assign(new Error("no"), { code })

test("a deadlock, a lost connection and a server that shuts down pass by themselves", () => {
  for (const code of ["40P01", "08006", "57P01", "ECONNREFUSED"]) expect(isPassing(coded(code)), code).toBe(true)
  expect(isPassing(new Error("Connection terminated unexpectedly"))).toBe(true)
})

test("what is wrong with the work itself does not", () => {
  expect(isPassing(coded("23505"))).toBe(false)
  expect(isPassing(new Error("no"))).toBe(false)
})
