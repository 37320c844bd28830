import type { LoaderFunctionArgs } from "@remix-run/node"
import { useLoaderData } from "@remix-run/react"
import { OrderView } from "#app/loyalty/orders/ui/order-view.tsx"
import { getOrderPage } from "#app/loyalty/orders/ui-data/order-page.server.ts"
import { recordView } from "#app/privacy/access-log.server.ts"
import { adminRequest } from "./admin-request.server.ts"
import { gidFromAddress } from "./gid-from-address.ts"

export const loader = ({ request, params }: LoaderFunctionArgs) =>
  adminRequest(request, async ({ shop, staff, at }) => {
    const orderId = gidFromAddress("Order", params.orderId)
    const page = await getOrderPage(shop, orderId)
    if (page.customer) await recordView(shop, { staffId: staff, what: "order", subject: orderId, at })
    return page
  })

export { PageErrorBoundary as ErrorBoundary } from "#app/ui/error-page.tsx"

export default function Order() {
  return <OrderView page={useLoaderData<typeof loader>()} />
}
