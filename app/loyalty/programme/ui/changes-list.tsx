import { List } from "@shopify/polaris"
import { useText } from "#app/ui/text.tsx"
import { changeWords, type ProgrammeChange } from "./programme-changes.ts"

/** What publishing changes, in words. Thresholds of spend are in `currency`, the shop's. */
export function ChangesList({ changes, currency }: { changes: ProgrammeChange[]; currency: string }) {
  const text = useText()
  return (
    <List>
      {changes.map((change) => (
        <List.Item key={JSON.stringify(change)}>{changeWords(change, currency, text)}</List.Item>
      ))}
    </List>
  )
}
