import { randomUUID } from "node:crypto"
import { vi } from "vitest"
import { connectAcrossShops } from "#app/lib/scoped-statement.server.ts"
import { rewardTermsSchema } from "#app/loyalty/rewards/reward.ts"
import { openStorefront } from "#simulator/scenario/shopper.ts"
import { publishDefault } from "../../../bin/demo/publish.ts"
import type { World } from "../../../bin/demo/start-world.ts"
import { deliverSigned } from "../../../bin/regulars/signed-delivery.ts"

/** Whom and what the pages can show, as digits of gids. */
export type Filled = {
  memberId: string
  guestId: string
  orderId: string
  waitingOrderId: string
  workId: string
  rewardId: string
}

/** A published programme, a member with an order, somebody who did not join, a request for data, a message that was given up. */
export async function fillShop(world: World): Promise<Filled> {
  await publishDefault(world, new Date())
  const [member, guest] = await Promise.all([
    buy(world, { email: "maria@example.com", name: ["Мария", "Иванова"], joins: true }),
    buy(world, { email: "boris@example.com", name: ["Борис", "Колев"], joins: false }),
  ])
  const { appOrigin, apiSecret, shop } = world
  const send = (topic: string, body: object) =>
    deliverSigned(appOrigin, apiSecret, { shop, topic, body: JSON.stringify(body), eventId: `planted-${topic}` })
  await send("orders/paid", { name: "#1" })
  await send("customers/data_request", {
    shop_id: 1,
    shop_domain: shop,
    orders_requested: [],
    customer: { id: Number(member.customerId), email: "maria@example.com", phone: null },
    data_request: { id: 77 },
  })
  return {
    memberId: member.customerId,
    guestId: guest.customerId,
    orderId: member.orderId,
    waitingOrderId: guest.orderId,
    workId: await failedWork(world),
    rewardId: await offeredReward(world),
  }
}

/** 5.00 off for 500 points, as the merchant would have made it. */
async function offeredReward({ databaseUrl, shop }: World): Promise<string> {
  const client = await connectAcrossShops(databaseUrl)
  try {
    const rewardId = randomUUID()
    const terms = rewardTermsSchema.parse({
      schema: 1,
      name: "5 off your next order",
      currency: "EUR",
      gives: { kind: "amount_off", points: 500, amountMinor: 500 },
    })
    await client.query(
      `INSERT INTO "Reward" ("shop", "rewardId", "state", "terms", "place") VALUES ($1, $2, 'active', $3, 1)`,
      [shop, rewardId, JSON.stringify(terms)],
    )
    return rewardId
  } finally {
    await client.end()
  }
}

/** The damaged message, as soon as it was given up. */
async function failedWork({ databaseUrl }: World): Promise<string> {
  const client = await connectAcrossShops(databaseUrl)
  try {
    const find = async () => {
      const sql = `SELECT "id" FROM "WebhookEvent" WHERE "dedupKey" = 'planted-orders/paid' AND "attempts" > 0`
      const { rows } = await client.query<{ id: string }>(sql)
      if (!rows[0]) throw new Error("the message is not given up yet")
      return `event-${rows[0].id}`
    }
    return await vi.waitFor(find, { timeout: 20_000 })
  } finally {
    await client.end()
  }
}

type Buyer = { email: string; name: [string, string]; joins: boolean }

async function buy(world: World, { email, name, joins }: Buyer): Promise<{ customerId: string; orderId: string }> {
  const shopper = openStorefront(world.storefrontOrigin)
  await shopper.register(email, ...name)
  if (joins) await shopper.join()
  const page = await (await shopper.get("/products/ethiopia-guji")).text()
  await shopper.addToCart(/name="id"[^>]*value="(\d+)"/.exec(page)?.[1] ?? "", 4)
  const orderId = await shopper.checkOut(joins ? "card" : "cash_on_delivery")
  const answer = await fetch(`${world.simulatorOrigin}/_control/shops/${world.shop}/customers/${email}`)
  const { id } = (await answer.json()) as { id: string }
  return { customerId: id.replace(/^.*\//, ""), orderId }
}
