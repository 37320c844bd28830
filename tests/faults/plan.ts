import { type Random, seededRandom } from "#simulator/scenario/random.ts"
import type { FaultPlan, Happening, Kill } from "./happening.ts"
import { inventFollowUps, inventOrder } from "./plan-order.ts"

const DAY_MS = 86_400_000
const START = Date.UTC(2024, 2, 1, 8)
/** Days of the story, before the jumps stretch it. */
const STORY_DAYS = 150
/** The clock jumps when this part of the story is told: past release dates, past a year's end, past a tier's year. */
const JUMPS = [
  { afterDays: 40, days: 33 },
  { afterDays: 80, days: 300 },
  { afterDays: 120, days: 420 },
]
/** A guest joins this soon, well inside every retro window, jumps aside. */
const SOON_DAYS = 6
const PEOPLE_PER_ORDER = 7
const MERGE_EVERY = 20

/**
 * The whole world of a fault run, made from one number: who the people are, what they buy, what becomes of it, and
 * which processes die when. The same arguments give the same plan on every machine.
 */
export function planWorld(seed: number, orders: number, kills: number): FaultPlan {
  const random = seededRandom(seed)
  const people = Math.max(4, Math.ceil(orders / PEOPLE_PER_ORDER))
  const told: Happening[] = [
    { at: 0, does: "publish", programme: 0 },
    { at: (STORY_DAYS / 2) * DAY_MS, does: "publish", programme: 1 },
    { at: (STORY_DAYS / 3) * DAY_MS, does: "expire_tokens" },
  ]
  const buyers = planPeople(random, people, told)
  for (let order = 0; order < orders; order += 1) planOrder(random, order, buyers, told)
  planMerges(random, buyers, told)
  const happenings = told
    .map((one, index) => ({ one: { ...one, at: worldTime(one.at) }, index }))
    .sort((a, b) => a.one.at - b.one.at || a.index - b.index)
    .map(({ one }) => one)
  const endAt = (happenings.at(-1) as Happening).at
  return { seed, people, orders, startAt: START, endAt, happenings, kills: planKills(random, kills) }
}

type Buyer = { person: number; registersAt: number; joinsAt: number | null; guest: boolean }

/** Most join before they buy, some afterwards, some buy as guests first, some never join. */
function planPeople(random: Random, count: number, told: Happening[]): Buyer[] {
  return Array.from({ length: count }, (_, person): Buyer => {
    const at = Math.floor(random.next() * STORY_DAYS * 0.7 * DAY_MS)
    const kind = random.next()
    const guest = kind < 0.15
    const registersAt = guest ? at + 2 * DAY_MS : at
    const joinsAt = kind > 0.9 ? null : kind < 0.35 ? at + random.between(3, SOON_DAYS) * DAY_MS : registersAt + 60_000
    told.push({ at: registersAt, does: "register", person })
    if (joinsAt !== null) told.push({ at: joinsAt, does: "join", person })
    if (joinsAt !== null && random.chance(0.08)) {
      const points = random.chance(0.5) ? random.between(1, 60) : -random.between(1, 60)
      const later = joinsAt + random.between(1, 40) * DAY_MS
      told.push({ at: later, does: "goodwill", person, points, key: `goodwill ${person}` })
    }
    return { person, registersAt, joinsAt, guest }
  })
}

function planOrder(random: Random, order: number, buyers: Buyer[], told: Happening[]): void {
  const buyer = random.chance(0.02) ? null : random.pick(buyers)
  const first = buyer?.registersAt ?? 0
  // A guest's orders come before she has an account; the rest at any time from then on.
  const asGuest = buyer?.guest === true && random.chance(0.5)
  const span = STORY_DAYS * DAY_MS - first
  const at = asGuest
    ? first - random.between(1, 40) * 60 * 60_000
    : first + 120_000 + Math.floor(random.next() * (span - 120_000))
  const draft = inventOrder(random, buyer?.person ?? null, asGuest)
  told.push({ at: Math.max(0, Math.floor(at / 1000) * 1000) + 1000, does: "order", order, draft })
  told.push(...inventFollowUps(random, order, draft, Math.max(0, Math.floor(at / 1000) * 1000) + 1000))
}

/** Now and then somebody turns out to be another with a second account. */
function planMerges(random: Random, buyers: Buyer[], told: Happening[]): void {
  const alone = buyers.filter((buyer) => !buyer.guest)
  for (let index = 0; index + 1 < alone.length; index += MERGE_EVERY) {
    const [kept, gone] = alone.slice(index, index + 2) as [Buyer, Buyer]
    const since = Math.max(kept.registersAt, gone.registersAt, kept.joinsAt ?? 0, gone.joinsAt ?? 0)
    const at = since + random.between(5, 30) * DAY_MS
    told.push({ at, does: "merge", kept: kept.person, gone: gone.person })
  }
}

/** Story time stretched by the jumps that came before. */
function worldTime(storyMs: number): number {
  const jumped = JUMPS.filter((jump) => storyMs >= jump.afterDays * DAY_MS).reduce((sum, jump) => sum + jump.days, 0)
  return START + storyMs + jumped * DAY_MS
}

/** Spread over the whole run; workers are what dies most. */
function planKills(random: Random, count: number): Kill[] {
  return Array.from({ length: count }, (_, index): Kill => {
    const share = (index + random.next()) / count
    const kind = random.next()
    const victims: Kill["victims"] = kind < 0.6 ? ["worker"] : kind < 0.8 ? ["server"] : ["server", "worker"]
    return {
      when: Math.floor(share * 10_000),
      victims,
      which: random.chance(0.5) ? 0 : 1,
      afterMs: random.between(0, 60),
    }
  })
}
