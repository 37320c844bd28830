import { BlockStack, Button, InlineGrid, InlineStack, Text } from "@shopify/polaris"
import { PlusIcon } from "@shopify/polaris-icons"
import { useErrorText } from "#app/ui/error-text.ts"
import { FieldProblem } from "#app/ui/field-problem.tsx"
import { CheckInput, ChoiceInput, SelectInput, TextInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { MoneyInput, WholeInput } from "#app/ui/number-inputs.tsx"
import { RemoveButton } from "#app/ui/remove-button.tsx"
import { useText } from "#app/ui/text.tsx"
import type { ProgrammeFields, ProgrammeFormMeta } from "./programme-form-schema.ts"

type Props = { form: ProgrammeFormMeta; fields: ProgrammeFields }

/** Points per amount spent, a row for each currency. */
export function RatesSection({ form, fields }: Props) {
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

/** Which money earns. */
export function BasisSection({ fields }: Props) {
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

/** Which orders earn, and how cash on delivery counts. */
export function OrdersSection({ fields }: Props) {
  const { t } = useText()
  const orders = fields.orders.getFieldset()
  const delivery = orders.cashOnDelivery.getFieldset()
  return (
    <FormCard title={t("programme.orders.title")} about={t("programme.orders.about")}>
      <BlockStack gap="200">
        <Text as="h3" variant="headingSm">
          {t("programme.orders.channels")}
        </Text>
        <CheckInput field={orders.online} label={t("programme.orders.online")} />
        <CheckInput field={orders.pos} label={t("programme.orders.pos")} />
        <CheckInput field={orders.draft} label={t("programme.orders.draft")} />
      </BlockStack>
      <CheckInput
        field={orders.partiallyPaid}
        label={t("programme.orders.partiallyPaid")}
        help={t("programme.orders.partiallyPaidHelp")}
      />
      <ChoiceInput
        field={delivery.countsFrom}
        label={t("programme.orders.cashOnDelivery")}
        choices={[
          { value: "payment", label: t("programme.orders.fromPayment") },
          {
            value: "delivery",
            label: t("programme.orders.fromDelivery"),
            help: t("programme.orders.fromDeliveryHelp"),
          },
        ]}
      />
      <TextInput
        field={delivery.gateways}
        label={t("programme.orders.gateways")}
        help={t("programme.orders.gatewaysHelp")}
        multiline={3}
      />
    </FormCard>
  )
}

/** When points become usable. */
export function PendingSection({ fields }: Props) {
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
