import { BlockStack, Button, InlineStack, TextField } from "@shopify/polaris"
import { useState } from "react"
import { isDay, readDays, writeEnds } from "#app/lib/list-query.ts"
import { useText } from "./text.tsx"

type Props = { label: string; value: string; onApply: (value: string) => void }

/** Calendar days of the shop from … to …, as a list's filter; either end may stay open. */
export function PeriodFields({ label, value, onApply }: Props) {
  const { t } = useText()
  const { from, to } = readDays(value)
  const [ends, setEnds] = useState([from ?? "", to ?? ""])
  const [first = "", last = ""] = ends
  const backwards = isDay(first) && isDay(last) && first > last
  const set = (at: number) => (typed: string) => setEnds(ends.map((end, index) => (index === at ? typed : end)))
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        if (!backwards) onApply(writeEnds(isDay(first) ? first : "", isDay(last) ? last : ""))
      }}
    >
      <BlockStack gap="300">
        {[t("lists.firstDay"), t("lists.lastDay")].map((name, at) => (
          <TextField
            key={name}
            type="date"
            label={name}
            value={ends[at]}
            onChange={set(at)}
            error={backwards && at === 1 ? t("lists.backwards") : undefined}
            autoComplete="off"
          />
        ))}
        <InlineStack gap="200">
          <Button submit variant="primary" disabled={backwards}>
            {t("lists.apply")}
          </Button>
          {value === "" ? null : <Button onClick={() => onApply("")}>{t("lists.clear")}</Button>}
        </InlineStack>
      </BlockStack>
    </form>
  )
}
