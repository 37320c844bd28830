import { randomUUID } from "node:crypto"
import { type Context, Hono } from "hono"
import type { SimulatorContext } from "../context.ts"
import type { Faults } from "../faults/faults.ts"
import { answerFaulty } from "../faults/faulty-answer.ts"
import { bulkResultRoutes } from "./bulk/bulk-results.ts"
import { answer, type GraphqlRequest } from "./execute.ts"
import type { Throttle } from "./throttle.ts"
import { issueToken, isValidToken, refreshToken, verifySessionToken } from "./tokens.ts"

const EXCHANGE = "urn:ietf:params:oauth:grant-type:token-exchange"
const OFFLINE = "urn:shopify:params:oauth:token-type:offline-access-token"
const VERSION = "2026-07"

type OauthRequest = Partial<
  Record<
    "client_id" | "client_secret" | "grant_type" | "subject_token" | "requested_token_type" | "refresh_token",
    string
  >
>

/** Shopify's own addresses of a shop: mount at /shopify/:shop. With `faults`, GraphQL calls go wrong as they say. */
export function adminApiRoutes(context: SimulatorContext, throttle: Throttle, faults?: Faults): Hono {
  const routes = new Hono()
  // By which Shopify's support finds a call; the app writes it into its log.
  routes.use("/shopify/:shop/admin/*", async (c, next) => {
    await next()
    c.header("x-request-id", randomUUID())
  })
  routes.post("/shopify/:shop/admin/oauth/access_token", async (c) => {
    const request = await readOauthRequest(c)
    return grantToken(c, context, c.req.param("shop"), request)
  })
  routes.post("/shopify/:shop/admin/api/:version/graphql.json", async (c) => {
    return serveGraphql(c, context, throttle, faults)
  })
  routes.route("/", bulkResultRoutes(context))
  return routes
}

async function readOauthRequest(c: Context): Promise<OauthRequest> {
  const type = c.req.header("content-type") ?? ""
  if (type.includes("json")) return (await c.req.json().catch(() => ({}))) as OauthRequest
  return (await c.req.parseBody()) as OauthRequest
}

function grantToken(c: Context, context: SimulatorContext, shop: string, request: OauthRequest): Response {
  const { apiKey, apiSecret } = context.config
  const place = context.world.shops.get(shop)
  if (!place) return c.json({ errors: "Not Found" }, 404)
  if (request.client_id !== apiKey || request.client_secret !== apiSecret) {
    return c.json({ error: "invalid_client", error_description: "The client is unknown." }, 401)
  }
  if (!place.shop.installation) {
    return c.json({ error: "invalid_request", error_description: "The app is not installed on this shop." }, 400)
  }
  const at = new Date()
  if (request.grant_type === "refresh_token") {
    const tokens = refreshToken(context.world, shop, request.refresh_token ?? "", at)
    if (tokens) return c.json(tokens)
    return c.json({ error: "invalid_grant", error_description: "The refresh token is invalid or was used." }, 400)
  }
  if (request.grant_type !== EXCHANGE || request.requested_token_type !== OFFLINE) {
    return c.json({ error: "unsupported_grant_type", error_description: "This grant is not simulated." }, 400)
  }
  const claims = verifySessionToken(request.subject_token ?? "", { shop, apiKey, apiSecret, at })
  if (claims) return c.json(issueToken(context.world, shop, at))
  return c.json({ error: "invalid_subject_token", error_description: "The session token is invalid." }, 400)
}

async function serveGraphql(
  c: Context,
  context: SimulatorContext,
  throttle: Throttle,
  faults: Faults | undefined,
): Promise<Response> {
  const shop = c.req.param("shop") ?? ""
  const place = context.world.shops.get(shop)
  if (!place || c.req.param("version") !== VERSION) return c.json({ errors: "Not Found" }, 404)
  const token = c.req.header("x-shopify-access-token") ?? ""
  const installation = place.shop.installation
  if (!installation || !isValidToken(context.world, shop, token, new Date())) {
    const errors = "[API] Invalid API key or access token (unrecognized login or wrong password)"
    return c.json({ errors }, 401)
  }
  const request = (await c.req.json().catch(() => null)) as GraphqlRequest | null
  if (typeof request?.query !== "string") return c.json({ errors: { query: "Required parameter missing" } }, 400)
  const scopes = new Set(installation.scopes)
  const serve = async () => {
    const api = { simulator: context, shop, place, scopes, at: context.clock.now() }
    const result = await answer(api, throttle, request)
    return c.json(result, 200, { "x-shopify-api-version": VERSION })
  }
  const fault = faults?.ofCall(shop, request.operationName ?? "", request.variables)
  return faults && fault ? answerFaulty(c, fault, faults, serve) : serve()
}
