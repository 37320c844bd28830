import fc from "fast-check"
import { expect, test } from "vitest"
import { type Line, readLines } from "./read-lines.ts"

async function linesOf(pieces: Uint8Array[], start = 0): Promise<Line[]> {
  async function* source() {
    yield* pieces
  }
  const lines: Line[] = []
  for await (const some of readLines(source(), start)) lines.push(...some)
  return lines
}

/** `bytes` cut at these places. */
function cut(bytes: Buffer, places: number[]): Buffer[] {
  const at = [...new Set(places.map((place) => place % (bytes.length + 1)))].sort((a, b) => a - b)
  return [0, ...at].map((from, index) => bytes.subarray(from, at[index] ?? bytes.length))
}

test("lines are the same however the file is cut, also within a letter", async () => {
  const texts = fc.array(
    fc.string({ unit: "grapheme" }).map((text) => text.replaceAll("\n", "")),
    { minLength: 1 },
  )
  await fc.assert(
    fc.asyncProperty(texts, fc.array(fc.nat(400)), async (texts, places) => {
      const bytes = Buffer.from(texts.map((text) => `${text}\n`).join(""))
      const lines = await linesOf(cut(bytes, places))
      expect(lines.map((line) => line.text)).toEqual(texts)
      for (const { start, end, text } of lines) expect(bytes.toString("utf8", start, end)).toBe(`${text}\n`)
    }),
  )
})

test("a file without a last newline has a last line, and bytes are counted from where it was taken up", async () => {
  expect(await linesOf([Buffer.from("кафе\nчай")], 100)).toEqual([
    { text: "кафе", start: 100, end: 109 },
    { text: "чай", start: 109, end: 115 },
  ])
  expect(await linesOf([])).toEqual([])
})
