import type { ActionFunctionArgs } from "@remix-run/node"
import { shopify } from "../shopify.server"

export async function action({ request }: ActionFunctionArgs) {
  await shopify.authenticate.webhook(request)
  return new Response()
}
