import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { readListQuery } from "#app/lib/list-query.ts"
import { ORDER_LIST } from "#app/loyalty/orders/order-filters.ts"
import { OrdersView } from "#app/loyalty/orders/ui/orders-view.tsx"
import { listOrders } from "#app/loyalty/orders/ui-data/list-orders.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { listSavedViews } from "#app/saved-views/saved-views.server.ts"
import { adminRequest } from "./admin-request.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, timezone, at }) => {
    const query = readListQuery(new URL(request.url).searchParams, ORDER_LIST)
    const [list, views] = await Promise.all([
      listOrders(shop, query, { timezone }),
      listSavedViews(shop, staff, "orders"),
      recordView(shop, { staffId: staff, what: "orders", subject: null, at }),
    ])
    return { ...list, query, views }
  })

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"

export default function Orders() {
  return <OrdersView {...useLoaderData<typeof loader>()} />
}
