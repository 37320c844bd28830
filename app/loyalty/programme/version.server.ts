import type { Tx } from "#app/lib/db.server.ts"
import { type ProgrammeRules, readStoredRules } from "./programme-rules.ts"
import { type ProgrammeVersion, versionInForce } from "./version-in-force.ts"

type Reader = Pick<Tx, "query">

/**
 * Rules by shop, version and publication: they never change once committed, so each process reads them once. A shop that was
 * erased and came again counts its versions anew.
 */
const rulesRead = new Map<string, ProgrammeRules>()
const RULES_KEPT = 2000
const keyOf = (shop: string, { version, publishedAt }: Published) => `${shop} ${version} ${publishedAt.getTime()}`

type Published = Pick<ProgrammeVersion, "version" | "publishedAt">

/** The versions of a programme that are in force at some moment of `moments`, oldest first. */
export async function listVersionsInForce(tx: Reader, shop: string, moments: Date[]): Promise<ProgrammeVersion[]> {
  const { rows } = await tx.query<Published>(
    `SELECT "version", "publishedAt" FROM "ProgrammeVersion" WHERE "shop" = $1 ORDER BY "version"`,
    [shop],
  )
  const wanted = new Set(moments.map((at) => versionInForce(rows, at)?.version))
  return loadRules(
    tx,
    shop,
    rows.filter((row) => wanted.has(row.version)),
  )
}

/**
 * The versions by which orders placed at these moments may earn (`versionForOrder`): those in force then, and for orders
 * from before the programme the first and the newest.
 */
export async function listVersionsForOrders(tx: Reader, shop: string, moments: Date[]): Promise<ProgrammeVersion[]> {
  const versions = await listVersionsInForce(tx, shop, moments)
  const oldest = versions[0]
  if (oldest && moments.every((at) => at >= oldest.publishedAt)) return versions
  const ends = await listFirstAndNewest(tx, shop)
  return [...new Map([...versions, ...ends].map((version) => [version.version, version])).values()]
}

/** The first version of a programme and the newest; empty when there is none, one when they are the same. */
export async function listFirstAndNewest(tx: Reader, shop: string): Promise<ProgrammeVersion[]> {
  const { rows } = await tx.query<Published>(
    `SELECT "version", "publishedAt" FROM "ProgrammeVersion" WHERE "shop" = $1 ORDER BY "version"`,
    [shop],
  )
  return loadRules(
    tx,
    shop,
    rows.filter((_, index) => index === 0 || index === rows.length - 1),
  )
}

/** The version published last, or null before the first. */
export async function loadNewestVersion(tx: Reader, shop: string): Promise<ProgrammeVersion | null> {
  const { rows } = await tx.query<Published>(
    `SELECT "version", "publishedAt" FROM "ProgrammeVersion" WHERE "shop" = $1 ORDER BY "version" DESC LIMIT 1`,
    [shop],
  )
  return (await loadRules(tx, shop, rows))[0] ?? null
}

/** The version in force at `at` (world time), or null before the first. */
export async function loadVersionAt(tx: Reader, shop: string, at: Date): Promise<ProgrammeVersion | null> {
  return (await listVersionsInForce(tx, shop, [at]))[0] ?? null
}

/** These versions with their rules; numbers that do not exist are left out. */
export async function listVersionsByNumber(tx: Reader, shop: string, numbers: number[]): Promise<ProgrammeVersion[]> {
  const { rows } = await tx.query<Published>(
    `SELECT "version", "publishedAt" FROM "ProgrammeVersion" WHERE "shop" = $1 AND "version" = ANY($2)
     ORDER BY "version"`,
    [shop, numbers],
  )
  return loadRules(tx, shop, rows)
}

async function loadRules(tx: Reader, shop: string, versions: Published[]): Promise<ProgrammeVersion[]> {
  const missing = versions.filter((one) => !rulesRead.has(keyOf(shop, one)))
  const read = new Map<number, ProgrammeRules>()
  if (missing.length > 0) {
    const { rows } = await tx.query<Published & { rules: unknown }>(
      `SELECT "version", "publishedAt", "rules" FROM "ProgrammeVersion" WHERE "shop" = $1 AND "version" = ANY($2)`,
      [shop, missing.map(({ version }) => version)],
    )
    if (rulesRead.size > RULES_KEPT) rulesRead.clear()
    for (const row of rows) {
      const rules = readStoredRules(row.rules)
      read.set(row.version, rules)
      rulesRead.set(keyOf(shop, row), rules)
    }
  }
  return versions.map((row) => ({
    ...row,
    rules: (read.get(row.version) ?? rulesRead.get(keyOf(shop, row))) as ProgrammeRules,
  }))
}
