import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris"
import { FactList } from "#app/ui/facts.tsx"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { ChoiceInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { WholeInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import type { ExpiryForecast } from "../../../expiry/forecast.ts"
import type { SectionProps } from "../programme-form-schema.ts"
import { useForecast } from "./use-forecast.ts"

/** Whether and when points expire, and what that would mean for the points of today. */
export function ExpirySection({ fields }: SectionProps) {
  const { t } = useText()
  const expiry = fields.expiry.getFieldset()
  const expires = expiry.kind.value !== "never"
  return (
    <FormCard title={t("expiry:form.title")} about={t("expiry:form.about")}>
      <ChoiceInput
        field={expiry.kind}
        label={t("expiry:form.kind")}
        choices={[
          { value: "never", label: t("expiry:form.never") },
          { value: "inactivity", label: t("expiry:form.inactivity"), help: t("expiry:form.inactivityHelp") },
          { value: "lot", label: t("expiry:form.lot"), help: t("expiry:form.lotHelp") },
        ]}
      />
      <WholeInput field={expiry.months} label={t("expiry:form.months")} help={t("expiry:form.monthsHelp")} />
      <Text as="p" tone="subdued">
        {t("expiry:form.fair")}
      </Text>
      {expires ? <Forecast kind={expiry.kind.value ?? ""} months={expiry.months.value ?? ""} /> : null}
    </FormCard>
  )
}

function Forecast({ kind, months }: { kind: string; months: string }) {
  const { t } = useText()
  const { ask, busy, failure, forecast } = useForecast(kind, months)
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("expiry:forecast.title")}
      </Text>
      <FailureBanner failure={failure} />
      {forecast ? <ForecastWords forecast={forecast} /> : null}
      <InlineStack>
        <Button onClick={ask} loading={busy}>
          {t("expiry:forecast.count")}
        </Button>
      </InlineStack>
    </BlockStack>
  )
}

function ForecastWords({ forecast }: { forecast: ExpiryForecast }) {
  const { t, number } = useText()
  if (forecast.points === 0) return <Text as="p">{t("expiry:forecast.none")}</Text>
  return (
    <BlockStack gap="200">
      <Text as="p">{t("expiry:forecast.about", { points: forecast.points })}</Text>
      <FactList
        facts={forecast.within.map(({ months, points }) => ({
          label: t("expiry:forecast.within", { count: months }),
          value: number(points),
        }))}
      />
    </BlockStack>
  )
}
