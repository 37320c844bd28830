import { json, type LoaderFunctionArgs } from "@remix-run/node"
import { shopify } from "../shopify.server"

export async function loader({ request }: LoaderFunctionArgs) {
  await shopify.authenticate.public.appProxy(request)
  return json({ state: "member", member: { available: 420, pending: 35, tier: "gold" } })
}
