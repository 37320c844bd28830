import type { LoaderFunctionArgs } from "@remix-run/node"
import { localeOf } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import { dayIn } from "#app/lib/zone-days.ts"
import { type MovedMember, walkMoved } from "#app/loyalty/tiers/ui-data/moves-view.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { adminRequest } from "./admin-request.server.ts"
import { type CsvColumn, csvFile } from "./csv-file.server.ts"

/** Everybody who would move by the draft, as a file. That it was taken is written down first. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, timezone, at }) => {
    const t = translator(localeOf(new URL(request.url).searchParams.get("locale")))
    await recordView(shop, { staffId: staff, what: "members_export", subject: null, at })
    const columns: CsvColumn<MovedMember>[] = [
      { heading: t("members.csv.id"), cell: (member) => member.digits },
      { heading: t("members.name"), cell: (member) => member.name },
      { heading: t("members.email"), cell: (member) => member.email },
      { heading: t("tiers:moves.from"), cell: (member) => member.from },
      { heading: t("tiers:moves.to"), cell: (member) => member.to },
    ]
    return csvFile(`regulars-tier-moves-${dayIn(at, timezone)}.csv`, columns, walkMoved(shop, at))
  })
