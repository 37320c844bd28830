import type { LoaderFunctionArgs } from "@remix-run/node"
import { authenticateAdmin } from "#app/shopify/authenticate.server.ts"

/** The library answers its own addresses (session token bounce, leaving the frame) by throwing a response. */
export async function loader({ request }: LoaderFunctionArgs) {
  await authenticateAdmin(request)
  return null
}

export { AuthResponse as ErrorBoundary } from "#app/ui/auth-response.tsx"

export default function Auth() {
  return null
}
