import { Button, InlineGrid, InlineStack } from "@shopify/polaris"
import { PlusIcon } from "@shopify/polaris-icons"
import { useErrorText } from "#app/ui/error-text.ts"
import { FieldProblem } from "#app/ui/field-problem.tsx"
import { SelectInput, TextInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { MoneyInput, WholeInput } from "#app/ui/number-inputs.tsx"
import { RemoveButton } from "#app/ui/remove-button.tsx"
import { useText } from "#app/ui/text.tsx"
import type { SectionProps } from "../programme-form-schema.ts"

/** Points per amount spent, a row for each currency. */
export function RatesSection({ form, fields }: SectionProps) {
  const { t } = useText()
  const rows = fields.rates.getFieldList()
  return (
    <FormCard title={t("programme.rates.title")} about={t("programme.rates.about")}>
      {rows.map((row, index) => {
        const rate = row.getFieldset()
        const currency = (rate.currency.value ?? "").toUpperCase().slice(0, 3)
        return (
          <InlineStack key={row.key} gap="300" blockAlign="start" wrap={false}>
            <div style={{ flex: 1 }}>
              <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
                <WholeInput field={rate.points} label={t("programme.rates.points")} />
                <MoneyInput field={rate.per} label={t("programme.rates.per")} currency={currency} />
                <TextInput field={rate.currency} label={t("programme.rates.currency")} maxLength={3} />
              </InlineGrid>
            </div>
            <RemoveButton
              label={t("programme.rates.remove", { currency })}
              onRemove={() => form.remove({ name: fields.rates.name, index })}
            />
          </InlineStack>
        )
      })}
      <FieldProblem message={useErrorText(fields.rates.errors)} />
      <InlineStack>
        <Button
          icon={PlusIcon}
          onClick={() =>
            form.insert({
              name: fields.rates.name,
              defaultValue: { currency: "", points: "1", per: "1" },
            })
          }
        >
          {t("programme.rates.add")}
        </Button>
      </InlineStack>
      <SelectInput
        field={fields.rounding}
        label={t("programme.rounding.label")}
        help={t("programme.rounding.help")}
        choices={[
          { value: "floor", label: t("programme.rounding.floor") },
          { value: "half_up", label: t("programme.rounding.half_up") },
          { value: "ceiling", label: t("programme.rounding.ceiling") },
        ]}
      />
    </FormCard>
  )
}
