/**
 * What is chosen in a list: rows by their ids, kept while pages are turned, or everything the list's address chooses, on
 * whatever page. A list that is narrowed otherwise begins with nothing chosen.
 */
export type Selection = { kind: "some"; ids: readonly string[] } | { kind: "all" }

export const NOTHING_CHOSEN: Selection = { kind: "some", ids: [] }

/** What the table tells: one row, the rows of the page, a stretch of them (positions, both within), or everything. */
export type SelectionChange =
  | { on: boolean; what: "row"; id: string }
  | { on: boolean; what: "page" }
  | { on: boolean; what: "stretch"; from: number; to: number }
  | { on: boolean; what: "all" }

/** So many single rows at most, since one request names them all. */
export const MOST_CHOSEN = 100

/** `shown`: the ids of the page's rows, in order. */
export function changeSelection(before: Selection, change: SelectionChange, shown: readonly string[]): Selection {
  if (change.what === "all") return change.on ? { kind: "all" } : NOTHING_CHOSEN
  // Taking something away from "everything" leaves the rows that can be seen.
  const known = before.kind === "all" ? shown : before.ids
  if (before.kind === "all" && change.what === "page") return NOTHING_CHOSEN
  const meant = meantBy(change, shown)
  const ids = change.on ? [...new Set([...known, ...meant])] : known.filter((id) => !meant.includes(id))
  return { kind: "some", ids: ids.slice(0, MOST_CHOSEN) }
}

function meantBy(change: Exclude<SelectionChange, { what: "all" }>, shown: readonly string[]): readonly string[] {
  switch (change.what) {
    case "row":
      return [change.id]
    case "page":
      return shown
    case "stretch":
      return shown.slice(Math.min(change.from, change.to), Math.max(change.from, change.to) + 1)
  }
}

export function isChosen(selection: Selection, id: string): boolean {
  return selection.kind === "all" || selection.ids.includes(id)
}

/** How many are chosen; "All" when nobody has counted them. */
export function countChosen(selection: Selection): number | "All" {
  return selection.kind === "all" ? "All" : selection.ids.length
}
