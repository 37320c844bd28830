import { setTimeout as sleep } from "node:timers/promises"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { postJson } from "../demo/scenario.ts"
import type { WorldFile } from "../demo/world-file.ts"
import { deliverSigned } from "../regulars/signed-delivery.ts"
import { chooseSubjects } from "./subjects.ts"

/** Every picture is taken in this minute of the world, a morning after the story has ended. */
const MOMENT = "2026-11-03T10:24:00+02:00"
const PATIENCE_MS = 20_000

/** What the story leaves out: a message that nobody can read, and a person who asks for their data. */
export async function setTheScene(world: WorldFile): Promise<void> {
  await stopTheClock(world)
  const { appOrigin, apiSecret, shop } = world
  const send = (topic: string, body: object) =>
    deliverSigned(appOrigin, apiSecret, { shop, topic, body: JSON.stringify(body), eventId: `scene-${topic}` })
  const client = await connectAcrossShops(world.databaseUrl)
  try {
    await send("orders/paid", { name: "#1" })
    await waitFor(client, `SELECT FROM "WebhookEvent" WHERE "dedupKey" = 'scene-orders/paid' AND "state" = 'failed'`)
    const { customerId } = await chooseSubjects(world.databaseUrl, shop)
    await send("customers/data_request", {
      shop_id: 1,
      shop_domain: shop,
      orders_requested: [],
      customer: { id: Number(customerId), email: "regular@example.com", phone: null },
      data_request: { id: 4711 },
    })
    await waitFor(client, `SELECT FROM "PrivacyRequest" WHERE "doneAt" IS NOT NULL`)
  } finally {
    await client.end()
  }
}

/** Puts the world's clock back to the minute in which pictures are taken. */
export async function stopTheClock(world: WorldFile): Promise<void> {
  await postJson(`${world.simulatorOrigin}/_control/clock`, { set: new Date(MOMENT).toISOString() })
}

async function waitFor(client: { query: (sql: string) => Promise<{ rowCount: number | null }> }, sql: string) {
  const until = Date.now() + PATIENCE_MS
  while ((await client.query(sql)).rowCount === 0) {
    if (Date.now() > until) throw new Error(`The world does not come to rest: ${sql}`)
    await sleep(100)
  }
}
