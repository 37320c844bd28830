import { randomUUID } from "node:crypto"
import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { setTimeout as sleep } from "node:timers/promises"

/**
 * A strict token endpoint: refresh tokens rotate, one that was used is refused and counted. (Shopify forgives a repeat
 * until the new token is used; nothing of ours may rely on it.)
 */
export type TokenShop = {
  origin: string
  /** A token pair as if the app had just been installed. */
  issue: (shop: string) => { accessToken: string; refreshToken: string }
  isValid: (shop: string, accessToken: string | undefined) => boolean
  /** Successful refreshes so far. */
  refreshes: (shop: string) => number
  /** Times a used refresh token came again. */
  reused: (shop: string) => number
  /** The shop uninstalls: its refresh token is worth nothing. */
  forget: (shop: string) => void
  behave: (how: Behaviour) => void
  close: () => Promise<void>
}

type Behaviour = "well" | "slowly" | "brokenly" | "asToAStranger"
type ShopState = { access: Set<string>; refresh: string | null; used: Set<string>; refreshes: number; reused: number }

export async function openTokenShop(): Promise<TokenShop> {
  const shops = new Map<string, ShopState>()
  let behaviour: Behaviour = "well"
  const stateOf = (shop: string): ShopState => {
    const known = shops.get(shop) ?? { access: new Set(), refresh: null, used: new Set(), refreshes: 0, reused: 0 }
    shops.set(shop, known)
    return known
  }
  const issue = (shop: string) => {
    const state = stateOf(shop)
    const pair = { accessToken: `shpat_${randomUUID()}`, refreshToken: `shprt_${randomUUID()}` }
    state.access.add(pair.accessToken)
    state.refresh = pair.refreshToken
    return pair
  }
  const refresh = (shop: string, token: string): [number, object] => {
    const state = stateOf(shop)
    if (state.used.has(token)) state.reused += 1
    if (token !== state.refresh) return [400, { error: "invalid_grant" }]
    state.used.add(token)
    state.refreshes += 1
    const { accessToken, refreshToken } = issue(shop)
    return [
      200,
      {
        access_token: accessToken,
        scope: "read_orders,write_customers",
        expires_in: 3600,
        refresh_token: refreshToken,
        refresh_token_expires_in: 7_776_000,
      },
    ]
  }
  const answer = async (request: IncomingMessage): Promise<[number, object]> => {
    const shop = /^\/shopify\/([^/]+)\/admin\/oauth\/access_token$/.exec(request.url ?? "")?.[1]
    const body = JSON.parse(await textOf(request))
    if (!shop || body.grant_type !== "refresh_token" || body.client_secret !== "secret") return [404, {}]
    if (behaviour === "brokenly") return [503, {}]
    if (behaviour === "asToAStranger") return [401, { error: "invalid_client" }]
    if (behaviour === "slowly") await sleep(150)
    return refresh(shop, body.refresh_token)
  }
  const server = createServer(async (request: IncomingMessage, response: ServerResponse) => {
    const [status, body] = await answer(request)
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body))
  })
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve))
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    issue,
    isValid: (shop, accessToken) => stateOf(shop).access.has(accessToken ?? ""),
    refreshes: (shop) => stateOf(shop).refreshes,
    reused: (shop) => stateOf(shop).reused,
    forget: (shop) => {
      stateOf(shop).refresh = null
    },
    behave: (how) => {
      behaviour = how
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString("utf8")
}
