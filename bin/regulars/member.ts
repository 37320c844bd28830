import { codeTranslator } from "#app/i18n/translate.ts"
import { now } from "#app/lib/clock.server.ts"
import { findCustomerByEmail, findMember } from "#app/loyalty/members/member.server.ts"
import { readStatement, type StatementEntry } from "#app/loyalty/members/statement.server.ts"
import { awardOf, rewardOf, statementWords } from "#app/loyalty/members/statement-words.ts"
import { listRedemptions } from "#app/loyalty/redemptions/list-redemptions.server.ts"
import type { Redemption } from "#app/loyalty/redemptions/redemption.ts"
import { listTierChanges, type TierChange } from "#app/loyalty/tiers/tier-history.server.ts"
import { gidDigits, toGid } from "#app/shopify/gid.ts"
import { CommandError, type Context, print, USAGE_EXIT } from "./context.ts"

const REDEMPTIONS_SHOWN = 100
const CHANGES_SHOWN = 100

/** `member EMAIL|GID`: balance, tier, the newest redemptions and the whole statement, oldest entry first. */
export async function member(context: Context, args: string[]): Promise<number> {
  const customerId = await readCustomerId(context.shop, args)
  const found = await findMember(context.shop, customerId, now())
  if (!found) throw new CommandError(`Customer ${args[0]} of ${context.shop} is not a member.`)
  const { balance, tier, next, held, waiting, ...person } = found
  const changes = (await listTierChanges(context.shop, customerId, CHANGES_SHOWN)).reverse()
  const tierHistory = changes.map(({ seq: _seq, ...change }) => change)
  const entries = await readAll(context.shop, customerId)
  const told = entries.map((entry) => ({ ...entry, source: { type: entry.sourceType, id: entry.sourceId } }))
  const { redemptions } = await listRedemptions(context.shop, { customerId, limit: REDEMPTIONS_SHOWN })
  print(
    context,
    { member: person, balance, tier, next, held, waiting, tierHistory, entries: told, redemptions },
    () => [
      `${person.name ?? "(no name)"}  ${person.email ?? "(no e-mail)"}  member since ${day(person.joinedAt)}`,
      `Points: ${balance.available} available, ${balance.pending} pending, ${balance.debt} owed, ${balance.lifetime} in all`,
      `Tier: ${tier?.name ?? "none"}${held ? `, held until ${day(new Date(held.until))} (${held.why})` : ""}`,
      ...(waiting > 0 ? [`For reaching tiers: ${waiting} points wait for their orders`] : []),
      ...changes.map((change) => tierLine(context, change)),
      ...entries.map((entry) => lineOf(context, entry)),
      ...redemptions.map(redemptionLine),
    ],
  )
  return 0
}

async function readCustomerId(shop: string, args: string[]): Promise<string> {
  const [given, ...more] = args
  const usage = "Usage: npm run regulars -- member EMAIL  (or gid://shopify/Customer/N)"
  if (!given || more.length > 0) throw new CommandError(usage, USAGE_EXIT)
  if (given.includes("@")) {
    const customerId = await findCustomerByEmail(shop, given)
    if (!customerId) throw new CommandError(`${shop} has no customer ${given}.`)
    return customerId
  }
  try {
    return /^\d+$/.test(given) ? toGid("Customer", given) : toGid("Customer", gidDigits("Customer", given))
  } catch {
    throw new CommandError(`${given} is neither an e-mail address nor a customer's gid.\n${usage}`, USAGE_EXIT)
  }
}

async function readAll(shop: string, customerId: string): Promise<StatementEntry[]> {
  const entries: StatementEntry[] = []
  let before: number | null = null
  do {
    const page = await readStatement(shop, customerId, { before, limit: 500 })
    entries.push(...page.entries)
    before = page.next
  } while (before !== null)
  return entries.reverse()
}

function redemptionLine({ redeemedAt, terms, points, state, code, error }: Redemption): string {
  const parts = [`${points} points`, state, code, error].filter(Boolean)
  return `  ${day(redeemedAt)}  ${terms.name}: ${parts.join(", ")}`
}

function lineOf(context: Context, entry: StatementEntry): string {
  const { code, sourceName } = entry
  const line = { code, order: sourceName ?? "", award: awardOf(entry), reward: rewardOf(entry) }
  const words = statementWords(codeTranslator(context.locale), line)
  const moves = [
    entry.delta === 0 ? "" : `${signed(entry.delta)} available`,
    entry.pendingDelta === 0 ? "" : `${signed(entry.pendingDelta)} pending`,
    entry.debtDelta === 0 ? "" : `${signed(entry.debtDelta)} owed`,
  ].filter(Boolean)
  return `  ${day(entry.eventAt)}  ${moves.join(", ").padEnd(28)} ${words}  (${entry.availableAfter} available, ${entry.pendingAfter} pending)`
}

function tierLine(context: Context, { at, fromTierId, toTierId, reason }: TierChange): string {
  const why = codeTranslator(context.locale)(`tiers.reasons.${reason}`) ?? reason
  return `  ${day(at)}  ${fromTierId ?? "none"} → ${toTierId ?? "none"}  ${why}`
}

function signed(points: number): string {
  return points > 0 ? `+${points}` : String(points)
}

function day(at: Date): string {
  return at.toISOString().slice(0, 10)
}
