import { randomBytes } from "node:crypto"
import { expect, test } from "vitest"
import { inShop, shopDb } from "#app/lib/db.server.ts"
import { dropOldPrivacy, listViews, recordView } from "./access-log.server.ts"
import { answerRequests, type Registry } from "./answer-requests.server.ts"
import { downloadFile } from "./download-file.server.ts"
import { type IncomingRequest, keepRequest, listRequests } from "./request-rows.server.ts"
import { getPrivacyPage } from "./ui-data/privacy-page.server.ts"

const AT = new Date("2026-03-10T10:00:00Z")
const DAY_MS = 86_400_000
const newShop = () => `p${randomBytes(6).toString("hex")}.myshopify.com`
const later = (days: number) => new Date(AT.getTime() + days * DAY_MS)

const REQUEST: IncomingRequest = {
  requestId: "data_request-1",
  kind: "data_request",
  customerId: "gid://shopify/Customer/1",
  email: "anna@example.com",
  phone: null,
  orderIds: [],
}

const registry = (change: Partial<Registry> = {}): Registry => ({
  showPerson: async () => [{ place: "customer", holds: "name", kept: "until erased", data: [{ firstName: "Анна" }] }],
  erasePerson: async () => {},
  eraseShop: async () => {},
  ...change,
})

const answer = (change: Partial<Registry> = {}, at = AT) =>
  answerRequests(registry(change), () => at, new AbortController().signal)

const ask = (shop: string, change: Partial<IncomingRequest> = {}) =>
  inShop(shop, (tx) => keepRequest(tx, shop, { ...REQUEST, ...change }, AT))

test("a request that fails keeps its reason without any value, waits, and holds up no other", async () => {
  const [bad, good] = [newShop(), newShop()]
  await ask(bad)
  await ask(good)
  const showPerson: Registry["showPerson"] = async ({ shop }) => {
    if (shop === bad) throw new Error(`Key (email)=(anna@example.com) of "Анна" is strange`)
    return []
  }
  expect(await answer({ showPerson })).toBe(1)
  expect((await listRequests(good))[0]).toMatchObject({ doneAt: AT, hasFile: true })
  const [failed] = await listRequests(bad)
  expect(failed).toMatchObject({ doneAt: null, error: expect.stringContaining("is strange") })
  expect(failed?.error).not.toMatch(/anna|Анна/)
  expect(await answer()).toBe(0) // it rests
  await shopDb(bad).query(`UPDATE "PrivacyRequest" SET "nextTryAt" = now() WHERE "shop" = $1`, [bad])
  expect(await answer()).toBe(1)
})

test("the page lists requests with their day, those that are late, and the views; nothing of it is of another shop", async () => {
  const [shop, other] = [newShop(), newShop()]
  await ask(shop)
  await ask(shop, { requestId: "redact-1", kind: "redact" })
  await recordView(shop, { staffId: "42", what: "member", subject: "gid://shopify/Customer/1", at: AT })
  await recordView(shop, { staffId: "42", what: "orders", subject: null, at: later(1) })
  const page = await getPrivacyPage(shop, later(31))
  expect(page.requests).toMatchObject([
    { requestId: "data_request-1", customer: "1", dueAt: later(30).toISOString(), late: true, hasFile: false },
    { requestId: "redact-1", late: true },
  ])
  expect((await getPrivacyPage(shop, later(29))).requests.map((one) => one.late)).toEqual([false, false])
  expect(page.views.map(({ what, staffId, subject }) => [what, staffId, subject?.url ?? null])).toEqual([
    ["orders", "42", null],
    ["member", "42", "/app/members/1"],
  ])
  expect(await getPrivacyPage(other, AT)).toEqual({ requests: [], views: [] })
})

test("a download is written down with who took it; another shop gets nothing", async () => {
  const shop = newShop()
  await ask(shop)
  await answer()
  const taken = { title: "Данни за човек", staffId: "42", at: later(2) }
  const json = await downloadFile(shop, REQUEST.requestId, { form: "json", ...taken })
  expect(json).toMatchObject({ name: "data_request-1.json", type: "application/json" })
  expect(JSON.parse(json.text)).toMatchObject({ shop, places: [{ data: [{ firstName: "Анна" }] }] })
  expect((await downloadFile(shop, REQUEST.requestId, { form: "html", ...taken })).text).toContain("<td>Анна</td>")
  expect(await listViews(shop)).toMatchObject([
    { what: "privacy_file", subject: "data_request-1", staffId: "42", at: later(2) },
    { what: "privacy_file" },
  ])
  await expect(downloadFile(newShop(), REQUEST.requestId, { form: "json", ...taken })).rejects.toMatchObject({
    code: "not_found",
  })
})

test("views go after 180 days and files after 60; that somebody asked stays", async () => {
  const shop = newShop()
  await ask(shop)
  await answer()
  await recordView(shop, { staffId: "42", what: "members", subject: null, at: AT })
  await recordView(shop, { staffId: "42", what: "members", subject: null, at: later(100) })
  await dropOldPrivacy(later(59))
  expect(await listRequests(shop)).toMatchObject([{ hasFile: true }])
  await dropOldPrivacy(later(61))
  expect(await listRequests(shop)).toMatchObject([{ hasFile: false, doneAt: AT }])
  expect(await listViews(shop)).toHaveLength(2)
  await dropOldPrivacy(later(181))
  expect(await listViews(shop)).toMatchObject([{ at: later(100) }])
})
