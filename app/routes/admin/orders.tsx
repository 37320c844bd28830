import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { readListQuery } from "#app/lib/cursor.ts"
import { OrdersView } from "#app/loyalty/orders/ui/orders-view.tsx"
import { listOrders } from "#app/loyalty/orders/ui-data/list-orders.server.ts"
import { adminRequest } from "./admin-request.server.ts"

export const loader = ({ request }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop }) => {
    const query = readListQuery(request.url)
    return { ...(await listOrders(shop, query)), ...query }
  })

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"

export default function Orders() {
  return <OrdersView {...useLoaderData<typeof loader>()} />
}
