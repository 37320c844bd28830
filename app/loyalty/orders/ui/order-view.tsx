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
export function OrderView({ page }: { page: OrderPage }) {
  const { t, dateTime } = useText()
  const { order } = page
  const whole = <ExplainSteps steps={page.steps} />
  return (
    <PageShell
      title={t("order.title", { name: order.name })}
      subtitle={dateTime(order.processedAt)}
      back={{ content: t("nav.orders"), url: "/app/orders" }}
      mark={<OrderBadge mark={page.mark} />}
    >
      {page.doubtful ? (
        <Banner tone="warning" title={t("order.doubtfulTitle")}>
          <p>{t("order.doubtfulAbout")}</p>
        </Banner>
      ) : null}
      <InlineGrid columns={{ xs: 1, md: "2fr 1fr" }} gap="400" alignItems="start">
        <BlockStack gap="400">
          <SectionCard title={t(page.refusal ? "order.notCountedTitle" : "order.whyTitle")} about={t("order.whyAbout")}>
            {page.refusal ? whole : null}
            <ExplainLines lines={page.lines} currency={order.currency} counted={page.refusal === null} />
            {page.refusal ? null : whole}
          </SectionCard>
          <Movements page={page} />
        </BlockStack>
        <BlockStack gap="400">
          <PointsCard page={page} />
          <CustomerCard customer={page.customer} />
        </BlockStack>
      </InlineGrid>
    </PageShell>
  )
}

function PointsCard({ page }: { page: OrderPage }) {
  const { t, number, money } = useText()
  const { points, order, forecast, programmeVersion } = page
  const facts = [{ label: t("orders.total"), value: money(order.totalMinor, order.currency) }]
  if (programmeVersion !== null)
    facts.push(
      { label: t("order.deserves"), value: number(points.target) },
      { label: t("points.pending"), value: number(points.pending) },
      { label: t("order.credited"), value: number(points.available) },
      { label: t("order.version"), value: String(programmeVersion) },
    )
  if (forecast > 0) facts.push({ label: t(page.refusal ? "order.would" : "order.forecast"), value: number(forecast) })
  return (
    <SectionCard title={t("order.pointsTitle")}>
      <FactList facts={facts} />
      {page.releaseAt && !page.settledAt && points.pending > 0 ? (
        <Text as="p" tone="subdued">
          {t("order.pendingUntil")} <Moment at={page.releaseAt} />
        </Text>
      ) : null}
    </SectionCard>
  )
}

function CustomerCard({ customer }: Pick<OrderPage, "customer">) {
  const { t } = useText()
  if (!customer)
    return (
      <SectionCard title={t("orders.customer")}>
        <Text as="p" tone="subdued">
          {t("orders.guest")}
        </Text>
      </SectionCard>
    )
  return (
    <SectionCard title={t("orders.customer")}>
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
    </SectionCard>
  )
}

function Movements({ page }: { page: OrderPage }) {
  const { t, coded, signed } = useText()
  return (
    <SectionCard title={t("order.movements")}>
      {page.entries.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("order.noMovements")}
        </Text>
      ) : (
        <Timeline
          entries={page.entries.map(({ pendingDelta, debtDelta, delta, ...entry }) => ({
            id: entry.id,
            at: entry.eventAt,
            words: coded(`statement:${entry.code}`, { order: page.order.name }, entry.code),
            remark: debtDelta === 0 ? undefined : t("points.debtChange", { change: signed(debtDelta) }),
            change:
              delta === 0 && pendingDelta !== 0
                ? t("points.pendingChange", { change: signed(pendingDelta) })
                : signed(delta),
            after:
              delta !== 0 && pendingDelta !== 0
                ? t("points.pendingChange", { change: signed(pendingDelta) })
                : undefined,
          }))}
        />
      )}
    </SectionCard>
  )
}
