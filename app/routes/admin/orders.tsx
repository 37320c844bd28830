import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { readListQuery } from "#app/lib/cursor.ts"
import { OrdersView } from "#app/loyalty/orders/ui/orders-view.tsx"
import { listOrders } from "#app/loyalty/orders/ui-data/list-orders.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { adminRequest } from "./admin-request.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, at }) => {
    const query = readListQuery(request.url)
    const [list] = await Promise.all([
      listOrders(shop, query),
      recordView(shop, { staffId: staff, what: "orders", subject: null, at }),
    ])
    return { ...list, ...query }
  })

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"

export default function Orders() {
  return <OrdersView {...useLoaderData<typeof loader>()} />
}
