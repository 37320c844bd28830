import { expect, test } from "vitest"
import { retryPassing } from "./passing-failure.ts"

const failing = (codes: (string | null)[]) => {
  let tries = 0
  return async () => {
    const code = codes[tries]
    tries += 1
    if (code === undefined) return tries
    throw Object.assign(new Error("no"), code === null ? {} : { code })
  }
}

test("what failed on a deadlock and then on a lost connection is done with the third try", async () => {
  expect(await retryPassing(failing(["40P01", "08006"]))).toBe(3)
})

test("what fails for a reason of its own is not tried again", async () => {
  await expect(retryPassing(failing([null]))).rejects.toThrow("no")
  await expect(retryPassing(failing(["23505"]))).rejects.toMatchObject({ code: "23505" })
})

test("what never passes is given up after four tries", async () => {
  await expect(retryPassing(failing(["40P01", "40P01", "40P01", "40P01"]))).rejects.toMatchObject({ code: "40P01" })
  expect(await retryPassing(failing(["40P01", "40P01", "40P01"]))).toBe(4)
})
