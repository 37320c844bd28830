import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { z } from "zod"
import { AppError } from "#app/lib/errors.ts"
import { getImportPage } from "#app/loyalty/history/import-page.server.ts"
import { ImportView } from "#app/loyalty/history/ui/import-view.tsx"
import { dropBulkOperation } from "#app/records/backfill/backfill.server.ts"
import {
  endReading,
  findBackfill,
  pauseBackfill,
  resumeBackfill,
  startBackfill,
} from "#app/records/backfill/backfill-rows.server.ts"
import { readsAllOrders } from "#app/records/shops/shops.server.ts"
import { type AdminRequest, adminAction, adminRequest } from "./admin-request.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) => adminRequest(request, ({ shop }) => getImportPage(shop))

/** `stale`: the import had gone on meanwhile. */
type ImportOutcome = { ok: true } | { ok: false; failure: string }

const id = z.coerce.number().int().min(1).max(2_147_483_647)
const asked = z.discriminatedUnion("do", [
  z.object({ do: z.literal("start"), since: z.enum(["all", "365", "90", "30"]) }),
  z.object({ do: z.literal("pause"), id }),
  z.object({ do: z.literal("resume"), id }),
  z.object({ do: z.literal("end"), id }),
])

export const action = ({ request }: ActionFunctionArgs) =>
  adminAction<ImportOutcome>(request, async (context) => {
    const parsed = asked.safeParse(Object.fromEntries(await request.formData()))
    if (!parsed.success) throw new AppError("bad_request", "not a wish about an import")
    return (await steer(context, parsed.data)) ? { ok: true } : { ok: false, failure: "stale" }
  })

async function steer(context: AdminRequest, wish: z.infer<typeof asked>): Promise<boolean> {
  const { shop } = context
  switch (wish.do) {
    case "start":
      await start(context, wish.since)
      return true
    case "pause":
      return pauseBackfill(shop, wish.id)
    case "resume":
      return resumeBackfill(shop, wish.id)
    case "end": {
      const open = await findBackfill(shop)
      const ended = await endReading(shop, wish.id)
      if (ended && open?.phase === "waiting") await dropBulkOperation(open)
      return ended
    }
  }
}

const DAY_MS = 86_400_000

async function start({ shop, staff, at }: AdminRequest, days: "all" | "365" | "90" | "30"): Promise<void> {
  const since = days === "all" ? null : new Date(at.getTime() - Number(days) * DAY_MS)
  await startBackfill(shop, { since, askedBy: staff, wholeHistory: await readsAllOrders(shop) }, at)
}

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"
export { keepPage as shouldRevalidate } from "#app/ui/keep-page.ts"

export default function ImportOrders() {
  return <ImportView page={useLoaderData<typeof loader>()} />
}
