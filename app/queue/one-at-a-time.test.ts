import { expect, test } from "vitest"
import { createOneAtATime } from "./one-at-a-time.ts"

/** A piece of work that ends when told to. */
function gated() {
  const open: (() => void)[] = []
  let begun = 0
  return {
    begun: () => begun,
    work: () => {
      begun += 1
      return new Promise<void>((resolve) => open.push(resolve))
    },
    finish: async () => {
      open.shift()?.()
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}

test("who asks while it runs goes away at once, and it runs once more for all of them", async () => {
  const run = createOneAtATime()
  const one = gated()
  const first = run("events", one.work)
  await run("events", one.work)
  await run("events", one.work)
  expect(one.begun()).toBe(1)
  await one.finish()
  expect(one.begun()).toBe(2)
  await one.finish()
  await first
  expect(one.begun()).toBe(2)
})

test("different names do not wait for each other", async () => {
  const run = createOneAtATime()
  const [one, other] = [gated(), gated()]
  const both = [run("events", one.work), run("outbox", other.work)]
  expect([one.begun(), other.begun()]).toEqual([1, 1])
  await one.finish()
  await other.finish()
  await Promise.all(both)
})

test("after a failure the next who asks is served", async () => {
  const run = createOneAtATime()
  await expect(run("events", () => Promise.reject(new Error("no")))).rejects.toThrow("no")
  let served = 0
  await run("events", async () => {
    served += 1
  })
  expect(served).toBe(1)
})
