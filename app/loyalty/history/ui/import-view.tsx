import { Banner, BlockStack, Button, InlineStack, Select, Text } from "@shopify/polaris"
import { useState } from "react"
import type { PlainKey } from "#app/i18n/messages.ts"
import { FactList } from "#app/ui/facts.tsx"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { Moment } from "#app/ui/moment.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { ProgressCard } from "#app/ui/progress-card.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { useWish } from "#app/ui/wish.ts"
import type { ImportPage, LatestImport } from "../import-page.server.ts"

const ACTION = "/app/import-orders"

/** Starting the import of past orders, watching it, and what it came to. */
export function ImportView({ page }: { page: ImportPage }) {
  const { t } = useText()
  const { latest } = page
  const isOpen = latest !== null && ["running", "paused", "failed"].includes(latest.state)
  return (
    <PageShell title={t("import.title")} back={{ content: t("home.title"), url: "/app" }} narrow>
      {page.wholeHistory ? null : (
        <Banner tone="info">
          <p>{t("import.only60")}</p>
        </Banner>
      )}
      {latest ? <LatestCard latest={latest} /> : null}
      {isOpen ? null : <StartCard page={page} />}
    </PageShell>
  )
}

function StartCard({ page }: { page: ImportPage }) {
  const { t } = useText()
  const [since, setSince] = useState("all")
  const { send, busy, failure } = useWish(ACTION)
  return (
    <SectionCard title={t(page.latest ? "import.again" : "import.start")} about={t("import.about")}>
      <Text as="p">{pointsWords(page, t)}</Text>
      <FailureBanner failure={failure} />
      <form
        onSubmit={(event) => {
          event.preventDefault()
          send({ do: "start", since })
        }}
      >
        <BlockStack gap="300">
          <Select
            name="since"
            label={t("import.since")}
            value={since}
            onChange={setSince}
            options={[
              { value: "all", label: t("import.sinceAll") },
              { value: "365", label: t("import.sinceYear") },
              { value: "90", label: t("import.sinceQuarter") },
              { value: "30", label: t("import.sinceMonth") },
            ]}
          />
          <InlineStack>
            <Button submit variant="primary" loading={busy}>
              {t(page.latest ? "import.again" : "import.start")}
            </Button>
          </InlineStack>
        </BlockStack>
      </form>
    </SectionCard>
  )
}

function pointsWords({ history }: ImportPage, t: ReturnType<typeof useText>["t"]): string {
  if (history === null) return t("import.noProgramme")
  return history.points === "none" ? t("import.pointsNone") : t("import.pointsSince", { count: history.sinceDays })
}

const PHASES = {
  asking: "import.phaseAsking",
  reading: "import.phaseReading",
  settling: "import.phaseSettling",
} as const

function LatestCard({ latest }: { latest: LatestImport }) {
  const { t, number } = useText()
  const { send, busy, failure } = useWish(ACTION)
  const { counts, state, phase, id, share, orderCount } = latest
  const turn = (verb: string) => () => send({ do: verb, id: String(id) })
  const over = state === "done" || state === "cancelled"
  const facts: [PlainKey, number][] = [
    ["import.read", counts.read],
    ["import.written", counts.written],
    ["import.customers", counts.customers],
    ...(counts.doubtful > 0 ? [["import.doubtful", counts.doubtful] as [PlainKey, number]] : []),
    ["import.settled", counts.settled],
    ["import.points", counts.points],
  ]
  return (
    <>
      <FailureBanner failure={failure} />
      <ProgressCard
        title={wordsOf(latest, t)}
        state={state}
        progress={share === null ? null : orderCount ? { done: counts.read, total: orderCount } : { percent: share }}
        busy={busy}
        onPause={state === "running" ? turn("pause") : undefined}
        onResume={state === "paused" || state === "failed" ? turn("resume") : undefined}
        cancel={
          over || phase === "settling"
            ? undefined
            : {
                label: t("import.end"),
                title: t("import.endTitle"),
                about: t("import.endAbout"),
                onCancel: turn("end"),
              }
        }
      >
        {state === "failed" ? (
          <Banner tone="critical" title={t("import.failedAbout")}>
            <p lang="en">{latest.error}</p>
          </Banner>
        ) : null}
        {state === "running" && latest.error ? <Text as="p">{t("import.retrying")}</Text> : null}
        {state === "done" && latest.partial ? <Banner tone="warning" title={t("import.partial")} /> : null}
        {state === "done" && counts.points > 0 ? (
          <Text as="p">{t("import.donePoints", { count: counts.points })}</Text>
        ) : null}
        <FactList
          facts={[
            ...facts.map(([label, value]) => ({ label: t(label), value: number(value) })),
            { label: t("import.startedAt"), value: <Moment at={latest.startedAt} /> },
            ...(latest.finishedAt ? [{ label: t("import.finishedAt"), value: <Moment at={latest.finishedAt} /> }] : []),
          ]}
        />
      </ProgressCard>
    </>
  )
}

function wordsOf({ state, phase, orderCount, counts }: LatestImport, t: ReturnType<typeof useText>["t"]): string {
  if (state === "done" || state === "cancelled")
    return t("import.doneAbout", { count: counts.read, written: counts.written })
  return phase === "waiting" ? t("import.phaseWaiting", { count: orderCount ?? 0 }) : t(PHASES[phase])
}
