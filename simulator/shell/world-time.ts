import type { SimulatorContext } from "../context.ts"
import { formatMoment } from "./render.ts"

export type WorldTime = { iso: string; text: string; ahead: string }

/** World time for the top bar, in the shop's zone and the reader's language, and how far it runs from the machine's. */
export function readWorldTime(context: SimulatorContext, timezone: string, locale: string): WorldTime {
  const at = context.clock.now()
  return {
    iso: at.toISOString(),
    text: formatMoment(at, timezone, locale),
    ahead: describeOffset(at.getTime() - Date.now()),
  }
}

function describeOffset(offsetMs: number): string {
  const hours = Math.round(Math.abs(offsetMs) / 3_600_000)
  if (hours === 0) return "The same time as this machine's"
  const words = hours < 48 ? `${hours} h` : `${Math.floor(hours / 24)} days${hours % 24 ? ` ${hours % 24} h` : ""}`
  return `${words} ${offsetMs > 0 ? "ahead of" : "behind"} this machine's time`
}
