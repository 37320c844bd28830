import { type Pixels, readPng, writeIndexedPng } from "./png-file.ts"

const MOST_COLOURS = 256

/** A colour with how often it is seen. */
type Seen = { rgb: [number, number, number]; times: number }

/**
 * The same picture in at most 256 colours: a third of the size, and no difference that an eye sees on a page of ours.
 * The same picture always gives the same file. What would not become smaller comes back as it was.
 */
export function shrinkPng(file: Buffer): Buffer {
  const { width, height, rgb } = readPng(file)
  const boxes = divide(countColours(rgb))
  const { palette, nearest } = paletteOf(boxes)
  const indices = Buffer.alloc(width * height)
  for (let pixel = 0; pixel < indices.length; pixel++) indices[pixel] = nearest.get(keyAt(rgb, pixel * 3)) as number
  const shrunk = writeIndexedPng(width, height, palette, indices)
  return shrunk.length < file.length ? shrunk : file
}

const keyAt = (rgb: Pixels["rgb"], at: number): number =>
  ((rgb[at] as number) << 16) | ((rgb[at + 1] as number) << 8) | (rgb[at + 2] as number)

function countColours(rgb: Buffer): Seen[] {
  const times = new Map<number, number>()
  for (let at = 0; at < rgb.length; at += 3) {
    const key = keyAt(rgb, at)
    times.set(key, (times.get(key) ?? 0) + 1)
  }
  return [...times].map(([key, count]) => ({ rgb: [key >> 16, (key >> 8) & 255, key & 255], times: count }))
}

/** Median cut: the box that spreads widest is divided in two, until there are as many boxes as colours. */
function divide(colours: Seen[]): Seen[][] {
  const boxes = [colours]
  while (boxes.length < MOST_COLOURS) {
    const widest = boxes.reduce((best, box) => (weightOf(box) > weightOf(best) ? box : best))
    if (widest.length < 2 || weightOf(widest) === 0) break
    const { channel } = spreadOf(widest)
    const sorted = widest.toSorted((a, b) => a.rgb[channel] - b.rgb[channel] || keyOf(a) - keyOf(b))
    const half = halfway(sorted)
    boxes.splice(boxes.indexOf(widest), 1, sorted.slice(0, half), sorted.slice(half))
  }
  return boxes
}

const weights = new WeakMap<Seen[], number>()

/** How much is lost when a box becomes one colour: how far it spreads, and how much of the picture it is. */
function weightOf(box: Seen[]): number {
  const known = weights.get(box)
  if (known !== undefined) return known
  const total = box.reduce((sum, { times }) => sum + times, 0)
  const weight = spreadOf(box).range ** 2 * Math.log2(1 + total)
  weights.set(box, weight)
  return weight
}

function spreadOf(box: Seen[]): { channel: 0 | 1 | 2; range: number } {
  const low = [255, 255, 255]
  const high = [0, 0, 0]
  for (const { rgb } of box)
    for (const channel of [0, 1, 2] as const) {
      low[channel] = Math.min(low[channel] as number, rgb[channel])
      high[channel] = Math.max(high[channel] as number, rgb[channel])
    }
  const ranges = ([0, 1, 2] as const).map((channel) => ({
    channel,
    range: (high[channel] as number) - (low[channel] as number),
  }))
  return ranges.reduce((best, one) => (one.range > best.range ? one : best))
}

/** Where the two halves have about the same part of the picture; neither is empty. */
function halfway(sorted: Seen[]): number {
  const total = sorted.reduce((sum, { times }) => sum + times, 0)
  let before = 0
  for (let at = 0; at < sorted.length - 1; at++) {
    before += (sorted[at] as Seen).times
    if (before * 2 >= total) return at + 1
  }
  return sorted.length - 1
}

const keyOf = ({ rgb: [red, green, blue] }: Seen): number => (red << 16) | (green << 8) | blue

/** Each box becomes its most frequent colour, so that grounds and lines keep theirs exactly. */
function paletteOf(boxes: Seen[][]): { palette: Buffer; nearest: Map<number, number> } {
  const palette = Buffer.alloc(boxes.length * 3)
  const nearest = new Map<number, number>()
  boxes.forEach((box, index) => {
    const chosen = box.reduce((best, one) => (one.times > best.times ? one : best))
    palette.set(chosen.rgb, index * 3)
    for (const one of box) nearest.set(keyOf(one), index)
  })
  return { palette, nearest }
}
