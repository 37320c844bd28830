import type { LoaderFunctionArgs } from "@remix-run/node"
import { localeOf } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import type { CsvCell } from "#app/lib/csv.ts"
import { readListQuery } from "#app/lib/list-query.ts"
import { dayIn } from "#app/lib/zone-days.ts"
import { MEMBER_LIST } from "#app/loyalty/members/member-filters.ts"
import { walkMembers } from "#app/loyalty/members/ui-data/list-members.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { adminRequest } from "./admin-request.server.ts"
import { csvFile } from "./csv-file.server.ts"

/** The members that a list's address chooses, as a file. That it was taken is written down first. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, timezone, at }) => {
    const address = new URL(request.url).searchParams
    const query = readListQuery(address, MEMBER_LIST)
    const t = translator(localeOf(address.get("locale")))
    await recordView(shop, { staffId: staff, what: "members_export", subject: null, at })
    async function* lines(): AsyncGenerator<CsvCell[][]> {
      for await (const members of walkMembers(shop, query, timezone))
        yield members.map((member) => [
          gidDigits("Customer", member.customerId),
          member.name,
          member.email,
          member.tier,
          dayIn(member.joinedAt, timezone),
          t(`members.by.${member.joinedBy}`),
          member.balance.available,
          member.balance.pending,
          member.balance.lifetime,
          member.balance.debt,
        ])
    }
    const headings = [
      t("members.csv.id"),
      t("members.name"),
      t("members.email"),
      t("members.tier"),
      t("members.joined"),
      t("members.filters.by"),
      t("points.available"),
      t("points.pending"),
      t("points.lifetime"),
      t("points.debt"),
    ]
    return csvFile(`regulars-members-${dayIn(at, timezone)}.csv`, headings, lines())
  })
