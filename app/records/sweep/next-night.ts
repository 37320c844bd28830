import { TZDate } from "@date-fns/tz"

/** Local hour at which a shop's night is quietest. */
const HOUR = 3
/** Shops of one zone are spread over this many minutes, so that they do not all ask at once. */
const SPREAD_MINUTES = 120

/** The next time after `after` when it is night in the shop: between three and five o'clock there, a shop's own minute. */
export function nextNight(after: Date, timezone: string, shop: string): Date {
  const local = new TZDate(after.getTime(), timezone)
  const minute = minuteOf(shop)
  const night = (daysOn: number) =>
    new Date(
      new TZDate(local.getFullYear(), local.getMonth(), local.getDate() + daysOn, HOUR, minute, timezone).getTime(),
    )
  const tonight = night(0)
  return tonight > after ? tonight : night(1)
}

function minuteOf(shop: string): number {
  let sum = 0
  for (const letter of shop) sum = (sum * 31 + (letter.codePointAt(0) as number)) % 1_000_003
  return sum % SPREAD_MINUTES
}
