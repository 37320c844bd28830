import type { LoaderFunctionArgs } from "@remix-run/node"
import { findOccasionsAhead } from "#app/loyalty/occasions/occasions-ahead.server.ts"
import { adminRequest } from "./admin-request.server.ts"

/** What the next thirty days bring by the saved draft; asked by the programme's form. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, ({ shop, timezone, at }) => findOccasionsAhead(shop, timezone, at))
