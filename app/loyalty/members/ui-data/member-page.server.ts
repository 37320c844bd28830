import { shopDb } from "#app/lib/db.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { findOwner } from "#app/records/customers/merges.server.ts"
import { findPersons, nameOf } from "#app/records/customers/persons.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { lastDayOf, loadMemberExpiry, type MemberExpiry } from "../../expiry/member-expiry.server.ts"
import { getShopFacts } from "../../orders/shop-facts.server.ts"
import { inShopCurrency } from "../../tiers/thresholds.ts"
import { listTierChanges } from "../../tiers/tier-history.server.ts"
import type { TierRules } from "../../tiers/tier-rules.ts"
import { findMember } from "../member.server.ts"
import { readStatement } from "../statement.server.ts"
import { awardOf, messageOf, rewardOf } from "../statement-words.ts"
import { findNewestRules } from "./tier-names.server.ts"

/** A customer as the member page shows them; `membership` null: has not joined. */
export type MemberPage = {
  digits: string
  name: string | null
  email: string | null
  membership: Membership | null
  /** Digits of whom this customer was merged into; null: of nobody. */
  mergedInto: string | null
  tierHistory: { id: string; from: string | null; to: string | null; reason: string; at: string }[]
  statement: StatementLine[]
  /** Where the older part of the statement begins; null: this is all. */
  older: number | null
  /** What is left of each credit, as it would be used up; null: points do not expire. */
  lots: { left: number; earnedAt: string; lastDay: string | null }[] | null
  /** The most that staff may give or take at once; null: no programme yet. */
  goodwillMax: number | null
}

export type Membership = {
  joinedAt: string
  joinedBy: string
  balance: { available: number; pending: number; debt: number; lifetime: number }
  tier: string | null
  tierSince: string | null
  /** `missing` in minor units of `currency`, points or orders; `share` of the way from nothing to it, in percent. */
  next: { name: string; missing: number; unit: TierRules["measure"]; currency: string; share: number } | null
}

export type StatementLine = {
  version: number
  code: string
  delta: number
  pendingDelta: number
  debtDelta: number
  availableAfter: number
  order: { digits: string; name: string } | null
  /** Digits of the other account of a merge. */
  account: string | null
  /** What the programme gave it for. */
  award: string | null
  /** What points bought. */
  reward: string | null
  /** What staff wrote. */
  reason: string | null
  eventAt: string
}

const CHANGES_SHOWN = 20

/** Throws `not_found` when the shop has neither this customer nor such a member. `before`: a statement entry's version. */
export async function getMemberPage(
  shop: string,
  customerId: string,
  at: Date,
  before: number | null,
): Promise<MemberPage> {
  const [persons, member, owner, changes, rules, page, expiry] = await Promise.all([
    findPersons(shop, [customerId]),
    findMember(shop, customerId, at),
    findOwner(shopDb(shop), shop, customerId),
    listTierChanges(shop, customerId, CHANGES_SHOWN),
    findNewestRules(shop),
    readStatement(shop, customerId, { before }),
    loadMemberExpiry(shopDb(shop), shop, [customerId]),
  ])
  const person = persons.get(customerId)
  if (!person && !member) throw new AppError("not_found", `${shop} has no customer ${customerId}`)
  const levels = rules ? inShopCurrency(rules.tiers, await getShopFacts(shopDb(shop), shop)).levels : []
  const levelName = (id: string | null) => (id === null ? null : (levels.find((level) => level.id === id)?.name ?? id))
  return {
    digits: gidDigits("Customer", customerId),
    name: nameOf(person),
    email: person?.email ?? null,
    membership: member && membershipOf(member, levels),
    mergedInto: owner && gidDigits("Customer", owner),
    tierHistory: changes.map((change) => ({
      id: String(change.seq),
      from: levelName(change.fromTierId),
      to: levelName(change.toTierId),
      reason: change.reason,
      at: change.at.toISOString(),
    })),
    statement: page.entries.map(toLine),
    older: page.next,
    lots: lotsOf(expiry.get(customerId)),
    goodwillMax: rules?.goodwill.maxPoints ?? null,
  }
}

function lotsOf(expiry: MemberExpiry | undefined): MemberPage["lots"] {
  if (!expiry) return null
  return expiry.lots.map(({ lot, expires }) => ({
    left: lot.left,
    earnedAt: lot.earnedAt.toISOString(),
    lastDay: expires && lastDayOf(expires, expiry.zone),
  }))
}

type Member = NonNullable<Awaited<ReturnType<typeof findMember>>>

function membershipOf(member: Member, levels: { id: string; threshold: number }[]): Membership {
  const { next } = member
  const threshold = levels.find((level) => level.id === next?.id)?.threshold
  return {
    joinedAt: member.joinedAt.toISOString(),
    joinedBy: member.joinedBy,
    balance: member.balance,
    tier: member.tier?.name ?? null,
    tierSince: member.tierSince?.toISOString() ?? null,
    next: next && {
      name: next.name,
      missing: next.missing,
      unit: next.unit,
      currency: next.currency,
      share: threshold ? Math.max(0, Math.floor(((threshold - next.missing) * 100) / threshold)) : 0,
    },
  }
}

type Entry = Awaited<ReturnType<typeof readStatement>>["entries"][number]

function toLine(entry: Entry): StatementLine {
  const { from, to } = entry.basis as { from?: string; to?: string }
  const other = entry.code === "merged_out" ? to : from
  return {
    version: entry.version,
    code: entry.code,
    delta: entry.delta,
    pendingDelta: entry.pendingDelta,
    debtDelta: entry.debtDelta,
    availableAfter: entry.availableAfter,
    order:
      entry.sourceType === "order" && entry.sourceName
        ? { digits: gidDigits("Order", entry.sourceId), name: entry.sourceName }
        : null,
    account: entry.sourceType === "merge" && other ? gidDigits("Customer", other) : null,
    award: awardOf(entry),
    reward: rewardOf(entry),
    reason: entry.reason ?? messageOf(entry),
    eventAt: entry.eventAt.toISOString(),
  }
}
