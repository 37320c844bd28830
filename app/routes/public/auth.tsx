import type { LoaderFunctionArgs } from "@remix-run/node"
import { enterAdmin } from "../admin/enter-admin.server.ts"

/** The library answers its own addresses (session token bounce, leaving the frame) by throwing a response. */
export async function loader({ request }: LoaderFunctionArgs) {
  await enterAdmin(request)
  return null
}

export { AuthResponse as ErrorBoundary } from "#app/ui/auth-response.tsx"

export default function Auth() {
  return null
}
