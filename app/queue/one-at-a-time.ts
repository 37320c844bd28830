/**
 * Runs `work` once at a time for each name. Who asks while it runs is not kept waiting: it runs once more when it has come
 * to its end, so that whatever was there to be done when they asked is done.
 */
export function createOneAtATime(): (name: string, work: () => Promise<void>) => Promise<void> {
  const running = new Map<string, { again: boolean }>()
  return async (name, work) => {
    const other = running.get(name)
    if (other) {
      other.again = true
      return
    }
    const own = { again: true }
    running.set(name, own)
    try {
      while (own.again) {
        own.again = false
        await work()
      }
    } finally {
      running.delete(name)
    }
  }
}
