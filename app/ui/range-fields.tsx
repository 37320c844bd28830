import { readRange, writeEnds } from "#app/lib/list-query.ts"
import { toCanonical, toLocal } from "#app/lib/local-number.ts"
import { EndsForm } from "./ends-form.tsx"
import { useText } from "./text.tsx"

type Props = { label: string; value: string; unit?: string; onApply: (value: string) => void }

/** Whole numbers from … to …, as a list's filter. */
export function RangeFields({ unit, ...props }: Props) {
  const { t, locale } = useText()
  const { min, max } = readRange(props.value)
  const problemOf = (end: string) => (end === "" || /^\d{1,15}$/.test(end) ? undefined : t("errors:not_whole"))
  return (
    <EndsForm
      {...props}
      start={[toLocal(String(min ?? ""), locale), toLocal(String(max ?? ""), locale)]}
      input={{ suffix: unit, inputMode: "numeric" }}
      read={(typed) => {
        const [least, most] = [toCanonical(typed[0], locale), toCanonical(typed[1], locale)]
        return {
          ends: [
            { label: t("lists.least"), problem: problemOf(least) },
            { label: t("lists.most"), problem: problemOf(most) },
          ],
          value: writeEnds(least, most),
        }
      }}
    />
  )
}
