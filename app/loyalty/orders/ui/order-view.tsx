import { Banner, BlockStack, InlineGrid, Link, Text } from "@shopify/polaris"
import { FactList } from "#app/ui/facts.tsx"
import { Moment } from "#app/ui/moment.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { Timeline } from "#app/ui/timeline.tsx"
import type { OrderPage } from "../ui-data/order-page.server.ts"
import { ExplainLines, ExplainSteps } from "./explain-trace.tsx"
import { OrderBadge } from "./order-badge.tsx"

/** One order: what it earned and why, line by line, and every movement of points it caused. */
export function OrderView({ order }: { order: OrderPage }) {
  const { t, dateTime } = useText()
  const { evaluation } = order
  return (
    <PageShell
      title={t("order.title", { name: order.name })}
      subtitle={dateTime(order.processedAt)}
      back={{ content: t("nav.orders"), url: "/app/orders" }}
      mark={<OrderBadge mark={order.mark} />}
    >
      <Notices order={order} />
      <InlineGrid columns={{ xs: 1, md: "2fr 1fr" }} gap="400" alignItems="start">
        <BlockStack gap="400">
          {evaluation ? (
            <SectionCard title={t(order.refusal ? "order.wouldTitle" : "order.whyTitle")} about={t("order.whyAbout")}>
              <ExplainLines evaluation={evaluation} />
              <ExplainSteps steps={evaluation.steps} />
            </SectionCard>
          ) : null}
          <Movements order={order} />
        </BlockStack>
        <BlockStack gap="400">
          <PointsCard order={order} />
          <CustomerCard order={order} />
        </BlockStack>
      </InlineGrid>
    </PageShell>
  )
}

function Notices({ order }: { order: OrderPage }) {
  const { t, coded, date } = useText()
  return (
    <>
      {order.doubtful ? (
        <Banner tone="warning" title={t("order.doubtfulTitle")}>
          <p>{t("order.doubtfulAbout")}</p>
        </Banner>
      ) : null}
      {order.refusal ? (
        <Banner tone="info" title={t("order.notCountedTitle")}>
          <p>{coded(`explain:${order.refusal}`, { joinedAt: order.joinedAt ? date(order.joinedAt) : "" }, "")}</p>
        </Banner>
      ) : null}
    </>
  )
}

function PointsCard({ order }: { order: OrderPage }) {
  const { t, number, money } = useText()
  const { points, evaluation } = order
  const facts = [{ label: t("orders.total"), value: money(order.totalMinor, order.currency) }]
  if (evaluation) facts.push({ label: t("order.basis"), value: money(evaluation.basisMinor, evaluation.currency) })
  if (points)
    facts.push(
      { label: t("order.deserves"), value: number(points.target) },
      { label: t("points.pending"), value: number(points.pending) },
      { label: t("order.credited"), value: number(points.credited) },
      { label: t("order.version"), value: String(points.programmeVersion) },
    )
  else if (evaluation) facts.push({ label: t("order.would"), value: number(evaluation.target) })
  if (evaluation?.state === "forecast") facts.push({ label: t("order.forecast"), value: number(evaluation.forecast) })
  return (
    <SectionCard title={t("order.pointsTitle")}>
      <FactList facts={facts} />
      {points?.releaseAt && !points.settledAt ? (
        <Text as="p" tone="subdued">
          {t("order.pendingUntil")} <Moment at={points.releaseAt} />
        </Text>
      ) : null}
    </SectionCard>
  )
}

function CustomerCard({ order }: { order: OrderPage }) {
  const { t } = useText()
  const { customer } = order
  return (
    <SectionCard title={t("orders.customer")}>
      {customer ? (
        <BlockStack gap="100">
          <Link url={`/app/members/${customer.digits}`}>{customer.name ?? customer.email ?? t("members.unnamed")}</Link>
          {customer.name && customer.email ? (
            <Text as="span" tone="subdued" breakWord>
              {customer.email}
            </Text>
          ) : null}
          <Text as="span" tone="subdued">
            {t(customer.member ? "members.isMember" : "members.isNotMember")}
          </Text>
        </BlockStack>
      ) : (
        <Text as="p" tone="subdued">
          {t("orders.guest")}
        </Text>
      )}
    </SectionCard>
  )
}

function Movements({ order }: { order: OrderPage }) {
  const { t, coded, signed } = useText()
  return (
    <SectionCard title={t("order.movements")}>
      {order.entries.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("order.noMovements")}
        </Text>
      ) : (
        <Timeline
          entries={order.entries.map((entry) => ({
            id: entry.id,
            at: entry.eventAt,
            words: coded(`statement:${entry.code}`, { order: order.name }, entry.code),
            change: signed(entry.delta + entry.debtDelta * -1),
            after:
              entry.pendingDelta === 0 ? undefined : t("points.pendingChange", { change: signed(entry.pendingDelta) }),
          }))}
        />
      )}
    </SectionCard>
  )
}
