import { useRouteError } from "@remix-run/react"
import { AuthResponse } from "./auth-response.tsx"
import { EmptyCard } from "./empty-card.tsx"
import { PageShell } from "./page-shell.tsx"
import { libraryPage, refusalCode } from "./refusal.ts"
import { useReopen } from "./reopen.ts"
import { useText } from "./text.tsx"

/** What went wrong, in plain words, and the way on: the page once more, or home where there is no such page. */
export function PageErrorBoundary() {
  const { t, coded } = useText()
  const reopen = useReopen()
  const error = useRouteError()
  if (libraryPage(error) !== null) return <AuthResponse />
  const code = refusalCode(error)
  const about = code ? coded(`errors:pages.${code}`, {}, t("errors:pages.unexpected")) : t("errors:pages.unexpected")
  const home = { content: t("errors:pages.home"), url: "/app" }
  if (code === "not_found")
    return (
      <PageShell title={t("errors:pages.title")}>
        <EmptyCard title={t("errors:pages.notFoundTitle")} about={about} action={home} />
      </PageShell>
    )
  return (
    <PageShell title={t("errors:pages.title")} back={home}>
      <EmptyCard
        title={t("errors:pages.failedTitle")}
        about={about}
        action={{ content: t("errors:pages.again"), onAction: reopen }}
      />
    </PageShell>
  )
}
