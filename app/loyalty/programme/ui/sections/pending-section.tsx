import { ChoiceInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { WholeInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import type { SectionProps } from "../programme-form-schema.ts"

/** When points become usable. */
export function PendingSection({ fields }: SectionProps) {
  const { t } = useText()
  const pending = fields.pending.getFieldset()
  return (
    <FormCard title={t("programme.pending.title")} about={t("programme.pending.about")}>
      <ChoiceInput
        field={pending.from}
        label={t("programme.pending.from")}
        choices={[
          { value: "payment", label: t("programme.pending.fromPayment") },
          {
            value: "fulfilment",
            label: t("programme.pending.fromFulfilment"),
            help: t("programme.pending.fromFulfilmentHelp"),
          },
        ]}
      />
      <WholeInput field={pending.days} label={t("programme.pending.days")} help={t("programme.pending.daysHelp")} />
    </FormCard>
  )
}
