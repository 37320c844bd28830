import { isRouteErrorResponse, useRouteError } from "@remix-run/react"
import { AuthResponse } from "./auth-response.tsx"
import { EmptyCard } from "./empty-card.tsx"
import { PageShell } from "./page-shell.tsx"
import { useText } from "./text.tsx"

/** What went wrong, in plain words, and the way back. */
export function PageErrorBoundary() {
  const { t, coded } = useText()
  const error = useRouteError()
  const code = refusalCode(error)
  if (code === "auth") return <AuthResponse />
  const about = code ? coded(`errors:pages.${code}`, {}, t("errors:pages.unexpected")) : t("errors:pages.unexpected")
  return (
    <PageShell title={t("errors:pages.title")}>
      <EmptyCard
        title={t(code === "not_found" ? "errors:pages.notFoundTitle" : "errors:pages.failedTitle")}
        about={about}
        action={{ content: t("errors:pages.home"), url: "/app" }}
      />
    </PageShell>
  )
}

/** The code of a refusal of ours, "auth" for the platform library's own responses, null for a fault. */
function refusalCode(error: unknown): string | null {
  if (!isRouteErrorResponse(error)) return null
  if (error.status === 404) return "not_found"
  if (error.status === 429) return "too_often"
  const code = (error.data as { code?: unknown } | null)?.code
  return typeof code === "string" ? code : "auth"
}
