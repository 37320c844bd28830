export type Page<T> = {
  rows: T[]
  total: number
  page: number
  pages: number
  previous: string | null
  next: string | null
}

const PAGE_SIZE = 25

/** Page `asked` (from 1) of `all`; the links keep the search. */
export function paginate<T>(all: T[], asked: string | undefined, search: string): Page<T> {
  const pages = Math.max(1, Math.ceil(all.length / PAGE_SIZE))
  const wanted = /^\d{1,6}$/.test(asked ?? "") ? Number(asked) : 1
  const page = Math.min(Math.max(1, wanted), pages)
  const link = (target: number) => `?${new URLSearchParams({ ...(search ? { q: search } : {}), page: String(target) })}`
  return {
    rows: all.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE),
    total: all.length,
    page,
    pages,
    previous: page > 1 ? link(page - 1) : null,
    next: page < pages ? link(page + 1) : null,
  }
}

/** True when each word of `search` occurs somewhere in `fields`. Case does not matter. */
export function matches(search: string, fields: (string | null | undefined)[]): boolean {
  const text = fields.filter(Boolean).join(" ").toLocaleLowerCase()
  return search
    .toLocaleLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
