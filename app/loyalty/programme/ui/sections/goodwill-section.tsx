import { FormCard } from "#app/ui/form-card.tsx"
import { WholeInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import type { SectionProps } from "../programme-form-schema.ts"

/** How much staff may give or take by hand. */
export function GoodwillSection({ fields }: SectionProps) {
  const { t } = useText()
  const goodwill = fields.goodwill.getFieldset()
  return (
    <FormCard title={t("programme.goodwill.title")} about={t("programme.goodwill.about")}>
      <WholeInput
        field={goodwill.maxPoints}
        label={t("programme.goodwill.max")}
        help={t("programme.goodwill.maxHelp")}
      />
    </FormCard>
  )
}
