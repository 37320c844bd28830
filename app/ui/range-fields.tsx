import { BlockStack, Button, InlineStack, TextField } from "@shopify/polaris"
import { useState } from "react"
import { readRange, writeEnds } from "#app/lib/list-query.ts"
import { toCanonical, toLocal } from "#app/lib/local-number.ts"
import { useText } from "./text.tsx"

type Props = { label: string; value: string; unit?: string; onApply: (value: string) => void }

/** Whole numbers from … to …, as a list's filter; either end may stay open. */
export function RangeFields({ label, value, unit, onApply }: Props) {
  const { t, locale } = useText()
  const { min, max } = readRange(value)
  const [ends, setEnds] = useState([toLocal(text(min), locale), toLocal(text(max), locale)])
  const read = ends.map((end) => toCanonical(end, locale))
  const problems = read.map((end) => (end === "" || /^\d{1,15}$/.test(end) ? undefined : t("errors:not_whole")))
  const fine = problems.every((problem) => problem === undefined)
  const set = (at: number) => (typed: string) => setEnds(ends.map((end, index) => (index === at ? typed : end)))
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        if (fine) onApply(writeEnds(read[0] ?? "", read[1] ?? ""))
      }}
    >
      <BlockStack gap="300">
        {[t("lists.least"), t("lists.most")].map((name, at) => (
          <TextField
            key={name}
            label={name}
            value={ends[at]}
            onChange={set(at)}
            error={problems[at]}
            suffix={unit}
            inputMode="numeric"
            autoComplete="off"
          />
        ))}
        <InlineStack gap="200">
          <Button submit variant="primary" disabled={!fine}>
            {t("lists.apply")}
          </Button>
          {value === "" ? null : <Button onClick={() => onApply("")}>{t("lists.clear")}</Button>}
        </InlineStack>
      </BlockStack>
    </form>
  )
}

const text = (value: number | null) => (value === null ? "" : String(value))
