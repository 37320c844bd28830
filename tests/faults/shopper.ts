import { setTimeout as sleep } from "node:timers/promises"
import { signProxyQuery } from "#simulator/storefront/proxy-signature.ts"
import type { FaultWorld } from "./fault-world.ts"

const ANSWER_WITHIN_MS = 60_000
const ONE_TRY_MS = 10_000

/** Clicks Join until the app says yes. World time stands still meanwhile, so that nobody joins a month late. */
export function join(world: FaultWorld, customerId: string): Promise<void> {
  return insist(world, customerId, "/storefront/join", "POST")
}

/** Opens the panel, signed in: then what came late is credited too. */
export function openPanel(world: FaultWorld, customerId: string): Promise<void> {
  return insist(world, customerId, "/storefront/summary", "GET")
}

/** Asks one server after another until a member is answered: whoever was asked may just have been killed. */
async function insist(world: FaultWorld, customerId: string, path: string, method: "GET" | "POST"): Promise<void> {
  const { origins } = world.crew
  const until = performance.now() + ANSWER_WITHIN_MS
  let last = ""
  for (let tries = 0; performance.now() < until; tries += 1) {
    const answer = await fetch(`${origins[tries % origins.length]}${path}?${signed(world, customerId)}`, {
      method,
      headers: { accept: "application/json", "content-type": "application/x-www-form-urlencoded" },
      ...(method === "POST" ? { body: "consent=yes" } : {}),
      signal: AbortSignal.timeout(ONE_TRY_MS),
    }).catch(() => null)
    const words = (await answer?.text().catch(() => "")) ?? ""
    if (answer?.ok && words.includes('"member"')) return
    last = answer ? `HTTP ${answer.status} ${words.slice(0, 200)}` : "no answer"
    if (answer && answer.status < 500 && answer.status !== 429) throw new Error(`${path} was refused: ${last}`)
    await sleep(50)
  }
  throw new Error(`${path} of customer ${customerId} was not answered within ${ANSWER_WITHIN_MS / 1000} s: ${last}`)
}

function signed({ shop, apiSecret }: FaultWorld, customerId: string): URLSearchParams {
  const query = new URLSearchParams({
    shop,
    logged_in_customer_id: customerId,
    path_prefix: "/apps/regulars",
    timestamp: String(Math.floor(Date.now() / 1000)),
  })
  query.set("signature", signProxyQuery(query, apiSecret))
  return query
}
