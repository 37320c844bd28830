import { z } from "zod"
import { readDecimal } from "#app/lib/decimal-text.ts"
import { currencyExponent, formatDecimal } from "#app/lib/money.ts"
import { readPercent, writePercent } from "#app/lib/percent.ts"
import type { LiabilitySettings } from "./settings.ts"

/** The settings as texts: empty means "by the rewards", "as measured". */
export type SettingsForm = {
  worthAmount: string
  worthPoints: string
  redeemed: string
  mostOfRevenue: string
  margin: string
}

export function formFromSettings(
  { worth, redeemed, mostOfRevenue, margin }: LiabilitySettings,
  currency: string,
): SettingsForm {
  return {
    worthAmount: worth ? formatDecimal(worth.minor, currency) : "",
    worthPoints: worth ? String(worth.points) : "100",
    redeemed: redeemed === null ? "" : writePercent(redeemed),
    mostOfRevenue: writePercent(mostOfRevenue),
    margin: writePercent(margin),
  }
}

const text = z.string().trim().default("")
const MOST_MINOR = 1_000_000_000_000
const MOST_POINTS = 1_000_000_000

/** Posted fields to settings; messages are codes of errors.json. `currency` is the shop's. */
export function settingsFormSchema(currency: string) {
  const shape = z.object({ worthAmount: text, worthPoints: text, redeemed: text, mostOfRevenue: text, margin: text })
  return shape.transform((form, context): LiabilitySettings => {
    const refuse = (path: keyof SettingsForm, message: string): undefined => {
      context.addIssue({ code: "custom", path: [path], message })
    }
    const whole = (path: "worthAmount" | "worthPoints", exponent: number, most: number) => {
      const value = readDecimal(form[path])
      if (!value) return refuse(path, form[path] === "" ? "required" : "not_a_number")
      if (value.scale > exponent)
        return refuse(path, exponent === 0 ? "not_whole" : `too_many_decimals:max=${exponent}`)
      const minor = value.digits * 10n ** BigInt(exponent - value.scale)
      if (minor < 1n) return refuse(path, "must_be_positive")
      return minor > BigInt(most) ? refuse(path, "amount_too_large") : Number(minor)
    }
    const percent = (path: "redeemed" | "mostOfRevenue" | "margin") =>
      readPercent(form[path]) ?? refuse(path, form[path] === "" ? "required" : "not_a_number")
    const share = (path: "mostOfRevenue" | "margin") => {
      const read = percent(path)
      return read === 0 ? refuse(path, "must_be_positive") : read
    }
    const minor = form.worthAmount === "" ? undefined : whole("worthAmount", currencyExponent(currency), MOST_MINOR)
    const points = form.worthAmount === "" ? undefined : whole("worthPoints", 0, MOST_POINTS)
    return {
      worth: minor && points ? { minor, points } : null,
      redeemed: form.redeemed === "" ? null : (percent("redeemed") ?? null),
      mostOfRevenue: share("mostOfRevenue") ?? 0,
      margin: share("margin") ?? 0,
    }
  })
}
