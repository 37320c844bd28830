import { HttpRequestError, HttpResponseError, ShopifyError } from "@shopify/shopify-api"
import type { Session } from "@shopify/shopify-app-remix/server"
import { env } from "#app/lib/env.server.ts"
import { exclusively } from "./exclusively.server.ts"
import { shopOfSessionToken } from "./session-token.server.ts"
import { isShopDomain } from "./shop-domain.ts"
import { isNewlyIssued, shopify } from "./shopify.server.ts"
import { freshAccess } from "./tokens.server.ts"

const LIBRARY_APP_BRIDGE = /https:\/\/cdn\.shopify\.com\/shopifycloud\/app-bridge\.js/

type LibraryContext = Awaited<ReturnType<ReturnType<typeof shopify>["authenticate"]["admin"]>>

/** Who works in the embedded admin. `staffId` is Shopify's id of the person (digits), for the audit of what they do. */
export type AdminVisitor = {
  shop: string
  staffId: string
  session: Session
  /** The scopes the shop granted. */
  scopes: string[]
  /** This request was the first after an install, a reinstall or new scopes: record the shop now. */
  tokenIssued: boolean
  /** Like Remix's `redirect`, but stays inside the admin's frame. */
  redirect: LibraryContext["redirect"]
}

/**
 * Lets an embedded admin request in, or throws the Response that sends it the right way (bounce page, redirect, 401,
 * 410 for robots). A missing or ageing token is replaced under the shop's lock, so that parallel loaders and processes
 * cause one token exchange or refresh, not one each.
 */
export async function authenticateAdmin(request: Request): Promise<AdminVisitor> {
  // The library writes this parameter into headers of its pages as it came.
  const named = new URL(request.url).searchParams.getAll("shop")
  if (!named.every(isShopDomain)) throw new Response("Bad request", { status: 400 })
  try {
    const shop = claimedShop(request)
    const ready = shop === null || (await hasAccess(shop))
    const context = ready ? await enter(request) : await exclusively(shop, () => enter(request))
    return toVisitor(context)
  } catch (thrown) {
    const answered = thrown instanceof Response && thrown.status < 500
    if (answered) admitSimulator(thrown.headers)
    else if (isNonsense(thrown) || isOdd(request)) throw new Response("Bad request", { status: 400 })
    throw thrown
  }
}

/** The headers of every embedded document (frame-ancestors above all); for entry.server. */
export function addDocumentHeaders(request: Request, headers: Headers): void {
  shopify().addDocumentResponseHeaders(request, headers)
  admitSimulator(headers)
}

function enter(request: Request): Promise<LibraryContext> {
  return shopify().authenticate.admin(request)
}

/** The library throws its plain error for parameters nobody honest sends (leaving the frame for a foreign address). */
function isNonsense(thrown: unknown): boolean {
  return thrown instanceof ShopifyError && !(thrown instanceof HttpRequestError || thrown instanceof HttpResponseError)
}

/** A token that is none of ours: over claims of other types than Shopify's the library stumbles in many ways. */
function isOdd(request: Request): boolean {
  return claimedToken(request) !== null && claimedShop(request) === null
}

function claimedToken(request: Request): string | null {
  const bearer = /^Bearer (.+)$/.exec(request.headers.get("authorization") ?? "")?.[1]
  return bearer ?? new URL(request.url).searchParams.get("id_token")
}

function claimedShop(request: Request): string | null {
  const token = claimedToken(request)
  if (!token) return null
  const { shopifyApiKey: key, shopifyApiSecret: secret } = env()
  return shopOfSessionToken(token, { key, secret }, new Date())
}

/** False when a token exchange is needed (or a refresh failed: the exchange heals that too). */
async function hasAccess(shop: string): Promise<boolean> {
  try {
    return (await freshAccess(shop)) !== null
  } catch {
    return false
  }
}

function toVisitor({ session, sessionToken, redirect }: LibraryContext): AdminVisitor {
  return {
    shop: session.shop,
    staffId: sessionToken.sub,
    session,
    scopes: session.scope?.split(",") ?? [],
    tokenIssued: isNewlyIssued(session),
    redirect,
  }
}

/** The simulator's admin shell is another origin than Shopify's: only while developing may it frame the app. */
function admitSimulator(headers: Headers): void {
  const { simulatorOrigin, appBridgeUrl, production } = env()
  if (production || !simulatorOrigin) return
  const policy = headers.get("content-security-policy")
  if (policy?.includes("frame-ancestors") && !policy.includes(simulatorOrigin))
    headers.set("content-security-policy", policy.replace("frame-ancestors", `frame-ancestors ${simulatorOrigin}`))
  const link = headers.get("link")
  if (link && appBridgeUrl) headers.set("link", link.replace(LIBRARY_APP_BRIDGE, appBridgeUrl))
}
