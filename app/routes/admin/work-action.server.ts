import { z } from "zod"
import { actOnWork, WORK_VERBS } from "#app/dead-work/act-on-work.server.ts"
import type { WorkActionOutcome } from "#app/dead-work/ui/work-outcome.tsx"
import { AppError } from "#app/lib/errors.ts"
import { MOST_CHOSEN } from "#app/ui/list-selection.ts"
import { adminAction } from "./admin-request.server.ts"
import { outcomeId } from "./outcome-id.ts"

/** What the forms of the pages about failed work send: a verb, and the ids of what is chosen in the list. */
const form = z.object({ do: z.enum(WORK_VERBS), id: z.array(z.string().max(150)).min(1).max(MOST_CHOSEN) })

/** Tries again, discards or brings back, as the person who is signed in. */
export function workAction(request: Request): ReturnType<typeof adminAction<WorkActionOutcome>> {
  return adminAction<WorkActionOutcome>(request, async ({ shop, staff }) => {
    const sent = await request.formData()
    const read = form.safeParse({ do: sent.get("do"), id: sent.getAll("id") })
    if (!read.success) throw new AppError("bad_request", "the form is not one of ours")
    const { done, gone } = await actOnWork(shop, staff, read.data.do, read.data.id)
    return { ok: true, verb: read.data.do, done: done.length, gone: gone.length, id: outcomeId() }
  })
}
