export type ThrottleSettings = { maximumAvailable: number; restoreRate: number }

type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number }

/** Shopify's bucket on the ordinary plan. */
const USUAL_THROTTLE: ThrottleSettings = { maximumAvailable: 2000, restoreRate: 100 }

type Bucket = { available: number; at: number }

export type Throttle = {
  /** Takes `cost` points if the shop's bucket holds them. `atMs` is machine time: buckets refill in real time. */
  take(shop: string, cost: number, atMs: number): boolean
  /** Puts back what a query did not use. */
  giveBack(shop: string, points: number): void
  status(shop: string, atMs: number): ThrottleStatus
  /** Other settings from now on; all buckets start full. */
  configure(settings: ThrottleSettings): void
}

/** Leaky buckets, one per shop. */
export function createThrottle(initial: ThrottleSettings = USUAL_THROTTLE): Throttle {
  let settings = initial
  const buckets = new Map<string, Bucket>()
  const refill = (shop: string, atMs: number): Bucket => {
    const bucket = buckets.get(shop) ?? { available: settings.maximumAvailable, at: atMs }
    const restored = ((atMs - bucket.at) / 1000) * settings.restoreRate
    bucket.available = Math.min(settings.maximumAvailable, bucket.available + Math.max(0, restored))
    bucket.at = atMs
    buckets.set(shop, bucket)
    return bucket
  }
  return {
    take(shop, cost, atMs) {
      const bucket = refill(shop, atMs)
      if (cost > bucket.available) return false
      bucket.available -= cost
      return true
    },
    giveBack(shop, points) {
      const bucket = buckets.get(shop)
      if (bucket) bucket.available = Math.min(settings.maximumAvailable, bucket.available + points)
    },
    status(shop, atMs) {
      const { available } = refill(shop, atMs)
      return { ...settings, currentlyAvailable: Math.floor(available) }
    },
    configure(next) {
      settings = next
      buckets.clear()
    },
  }
}
