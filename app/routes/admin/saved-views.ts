import type { ActionFunctionArgs } from "@remix-run/node"
import { z } from "zod"
import { WORK_LIST } from "#app/dead-work/work-filters.ts"
import { AppError } from "#app/lib/errors.ts"
import { FORM_KEY } from "#app/lib/form-key.ts"
import { type ListShape, readListQuery, writeListQuery } from "#app/lib/list-query.ts"
import { MEMBER_LIST } from "#app/loyalty/members/member-filters.ts"
import { ORDER_LIST } from "#app/loyalty/orders/order-filters.ts"
import {
  removeView,
  renameView,
  restoreView,
  SAVED_LISTS,
  type SavedList,
  saveView,
  type ViewOutcome,
} from "#app/saved-views/saved-views.server.ts"
import { MAX_VIEW_NAME, type ViewActionOutcome } from "#app/ui/view-bar.tsx"
import { type AdminRequest, adminAction, adminRequest } from "./admin-request.server.ts"
import { outcomeId } from "./outcome-id.ts"

const SHAPES: Record<SavedList, ListShape> = { members: MEMBER_LIST, orders: ORDER_LIST, work: WORK_LIST }

const name = z.string().trim().min(1).max(MAX_VIEW_NAME)
const asked = z.discriminatedUnion("do", [
  z.object({
    do: z.literal("save"),
    id: FORM_KEY,
    name,
    list: z.enum(SAVED_LISTS),
    address: z.string().max(1000),
    shared: z.string().optional(),
  }),
  z.object({ do: z.literal("rename"), id: FORM_KEY, name }),
  z.object({ do: z.literal("remove"), id: FORM_KEY }),
  z.object({ do: z.literal("restore"), id: FORM_KEY }),
])

/** Nothing is shown at this address. */
export const loader = ({ request }: ActionFunctionArgs) =>
  adminRequest(request, async () => {
    throw new AppError("not_found", "saved views are shown with their lists")
  })

export const action = ({ request }: ActionFunctionArgs) =>
  adminAction<ViewActionOutcome>(request, async (context) => {
    const read = asked.safeParse(Object.fromEntries(await request.formData()))
    if (!read.success) throw new AppError("bad_request", "not a wish about a saved view")
    const outcome = await act(context, read.data)
    if (!outcome.ok) return { ok: false, failure: `view_${outcome.reason}` }
    return { ok: true, done: read.data.do, view: read.data.id, id: outcomeId() }
  })

async function act({ shop, staff }: AdminRequest, wish: z.infer<typeof asked>): Promise<ViewOutcome> {
  switch (wish.do) {
    case "save": {
      const query = readListQuery(new URLSearchParams(wish.address), SHAPES[wish.list])
      const address = writeListQuery({ ...query, search: "" }, SHAPES[wish.list])
      if (address === "") throw new AppError("bad_request", "there is nothing to save")
      return saveView(shop, staff, { ...wish, address, shared: wish.shared === "on" })
    }
    case "rename":
      return renameView(shop, staff, wish.id, wish.name)
    case "remove":
      return removeView(shop, staff, wish.id)
    case "restore":
      return restoreView(shop, staff, wish.id)
  }
}
