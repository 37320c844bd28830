import { json, type LoaderFunctionArgs } from "@remix-run/node"
import { refreshThemeReading } from "#app/setup/theme-state.server.ts"
import { adminRequest } from "./admin-request.server.ts"

/** What the shop's theme says of our blocks now; home asks it once it stands. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop }) => json(await refreshThemeReading(shop)))
