import { parseWithZod } from "@conform-to/zod/v4"
import { z } from "zod"
import { AppError } from "#app/lib/errors.ts"
import { FORM_KEY } from "#app/lib/form-key.ts"
import { readListQuery } from "#app/lib/list-query.ts"
import { MOST_MEMBERS, type NewBulk, startBulk, turnBulk } from "#app/loyalty/members/bulk/bulk-rows.server.ts"
import { MEMBER_LIST } from "#app/loyalty/members/member-filters.ts"
import type { BulkOutcome } from "#app/loyalty/members/ui/bulk-outcome.ts"
import { bulkGoodwillSchema } from "#app/loyalty/members/ui/goodwill-form-schema.ts"
import { chooseMembers } from "#app/loyalty/members/ui-data/list-members.server.ts"
import { findNewestRules } from "#app/loyalty/members/ui-data/tier-names.server.ts"
import { toGid } from "#app/shopify/gid.ts"
import { MOST_CHOSEN } from "#app/ui/list-selection.ts"
import type { AdminRequest } from "./admin-request.server.ts"
import { outcomeId } from "./outcome-id.ts"

/** Whom it is about: those picked on the page, or everybody whom the list's address chooses. */
const whom = z.object({
  key: FORM_KEY,
  picked: z.array(z.string().regex(/^\d{1,20}$/)).max(MOST_CHOSEN),
  address: z.string().max(1000),
})
const turn = z.object({ do: z.enum(["pause", "resume", "cancel", "hide"]), id: z.string().min(1).max(64) })

/** What the page of members sends about many of them: begin, or steer what is under way. */
export async function bulkAction(request: Request, context: AdminRequest): Promise<BulkOutcome> {
  const form = await request.formData()
  const verb = form.get("do")
  if (verb === "goodwill") return giveToMany(form, context)
  if (verb === "write_again") return start(form, context, { kind: "write_again" })
  const read = turn.safeParse(Object.fromEntries(form))
  if (!read.success) throw new AppError("bad_request", "not a wish about many members")
  const did = await turnBulk(context.shop, read.data.id, read.data.do, context.at)
  return did ? { ok: true, done: read.data.do, id: outcomeId() } : { ok: false, failure: "stale" }
}

async function giveToMany(form: FormData, context: AdminRequest): Promise<BulkOutcome> {
  const maxPoints = (await findNewestRules(context.shop))?.goodwill.maxPoints ?? 0
  const submission = parseWithZod(form, { schema: bulkGoodwillSchema(maxPoints), disableAutoCoercion: true })
  if (submission.status !== "success") return { ok: false, submission: submission.reply() }
  const { points, reason } = submission.value
  return start(form, context, { kind: "goodwill", points, reason })
}

async function start(form: FormData, context: AdminRequest, does: NewBulk["does"]): Promise<BulkOutcome> {
  const { shop, staff, timezone, at } = context
  const read = whom.safeParse({
    key: form.get("key"),
    picked: form.getAll("picked"),
    address: form.get("address") ?? "",
  })
  if (!read.success) throw new AppError("bad_request", "nobody was chosen")
  const { key, picked, address } = read.data
  const query = readListQuery(new URLSearchParams(address), MEMBER_LIST)
  const customerIds =
    picked.length > 0 ? picked.map((digits) => toGid("Customer", digits)) : await everybodyOf(shop, query, timezone)
  if (customerIds === null) return { ok: false, failure: "too_many_chosen" }
  const outcome = await startBulk(shop, { taskId: key, customerIds, staff, at, does })
  if (outcome.ok) return { ok: true, done: "started", id: key }
  return { ok: false, failure: outcome.reason === "busy" ? "bulk_busy" : "bulk_nobody" }
}

/** Null: more than one task may be about. */
async function everybodyOf(
  shop: string,
  query: Parameters<typeof chooseMembers>[1],
  timezone: string,
): Promise<string[] | null> {
  const { customerIds, more } = await chooseMembers(shop, query, timezone, MOST_MEMBERS)
  return more ? null : customerIds
}
