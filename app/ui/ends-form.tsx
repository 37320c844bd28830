import { BlockStack, Button, InlineStack, TextField, type TextFieldProps } from "@shopify/polaris"
import { useState } from "react"
import { useText } from "./text.tsx"

/** One end of a stretch as its field shows it; `problem`: why it cannot be applied. */
type End = { label: string; problem: string | undefined }

type Props = {
  label: string
  /** What stands in the fields at first. */
  start: [string, string]
  /** What the filter is set to; "": not at all. */
  value: string
  /** The two fields for what is typed in them, and the filter that it makes. */
  read: (typed: [string, string]) => { ends: [End, End]; value: string }
  input: Pick<TextFieldProps, "type" | "suffix" | "inputMode">
  onApply: (value: string) => void
}

/** From … to …, as a list's filter; either end may stay open. */
export function EndsForm({ label, start, value, read, input, onApply }: Props) {
  const { t } = useText()
  const [typed, setTyped] = useState(start)
  const { ends, value: next } = read(typed)
  const fine = ends.every(({ problem }) => problem === undefined)
  return (
    <form
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault()
        if (fine) onApply(next)
      }}
    >
      <BlockStack gap="300">
        {ends.map((end, at) => (
          <TextField
            key={end.label}
            {...input}
            label={end.label}
            value={typed[at]}
            onChange={(text) => setTyped(at === 0 ? [text, typed[1]] : [typed[0], text])}
            error={end.problem}
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
