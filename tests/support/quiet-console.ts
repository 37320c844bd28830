import { afterEach, beforeEach, expect, vi } from "vitest"

// An error on the console is a fault nobody asserted: it fails the test that let it happen.
// A test that expects one says so: `vi.mocked(console.error).mockClear()` after checking its words.
beforeEach(() => {
  vi.spyOn(console, "error")
})

afterEach(() => {
  const calls = vi.mocked(console.error).mock.calls.map((call) => call.map(String).join(" "))
  vi.mocked(console.error).mockRestore()
  expect(calls, "console.error was called").toEqual([])
})
