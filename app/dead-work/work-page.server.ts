import { DEAD_WORK } from "#app/dead-work.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { type ListQuery, readChoices } from "#app/lib/list-query.ts"
import type { WorkKind } from "#app/queue/work-source.server.ts"
import { listActions, listDiscarded } from "./act-on-work.server.ts"
import { countWork, findWork, listWork } from "./list-work.server.ts"
import type { WorkItemPage } from "./ui/work-item-view.tsx"
import type { WorkPage } from "./ui/work-view.tsx"
import { readWorkId } from "./work-id.ts"

const PAGE_SIZE = 25

/** The page that lists failed work, or what was discarded of it, as its address asks (work-filters.ts). */
export async function getWorkPage(
  shop: string,
  { filters, after }: Pick<ListQuery, "filters" | "after">,
): Promise<WorkPage> {
  const counts = await countWork(shop)
  const chosen = readChoices(filters.kind ?? "") as WorkKind[]
  const kinds = chosen.length === 0 ? null : chosen
  if (filters.state === "discarded") {
    const { rows, next } = await listDiscarded(shop, { kinds, after, limit: PAGE_SIZE })
    return { counts, next, failed: [], discarded: rows, showsDiscarded: true }
  }
  const { rows, next } = await listWork(shop, { kinds, after, limit: PAGE_SIZE })
  // One is enough to know whether there is something to bring back.
  const { rows: discarded } = await listDiscarded(shop, { kinds: null, after: null, limit: 1 })
  return { counts, next, failed: rows, discarded, showsDiscarded: false }
}

/** The page of one piece of failed work. Throws AppError not_found for ids that name nothing of this shop, now or before. */
export async function getWorkItemPage(shop: string, id: string): Promise<WorkItemPage> {
  if (!readWorkId(id, DEAD_WORK)) throw new AppError("not_found", "no failed work has such an id")
  const [work, actions] = await Promise.all([findWork(shop, id), listActions(shop, id)])
  if (!work && actions.length === 0) throw new AppError("not_found", "no failed work has this id")
  return { id, work, actions, discarded: !work && actions[0]?.action === "discarded" }
}
