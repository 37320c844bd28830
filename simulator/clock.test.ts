import { mkdtempSync, readFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { openClock, parseDuration } from "./clock.ts"

test.each([
  ["14d", 14 * 86_400_000],
  ["2h", 7_200_000],
  ["1d12h", 129_600_000],
  ["P14D", 14 * 86_400_000],
  ["PT90M", 5_400_000],
  ["P1DT2H", 93_600_000],
  ["-3d", -3 * 86_400_000],
])("%s is %i ms", (text, ms) => {
  expect(parseDuration(text)).toBe(ms)
})

test.each(["", "14", "fortnight", "P", "1y"])('"%s" is no duration', (text) => {
  expect(() => parseDuration(text)).toThrow("not a duration")
})

test("the offset lives in the file, so another process sees the same time", () => {
  const file = join(mkdtempSync(join(tmpdir(), "clock-")), "clock.json")
  const clock = openClock(file)
  clock.set(new Date("2026-01-01T00:00:00Z"))
  clock.advance("14d")
  const other = openClock(file)
  expect(other.now().toISOString().slice(0, 16)).toBe("2026-01-15T00:00")
  expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ offsetMs: expect.any(Number) })
})
