import { BlockStack, InlineGrid, Text } from "@shopify/polaris"
import { ChoiceInput, TextInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { MoneyInput, PointsInput, WholeInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import type { RewardKind } from "../reward.ts"
import type { RewardFields } from "./reward-editor.tsx"
import { KIND_FIELDS, type RewardForm } from "./reward-form.ts"

type Props = {
  kind: RewardKind
  currency: string
  fields: RewardFields
  codes: { all: number; free: number } | null
}

/** What the reward gives, and what it costs. */
export function GivesCard({ kind, currency, fields, codes }: Props) {
  const { t } = useText()
  const has = (field: keyof RewardForm) => (KIND_FIELDS[kind] as readonly string[]).includes(field)
  return (
    <FormCard title={t("rewards:form.gives")} about={t(`rewards:kinds.${kind}.about`)}>
      {kind === "amount_off_slider" ? <SliderFields currency={currency} fields={fields} /> : null}
      {has("points") ? <PointsInput field={fields.points} label={t("rewards:form.points")} /> : null}
      {has("amount") ? <MoneyInput field={fields.amount} label={t("rewards:form.amount")} currency={currency} /> : null}
      {has("percent") ? <WholeInput field={fields.percent} label={t("rewards:form.percent")} suffix="%" /> : null}
      {has("maxShipping") ? (
        <MoneyInput
          field={fields.maxShipping}
          label={t("rewards:form.maxShipping")}
          help={t("rewards:form.maxShippingHelp")}
          currency={currency}
        />
      ) : null}
      {has("product") ? (
        <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
          <TextInput field={fields.product} label={t("rewards:form.product")} help={t("rewards:form.productHelp")} />
          <MoneyInput
            field={fields.productValue}
            label={t("rewards:form.productValue")}
            help={t("rewards:form.productValueHelp")}
            currency={currency}
          />
        </InlineGrid>
      ) : null}
      {has("days") ? (
        <WholeInput field={fields.days} label={t("rewards:form.giftDays")} help={t("rewards:form.noEnd")} />
      ) : null}
      {has("instructions") ? (
        <TextInput
          field={fields.instructions}
          label={t("rewards:form.instructions")}
          help={t("rewards:form.instructionsHelp")}
          multiline={3}
        />
      ) : null}
      {has("codes") ? <CodesFields fields={fields} codes={codes} /> : null}
    </FormCard>
  )
}

function SliderFields({ currency, fields }: { currency: string; fields: RewardFields }) {
  const { t } = useText()
  return (
    <BlockStack gap="300">
      <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
        <PointsInput field={fields.unitPoints} label={t("rewards:form.unitPoints")} />
        <MoneyInput field={fields.unitAmount} label={t("rewards:form.unitAmount")} currency={currency} />
      </InlineGrid>
      <InlineGrid columns={{ xs: 1, sm: 3 }} gap="300">
        <PointsInput field={fields.minPoints} label={t("rewards:form.minPoints")} />
        <PointsInput field={fields.stepPoints} label={t("rewards:form.stepPoints")} />
        <PointsInput field={fields.maxPoints} label={t("rewards:form.maxPoints")} />
      </InlineGrid>
    </BlockStack>
  )
}

function CodesFields({ fields, codes }: Pick<Props, "fields" | "codes">) {
  const { t } = useText()
  return (
    <BlockStack gap="300">
      <ChoiceInput
        field={fields.codes}
        label={t("rewards:form.codes")}
        choices={[
          { value: "none", label: t("rewards:form.codesNone") },
          { value: "list", label: t("rewards:form.codesList") },
        ]}
      />
      {fields.codes.value === "list" ? (
        <>
          {codes ? (
            <Text as="p" tone="subdued">
              {t("rewards:form.codesThere", { free: codes.free, all: codes.all })}
            </Text>
          ) : null}
          <TextInput
            field={fields.newCodes}
            label={t("rewards:form.newCodes")}
            help={t("rewards:form.newCodesHelp")}
            multiline={4}
          />
        </>
      ) : null}
    </BlockStack>
  )
}
