import { type ListShape, readChoices, readRange } from "#app/lib/list-query.ts"
import { JOINED_BY } from "./joined-by.ts"

/** In a filter: members without a tier. No level of a programme has this id. */
export const NO_TIER = "none"

const MEMBER_SORTS = ["newest", "oldest", "points", "fewest"] as const
export type MemberSort = (typeof MEMBER_SORTS)[number]

/** What the list of members can be narrowed and ordered by. */
export const MEMBER_LIST = {
  filters: {
    tier: { kind: "names" },
    by: { kind: "choices", values: JOINED_BY },
    points: { kind: "range" },
    joined: { kind: "days" },
  },
  sorts: MEMBER_SORTS,
} as const satisfies ListShape

type Filters = Record<string, string>

/**
 * The orders a narrowed list can have. A range of points is a stretch of the index of points: it is listed by points, since
 * going through everybody in another order would take as long as the shop is big.
 */
export function memberSorts(filters: Filters): readonly MemberSort[] {
  return filters.points === undefined ? MEMBER_SORTS : ["points", "fewest"]
}

/** The order a list has: the one asked for, where it can have it. */
export function memberSortOf(sort: string, filters: Filters): MemberSort {
  const possible = memberSorts(filters)
  return possible.find((one) => one === sort) ?? (possible[0] as MemberSort)
}

/** Whether a list is ordered by points, not by the day of joining. */
export function isByPoints(sort: MemberSort): boolean {
  return sort === "points" || sort === "fewest"
}

/** The filters read; null: not narrowed by it. Tiers are ids, "" for members who have none. */
export function readMemberFilters(filters: Filters): {
  tiers: string[] | null
  joinedBy: string[] | null
  points: { min: number | null; max: number | null } | null
} {
  return {
    tiers: filters.tier ? readChoices(filters.tier).map((id) => (id === NO_TIER ? "" : id)) : null,
    joinedBy: filters.by ? readChoices(filters.by) : null,
    points: filters.points ? readRange(filters.points) : null,
  }
}
