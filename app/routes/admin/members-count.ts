import { json, type LoaderFunctionArgs } from "@remix-run/node"
import { readListQuery } from "#app/lib/list-query.ts"
import { MOST_MEMBERS } from "#app/loyalty/members/bulk/bulk-rows.server.ts"
import { MEMBER_LIST } from "#app/loyalty/members/member-filters.ts"
import { chooseMembers } from "#app/loyalty/members/ui-data/list-members.server.ts"
import { adminRequest } from "./admin-request.server.ts"

/** How many members the list's address chooses, before something is done with all of them. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, timezone }) => {
    const query = readListQuery(new URL(request.url).searchParams, MEMBER_LIST)
    const { customerIds, more } = await chooseMembers(shop, query, timezone, MOST_MEMBERS)
    return json({ count: customerIds.length, more, most: MOST_MEMBERS })
  })
