import { shopDb } from "#app/lib/db.server.ts"
import { findPersons, nameOf } from "#app/records/customers/persons.server.ts"
import { gidDigits } from "#app/shopify/gid.ts"
import { getDraft } from "../../programme/programme.server.ts"
import { loadNewestVersion } from "../../programme/version.server.ts"
import { listMoved, type Preview, previewMoves } from "../preview-moves.server.ts"
import { type Direction, directionOf } from "../tier-direction.ts"
import type { TierRules } from "../tier-rules.ts"

/** Who would move by the shop's draft, as the publish dialog shows it; names of levels null: no level. */
export type MovesView = {
  finished: boolean
  done: number
  total: number
  rise: number
  fall: number
  stay: number
  moves: { from: string | null; to: string | null; direction: Direction; count: number }[]
  /** The first of those who would move. */
  members: { digits: string; name: string | null; from: string | null; to: string | null }[]
}

const SHOWN = 10
/** What is counted at once; the rest in the background. */
const AT_ONCE_MS = 1_500
const PORTION = 500

/** Counts by the draft at `at` (world time), as far as it comes; ask again until it is finished. */
export async function previewDraftMoves(shop: string, at: Date): Promise<MovesView> {
  const { preview, names } = await count(shop, at, AT_ONCE_MS)
  const moves = preview.moves.map((move) => ({
    from: names.of(move.from),
    to: names.of(move.to),
    direction: names.directionOf(move.from, move.to),
    count: move.count,
  }))
  const sum = (direction: Direction) =>
    moves.filter((move) => move.direction === direction).reduce((total, move) => total + move.count, 0)
  const [rise, fall] = [sum("rise"), sum("fall")]
  return {
    finished: preview.finished,
    done: preview.done,
    total: preview.total,
    rise,
    fall,
    stay: preview.done - rise - fall,
    moves: moves.sort((a, b) => b.count - a.count),
    members: await withNames(shop, await listMoved(shop, preview.previewId, "", SHOWN), names),
  }
}

export type MovedMember = {
  digits: string
  name: string | null
  email: string | null
  from: string | null
  to: string | null
}

/** Everybody who would move, portion by portion, for a file. Empty until the count is finished. */
export async function* walkMoved(shop: string, at: Date): AsyncGenerator<MovedMember[]> {
  const { preview, names } = await count(shop, at, 0)
  for (let after = ""; ; ) {
    const moved = await listMoved(shop, preview.previewId, after, PORTION)
    const last = moved.at(-1)
    if (!last) return
    yield await withNames(shop, moved, names)
    after = last.customerId
  }
}

type Names = {
  of: (id: string | null) => string | null
  directionOf: (from: string | null, to: string | null) => Direction
}

async function count(shop: string, at: Date, forMs: number): Promise<{ preview: Preview; names: Names }> {
  const [draft, live] = await Promise.all([getDraft(shop), loadNewestVersion(shopDb(shop), shop)])
  const tiers = draft.rules.tiers
  const before: TierRules["levels"] = live?.rules.tiers.levels ?? []
  const known = new Map([...before, ...tiers.levels].map((level) => [level.id, level.name]))
  return {
    preview: await previewMoves(shop, tiers, at, forMs),
    names: {
      of: (id) => (id === null ? null : (known.get(id) ?? id)),
      directionOf: (from, to) => directionOf(before, tiers.levels, from, to),
    },
  }
}

async function withNames(
  shop: string,
  moved: { customerId: string; from: string | null; to: string | null }[],
  names: Names,
): Promise<MovedMember[]> {
  const persons = await findPersons(
    shop,
    moved.map((one) => one.customerId),
  )
  return moved.map(({ customerId, from, to }) => ({
    digits: gidDigits("Customer", customerId),
    name: nameOf(persons.get(customerId)),
    email: persons.get(customerId)?.email ?? null,
    from: names.of(from),
    to: names.of(to),
  }))
}
