import { describe, expect, test } from "vitest"
import { eventsOfPage, readMainThread, type TraceEvent } from "./main-thread.ts"

const OURS = "https://shop.example/cdn/extensions/regulars/launcher.js"
const THEIRS = "https://shop.example/cdn/themes/theme.js"
const ours = (url: string) => url.includes("/extensions/regulars/")

const main: TraceEvent = { name: "thread_name", ph: "M", pid: 1, tid: 7, ts: 0, args: { name: "CrRendererMain" } }

/** Times in ms. */
const at = (name: string, from: number, ms: number, url?: string, tid = 7): TraceEvent => ({
  name,
  ph: "X",
  pid: 1,
  tid,
  ts: from * 1000,
  dur: ms * 1000,
  args: { data: { url } },
})

const read = (...events: TraceEvent[]) => readMainThread([main, ...events], ours)

describe("script time", () => {
  test.each<[string, TraceEvent[], number]>([
    ["counts the evaluation of our file", [at("EvaluateScript", 0, 4, OURS)], 4],
    ["counts what runs inside once", [at("EvaluateScript", 0, 4, OURS), at("FunctionCall", 1, 2, OURS)], 4],
    ["adds calls that come later", [at("EvaluateScript", 0, 4, OURS), at("FunctionCall", 9, 2, OURS)], 6],
    [
      "counts our listener inside another's event",
      [at("FunctionCall", 0, 9, THEIRS), at("FunctionCall", 2, 3, OURS)],
      3,
    ],
    ["leaves others out", [at("EvaluateScript", 0, 40, THEIRS)], 0],
    ["leaves other threads out", [at("EvaluateScript", 0, 40, OURS, 8)], 0],
  ])("%s", (_words, events, expected) => {
    expect(read(...events).scriptMs).toBeCloseTo(expected, 9)
  })
})

test("time that other programs took from the thread does not count", () => {
  const paused = { ...at("EvaluateScript", 100, 90, OURS), tts: 5000, tdur: 3000 }
  const task = { ...at("RunTask", 100, 91), tts: 5000, tdur: 3100 }
  expect(read(task, paused)).toEqual({ scriptMs: 3, renderingMs: 0, longTasks: 0 })
})

test("on a processor four times as slow all of it takes four times as long, and a task may become long", () => {
  const events = [main, at("RunTask", 10, 14), at("EvaluateScript", 11, 12, OURS), at("Layout", 40, 2)]
  expect(readMainThread(events, ours)).toEqual({ scriptMs: 12, renderingMs: 2, longTasks: 0 })
  expect(readMainThread(events, ours, 4)).toEqual({ scriptMs: 48, renderingMs: 8, longTasks: 1 })
})

describe("rendering", () => {
  test("is parsing beside scripts and all drawing, each moment once", () => {
    const events = [
      at("ParseHTML", 0, 10),
      at("EvaluateScript", 2, 3, THEIRS),
      at("Layout", 20, 6),
      at("UpdateLayoutTree", 21, 2),
    ]
    expect(read(...events).renderingMs).toBeCloseTo(13, 9)
  })

  test("forced by a script of ours belongs to the script; forced by another's it is drawing as ever", () => {
    expect(read(at("EvaluateScript", 0, 8, OURS), at("Layout", 3, 4))).toMatchObject({ scriptMs: 8, renderingMs: 0 })
    expect(read(at("EvaluateScript", 0, 8, THEIRS), at("Layout", 3, 4))).toMatchObject({ scriptMs: 0, renderingMs: 4 })
  })
})

test("pages that the browser has for itself are left out", () => {
  const parsed = (url: string, pid: number) => ({ ...at("ParseHTML", 0, 1), pid, args: { beginData: { url } } })
  const events = [
    parsed("https://shop.example/cart", 1),
    at("Layout", 2, 4),
    parsed("chrome://omnibox-popup/", 2),
    { ...at("Layout", 2, 9), pid: 2 },
  ]
  expect(eventsOfPage(events, "https://shop.example")).toEqual(events.slice(0, 2))
})

describe("a long task is ours", () => {
  const task = (ms: number) => at("RunTask", 0, ms)
  test.each<[string, TraceEvent[], number]>([
    ["when our script alone makes it long", [task(60), at("EvaluateScript", 0, 58, OURS)], 1],
    [
      "when it would be short without us",
      [task(55), at("EvaluateScript", 0, 40, THEIRS), at("EvaluateScript", 40, 10, OURS)],
      1,
    ],
    ["when our part of a longer one is long by itself", [task(200), at("EvaluateScript", 0, 51, OURS)], 1],
    ["not when it is long anyway", [task(200), at("EvaluateScript", 0, 5, OURS)], 0],
    ["not when it is short", [task(49), at("EvaluateScript", 0, 48, OURS)], 0],
    ["not when it is another's", [task(90), at("EvaluateScript", 0, 80, THEIRS)], 0],
  ])("%s", (_words, events, expected) => {
    expect(read(...events).longTasks).toBe(expected)
  })
})
