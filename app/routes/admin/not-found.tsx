import { json } from "@remix-run/node"

/** Any other address under /app: said in words, inside the admin's frame. */
export const loader = () => {
  throw json({ code: "not_found" }, { status: 404 })
}

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"

export default function NotFound() {
  return null
}
