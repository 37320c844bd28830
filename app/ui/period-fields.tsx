import { isDay, readDays, writeEnds } from "#app/lib/list-query.ts"
import { EndsForm } from "./ends-form.tsx"
import { useText } from "./text.tsx"

type Props = { label: string; value: string; onApply: (value: string) => void }

/** Calendar days of the shop from … to …, as a list's filter. */
export function PeriodFields(props: Props) {
  const { t } = useText()
  const { from, to } = readDays(props.value)
  return (
    <EndsForm
      {...props}
      start={[from ?? "", to ?? ""]}
      input={{ type: "date" }}
      read={(typed) => {
        const [first, last] = typed.map((day) => (isDay(day) ? day : "")) as [string, string]
        const backwards = first !== "" && last !== "" && first > last
        return {
          ends: [
            { label: t("lists.firstDay"), problem: undefined },
            { label: t("lists.lastDay"), problem: backwards ? t("lists.backwards") : undefined },
          ],
          value: writeEnds(first, last),
        }
      }}
    />
  )
}
