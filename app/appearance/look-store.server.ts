import { inShop, shopDb, type Tx } from "#app/lib/db.server.ts"
import { requestMetafields } from "#app/records/shops/shop-metafields.server.ts"
import { extensionFiles } from "./extension-files.server.ts"
import { type Look, readableLook } from "./look.ts"
import { lookValue } from "./look-value.ts"

/** `draft` null: nothing changed since the last publication. `published` null: shoppers see what the theme brings. */
export type StoredLook = { draft: Look | null; published: Look | null; publishedAt: Date | null }

type Row = { draft: unknown; published: unknown; publishedAt: Date | null }

export async function getLook(shop: string, at: Pick<Tx, "query"> = shopDb(shop)): Promise<StoredLook> {
  const { rows } = await at.query<Row>(`SELECT "draft", "published", "publishedAt" FROM "Look" WHERE "shop" = $1`, [
    shop,
  ])
  const row = rows[0]
  const { texts } = extensionFiles()
  // It may be of an older release: what no longer fits is left to the theme.
  return {
    draft: row?.draft ? readableLook(row.draft, texts) : null,
    published: row?.published ? readableLook(row.published, texts) : null,
    publishedAt: row?.publishedAt ?? null,
  }
}

/** Keeps `look` (already valid) as the draft; shoppers see nothing of it until it is published. */
export async function saveLookDraft(shop: string, look: Look): Promise<void> {
  await shopDb(shop).query(
    `INSERT INTO "Look" ("shop", "draft") VALUES ($1, $2) ON CONFLICT ("shop") DO UPDATE SET "draft" = excluded."draft"`,
    [shop, JSON.stringify(look)],
  )
}

/** Throws the draft away: the page shows what was published last again. */
export async function discardLookDraft(shop: string): Promise<void> {
  await inShop(shop, async (tx) => {
    await tx.query(`DELETE FROM "Look" WHERE "shop" = $1 AND "published" IS NULL`, [shop])
    await tx.query(`UPDATE "Look" SET "draft" = NULL WHERE "shop" = $1`, [shop])
  })
}

/** Makes the draft what shoppers see (world time `at`). Without a draft nothing happens, and nothing is written to Shopify. */
export async function publishLook(shop: string, at: Date): Promise<{ ok: true } | { ok: false; reason: "unchanged" }> {
  return inShop(shop, async (tx) => {
    const { rowCount } = await tx.query(
      `UPDATE "Look" SET "published" = "draft", "draft" = NULL, "publishedAt" = $2
       WHERE "shop" = $1 AND "draft" IS NOT NULL`,
      [shop, at],
    )
    if (rowCount === 0) return { ok: false, reason: "unchanged" }
    await requestMetafields(tx, shop, "look")
    return { ok: true }
  })
}

/** What the storefront is to read; null before the first publication. */
export async function lookMetafield(shop: string): Promise<object | null> {
  const { published } = await getLook(shop)
  return published && lookValue(published, extensionFiles().languages).value
}
