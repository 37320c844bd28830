import { shopDb } from "#app/lib/db.server.ts"
import { readStep, type SteppedRow } from "#app/lib/list-sql.ts"
import {
  isAmount,
  isMoment,
  MOST_STEPS,
  type Place,
  readPlace,
  type Step,
  walkList,
  writePlace,
} from "#app/lib/list-walk.ts"
import { isByPoints, memberSortOf } from "./member-filters.ts"
import { type Chosen, memberListSql } from "./member-list-sql.server.ts"
import { type MemberRecord, type MemberView, viewsOf } from "./member-views.server.ts"

/** `unfinished`: so many were looked through that the page rests here; there may be more further on. */
export type MemberPage = { members: MemberView[]; next: string | null; unfinished: boolean }

const PAGE_MEMBERS = 50

/** What a list of members is asked for; what is left out does not narrow it. */
type Asked = {
  /** Only these (gids). */
  among?: string[] | null
  /** As in the list's address (member-filters.ts). */
  filters?: Record<string, string>
  sort?: string
  /** Days of filters are this zone's. */
  timezone?: string
  /** The `next` of the page before; what is none gives the first page. */
  cursor?: string | null
  limit?: number
}

/** Members as the address of a list asks for them, the newest first unless it says otherwise. */
export async function listMembers(
  shop: string,
  { among = null, filters = {}, sort = "", timezone = "UTC", cursor = null, limit = PAGE_MEMBERS }: Asked,
): Promise<MemberPage> {
  const chosen: Chosen = { among, filters, sort: memberSortOf(sort, filters), timezone }
  const after = readPlace(cursor, isByPoints(chosen.sort) ? isAmount : isMoment)
  const walked = await walkList((place, wanted) => stepOn(shop, chosen, place, wanted), {
    after,
    limit,
    mostSteps: MOST_STEPS,
  })
  return {
    members: await viewsOf(shop, walked.rows),
    next: walked.next && writePlace(walked.next),
    unfinished: walked.unfinished,
  }
}

async function stepOn(shop: string, chosen: Chosen, after: Place | null, wanted: number): Promise<Step<MemberRecord>> {
  const { text, values, take } = memberListSql(shop, chosen, after, wanted)
  const { rows } = await shopDb(shop).query<SteppedRow<MemberRecord>>(text, values)
  return readStep<MemberRecord>(rows, take, (row) => row.customerId)
}
