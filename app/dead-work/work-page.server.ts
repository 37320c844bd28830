import { DEAD_WORK } from "#app/dead-work.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { listActions, listDiscarded } from "./act-on-work.server.ts"
import { countWork, findWork, listWork } from "./list-work.server.ts"
import type { WorkItemPage } from "./ui/work-item-view.tsx"
import type { WorkPage } from "./ui/work-view.tsx"
import { readWorkId } from "./work-id.ts"

const PAGE_SIZE = 25

/** The page that lists failed work; `show` is a kind, "discarded", or anything else for all. */
export async function getWorkPage(shop: string, show: string, after: string | null): Promise<WorkPage> {
  const counts = await countWork(shop)
  if (show === "discarded") {
    const { rows, next } = await listDiscarded(shop, after, PAGE_SIZE)
    return { counts, show, after, next, failed: [], discarded: rows }
  }
  const kind = DEAD_WORK.find((source) => source.kind === show)?.kind ?? null
  const { rows, next } = await listWork(shop, { kind, after, limit: PAGE_SIZE })
  // One is enough to know whether there is something to bring back.
  const discarded = (await listDiscarded(shop, null, 1)).rows
  return { counts, show: kind ?? "all", after, next, failed: rows, discarded }
}

/** The page of one piece of failed work. Throws AppError not_found for ids that name nothing of this shop, now or before. */
export async function getWorkItemPage(shop: string, id: string): Promise<WorkItemPage> {
  if (!readWorkId(id, DEAD_WORK)) throw new AppError("not_found", "no failed work has such an id")
  const [work, actions] = await Promise.all([findWork(shop, id), listActions(shop, id)])
  if (!work && actions.length === 0) throw new AppError("not_found", "no failed work has this id")
  return { id, work, actions, discarded: !work && actions[0]?.action === "discarded" }
}
