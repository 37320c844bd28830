import { type RewardGives, rewardTermsSchema } from "#app/loyalty/rewards/reward.ts"
import type { World } from "./start-world.ts"

/** What the merchant of the scenario lets points buy, and how it is called in the three languages. */
const OFFERED: { gives: RewardGives; name: string; bg: string; ru: string }[] = [
  {
    gives: { kind: "amount_off", points: 250, amountMinor: 500 },
    name: "€5 off your next order",
    bg: "5 € отстъпка от следващата поръчка",
    ru: "Скидка 5 € на следующий заказ",
  },
  {
    gives: {
      kind: "amount_off_slider",
      unitPoints: 50,
      unitMinor: 100,
      minPoints: 100,
      stepPoints: 50,
      maxPoints: 1000,
    },
    name: "As much off as you like",
    bg: "Отстъпка, колкото пожелаете",
    ru: "Скидка, сколько захотите",
  },
  {
    gives: { kind: "free_shipping", points: 150, maxShippingMinor: null },
    name: "Free delivery",
    bg: "Безплатна доставка",
    ru: "Бесплатная доставка",
  },
  {
    gives: { kind: "custom", points: 600, instructions: "Come to the roastery on a Saturday and show this." },
    name: "A tasting for two",
    bg: "Дегустация за двама",
    ru: "Дегустация на двоих",
  },
]

/** Offers rewards, through the product's own functions, as soon as the shop reckons in euro; once. */
export async function offerRewards({ databaseUrl, shop }: World): Promise<void> {
  process.env.DATABASE_URL = databaseUrl
  const { listRewards, saveReward, setRewardState } = await import("#app/loyalty/rewards/rewards.server.ts")
  if ((await listRewards(shop, ["active", "paused", "archived"])).length > 0) return
  for (const { gives, name, bg, ru } of OFFERED) {
    const translations = { bg: { name: bg }, ru: { name: ru } }
    const terms = rewardTermsSchema.parse({ schema: 1, name, translations, currency: "EUR", gives })
    const saved = await saveReward(shop, { rewardId: null, terms, stock: null })
    if (saved.ok) await setRewardState(shop, saved.rewardId, "active")
  }
}
