import { z } from "zod"
import { formatDecimal } from "#app/lib/money.ts"
import type { ProgrammeRules } from "../../programme-rules.ts"
import { readMoney, readWhole, text } from "../read-fields.ts"
import type { SectionForm, Settings } from "../section-form.ts"

type RateForm = { points: string; per: string; currency: string }

/** Points per amount of money, a row for each currency. */
export const ratesForm: SectionForm<ProgrammeRules["rates"], RateForm[]> = {
  shape: z.array(z.object({ points: text, per: text, currency: text })).default([]),
  write: (rates) =>
    Object.entries(rates).map(([currency, rate]) => ({
      points: String(rate.points),
      per: formatDecimal(rate.perMinor, currency),
      currency,
    })),
  read: (rows, report) => {
    const rates: Record<string, unknown> = {}
    for (const [index, row] of rows.entries()) {
      const currency = row.currency.trim().toUpperCase()
      if (!/^[A-Z]{3}$/.test(currency)) report([index, "currency"], "currency_unknown")
      else if (currency in rates) report([index, "currency"], "currency_repeated")
      const points = readWhole(row.points, { max: 1_000_000 }, [index, "points"], report)
      const perMinor = readMoney(row.per, currency, 1_000_000_000, [index, "per"], report)
      rates[currency] = { points: points ?? 0, perMinor: perMinor ?? 1 }
    }
    return rates
  },
}

export const roundingForm: SectionForm<ProgrammeRules["rounding"], string> = {
  shape: text,
  write: (rounding) => rounding,
  read: (rounding) => rounding,
}

export const ratesSettings = { rounding: (rules) => rules.rounding } as const satisfies Settings
