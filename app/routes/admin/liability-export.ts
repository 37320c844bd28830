import type { LoaderFunctionArgs } from "@remix-run/node"
import { localeOf } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import { dayIn } from "#app/lib/zone-days.ts"
import { getLiabilityMonths } from "#app/loyalty/liability/liability-months.server.ts"
import { MOVEMENTS, type MonthOfPoints } from "#app/loyalty/liability/movements.ts"
import { adminRequest } from "./admin-request.server.ts"
import { type CsvColumn, csvFile } from "./csv-file.server.ts"

/** Every month's movements as a file, the oldest first. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, timezone, at }) => {
    const t = translator(localeOf(new URL(request.url).searchParams.get("locale")))
    const months = await getLiabilityMonths(shop, timezone, at)
    const columns: CsvColumn<MonthOfPoints>[] = [
      { heading: t("liability:month"), cell: ({ month }) => month },
      { heading: t("liability:opening"), cell: ({ opening }) => opening },
      ...MOVEMENTS.map((name) => ({
        heading: t(`liability:moves.${name}`),
        cell: ({ moves }: MonthOfPoints) => moves[name],
      })),
      { heading: t("liability:closing"), cell: ({ closing }) => closing },
    ]
    return csvFile(`regulars-points-owed-${dayIn(at, timezone)}.csv`, columns, inOne(months))
  })

async function* inOne<Row>(rows: Row[]): AsyncGenerator<Row[]> {
  yield rows
}
