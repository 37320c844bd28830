import { deflateSync, inflateSync } from "node:zlib"
import { expect, test } from "vitest"
import { readPng, writeIndexedPng } from "./png-file.ts"
import { shrinkPng } from "./shrink-png.ts"

/** A file as a browser writes it: `rows` of red, green, blue, with the filter that each row names. */
function browserPng(width: number, rows: Buffer[]): Buffer {
  const empty = writeIndexedPng(width, rows.length, Buffer.alloc(3), Buffer.alloc(width * rows.length))
  const head = Buffer.from(empty.subarray(16, 29))
  head[9] = 2
  const part = (type: string, data: Buffer) => {
    const length = Buffer.alloc(4)
    length.writeUInt32BE(data.length)
    return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)])
  }
  return Buffer.concat([
    empty.subarray(0, 8),
    part("IHDR", head),
    part("IDAT", deflateSync(Buffer.concat(rows))),
    part("IEND", Buffer.alloc(0)),
  ])
}

const coloursOf = (file: Buffer): Set<string> => {
  const at = file.indexOf("PLTE") + 4
  const palette = file.subarray(at, at + file.readUInt32BE(at - 8))
  return new Set(
    Array.from({ length: palette.length / 3 }, (_, index) => palette.toString("hex", index * 3, index * 3 + 3)),
  )
}

test("every filter of a row is undone", () => {
  const plain = Buffer.from([0, 10, 20, 30, 40, 50, 60])
  const left = Buffer.from([1, 10, 20, 30, 30, 30, 30])
  const up = Buffer.from([2, 0, 0, 0, 0, 0, 0])
  const average = Buffer.from([3, 5, 10, 15, 15, 15, 15])
  const paeth = Buffer.from([4, 0, 0, 0, 0, 0, 0])
  const { width, height, rgb } = readPng(browserPng(2, [plain, left, up, average, paeth]))
  expect([width, height]).toEqual([2, 5])
  for (let row = 0; row < 5; row++) expect([...rgb.subarray(row * 6, row * 6 + 6)]).toEqual([10, 20, 30, 40, 50, 60])
})

test("a picture with few colours keeps each of them, pixel for pixel", () => {
  const rows = Array.from({ length: 64 }, (_, y) =>
    Buffer.from([0, ...Array.from({ length: 64 }, (_, x) => [x < 32 ? 255 : 0, y < 32 ? 250 : 1, 128]).flat()]),
  )
  const shrunk = shrinkPng(browserPng(64, rows))
  expect(coloursOf(shrunk)).toEqual(new Set(["fffa80", "ff0180", "00fa80", "000180"]))
  const at = shrunk.indexOf("IDAT") + 4
  const indices = inflateSync(shrunk.subarray(at, at + shrunk.readUInt32BE(at - 8)))
  expect(new Set([...indices.subarray(1, 33)]).size).toBe(1)
  expect(indices[1]).not.toBe(indices[33])
})

test("many colours become 256, the most frequent stays exact, and the same picture gives the same file", () => {
  const rows = Array.from({ length: 100 }, (_, y) =>
    Buffer.from([
      0,
      ...Array.from({ length: 100 }, (_, x) => (y < 50 ? [246, 246, 247] : [x * 2, y * 2, (x * y) % 256])).flat(),
    ]),
  )
  const file = browserPng(100, rows)
  const shrunk = shrinkPng(file)
  expect(shrunk.length).toBeLessThan(file.length)
  expect(coloursOf(shrunk).size).toBeLessThanOrEqual(256)
  expect(coloursOf(shrunk)).toContain("f6f6f7")
  expect(shrinkPng(file).equals(shrunk)).toBe(true)
})
