import { BlockStack } from "@shopify/polaris"
import { CheckInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { SectionProps } from "../programme-form-schema.ts"

/** Which money earns. */
export function BasisSection({ fields }: SectionProps) {
  const { t } = useText()
  const basis = fields.basis.getFieldset()
  return (
    <FormCard title={t("programme.basis.title")} about={t("programme.basis.about")}>
      <BlockStack gap="200">
        <CheckInput field={basis.taxes} label={t("programme.basis.taxes")} />
        <CheckInput field={basis.shipping} label={t("programme.basis.shipping")} />
        <CheckInput field={basis.duties} label={t("programme.basis.duties")} />
        <CheckInput
          field={basis.giftCardPayments}
          label={t("programme.basis.giftCardPayments")}
          help={t("programme.basis.giftCardPaymentsHelp")}
        />
      </BlockStack>
    </FormCard>
  )
}
