import { BlockStack, Button, InlineGrid, InlineStack, Text } from "@shopify/polaris"
import { CheckInput, TextInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { useResourcePicker } from "#app/ui/resource-picker.ts"
import { useText } from "#app/ui/text.tsx"
import type { SectionProps } from "../programme-form-schema.ts"

/** Who and what never earns. */
export function ExclusionsSection({ form, fields }: SectionProps) {
  const { t } = useText()
  const exclusions = fields.exclusions.getFieldset()
  const pickProducts = useResourcePicker((digits) => {
    const known = exclusions.products.value?.trim() ?? ""
    form.update({ name: exclusions.products.name, value: [known, ...digits].filter(Boolean).join("\n") })
  })
  return (
    <FormCard title={t("programme.exclusions.title")} about={t("programme.exclusions.about")}>
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {t("programme.exclusions.who")}
        </Text>
        <TextInput
          field={exclusions.customerTags}
          label={t("programme.exclusions.customerTags")}
          help={t("programme.exclusions.customerTagsHelp")}
          multiline={2}
        />
        <CheckInput field={exclusions.companies} label={t("programme.exclusions.companies")} />
      </BlockStack>
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {t("programme.exclusions.what")}
        </Text>
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <TextInput
            field={exclusions.productTags}
            label={t("programme.exclusions.productTags")}
            help={t("programme.exclusions.linesHelp")}
            multiline={2}
          />
          <TextInput
            field={exclusions.productTypes}
            label={t("programme.exclusions.productTypes")}
            help={t("programme.exclusions.linesHelp")}
            multiline={2}
          />
        </InlineGrid>
        <TextInput
          field={exclusions.products}
          label={t("programme.exclusions.products")}
          help={t("programme.exclusions.productsHelp")}
          multiline={2}
        />
        <InlineStack>
          <Button onClick={() => pickProducts("product")}>{t("programme.exclusions.pick")}</Button>
        </InlineStack>
        <CheckInput
          field={exclusions.salePrice}
          label={t("programme.exclusions.salePrice")}
          help={t("programme.exclusions.salePriceHelp")}
        />
      </BlockStack>
    </FormCard>
  )
}
