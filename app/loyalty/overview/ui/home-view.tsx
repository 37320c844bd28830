import { Badge, Banner, BlockStack, Button, InlineGrid, InlineStack, List, Text } from "@shopify/polaris"
import { FactList, FigureRow, ShareBar } from "#app/ui/facts.tsx"
import { Inset } from "#app/ui/inset.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { Overview } from "../overview.server.ts"

/** What matters today: is the programme on, what it earned, who takes part, what needs a look. */
export function HomeView({ overview, otherFailures }: { overview: Overview; otherFailures: number }) {
  const { t, number, date } = useText()
  const { today, programme, outstanding } = overview
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
      <ProgrammeState programme={programme} />
      <Attention {...overview.attention} otherFailures={otherFailures} />
      <Inset>
        <Text as="h2" variant="headingMd">
          {t("home.today")}
        </Text>
      </Inset>
      <FigureRow
        figures={[
          { label: t("home.ordersEarning"), value: number(today.orders) },
          { label: t("home.pointsWaiting"), value: number(today.waiting), hint: t("home.pointsWaitingHint") },
          { label: t("home.pointsUsable"), value: number(today.earned), hint: t("home.pointsUsableHint") },
          { label: t("home.members"), value: number(overview.members), hint: t("home.membersHint") },
        ]}
      />
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
      <NextSteps overview={overview} />
      {overview.sweep ? (
        <Inset>
          <Text as="p" tone="subdued">
            {t("home.swept", { ...overview.sweep, date: date(overview.sweep.at) })}
          </Text>
        </Inset>
      ) : null}
    </PageShell>
  )
}

function ProgrammeState({ programme }: Pick<Overview, "programme">) {
  const { t } = useText()
  if (programme && !programme.unpublished) return null
  return (
    <Banner
      tone={programme ? "info" : "warning"}
      title={t(programme ? "home.changesTitle" : "home.draftTitle")}
      action={{ content: t("home.openProgramme"), url: "/app/programme" }}
    >
      <p>{t(programme ? "home.changesAbout" : "home.draftAbout")}</p>
    </Banner>
  )
}

type Worries = Overview["attention"] & { otherFailures: number }

function Attention({ failedEvents, doubtfulOrders, syncErrors, otherFailures }: Worries) {
  const { t } = useText()
  const worries = [
    failedEvents > 0 ? t("home.failedEvents", { count: failedEvents }) : null,
    doubtfulOrders > 0 ? t("home.doubtfulOrders", { count: doubtfulOrders }) : null,
    syncErrors > 0 ? t("home.syncErrors", { count: syncErrors }) : null,
    otherFailures > 0 ? t("home.otherFailures", { count: otherFailures }) : null,
  ].filter((worry) => worry !== null)
  if (worries.length === 0) return null
  return (
    <Banner tone="warning" title={t("home.attention")} action={{ content: t("home.toWork"), url: "/app/work" }}>
      <List>
        {worries.map((worry) => (
          <List.Item key={worry}>{worry}</List.Item>
        ))}
      </List>
    </Banner>
  )
}

function TierShares({ tiers, members }: Pick<Overview, "tiers" | "members">) {
  const { t, number } = useText()
  return (
    <SectionCard title={t("home.tiers")}>
      {members === 0 ? (
        <Text as="p" tone="subdued">
          {t("home.noMembers")}
        </Text>
      ) : (
        <BlockStack gap="300">
          {tiers.map((tier) => (
            <ShareBar
              key={tier.id ?? "none"}
              label={tier.name ?? t("tiers.none")}
              value={number(tier.members)}
              share={Math.round((tier.members * 100) / members)}
            />
          ))}
        </BlockStack>
      )}
    </SectionCard>
  )
}

function NextSteps({ overview }: { overview: Overview }) {
  const { t } = useText()
  return (
    <SectionCard title={t("home.next")}>
      <List>
        <List.Item>{t("home.nextEmbed")}</List.Item>
        <List.Item>{t(overview.members === 0 ? "home.nextMember" : "home.nextOrder")}</List.Item>
        <List.Item>{t("home.nextImport")}</List.Item>
      </List>
      <InlineStack gap="200">
        <Button url="/app/members">{t("home.toMembers")}</Button>
        <Button url="/app/orders">{t("home.toOrders")}</Button>
        <Button url="/app/import-orders">{t("home.toImport")}</Button>
      </InlineStack>
    </SectionCard>
  )
}
