import type { SubmissionResult } from "@conform-to/react"
import { Text } from "@shopify/polaris"
import { Chart } from "#app/ui/chart.tsx"
import { useDoneToast } from "#app/ui/done-toast.ts"
import { useDownload } from "#app/ui/download.ts"
import { EmptyCard } from "#app/ui/empty-card.tsx"
import { FigureRow } from "#app/ui/facts.tsx"
import { FigureTable } from "#app/ui/figure-table.tsx"
import { Inset } from "#app/ui/inset.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { failureOf, refusedFields } from "#app/ui/zod-form.ts"
import type { LiabilityPage } from "../liability-page.server.ts"
import { MOVEMENTS } from "../movements.ts"
import { SettingsCard } from "./settings-card.tsx"

/** What an action answered; see app/routes/admin/liability.tsx. */
export type LiabilityOutcome =
  | { ok: true; id: string }
  | { ok: false; submission: SubmissionResult }
  | { ok: false; failure: string }

type Props = { page: LiabilityPage; outcome: LiabilityOutcome | undefined }

/** The points owed to members: how many, what they may cost, and how they came about month by month. */
export function LiabilityView({ page, outcome }: Props) {
  const { t } = useText()
  const download = useDownload("/app/liability/export", t("liability:export"))
  useDoneToast(outcome, outcome?.ok ? t("liability:form.saved") : null)
  const isEmpty = page.months.length === 0
  return (
    <PageShell title={t("liability:title")} secondaryActions={isEmpty ? undefined : [download]}>
      {isEmpty ? (
        <EmptyCard
          title={t("liability:emptyTitle")}
          about={t("liability:emptyAbout")}
          action={{ content: t("liability:emptyAction"), url: "/app/programme" }}
        />
      ) : (
        <>
          <Inset>
            <Text as="p" tone="subdued">
              {t("liability:about")}
            </Text>
          </Inset>
          <Outstanding page={page} />
          <ClosingChart months={page.months} />
          <Movements months={page.months} />
        </>
      )}
      <SettingsCard
        key={JSON.stringify(page.settings)}
        settings={page.settings}
        currency={page.currency}
        refused={refusedFields(outcome)}
        failure={failureOf(outcome)}
      />
    </PageShell>
  )
}

function Outstanding({ page: { outstanding, estimate, currency } }: { page: LiabilityPage }) {
  const { t, number, money, percent } = useText()
  const { available, pending, debt } = outstanding
  const { worth, redeemed, costMinor } = estimate
  const share = percent(redeemed / 10_000)
  const costHow = () => {
    if (!worth) return t("liability:costWanted")
    const words = { worth: money(worth.minor, currency), count: worth.points }
    return estimate.assumed ? t("liability:costAllHow", words) : t("liability:costHow", { ...words, rate: share })
  }
  const cost = costMinor === null ? t("liability:costUnknown") : money(costMinor, currency)
  const figures = [
    { label: t("liability:cost"), value: cost, hint: costHow() },
    { label: t("liability:available"), value: number(available) },
    { label: t("liability:pending"), value: number(pending) },
  ]
  const owedBack = { label: t("liability:debt"), value: number(debt) }
  return <FigureRow figures={debt > 0 ? [...figures, owedBack] : figures} />
}

const MONTHS_SHOWN = 13

type Months = Pick<LiabilityPage, "months">

function ClosingChart({ months }: Months) {
  const { t, month } = useText()
  const shown = months.slice(-MONTHS_SHOWN)
  const [first, last] = [shown[0], shown.at(-1)]
  if (!first || !last) return null
  const words = { points: last.closing, month: month(last.month), before: first.closing, first: month(first.month) }
  return (
    <SectionCard title={t("liability:chartTitle")}>
      <Chart
        kind="line"
        name={t("liability:chartName")}
        labelName={t("liability:chartMonth")}
        summary={t("liability:chartWords", words)}
        points={shown.map((one) => ({ key: one.month, label: month(one.month), value: one.closing }))}
      />
    </SectionCard>
  )
}

/** Only columns in which something happened, and never merges: they add up to nothing. */
function Movements({ months }: Months) {
  const { t, number, signed, month } = useText()
  const shown = months.slice(-MONTHS_SHOWN).reverse()
  const columns = MOVEMENTS.filter((name) => name !== "merged" && shown.some(({ moves }) => moves[name] !== 0))
  return (
    <SectionCard title={t("liability:movementsTitle")} about={t("liability:movementsAbout")}>
      <FigureTable
        label={t("liability:movementsTitle")}
        heads={[
          t("liability:month"),
          t("liability:opening"),
          ...columns.map((name) => t(`liability:moves.${name}`)),
          t("liability:closing"),
        ]}
        rows={shown.map((one) => ({
          key: one.month,
          head: month(one.month),
          cells: [number(one.opening), ...columns.map((name) => signed(one.moves[name])), number(one.closing)],
        }))}
      />
    </SectionCard>
  )
}
