import { useNavigation } from "@remix-run/react"
import { BlockStack, InlineStack, Link, Text } from "@shopify/polaris"
import type { ListQuery } from "#app/lib/cursor.ts"
import { EmptyCard } from "#app/ui/empty-card.tsx"
import { ListSearch, usePageSteps } from "#app/ui/list-search.tsx"
import { Moment } from "#app/ui/moment.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { ResourceList } from "#app/ui/resource-list.tsx"
import { useText } from "#app/ui/text.tsx"
import type { OrderList, OrderListRow } from "../ui-data/list-orders.server.ts"
import { OrderBadge } from "./order-badge.tsx"

/** All orders, newest first, with what each earned. */
export function OrdersView(props: OrderList & ListQuery) {
  const { t, money, number } = useText()
  const steps = usePageSteps(props, props.search ? { q: props.search } : {})
  const loading = useNavigation().state === "loading"
  const { rows, search } = props
  if (rows.length === 0 && !search && !props.after)
    return (
      <PageShell title={t("orders.title")}>
        <EmptyCard title={t("orders.emptyTitle")} about={t("orders.emptyAbout")} />
      </PageShell>
    )
  const link = (row: OrderListRow) => (
    <Link url={`/app/orders/${row.digits}`} dataPrimaryLink monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {row.name}
      </Text>
    </Link>
  )
  const customer = (row: OrderListRow) => row.customer?.name ?? row.customer?.email ?? t("orders.guest")
  const points = (row: OrderListRow) => (row.points === null ? "–" : number(row.points))
  return (
    <PageShell title={t("orders.title")}>
      <ResourceList
        names={{ singular: t("orders.one"), plural: t("orders.many") }}
        rows={rows}
        idOf={(row) => row.orderId}
        loading={loading}
        search={<ListSearch label={t("orders.search")} search={search} />}
        nothing={{ title: t("orders.nothingTitle"), about: t("common.tryOtherWords") }}
        columns={[
          { title: t("orders.order"), cell: link },
          { title: t("orders.date"), cell: (row) => <Moment at={row.processedAt} /> },
          { title: t("orders.customer"), cell: customer },
          { title: t("orders.state"), cell: (row) => <OrderBadge mark={row.mark} /> },
          { title: t("orders.total"), numeric: true, cell: (row) => money(row.totalMinor, row.currency) },
          { title: t("orders.points"), numeric: true, cell: points },
        ]}
        condensed={(row) => (
          <BlockStack gap="100">
            <InlineStack align="space-between" gap="200">
              {link(row)}
              <Text as="span" numeric>
                {row.points === null ? "–" : t("points.count", { count: row.points })}
              </Text>
            </InlineStack>
            <Text as="span" tone="subdued" breakWord>
              {customer(row)} · {money(row.totalMinor, row.currency)}
            </Text>
            <InlineStack align="space-between" gap="200">
              <Text as="span" variant="bodySm" tone="subdued">
                <Moment at={row.processedAt} />
              </Text>
              <OrderBadge mark={row.mark} />
            </InlineStack>
          </BlockStack>
        )}
        {...steps}
      />
    </PageShell>
  )
}
