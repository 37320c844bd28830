import { BlockStack, Text } from "@shopify/polaris"
import { CheckInput, ChoiceInput, TextInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { SectionProps } from "../programme-form-schema.ts"

/** Which orders earn, and how cash on delivery counts. */
export function OrdersSection({ fields }: SectionProps) {
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
