/** Counts per key within a window that begins with the key's first count. Holds a bounded number of keys. */
export type WindowCounts = {
  /** Counts one and returns how many it is in its window. */
  add: (key: string, windowMs: number) => number
}

/**
 * `clockMs` is any clock that only goes forward. When `mostKeys` are held, the ended windows are forgotten, then the
 * oldest half: whoever floods us with ever new keys loses us nothing but their own counts.
 */
export function createWindowCounts(mostKeys: number, clockMs: () => number): WindowCounts {
  const counts = new Map<string, { count: number; endsMs: number }>()

  function makeRoom(atMs: number): void {
    for (const [key, { endsMs }] of counts) if (endsMs <= atMs) counts.delete(key)
    let surplus = counts.size - mostKeys / 2
    for (const key of counts.keys()) {
      if (surplus <= 0) break
      counts.delete(key)
      surplus -= 1
    }
  }

  return {
    add: (key, windowMs) => {
      const atMs = clockMs()
      const held = counts.get(key)
      if (held && held.endsMs > atMs) {
        held.count += 1
        return held.count
      }
      if (counts.size >= mostKeys) makeRoom(atMs)
      counts.delete(key) // so that the map stays in the order of beginnings
      counts.set(key, { count: 1, endsMs: atMs + windowMs })
      return 1
    },
  }
}
