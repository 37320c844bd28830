/**
 * Going through a list in the order of one index while its rows are looked through for something no index knows. Each step
 * looks at so many entries and no more; after so many steps the walk rests, tells what it found and where it stands, and
 * the reader decides whether to go on. So a page costs the same however big the shop is and however rare what is sought.
 */
export type Place = { value: string; id: string }

/** What a step found, in order, with the place of each row; `end`: the last entry looked at, null when there are no more. */
export type Step<Row> = { rows: { row: Row; place: Place }[]; end: Place | null }

/** `unfinished`: it rested before the page was full; there may be more, or nothing. */
export type Walked<Row> = { rows: Row[]; next: Place | null; unfinished: boolean }

/** So many steps a page of the admin takes before it rests. */
export const MOST_STEPS = 25

export async function walkList<Row>(
  step: (after: Place | null, wanted: number) => Promise<Step<Row>>,
  { after, limit, mostSteps }: { after: Place | null; limit: number; mostSteps: number },
): Promise<Walked<Row>> {
  const found: Step<Row>["rows"] = []
  let place = after
  for (let steps = 0; steps < mostSteps; steps += 1) {
    // One more than is shown tells whether there is a next page.
    const { rows, end } = await step(place, limit + 1 - found.length)
    found.push(...rows)
    const full = found.length > limit
    if (full || end === null) {
      const shown = found.slice(0, limit)
      return { rows: shown.map(({ row }) => row), next: full ? (shown.at(-1)?.place ?? null) : null, unfinished: false }
    }
    place = end
  }
  return { rows: found.map(({ row }) => row), next: place, unfinished: true }
}

/** Every page of a list, one after the other. */
export async function* pagesOf<Page extends { next: string | null }>(
  read: (after: string | null) => Promise<Page>,
): AsyncGenerator<Page> {
  let after: string | null = null
  do {
    const page: Page = await read(after)
    yield page
    after = page.next
  } while (after !== null)
}

/** A place as text for an address, and back; null for anything that `writePlace` did not write. */
export function writePlace({ value, id }: Place): string {
  return `${id} ${value}`
}

export function readPlace(text: string | null, isValue: (value: string) => boolean): Place | null {
  const [, id, value] = /^(gid:\/\/shopify\/[A-Za-z]+\/\d{1,20}) ([^\0]{1,300})$/.exec(text ?? "") ?? []
  return id !== undefined && value !== undefined && isValue(value) ? { value, id } : null
}

export const isMoment = (value: string): boolean =>
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) && !Number.isNaN(new Date(value).getTime())

export const isAmount = (value: string): boolean => /^-?\d{1,15}$/.test(value)
