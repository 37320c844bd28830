import type { Hono } from "hono"
import type { ShopperRedemption, ShopperReward } from "#app/loyalty/rewards/shopper-rewards.ts"

/** What the app behind a browser test offers for points, and what was redeemed so far. */
export type RewardAnswers = {
  rewards: ShopperReward[]
  redemptions: ShopperRedemption[]
  /** The keys of all confirmations that arrived, repeated ones too. */
  keys: string[]
  /** Whether Shopify has made the codes; until then a redemption is drawn. */
  makes: boolean
}

export const CODE = "ZRANCE-7KQ4M2XA"
const AT = "2026-11-20T10:00:00Z"

const reward = (id: string, name: string, points: number, minor: number): ShopperReward => ({
  id,
  kind: "amount_off",
  name,
  description: "",
  points,
  worth: { minor, currency: "EUR" },
  slider: null,
  minimumSpend: null,
  stock: null,
  ok: true,
  reason: null,
  missing: 0,
})

/** Five euro off for an order of some size, points by a slider, and more than Anna has. */
export const firstRewards = (): RewardAnswers => ({
  rewards: [
    {
      ...reward("five", "5 € off", 500, 500),
      description: "For your next parcel of freshly roasted coffee.",
      minimumSpend: { minor: 2500, currency: "EUR" },
    },
    {
      ...reward("slider", "Points for money", 100, 0),
      kind: "amount_off_slider",
      worth: null,
      slider: { step: 100, max: 2000, most: 1200, unitPoints: 100, unitMinor: 100, currency: "EUR" },
    },
    { ...reward("kettle", "50 € off", 5000, 5000), ok: false, reason: "not_enough_points", missing: 3760 },
  ],
  redemptions: [],
  keys: [],
  makes: true,
})

/** Redeems as the app does: one key is one redemption, whose code is there when the list is asked for next. */
export function answerRewards(routes: Hono, app: { offered: RewardAnswers }): void {
  const shown = () => ({ rewards: app.offered.rewards, redemptions: app.offered.redemptions })
  routes.get("/storefront/rewards", (c) => {
    const { offered } = app
    if (offered.makes) offered.redemptions = offered.redemptions.map(made)
    return c.json(shown())
  })
  routes.post("/storefront/rewards", async (c) => {
    const { offered } = app
    const form = (await c.req.parseBody()) as Record<string, string>
    if (form.do === "return") {
      offered.redemptions = offered.redemptions.map((one) =>
        one.id === form.redemption ? { ...one, state: "returning", code: null, apply: null } : one,
      )
      return c.json(shown())
    }
    const wanted = offered.rewards.find(({ id }) => id === form.reward)
    if (!wanted?.ok) return c.json({ error: wanted?.reason ?? "not_offered", missing: wanted?.missing ?? 0 }, 409)
    const key = form.key ?? ""
    if (!offered.keys.includes(key))
      offered.redemptions = [drawn(key, wanted, Number(form.points)), ...offered.redemptions]
    offered.keys.push(key)
    return c.json({ ...shown(), redemption: offered.redemptions.find(({ id }) => id === key) })
  })
}

const drawn = (id: string, { kind, name, slider, worth }: ShopperReward, points: number): ShopperRedemption => ({
  id,
  kind,
  name,
  state: "drawn",
  points,
  worth: slider ? { minor: (points * slider.unitMinor) / slider.unitPoints, currency: slider.currency } : worth,
  code: null,
  apply: null,
  instructions: null,
  at: AT,
  expiresAt: "2026-12-20T10:00:00Z",
})

const made = (one: ShopperRedemption): ShopperRedemption =>
  one.state === "drawn" ? { ...one, state: "issued", code: CODE, apply: `/discount/${CODE}` } : one
