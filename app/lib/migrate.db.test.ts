import { expect, test } from "vitest"
import { acrossShops } from "#app/lib/db.server.ts"
import { migrate } from "#app/lib/migrate.server.ts"

test("a second start finds nothing left to migrate, and two at once do not hinder each other", async () => {
  const url = process.env.DATABASE_URL as string
  expect(await Promise.all([migrate(url), migrate(url)])).toEqual([[], []])
})

test("a migration edited after it was applied is refused by name", async () => {
  await acrossShops().query(`UPDATE "_prisma_migrations" SET checksum = 'other'`)
  await expect(migrate(process.env.DATABASE_URL as string)).rejects.toThrow(/_first was edited after it was applied/)
})
