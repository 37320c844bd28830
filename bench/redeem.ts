import { performance } from "node:perf_hooks"
import pg from "pg"
import { acrossShops, inShop } from "#app/lib/db.server.ts"
import { migrate } from "#app/lib/migrate.server.ts"
import { post } from "#app/loyalty/ledger/ledger.server.ts"
import { redeem as redeemReward } from "#app/loyalty/redemptions/redeem.server.ts"
import { rewardTermsSchema } from "#app/loyalty/rewards/reward.ts"
import { saveReward, setRewardState } from "#app/loyalty/rewards/rewards.server.ts"
import { verify } from "#app/loyalty/verify.server.ts"
import type { Bench } from "./bench.ts"
import { openBenchPlace } from "./bench-place.ts"
import { openShop } from "./open-shop.ts"
import { peakMemoryMb } from "./process-memory.ts"
import { redeemPlainly } from "./reference/plain-redeem.ts"
import { variablesFor } from "./variables.ts"

/**
 * Redemptions per second, from the click to points drawn and the code waiting for Shopify: across many members, and of one
 * member who is clicked from all sides, each click twice at once. Beside it the same rows written by hand: the account locked
 * with SELECT … FOR UPDATE, then inserts, on the same server. Then everything is proved: one redemption and one code a key.
 */
const SHOP = "bench-redeem.myshopify.com"
const OPENED = new Date("2026-01-01T00:00:00Z")
const AT = new Date("2026-03-01T00:00:00Z")
const MEMBERS = 500
const WARM_UP = 300
const ACROSS = Number(process.env.BENCH_REDEEM_ACROSS ?? 4_000)
const ON_ONE = Number(process.env.BENCH_REDEEM_ON_ONE ?? 1_000)
const LANES = 4
const POINTS = 10

const memberOf = (number: number) => `gid://shopify/Customer/${5_000_000_000 + (number % MEMBERS)}`
const ONE = "gid://shopify/Customer/4999999999"

export const redeem: Bench = async (tell) => {
  const { databaseUrl, adminUrl, end } = await openBenchPlace()
  try {
    Object.assign(process.env, variablesFor(databaseUrl))
    await migrate(databaseUrl)
    await openShop(SHOP, 1, "EUR", OPENED)
    const rewardId = await offerReward()
    await enrolMembers()
    const request = (key: string) => ({ rewardId, points: POINTS, key, at: AT })
    await inLanes(WARM_UP, (number) => redeemed(memberOf(number), request(`warm-up-${number}`)))
    tell(`${ACROSS} redemptions across ${MEMBERS} members`)
    const across = await inLanes(ACROSS, (number) => redeemed(memberOf(number), request(`across-${number}`)))
    tell(`${ON_ONE} of one member, each clicked twice at once`)
    const onOne = await inLanes(ON_ONE, async (number) => {
      const clicks = [redeemed(ONE, request(`on-one-${number}`)), redeemed(ONE, request(`on-one-${number}`))]
      if (new Set(await Promise.all(clicks)).size !== 1) throw new Error("two clicks were two redemptions")
    })
    tell(`${across.perSecond} redemptions/s across, ${onOne.perSecond} on one; counting what is in the database`)
    await analyse(adminUrl)
    const wrong = await countWrong(WARM_UP + ACROSS + ON_ONE)
    tell("the same rows by hand")
    const plain = await redeemPlainly(databaseUrl, SHOP, { count: ACROSS, lanes: LANES, points: POINTS })
    return {
      ours: { value: across.perSecond, unit: "redemptions/s", p99Ms: across.p99Ms },
      reference: { what: "SELECT … FOR UPDATE and the same rows by hand", value: plain, unit: "redemptions/s" },
      rssPeakMb: peakMemoryMb(process.pid),
      measures: {
        "on one member, clicked twice at once, redemptions/s": onOne.perSecond,
        "doubled or lost codes": wrong,
      },
      notes: [`on one member: p99 ${onOne.p99Ms} ms for both clicks`],
    }
  } finally {
    await end()
  }
}

async function offerReward(): Promise<string> {
  const gives = { kind: "amount_off", points: POINTS, amountMinor: 100 }
  const terms = rewardTermsSchema.parse({ schema: 1, name: "1 € off", currency: "EUR", gives })
  const saved = await saveReward(SHOP, { rewardId: null, terms, stock: null })
  if (!saved.ok) throw new Error(saved.reason)
  await setRewardState(SHOP, saved.rewardId, "active")
  return saved.rewardId
}

/** Members with points from a few days each, as people have them. */
async function enrolMembers(): Promise<void> {
  const ids = [ONE, ...Array.from({ length: MEMBERS }, (_, number) => memberOf(number))]
  await inShop(SHOP, async (tx) => {
    await tx.query(
      `INSERT INTO "Member" ("shop", "customerId", "joinedAt", "joinedBy") SELECT $1, id, $3, 'storefront' FROM unnest($2::text[]) AS id`,
      [SHOP, ids, OPENED],
    )
    for (let day = 0; day < 5; day += 1)
      await post(
        tx,
        SHOP,
        ids.map((customerId) => ({
          customerId,
          code: "granted",
          amount: POINTS * (customerId === ONE ? ON_ONE : ACROSS),
          phase: "available",
          mode: "record",
          sourceType: "staff",
          sourceId: "bench",
          programmeVersion: 1,
          basis: {},
          key: `staff ${customerId} ${day}`,
          eventAt: new Date(OPENED.getTime() + day * 86_400_000),
        })),
      )
  })
}

/** The redemption's id; throws when it was refused. */
async function redeemed(customerId: string, request: Parameters<typeof redeemReward>[2]): Promise<string> {
  const outcome = await redeemReward(SHOP, customerId, request)
  if (!outcome.ok) throw new Error(`refused: ${outcome.reason}`)
  return outcome.redemption.redemptionId
}

async function inLanes(count: number, work: (number: number) => Promise<unknown>) {
  const tookMs: number[] = []
  let next = 0
  const startedAt = performance.now()
  const lane = async () => {
    for (let number = next++; number < count; number = next++) {
      const begunAt = performance.now()
      await work(number)
      tookMs.push(performance.now() - begunAt)
    }
  }
  await Promise.all(Array.from({ length: LANES }, lane))
  const perSecond = Math.round((count * 1000) / (performance.now() - startedAt))
  const p99Ms = Math.round(tookMs.sort((a, b) => a - b)[Math.floor(tookMs.length * 0.99)] ?? 0)
  return { perSecond, p99Ms }
}

/** What a database that lives for longer than a minute does by itself. */
async function analyse(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  await client.query("ANALYZE")
  await client.end()
}

/** How many redemptions, codes or draws there are too many or too few. Throws when the ledger is not right. */
async function countWrong(wanted: number): Promise<number> {
  const { rows } = await acrossShops().query<{ all: number; codes: number; draws: number }>(
    `SELECT count(*)::int AS "all", count(DISTINCT "code")::int AS codes, (
       SELECT count(*)::int FROM "PointsEntry" WHERE "code" = 'redeemed' AND "delta" = $1) AS draws FROM "Redemption"`,
    [-POINTS],
  )
  const { differences } = await verify(SHOP, AT)
  if (differences.length > 0) throw new Error(`the ledger is not right: ${JSON.stringify(differences[0])}`)
  const found = rows[0] ?? { all: 0, codes: 0, draws: 0 }
  return [found.all, found.codes, found.draws].reduce((sum, count) => sum + Math.abs(count - wanted), 0)
}
