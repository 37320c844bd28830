import type { SubmissionResult } from "@conform-to/react"
import { FormLayout } from "@shopify/polaris"
import { FormFrame } from "#app/ui/form-frame.tsx"
import { MoneyInput, PercentInput, PointsInput } from "#app/ui/number-inputs.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { useZodForm } from "#app/ui/zod-form.ts"
import type { LiabilitySettings } from "../settings.ts"
import { formFromSettings, type SettingsForm, settingsFormSchema } from "../settings-form.ts"

type Props = {
  settings: LiabilitySettings
  currency: string
  refused: SubmissionResult | undefined
  failure: string | null
}

/** What the merchant knows better than the figures do. */
export function SettingsCard({ settings, currency, refused, failure }: Props) {
  const { t } = useText()
  const [form, fields] = useZodForm<SettingsForm>({
    id: "liability",
    schema: settingsFormSchema(currency),
    defaultValue: formFromSettings(settings, currency),
    refused,
  })
  return (
    <SectionCard title={t("liability:form.title")} about={t("liability:form.about")}>
      <FormFrame form={form} save="bar" failure={failure}>
        <FormLayout>
          <FormLayout.Group>
            <MoneyInput
              field={fields.worthAmount}
              currency={currency}
              label={t("liability:form.worthAmount")}
              help={t("liability:form.worthAmountHelp")}
            />
            <PointsInput field={fields.worthPoints} label={t("liability:form.worthPoints")} />
          </FormLayout.Group>
          <FormLayout.Group>
            <PercentInput
              field={fields.redeemed}
              label={t("liability:form.redeemed")}
              help={t("liability:form.redeemedHelp")}
            />
            <PercentInput
              field={fields.mostOfRevenue}
              label={t("liability:form.mostOfRevenue")}
              help={t("liability:form.mostOfRevenueHelp")}
            />
            <PercentInput
              field={fields.margin}
              label={t("liability:form.margin")}
              help={t("liability:form.marginHelp")}
            />
          </FormLayout.Group>
        </FormLayout>
      </FormFrame>
    </SectionCard>
  )
}
