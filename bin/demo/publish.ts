import { defaultProgrammeRules, type ProgrammeRules } from "#app/loyalty/programme/programme-rules.ts"
import { EURO_DAY } from "#simulator/scenario/open-shop.ts"
import { offerRewards } from "./offer-rewards.ts"
import type { World } from "./start-world.ts"

/** What the merchant of the scenario publishes, and from when: lev at first, then euro, then a shorter wait. */
const VERSIONS: { from: Date; rules: ProgrammeRules }[] = [
  { from: new Date(0), rules: firstRules() },
  { from: EURO_DAY, rules: { ...firstRules(), tiers: euroTiers() } },
  {
    from: new Date("2026-06-01T09:00:00+03:00"),
    rules: { ...firstRules(), tiers: euroTiers(), pending: { from: "fulfilment", days: 10 } },
  },
]

function firstRules(): ProgrammeRules {
  const rules = defaultProgrammeRules("BGN", 100)
  const levels = rules.tiers.levels.map((level) => ({ ...level, threshold: level.threshold * 2 }))
  return {
    ...rules,
    // Two points a euro are worth what one point a lev was: members lose nothing by the change of money.
    rates: { BGN: { points: 1, perMinor: 100 }, EUR: { points: 2, perMinor: 100 } },
    tiers: { ...rules.tiers, levels },
  }
}

function euroTiers(): ProgrammeRules["tiers"] {
  return defaultProgrammeRules("EUR", 100).tiers
}

/** Publishes, through the product's own function, each version whose day has come and that is not out yet. */
export async function publishWhatIsDue(world: World, at: Date): Promise<void> {
  const { listVersions } = await programme(world)
  const due = VERSIONS.filter(({ from }) => from <= at)
  const published = (await listVersions(world.shop)).length
  for (const { rules } of due.slice(published)) {
    // The app hears of the euro with the first order in euro; before that no merchant could set thresholds in it.
    if ((await currencyOf(world)) !== rules.tiers.currency) return
    await publishRules(world, rules, at)
    if (rules.tiers.currency === "EUR") await offerRewards(world)
  }
}

async function currencyOf(world: World): Promise<string | null> {
  process.env.DATABASE_URL = world.databaseUrl
  const { findShop } = await import("#app/records/shops/shops.server.ts")
  return (await findShop(world.shop))?.currency ?? null
}

/** The programme a new shop starts with, in euro. */
export async function publishDefault(world: World, at: Date): Promise<void> {
  await publishRules(world, defaultProgrammeRules("EUR", 100), at)
}

async function publishRules(world: World, rules: ProgrammeRules, at: Date): Promise<void> {
  const { publish, saveDraft } = await programme(world)
  await saveDraft(world.shop, rules)
  const outcome = await publish(world.shop, "demo", at)
  if (!outcome.ok) throw new Error(`the programme was not published: ${JSON.stringify(outcome)}`)
}

/** The product's own functions, on this world's database. */
async function programme(world: World) {
  process.env.DATABASE_URL = world.databaseUrl
  return import("#app/loyalty/programme/programme.server.ts")
}
