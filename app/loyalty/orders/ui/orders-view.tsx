import { BlockStack, InlineStack, Link, Text } from "@shopify/polaris"
import { isNarrowed, type ListQuery } from "#app/lib/list-query.ts"
import { useListDownload } from "#app/ui/download.ts"
import { EmptyCard } from "#app/ui/empty-card.tsx"
import type { ListFilter } from "#app/ui/filter-words.ts"
import { Moment } from "#app/ui/moment.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { ResourceList } from "#app/ui/resource-list.tsx"
import { useText } from "#app/ui/text.tsx"
import type { SavedViews } from "#app/ui/view-bar.tsx"
import { ORDER_LIST, ORDER_STATES } from "../order-filters.ts"
import type { OrderList, OrderListRow } from "../ui-data/list-orders.server.ts"
import { OrderBadge } from "./order-badge.tsx"

type Props = OrderList & { query: ListQuery; views: SavedViews["saved"] }

/** All orders, newest first, with what each earned. */
export function OrdersView({ rows, next, unfinished, query, views }: Props) {
  const { t } = useText()
  const columns = useOrderColumns()
  const list = { shape: ORDER_LIST, query }
  const download = useListDownload("/app/orders/export", list)
  const filters: ListFilter[] = [
    {
      name: "state",
      label: t("orders.state"),
      kind: "choices",
      choices: ORDER_STATES.map((value) => ({
        value,
        label: t(`orders.states.${value}`),
      })),
    },
    { name: "placed", label: t("orders.date"), kind: "days" },
  ]
  if (rows.length === 0 && !isNarrowed(query) && !query.after)
    return (
      <PageShell title={t("orders.title")}>
        <EmptyCard
          title={t("orders.emptyTitle")}
          about={t("orders.emptyAbout")}
          action={{ content: t("import.start"), url: "/app/import-orders" }}
        />
      </PageShell>
    )
  // What a search finds is listed by names: the very order asked for comes first.
  const sorts = query.search === "" ? ORDER_LIST.sorts : []
  return (
    <PageShell title={t("orders.title")} secondaryActions={[download]}>
      <ResourceList
        list={list}
        names={{ singular: t("orders.one"), plural: t("orders.many") }}
        rows={rows}
        idOf={(row) => row.orderId}
        next={next}
        unfinished={unfinished}
        search={{ label: t("orders.search") }}
        filters={filters}
        sorts={sorts.map((value) => ({ value, label: t(`orders.sorts.${value}`) }))}
        views={{ list: "orders", saved: views }}
        nothing={{ title: t("orders.nothingTitle"), about: t("lists.nothingAbout") }}
        {...columns}
      />
    </PageShell>
  )
}

function useOrderColumns() {
  const { t, money, number } = useText()
  const link = (row: OrderListRow) => (
    <Link url={`/app/orders/${row.digits}`} dataPrimaryLink monochrome removeUnderline>
      <Text as="span" fontWeight="semibold">
        {row.name}
      </Text>
    </Link>
  )
  const customer = (row: OrderListRow) => row.customer?.name ?? row.customer?.email ?? t("orders.guest")
  const points = (row: OrderListRow) => (row.points === null ? "–" : number(row.points))
  return {
    columns: [
      { title: t("orders.order"), cell: link },
      { title: t("orders.date"), cell: (row: OrderListRow) => <Moment at={row.processedAt} /> },
      { title: t("orders.customer"), cell: customer },
      { title: t("orders.state"), cell: (row: OrderListRow) => <OrderBadge mark={row.mark} /> },
      {
        title: t("orders.total"),
        numeric: true,
        cell: (row: OrderListRow) => money(row.totalMinor, row.currency),
      },
      { title: t("orders.points"), numeric: true, cell: points },
    ],
    condensed: (row: OrderListRow) => (
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
    ),
  }
}
