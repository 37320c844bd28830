import type { LoaderFunctionArgs } from "@remix-run/node"
import { localeOf } from "#app/i18n/locales.ts"
import { translator } from "#app/i18n/translate.ts"
import type { CsvCell } from "#app/lib/csv.ts"
import { readListQuery } from "#app/lib/list-query.ts"
import { formatDecimal } from "#app/lib/money.ts"
import { dayIn } from "#app/lib/zone-days.ts"
import { ORDER_LIST } from "#app/loyalty/orders/order-filters.ts"
import { walkOrders } from "#app/loyalty/orders/ui-data/list-orders.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { adminRequest } from "./admin-request.server.ts"
import { csvFile } from "./csv-file.server.ts"

/** The orders that a list's address chooses, as a file. That it was taken is written down first. */
export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, timezone, at }) => {
    const address = new URL(request.url).searchParams
    const query = readListQuery(address, ORDER_LIST)
    const t = translator(localeOf(address.get("locale")))
    await recordView(shop, { staffId: staff, what: "orders_export", subject: null, at })
    async function* lines(): AsyncGenerator<CsvCell[][]> {
      for await (const orders of walkOrders(shop, query, timezone))
        yield orders.map((order) => [
          order.name,
          dayIn(new Date(order.processedAt), timezone),
          order.customer?.name ?? null,
          order.customer?.email ?? null,
          t(`orders.marks.${order.mark}`),
          formatDecimal(order.totalMinor, order.currency),
          order.currency,
          order.points,
        ])
    }
    const headings = [
      t("orders.order"),
      t("orders.date"),
      t("orders.customer"),
      t("members.email"),
      t("orders.state"),
      t("orders.total"),
      t("orders.csv.currency"),
      t("orders.points"),
    ]
    return csvFile(`regulars-orders-${dayIn(at, timezone)}.csv`, headings, lines())
  })
