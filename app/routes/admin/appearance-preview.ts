import { type ActionFunctionArgs, json } from "@remix-run/node"
import { previewLook } from "#app/appearance/appearance-page.server.ts"
import { AppError } from "#app/lib/errors.ts"
import { type AdminRequest, adminRequest } from "./admin-request.server.ts"

/**
 * A new picture for the preview, asked for while the merchant types. It stands apart from the page, so that a picture
 * under way never meets a save.
 */
export const action = ({ request }: ActionFunctionArgs) =>
  adminRequest(request, async (context: AdminRequest) => {
    const input = await request.json().catch(() => {
      throw new AppError("bad_request", "the body is no JSON")
    })
    return json(await previewLook(context, { look: input?.look, state: input?.state }))
  })
