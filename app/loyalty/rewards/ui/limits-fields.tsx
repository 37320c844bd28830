import { BlockStack, InlineGrid, Text } from "@shopify/polaris"
import { CheckInput, ManyInput, SelectInput, TextInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { MoneyInput, WholeInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import type { RewardFields } from "./reward-editor.tsx"

/** For whom the reward is, and how often. */
export function WhoCard({ fields, tiers }: { fields: RewardFields; tiers: { id: string; name: string }[] }) {
  const { t } = useText()
  return (
    <FormCard title={t("rewards:form.who")} about={t("rewards:form.whoAbout")}>
      {tiers.length > 0 ? (
        <ManyInput
          field={fields.tierIds}
          label={t("rewards:form.tiers")}
          choices={tiers.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : null}
      <TextInput
        field={fields.customerTags}
        label={t("rewards:form.customerTags")}
        help={t("rewards:form.customerTagsHelp")}
        multiline={2}
      />
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <WholeInput
          field={fields.limitPerMember}
          label={t("rewards:form.limitPerMember")}
          help={t("rewards:form.noLimit")}
        />
        <WholeInput field={fields.stock} label={t("rewards:form.stock")} help={t("rewards:form.noLimit")} />
      </InlineGrid>
    </FormCard>
  )
}

/** What the discount code asks of an order. */
export function CodeCard({ fields, currency }: { fields: RewardFields; currency: string }) {
  const { t } = useText()
  return (
    <FormCard title={t("rewards:form.code")} about={t("rewards:form.codeAbout")}>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <MoneyInput
          field={fields.minimumSpend}
          label={t("rewards:form.minimumSpend")}
          help={t("rewards:form.noMinimum")}
          currency={currency}
        />
        <WholeInput field={fields.codeDays} label={t("rewards:form.codeDays")} help={t("rewards:form.noEnd")} />
      </InlineGrid>
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <TextInput
          field={fields.products}
          label={t("rewards:form.products")}
          help={t("rewards:form.numbersHelp")}
          multiline={2}
        />
        <TextInput
          field={fields.collections}
          label={t("rewards:form.collections")}
          help={t("rewards:form.numbersHelp")}
          multiline={2}
        />
      </InlineGrid>
      <SelectInput
        field={fields.purchases}
        label={t("rewards:form.purchases")}
        choices={(["one_time", "subscription", "both"] as const).map((value) => ({
          value,
          label: t(`rewards:form.purchaseKinds.${value}`),
        }))}
      />
      <BlockStack gap="100">
        <Text as="h3" variant="headingSm">
          {t("rewards:form.combines")}
        </Text>
        <CheckInput field={fields.combinesOrder} label={t("rewards:form.combinesOrder")} />
        <CheckInput field={fields.combinesProduct} label={t("rewards:form.combinesProduct")} />
        <CheckInput field={fields.combinesShipping} label={t("rewards:form.combinesShipping")} />
      </BlockStack>
      <CheckInput
        field={fields.pointsBackOnCancel}
        label={t("rewards:form.pointsBack")}
        help={t("rewards:form.pointsBackHelp")}
      />
    </FormCard>
  )
}
