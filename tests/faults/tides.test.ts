import { expect, test } from "vitest"
import type { Kill } from "./happening.ts"
import { openTides } from "./tides.ts"

const HAPPENINGS = 1600
const VICTIMS: Kill["victims"][] = [["worker"], ["server"], ["server", "worker"]]

test("the workers go and come back, every kill strikes once, and nobody is killed who is not there", async () => {
  const doings: string[] = []
  const struck: Kill[] = []
  const crew = {
    stop: async (kind: string) => void doings.push(`stop ${kind}`),
    start: (kind: string) => void doings.push(`start ${kind}`),
  }
  const kills = Array.from({ length: 60 }, (_, which): Kill => {
    return { when: which, victims: VICTIMS[which % 3] as Kill["victims"], which: 0, afterMs: 0 }
  })
  const tides = openTides(crew, HAPPENINGS, (kill) => {
    expect(tides.areAway() && kill.victims.includes("worker")).toBe(false)
    struck.push(kill)
  })
  let due: Kill[] = []
  let awayFor = 0
  for (let index = 0; index < HAPPENINGS; index += 1) {
    await tides.turn(index)
    if (index % 20 === 0) due.push(...kills.slice(index / 20, index / 20 + 1))
    due = tides.strike(due, index)
    awayFor += tides.areAway() ? 1 : 0
  }
  expect([awayFor, tides.areAway()]).toEqual([HAPPENINGS * 0.6, false])
  expect(doings).toEqual(Array.from({ length: 5 }, () => ["stop worker", "start worker"]).flat())
  expect([...struck, ...due].sort((a, b) => a.when - b.when)).toEqual(kills)
  expect(struck.length).toBeGreaterThan(30)
})

test("they come back at once when they are called, and are away again in the next cycle", async () => {
  const doings: string[] = []
  const crew = { stop: async () => void doings.push("stop"), start: () => void doings.push("start") }
  const tides = openTides(crew, HAPPENINGS, () => {})
  await tides.turn(0)
  tides.back()
  tides.back()
  await tides.turn(1)
  expect([tides.areAway(), doings]).toEqual([false, ["stop", "start"]])
  await tides.turn(320)
  expect(tides.areAway()).toBe(true)
})
