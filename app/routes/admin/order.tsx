import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { OrderView } from "#app/loyalty/orders/ui/order-view.tsx"
import { getOrderPage } from "#app/loyalty/orders/ui-data/order-page.server.ts"
import { adminRequest } from "./admin-request.server.ts"
import { gidFromAddress } from "./gid-from-address.ts"

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  adminRequest(request, ({ shop }) => getOrderPage(shop, gidFromAddress("Order", params.orderId)))

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"

export default function Order() {
  return <OrderView page={useLoaderData<typeof loader>()} />
}
