import { Badge, InlineGrid, Text } from "@shopify/polaris"
import type { HealthWarning } from "#app/loyalty/health/health-check.ts"
import type { Overview } from "#app/loyalty/overview/overview.server.ts"
import { DayCharts } from "#app/loyalty/overview/ui/day-charts.tsx"
import { TierShares } from "#app/loyalty/overview/ui/tier-shares.tsx"
import { PresetChooser } from "#app/loyalty/programme/ui/preset-chooser.tsx"
import { FactList } from "#app/ui/facts.tsx"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { Inset } from "#app/ui/inset.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { worriesOf } from "../attention.ts"
import type { SetupPage } from "../setup-page.server.ts"
import { launcherState, setupSteps } from "../setup-steps.ts"
import { AttentionList } from "./attention-list.tsx"
import { GuideCard, ShowGuide } from "./guide-card.tsx"
import { useThemeReading } from "./use-theme-reading.ts"

/** `failure`: why the guide was not put away or brought back. */
export type HomePage = {
  overview: Overview
  otherFailures: number
  /** What the health check says of the programme in force. */
  health: HealthWarning[]
  setup: SetupPage
  currency: string
  failure: string | null
}

/** Home: what is left to set up, what needs attention, and how the programme goes. */
export function HomeView({ overview, otherFailures, health, setup, currency, failure }: HomePage) {
  const { t, date } = useText()
  const { programme } = overview
  const theme = useThemeReading(setup.theme)
  const steps = setupSteps({
    published: programme !== null,
    theme: theme.reading,
    hasMembers: overview.members > 0,
    importedOrders: overview.imported,
  })
  return (
    <PageShell
      title={t("home.title")}
      subtitle={
        programme ? t("home.liveSince", { version: programme.version, date: date(programme.publishedAt) }) : undefined
      }
      mark={
        programme ? <Badge tone="success">{t("home.live")}</Badge> : <Badge tone="attention">{t("home.draft")}</Badge>
      }
    >
      <FailureBanner failure={failure} />
      {setup.hidden ? null : (
        <GuideCard
          steps={steps}
          links={setup.links}
          theme={theme.reading}
          isLooking={theme.isLooking}
          look={theme.look}
        />
      )}
      <AttentionList
        // What the guide leads to need not be said twice.
        worries={worriesOf(overview, otherFailures, setup.hidden ? launcherState(theme.reading) : "unknown", health)}
        currency={currency}
        launcherLink={setup.links.launcher}
      />
      {programme || overview.members > 0 ? <Figures overview={overview} /> : <BeforeTheFirst currency={currency} />}
      {setup.hidden ? <ShowGuide /> : null}
    </PageShell>
  )
}

/** Nothing to count yet: ready programmes to begin with. */
function BeforeTheFirst({ currency }: { currency: string }) {
  const { t } = useText()
  return (
    <>
      <SectionCard title={t("presets.title")} about={t("presets.about")}>
        <PresetChooser currency={currency} chosen={null} />
      </SectionCard>
      <Inset>
        <Text as="p" tone="subdued">
          {t("home.figuresEmpty")}
        </Text>
      </Inset>
    </>
  )
}

function Figures({ overview }: { overview: Overview }) {
  const { t, number, date } = useText()
  const { outstanding, sweep } = overview
  return (
    <>
      <DayCharts days={overview.days} />
      <InlineGrid columns={{ xs: 1, md: 2 }} gap="400">
        <TierShares tiers={overview.tiers} members={overview.members} />
        <SectionCard title={t("home.outstanding")} about={t("home.outstandingAbout")}>
          <FactList
            facts={[
              { label: t("points.available"), value: number(outstanding.available) },
              { label: t("points.pending"), value: number(outstanding.pending) },
            ]}
          />
        </SectionCard>
      </InlineGrid>
      {sweep ? (
        <Inset>
          <Text as="p" tone="subdued">
            {t("home.swept", { ...sweep, date: date(sweep.at) })}
          </Text>
        </Inset>
      ) : null}
    </>
  )
}
