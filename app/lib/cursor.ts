/** A place in a list that is ordered by moment (newest first), then id: as text for an address, and back. */
export type Cursor = { at: Date; id: string }

export function writeCursor({ at, id }: Cursor): string {
  return `${at.toISOString()} ${id}`
}

/** Null for anything that `writeCursor` did not write: the list then starts at its beginning. */
export function readCursor(text: string | null): Cursor | null {
  if (!text || text.length > 300) return null
  const [moment, id, ...rest] = text.split(" ")
  const at = new Date(moment ?? "")
  return id && rest.length === 0 && !Number.isNaN(at.getTime()) ? { at, id } : null
}

/** Which part of a list an address asks for. */
export type ListQuery = { after: string | null; search: string }

export function readListQuery(url: string): ListQuery {
  const query = new URL(url).searchParams
  return { after: query.get("after"), search: (query.get("q") ?? "").trim().slice(0, 100) }
}
