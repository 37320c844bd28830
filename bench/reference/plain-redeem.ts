import pg from "pg"

/**
 * What redeeming writes, written by hand over a few connections: the account locked with SELECT … FOR UPDATE, an entry, a
 * draw, a redemption, the account's new balance. The tables are copies of ours with their keys and indexes, but without
 * their triggers, tenancy and foreign keys; nothing is looked up that the click did not bring.
 */
const SCHEMA = `
CREATE SCHEMA plain_redeem;
CREATE TABLE plain_redeem.account (LIKE "PointsAccount" INCLUDING ALL);
CREATE TABLE plain_redeem.entry (LIKE "PointsEntry" INCLUDING ALL);
CREATE TABLE plain_redeem.draw (LIKE "PointsDraw" INCLUDING ALL);
CREATE TABLE plain_redeem.redemption (LIKE "Redemption" INCLUDING ALL);
INSERT INTO plain_redeem.account SELECT * FROM "PointsAccount";`

const WRITE = `
WITH entry AS (
  INSERT INTO plain_redeem.entry SELECT * FROM jsonb_populate_record(NULL::plain_redeem.entry, $1::jsonb)
), draw AS (
  INSERT INTO plain_redeem.draw SELECT * FROM jsonb_populate_record(NULL::plain_redeem.draw, $2::jsonb)
), redemption AS (
  INSERT INTO plain_redeem.redemption SELECT * FROM jsonb_populate_record(NULL::plain_redeem.redemption, $3::jsonb)
)
UPDATE plain_redeem.account SET "available" = $6, "version" = $7 WHERE "shop" = $4 AND "customerId" = $5`

/** One row of each of ours, whose values are written again and again. */
type Examples = { entry: object; draw: object; redemption: object }

const EXAMPLES = `SELECT (SELECT to_jsonb(e) FROM "PointsEntry" e WHERE e."code" = 'redeemed' LIMIT 1) AS entry,
  (SELECT to_jsonb(d) FROM "PointsDraw" d LIMIT 1) AS draw, (SELECT to_jsonb(r) FROM "Redemption" r LIMIT 1) AS redemption`

type Work = { count: number; lanes: number; points: number }

/** Redeems so often, the members in turn, and returns redemptions per second. Throws when a balance is not right. */
export async function redeemPlainly(databaseUrl: string, shop: string, work: Work): Promise<number> {
  const { count, lanes, points } = work
  const options = "-c regulars.shop=*"
  const pool = new pg.Pool({ connectionString: databaseUrl, max: lanes, options })
  try {
    await pool.query(SCHEMA)
    const { rows } = await pool.query<{ customerId: string }>(
      `SELECT "customerId" FROM plain_redeem.account ORDER BY "customerId" DESC LIMIT 500`,
    )
    const examples = (await pool.query<Examples>(EXAMPLES)).rows[0] as Examples
    const before = await sumOf(pool)
    let next = 0
    const startedAt = performance.now()
    const lane = async () => {
      const client = await pool.connect()
      try {
        for (let number = next++; number < count; number = next++) {
          const customerId = rows[number % rows.length]?.customerId as string
          await redeemOne(client, examples, { shop, customerId, number, points })
        }
      } finally {
        client.release(true)
      }
    }
    await Promise.all(Array.from({ length: lanes }, lane))
    const perSecond = Math.round((count * 1000) / (performance.now() - startedAt))
    if (before - (await sumOf(pool)) !== count * points) throw new Error("the plain redemptions do not add up")
    return perSecond
  } finally {
    await pool.end()
  }
}

type Click = { shop: string; customerId: string; number: number; points: number }

async function redeemOne(client: pg.PoolClient, examples: Examples, { shop, customerId, number, points }: Click) {
  await client.query("BEGIN")
  const { rows } = await client.query<{ available: string; version: number }>({
    name: "lock",
    text: `SELECT "available", "version" FROM plain_redeem.account WHERE "shop" = $1 AND "customerId" = $2 FOR UPDATE`,
    values: [shop, customerId],
  })
  const account = rows[0]
  if (!account) throw new Error(`no account of ${customerId}`)
  const available = Number(account.available) - points
  const version = account.version + 1
  const redemptionId = `plain-${number}`
  const own = { customerId, code: redemptionId, key: redemptionId }
  const entry = { ...examples.entry, ...own, code: "redeemed", version, availableAfter: available }
  const draw = { ...examples.draw, customerId, entryVersion: version, lotVersion: 1 }
  const redemption = { ...examples.redemption, ...own, redemptionId }
  const written = [entry, draw, redemption].map((row) => JSON.stringify(row))
  await client.query({ name: "write", text: WRITE, values: [...written, shop, customerId, available, version] })
  await client.query("COMMIT")
}

async function sumOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ sum: string }>(`SELECT sum("available") AS sum FROM plain_redeem.account`)
  return Number(rows[0]?.sum)
}
