import { Button, InlineStack } from "@shopify/polaris"
import { SelectInput, TextInput } from "#app/ui/fields.tsx"
import { useResourcePicker } from "#app/ui/resource-picker.ts"
import { useText } from "#app/ui/text.tsx"
import type { SectionProps } from "../programme-form-schema.ts"
import type { RuleField } from "./rule-card.tsx"

const CHOICES = ["products", "collections", "types", "tags", "vendors"] as const

type Props = SectionProps & { row: RuleField; required: boolean }

/** Which products a rule is about; single ones and collections can be chosen in Shopify's own picker. */
export function RuleProducts({ form, row, required }: Props) {
  const { t } = useText()
  const rule = row.getFieldset()
  const by = rule.by.value ?? ""
  const picks = by === "products" || by === "collections" ? by : null
  const pick = useResourcePicker((digits) => {
    const known = rule.values.value?.trim() ?? ""
    form.update({ name: rule.values.name, value: [known, ...digits].filter(Boolean).join("\n") })
  })
  return (
    <>
      <SelectInput
        field={rule.by}
        label={t("earning:fields.by")}
        choices={[...(required ? [] : (["all"] as const)), ...CHOICES].map((value) => ({
          value,
          label: t(`earning:by.${value}`),
        }))}
      />
      <div hidden={by === "all"}>
        <TextInput
          field={rule.values}
          label={t("earning:fields.values")}
          help={t(picks ? "earning:fields.gidsHelp" : "earning:fields.valuesHelp")}
          multiline={2}
        />
      </div>
      {picks ? (
        <InlineStack>
          <Button onClick={() => pick(picks === "products" ? "product" : "collection")}>
            {t(picks === "products" ? "earning:fields.pickProducts" : "earning:fields.pickCollections")}
          </Button>
        </InlineStack>
      ) : null}
    </>
  )
}
