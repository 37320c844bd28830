import { type LoaderFunctionArgs, redirect } from "@remix-run/node"
import { enterAdmin } from "../admin/enter-admin.server.ts"

/** Where the library sends who opens an admin page outside of Shopify; it wants a form there, and we have none. */
const LOGIN = /^\/auth\/login\/?$/

/** The library answers its own addresses (session token bounce, leaving the frame) by throwing a response. */
export async function loader({ request }: LoaderFunctionArgs) {
  if (LOGIN.test(new URL(request.url).pathname)) throw redirect("/")
  await enterAdmin(request)
  return null
}

export { AuthResponse as ErrorBoundary } from "#app/ui/auth-response.tsx"

export default function Auth() {
  return null
}
