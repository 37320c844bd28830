import { readChoices, readDays, readRange } from "#app/lib/list-query.ts"
import type { Text } from "./text.tsx"

/** What a list can be narrowed by, as people see it; `name` is the address's. */
export type ListFilter =
  | {
      name: string
      label: string
      kind: "choices"
      choices: { value: string; label: string; helpText?: string }[]
    }
  | { name: string; label: string; kind: "range"; unit?: string }
  | { name: string; label: string; kind: "days" }

/** What a filter is set to: "Gold, Silver", "100 – 500", "from 1 Jan 2026". */
export function filterWords(filter: ListFilter, value: string, { t, number, date }: Text): string {
  switch (filter.kind) {
    case "choices": {
      const labels = new Map(filter.choices.map((choice) => [choice.value, choice.label]))
      return readChoices(value)
        .map((one) => labels.get(one) ?? one)
        .join(", ")
    }
    case "range": {
      const { min, max } = readRange(value)
      return between(min === null ? null : number(min), max === null ? null : number(max), t)
    }
    case "days": {
      const { from, to } = readDays(value)
      // Noon UTC is the same day in every zone but the outermost, and nobody keeps shop there.
      const written = (day: string | null) => (day === null ? null : date(`${day}T12:00:00Z`))
      return between(written(from), written(to), t)
    }
  }
}

function between(from: string | null, to: string | null, t: Text["t"]): string {
  if (from !== null && to !== null) return from === to ? from : t("lists.between", { from, to })
  if (from !== null) return t("lists.from", { from })
  return t("lists.upTo", { to: to ?? "" })
}
