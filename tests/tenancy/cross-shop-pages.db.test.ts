import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { signProxyQuery } from "#app/shopify/proxy-signature.server.ts"
import { openSimulatedAdmin, type SimulatedAdmin, useSimulatedAdmin } from "#tests/support/simulated-admin.ts"
import { newDomain } from "#tests/support/told-shop.ts"
import { type Door, openDoor } from "#tests/support/webhook-door.ts"
import { fingerprintOf, type PlantedShop, plantShop } from "./planted-shop.ts"
import { digitsOf, listRoutes, VISITS, type Visit } from "./visits.ts"

/** Somebody of one shop, rightly signed in there, visits every address and asks for another shop's rows. */

const SECRET = "regulars-dev-secret"
const BROWSER = "Mozilla/5.0 (X11; Linux x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"

let admin: SimulatedAdmin
let door: Door
let ours: PlantedShop
let theirs: PlantedShop

beforeAll(async () => {
  admin = await openSimulatedAdmin()
  useSimulatedAdmin(admin)
  door = await openDoor()
  ours = await plantShop(door, newDomain(), "quincemark", "8801")
  theirs = await plantShop(door, newDomain(), "medlarmark", "7702")
  admin.install(ours.shop)
  admin.install(theirs.shop)
})

afterAll(async () => {
  await door.stop()
  await admin.close()
})

const routes = listRoutes()

test("every route has its visits, and every visit its route", () => {
  expect(Object.keys(VISITS).sort()).toEqual(routes.map((route) => route.file).sort())
})

describe.each(routes)("$path", ({ file, path }) => {
  test("tells nothing of another shop, and changes nothing there", async () => {
    const before = await fingerprintOf(theirs.shop)
    const module = (await import(/* @vite-ignore */ `../../app/${file}`)) as RouteModule
    const visits = VISITS[file]?.(theirs) ?? []
    if (module.action)
      expect(
        visits.some((visit) => visit.form),
        "its action is visited",
      ).toBe(true)
    for (const visit of visits) {
      const told = await visitAsOurs(module, path, visit)
      const asked = [...Object.values(visit.query ?? {}), ...Object.values(visit.form ?? {})]
      const rest = asked.reduce((text, echoed) => text.replaceAll(echoed, ""), told)
      expect(rest, JSON.stringify(visit)).not.toContain(theirs.mark)
      expect(rest, JSON.stringify(visit)).not.toContain(theirs.shop)
    }
    expect(await fingerprintOf(theirs.shop)).toEqual(before)
  })
})

test("the same visits to one's own rows do find them: the marks are where they should be", async () => {
  const found: Record<string, boolean> = {}
  for (const { file, path } of routes) {
    const module = (await import(/* @vite-ignore */ `../../app/${file}`)) as RouteModule
    const visits = (VISITS[file]?.(ours) ?? []).filter((visit) => !visit.form)
    const told = await Promise.all(visits.map((visit) => visitAsOurs(module, path, visit, ours)))
    found[file] = told.some((text) => text.includes(ours.mark))
  }
  const pages = ["home.tsx", "programme.tsx", "members.tsx", "member.tsx", "orders.tsx", "order.tsx"]
  expect(found).toMatchObject({
    ...Object.fromEntries(pages.map((page) => [`routes/admin/${page}`, true])),
    "routes/storefront/summary.ts": true,
    "routes/storefront/history.ts": true,
  })
})

type Handler = (args: { request: Request; params: Record<string, string>; context: object }) => unknown
type RouteModule = { loader?: Handler; action?: Handler }

/** Everything a route says to our shop's visitor: its answer or what it throws instead, headers and all, as text. */
async function visitAsOurs(module: RouteModule, path: string, visit: Visit, whose = theirs): Promise<string> {
  const params = visit.params ?? {}
  const url = new URL(
    path.replace(/:(\w+)/g, (_, name) => params[name] ?? "").replace("*", "anything"),
    "http://127.0.0.1:4001",
  )
  for (const [key, value] of Object.entries(visit.query ?? {})) url.searchParams.set(key, value)
  const request = path.startsWith("/storefront") ? proxyRequest(url, visit, whose) : adminRequest(url, visit)
  const handler = visit.form ? module.action : module.loader
  if (!handler) return ""
  const answer = async () => handler({ request, params, context: {} })
  return textOf(await answer().catch((thrown: unknown) => thrown))
}

function adminRequest(url: URL, { form }: Visit): Request {
  url.searchParams.set("shop", ours.shop)
  const headers = { authorization: `Bearer ${admin.sessionToken(ours.shop)}`, "user-agent": BROWSER }
  return new Request(url, form ? { method: "POST", headers, body: new URLSearchParams(form) } : { headers })
}

/** The shop vouches for its own customer; ids of another shop's customers can only come from a shop that lies. */
function proxyRequest(url: URL, { form }: Visit, whose: PlantedShop): Request {
  url.searchParams.set("shop", ours.shop)
  url.searchParams.set("logged_in_customer_id", digitsOf(whose.customerId))
  url.searchParams.set("timestamp", String(Math.floor(Date.now() / 1000)))
  url.searchParams.set("signature", signProxyQuery(url.searchParams, SECRET))
  const headers = { accept: "application/json", "content-type": "application/x-www-form-urlencoded" }
  return new Request(url, form ? { method: "POST", headers, body: new URLSearchParams(form) } : { headers })
}

async function textOf(answer: unknown): Promise<string> {
  if (answer instanceof Response) return JSON.stringify([...answer.headers]) + (await answer.text())
  if (answer instanceof Error) return String(answer.stack)
  const { data, init } = (answer ?? {}) as { data?: unknown; init?: unknown }
  return JSON.stringify(data === undefined ? answer : [data, init]) ?? ""
}
