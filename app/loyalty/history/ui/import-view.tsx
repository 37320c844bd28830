import { Form, useNavigation, useRevalidator } from "@remix-run/react"
import { Badge, Banner, BlockStack, Button, InlineStack, Select, Text } from "@shopify/polaris"
import { useEffect, useState } from "react"
import type { PlainKey } from "#app/i18n/messages.ts"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { FactList, ShareBar } from "#app/ui/facts.tsx"
import { Moment } from "#app/ui/moment.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { ImportPage, LatestImport } from "../import-page.server.ts"

/** What an action came to: `stale` when the import had gone on meanwhile, `failure` a code of errors.json. */
export type ImportOutcome = { ok: true } | { ok: false; failure: string }

const REFRESH_MS = 2_000

/** Starting the import of past orders, watching it, and what it came to. */
export function ImportView({ page, outcome }: { page: ImportPage; outcome: ImportOutcome | undefined }) {
  const { t, coded } = useText()
  const { latest } = page
  const isOpen = latest !== null && ["running", "paused", "failed"].includes(latest.state)
  useLiveProgress(latest?.state === "running")
  return (
    <PageShell title={t("import.title")} back={{ content: t("home.title"), url: "/app" }} narrow>
      {outcome?.ok === false ? (
        <Banner
          tone="critical"
          title={
            outcome.failure === "stale"
              ? t("import.nothingChanged")
              : coded(`errors:pages.${outcome.failure}`, {}, t("errors:pages.unexpected"))
          }
        />
      ) : null}
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

function useLiveProgress(running: boolean): void {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (!running || state !== "idle") return
    const timer = setTimeout(revalidate, REFRESH_MS)
    return () => clearTimeout(timer)
  }, [running, revalidate, state])
}

function StartCard({ page }: { page: ImportPage }) {
  const { t } = useText()
  const [since, setSince] = useState("all")
  const starting = useNavigation().state === "submitting"
  return (
    <SectionCard title={t(page.latest ? "import.again" : "import.start")} about={t("import.about")}>
      <Text as="p">{pointsWords(page, t)}</Text>
      <Form method="post">
        <input type="hidden" name="do" value="start" />
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
            <Button submit variant="primary" loading={starting}>
              {t(page.latest ? "import.again" : "import.start")}
            </Button>
          </InlineStack>
        </BlockStack>
      </Form>
    </SectionCard>
  )
}

function pointsWords({ history }: ImportPage, t: ReturnType<typeof useText>["t"]): string {
  if (history === null) return t("import.noProgramme")
  return history.points === "none" ? t("import.pointsNone") : t("import.pointsSince", { count: history.sinceDays })
}

const TONES = {
  running: "info",
  paused: "attention",
  failed: "critical",
  cancelled: undefined,
  done: "success",
} as const
const PHASES = {
  asking: "import.phaseAsking",
  reading: "import.phaseReading",
  settling: "import.phaseSettling",
} as const

function LatestCard({ latest }: { latest: LatestImport }) {
  const { t, number } = useText()
  const { counts, state } = latest
  const facts: [PlainKey, number][] = [
    ["import.read", counts.read],
    ["import.written", counts.written],
    ["import.customers", counts.customers],
    ...(counts.doubtful > 0 ? [["import.doubtful", counts.doubtful] as [PlainKey, number]] : []),
    ["import.settled", counts.settled],
    ["import.points", counts.points],
  ]
  return (
    <SectionCard title={wordsOf(latest, t)} aside={<Badge tone={TONES[state]}>{t(`import.${state}`)}</Badge>}>
      {latest.share === null ? null : (
        <ShareBar label={t("import.phaseReading")} value={`${number(latest.share)} %`} share={latest.share} />
      )}
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
      <Steering latest={latest} />
    </SectionCard>
  )
}

function wordsOf({ state, phase, orderCount, counts }: LatestImport, t: ReturnType<typeof useText>["t"]): string {
  if (state === "done" || state === "cancelled")
    return t("import.doneAbout", { count: counts.read, written: counts.written })
  return phase === "waiting" ? t("import.phaseWaiting", { count: orderCount ?? 0 }) : t(PHASES[phase])
}

/** What staff can do with an import that is open. */
function Steering({ latest }: { latest: LatestImport }) {
  const { t } = useText()
  const [ending, setEnding] = useState(false)
  const { state, phase, id } = latest
  if (state === "done" || state === "cancelled") return null
  const verb = state === "running" ? "pause" : "resume"
  return (
    <InlineStack gap="200">
      <Form method="post">
        <input type="hidden" name="do" value={verb} />
        <input type="hidden" name="id" value={id} />
        <Button submit variant={verb === "resume" ? "primary" : undefined}>
          {t(`import.${verb}`)}
        </Button>
      </Form>
      {phase === "settling" ? null : (
        <Form method="post" id="end-import" onSubmit={() => setEnding(false)}>
          <input type="hidden" name="do" value="end" />
          <input type="hidden" name="id" value={id} />
          <Button onClick={() => setEnding(true)}>{t("import.end")}</Button>
        </Form>
      )}
      <ConfirmDialog
        open={ending}
        title={t("import.endTitle")}
        confirm={t("import.end")}
        busy={false}
        onConfirm={() => (document.getElementById("end-import") as HTMLFormElement).requestSubmit()}
        onClose={() => setEnding(false)}
      >
        <Text as="p">{t("import.endAbout")}</Text>
      </ConfirmDialog>
    </InlineStack>
  )
}
