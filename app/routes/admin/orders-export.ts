import type { LoaderFunctionArgs } from "@remix-run/node"
import { localeOf } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import { readListQuery } from "#app/lib/list-query.ts"
import { formatDecimal } from "#app/lib/money.ts"
import { dayIn } from "#app/lib/zone-days.ts"
import { ORDER_LIST } from "#app/loyalty/orders/order-filters.ts"
import { type OrderListRow, walkOrders } from "#app/loyalty/orders/ui-data/list-orders.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { adminRequest } from "./admin-request.server.ts"
import { type CsvColumn, csvFile } from "./csv-file.server.ts"

/** The orders that a list's address chooses, as a file. That it was taken is written down first. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, timezone, at }) => {
    const address = new URL(request.url).searchParams
    const query = readListQuery(address, ORDER_LIST)
    const t = translator(localeOf(address.get("locale")))
    await recordView(shop, { staffId: staff, what: "orders_export", subject: null, at })
    const columns: CsvColumn<OrderListRow>[] = [
      { heading: t("orders.order"), cell: (order) => order.name },
      { heading: t("orders.date"), cell: (order) => dayIn(new Date(order.processedAt), timezone) },
      { heading: t("orders.customer"), cell: ({ customer }) => customer?.name ?? null },
      { heading: t("members.email"), cell: ({ customer }) => customer?.email ?? null },
      { heading: t("orders.state"), cell: (order) => t(`orders.marks.${order.mark}`) },
      { heading: t("orders.total"), cell: (order) => formatDecimal(order.totalMinor, order.currency) },
      { heading: t("orders.csv.currency"), cell: (order) => order.currency },
      { heading: t("orders.points"), cell: (order) => order.points },
    ]
    return csvFile(`regulars-orders-${dayIn(at, timezone)}.csv`, columns, walkOrders(shop, query, timezone))
  })
