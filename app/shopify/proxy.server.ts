import { env } from "#app/lib/env.server.ts"
import { toGid } from "./gid.ts"
import { verifyProxySignature } from "./proxy-signature.server.ts"
import { isShopDomain } from "./shop-domain.ts"

/** A storefront request that Shopify passed on. `customerId` is a gid; null: nobody is signed in. */
export type ProxyVisitor = {
  shop: string
  customerId: string | null
  /** From the page's own `locale` parameter, else the browser's first language; null: neither said. */
  locale: string | null
}

/** Shopify signs with its own clock, so this is real time, not the world's. */
const MAX_AGE_SECONDS = 90
/** Given twice, nobody can say which value Shopify meant. */
const SINGLE = ["shop", "timestamp", "logged_in_customer_id"] as const
const LOCALE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i

/**
 * Who asks, as Shopify's app proxy vouches for it; throws a 401 Response when it does not. Other parameters (repeated
 * ones too) are the page's own: signed on the way, but chosen by the visitor.
 */
export function authenticateProxy(request: Request): ProxyVisitor {
  const query = new URL(request.url).searchParams
  if (!verifyProxySignature(query, env().shopifyApiSecret)) throw refusal("signature")
  if (SINGLE.some((key) => query.getAll(key).length > 1)) throw refusal("repeated parameter")
  const shop = query.get("shop") ?? ""
  if (!isShopDomain(shop)) throw refusal("shop")
  const timestamp = query.get("timestamp") ?? ""
  const ageSeconds = Math.abs(Date.now() / 1000 - Number(timestamp))
  if (!/^\d{1,12}$/.test(timestamp) || ageSeconds > MAX_AGE_SECONDS) throw refusal("timestamp")
  const customer = query.get("logged_in_customer_id") ?? ""
  if (!/^\d{0,20}$/.test(customer)) throw refusal("customer")
  return {
    shop,
    customerId: customer === "" ? null : toGid("Customer", customer),
    locale: visitorLocale(query.get("locale"), request.headers.get("accept-language")),
  }
}

function visitorLocale(parameter: string | null, acceptLanguage: string | null): string | null {
  const wishes = [parameter, acceptLanguage?.split(/[,;]/)[0]?.trim()]
  return wishes.find((wish): wish is string => typeof wish === "string" && LOCALE.test(wish)) ?? null
}

function refusal(what: string): Response {
  return new Response(`This request did not come through the shop: ${what}.`, {
    status: 401,
    headers: { "cache-control": "no-store", "content-type": "text/plain; charset=utf-8" },
  })
}
