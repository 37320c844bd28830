import { ChoiceInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { WholeInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import type { SectionProps } from "../programme-form-schema.ts"

/** What orders from before the programme are worth. */
export function HistorySection({ fields }: SectionProps) {
  const { t } = useText()
  const history = fields.history.getFieldset()
  return (
    <FormCard title={t("programme.history.title")} about={t("programme.history.about")}>
      <ChoiceInput
        field={history.points}
        label={t("programme.history.points")}
        choices={[
          { value: "none", label: t("programme.history.none"), help: t("programme.history.noneHelp") },
          { value: "since", label: t("programme.history.since"), help: t("programme.history.sinceHelp") },
        ]}
      />
      <WholeInput
        field={history.sinceDays}
        label={t("programme.history.sinceDays")}
        help={t("programme.history.sinceDaysHelp")}
      />
    </FormCard>
  )
}
