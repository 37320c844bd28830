import { shopDb } from "#app/lib/db.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { log } from "#app/lib/log.server.ts"
import { plainError } from "#app/lib/plain-error.ts"
import { readMainTheme } from "#app/shopify/operations/themes.server.ts"
import { readTheme, type ThemeReading } from "./theme-reading.ts"

/** Longer than this nobody looks at a page that says "looking". */
const PATIENCE_MS = 4_000

/** What the theme said when it was last asked; null: it never was. */
export async function findThemeReading(shop: string): Promise<ThemeReading | null> {
  const { rows } = await shopDb(shop).query<{ theme: ThemeReading | null }>(
    `SELECT "theme" FROM "ShopSetup" WHERE "shop" = $1`,
    [shop],
  )
  return rows[0]?.theme ?? null
}

/**
 * Asks Shopify what stands in the shop's theme now, and keeps the answer for the next page. No answer in time is
 * "unreachable", which is not kept: what we knew before is worth more.
 */
export async function refreshThemeReading(shop: string, patienceMs = PATIENCE_MS): Promise<ThemeReading> {
  const reading = await withPatience(readNow(shop), patienceMs)
  if (reading.known || reading.reason !== "unreachable") await keepReading(shop, reading)
  return reading
}

async function readNow(shop: string): Promise<ThemeReading> {
  try {
    return readTheme(await readMainTheme(shop))
  } catch (error) {
    if (error instanceof AppError && error.code === "forbidden") return { known: false, reason: "no_scope" }
    log.warn({ shop, error: plainError(error) }, "the shop's theme could not be read")
    return { known: false, reason: "unreachable" }
  }
}

async function withPatience(reading: Promise<ThemeReading>, patienceMs: number): Promise<ThemeReading> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<ThemeReading>((resolve) => {
    timer = setTimeout(() => resolve({ known: false, reason: "unreachable" }), patienceMs)
  })
  try {
    return await Promise.race([reading, tooLate])
  } finally {
    clearTimeout(timer)
  }
}

async function keepReading(shop: string, reading: ThemeReading): Promise<void> {
  await shopDb(shop).query(
    `INSERT INTO "ShopSetup" ("shop", "theme", "themeReadAt") VALUES ($1, $2, now())
     ON CONFLICT ("shop") DO UPDATE SET "theme" = excluded."theme", "themeReadAt" = excluded."themeReadAt"`,
    [shop, JSON.stringify(reading)],
  )
}
