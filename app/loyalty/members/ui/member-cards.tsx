import { BlockStack, Text } from "@shopify/polaris"
import { FactList, FigureRow, ShareBar } from "#app/ui/facts.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText, type Text as Words } from "#app/ui/text.tsx"
import { Timeline } from "#app/ui/timeline.tsx"
import type { MemberPage, Membership } from "../ui-data/member-page.server.ts"

/** Available, pending, lifetime; debt only when there is one. */
export function BalanceFigures({ balance }: Pick<Membership, "balance">) {
  const { t, number } = useText()
  const figures = [
    { label: t("points.available"), value: number(balance.available), hint: t("points.availableHint") },
    { label: t("points.pending"), value: number(balance.pending), hint: t("points.pendingHint") },
    { label: t("points.lifetime"), value: number(balance.lifetime), hint: t("points.lifetimeHint") },
  ]
  const debt = { label: t("points.debt"), value: number(balance.debt), hint: t("points.debtHint") }
  return <FigureRow figures={balance.debt > 0 ? [...figures, debt] : figures} />
}

/** The tier, and how far the next one is. */
export function StandingCard({ membership }: { membership: Membership }) {
  const text = useText()
  const { t, date } = text
  const { next, tier, tierSince } = membership
  const facts = [{ label: t("members.tier"), value: tier ?? t("tiers.none") }]
  if (tier && tierSince) facts.push({ label: t("tiers.since"), value: date(tierSince) })
  return (
    <SectionCard title={t("tiers.title")}>
      <FactList facts={facts} />
      {next ? (
        <BlockStack gap="200">
          <ShareBar label={t("tiers.toNext", { name: next.name })} value={`${next.share}%`} share={next.share} />
          <Text as="p" variant="bodySm" tone="subdued">
            {missingWords(next, text)}
          </Text>
        </BlockStack>
      ) : null}
    </SectionCard>
  )
}

function missingWords({ unit, missing, currency }: NonNullable<Membership["next"]>, { t, money }: Words): string {
  if (unit === "spend") return t("tiers.missingSpend", { amount: money(missing, currency) })
  return unit === "points" ? t("tiers.missingPoints", { count: missing }) : t("tiers:ordersToGo", { count: missing })
}

/** Every change of tier and why. */
export function TierHistory({ changes }: { changes: MemberPage["tierHistory"] }) {
  const { t, coded } = useText()
  if (changes.length === 0) return null
  return (
    <SectionCard title={t("tiers.history")}>
      <Timeline
        entries={changes.map((change) => ({
          id: change.id,
          at: change.at,
          words: t("tiers.change", { from: change.from ?? t("tiers.none"), to: change.to ?? t("tiers.none") }),
          remark: coded(`tiers.reasons.${change.reason}`, {}, change.reason),
        }))}
      />
    </SectionCard>
  )
}
