/** A source of chance that a seed and a number decide: request 4711 of seed 7 is the same every time, alone or in a run. */
export type Random = {
  /** 0 ≤ x < 1. */
  next: () => number
  /** A whole number from 0 to `below` - 1. */
  below: (below: number) => number
  /** One of them. */
  pick: <T>(list: readonly T[]) => T
  /** True once in `times`. */
  once: (times: number) => boolean
}

/** Mulberry32, begun from seed and index mixed. */
export function createRandom(seed: number, index: number): Random {
  let state = (Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(index + 1, 0xc2b2ae35)) >>> 0
  function next(): number {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  return { next, below, pick: (list) => list[below(list.length)] as never, once: (times) => below(times) === 0 }
}
