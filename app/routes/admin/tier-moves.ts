import type { ActionFunctionArgs } from "@remix-run/node"
import { previewDraftMoves } from "#app/loyalty/tiers/ui-data/moves-view.server.ts"
import { adminRequest } from "./admin-request.server.ts"

/** Who would move by the draft; asked by the publish dialog until everybody is counted. Nobody is moved. */
export const action = ({ request }: ActionFunctionArgs) =>
  adminRequest(request, ({ shop, at }) => previewDraftMoves(shop, at))
