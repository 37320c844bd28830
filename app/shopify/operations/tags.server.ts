import { adminApi } from "../admin-api.server.ts"
import { AddTags, RemoveTags } from "../types/operations.generated.ts"
import type { UserFault } from "../user-faults.ts"

/**
 * Removes, then adds tags of a customer, order or product (gid). Repeating it is harmless. Refused (the thing was
 * deleted, too many tags): the faults.
 */
export async function changeTags(
  shop: string,
  gid: string,
  change: { add: string[]; remove: string[] },
): Promise<{ ok: true } | { ok: false; faults: UserFault[] }> {
  const api = adminApi(shop)
  if (change.remove.length > 0) {
    const removed = await api.mutate(RemoveTags, { id: gid, tags: change.remove })
    if (!removed.ok) return removed
  }
  if (change.add.length > 0) {
    const added = await api.mutate(AddTags, { id: gid, tags: change.add })
    if (!added.ok) return added
  }
  return { ok: true }
}
