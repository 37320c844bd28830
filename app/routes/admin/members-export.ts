import type { LoaderFunctionArgs } from "@remix-run/node"
import { localeOf } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import { readListQuery } from "#app/lib/list-query.ts"
import { dayIn } from "#app/lib/zone-days.ts"
import { MEMBER_LIST } from "#app/loyalty/members/member-filters.ts"
import { type WalkedMember, walkMembers } from "#app/loyalty/members/ui-data/list-members.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { adminRequest } from "./admin-request.server.ts"
import { type CsvColumn, csvFile } from "./csv-file.server.ts"

/** The members that a list's address chooses, as a file. That it was taken is written down first. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, timezone, at }) => {
    const address = new URL(request.url).searchParams
    const query = readListQuery(address, MEMBER_LIST)
    const t = translator(localeOf(address.get("locale")))
    await recordView(shop, { staffId: staff, what: "members_export", subject: null, at })
    const columns: CsvColumn<WalkedMember>[] = [
      { heading: t("members.csv.id"), cell: (member) => gidDigits("Customer", member.customerId) },
      { heading: t("members.name"), cell: (member) => member.name },
      { heading: t("members.email"), cell: (member) => member.email },
      { heading: t("members.tier"), cell: (member) => member.tier },
      { heading: t("members.joined"), cell: (member) => dayIn(member.joinedAt, timezone) },
      { heading: t("members.filters.by"), cell: (member) => t(`members.by.${member.joinedBy}`) },
      { heading: t("points.available"), cell: ({ balance }) => balance.available },
      { heading: t("points.pending"), cell: ({ balance }) => balance.pending },
      { heading: t("points.lifetime"), cell: ({ balance }) => balance.lifetime },
      { heading: t("points.debt"), cell: ({ balance }) => balance.debt },
    ]
    return csvFile(`regulars-members-${dayIn(at, timezone)}.csv`, columns, walkMembers(shop, query, timezone))
  })
