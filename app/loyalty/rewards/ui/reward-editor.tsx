import type { FieldMetadata, SubmissionResult } from "@conform-to/react"
import { BlockStack, InlineGrid } from "@shopify/polaris"
import { TextInput } from "#app/ui/fields.tsx"
import { FormCard } from "#app/ui/form-card.tsx"
import { FormFrame } from "#app/ui/form-frame.tsx"
import { useText } from "#app/ui/text.tsx"
import { useZodForm } from "#app/ui/zod-form.ts"
import { REWARD_KINDS } from "../reward.ts"
import type { RewardPage } from "../ui-data/reward-pages.server.ts"
import { GivesCard } from "./gives-fields.tsx"
import { CodeCard, WhoCard } from "./limits-fields.tsx"
import { formFromReward, type RewardForm, rewardFormSchema, shownFields } from "./reward-form.ts"

export type RewardFields = ReturnType<FieldMetadata<RewardForm>["getFieldset"]>

type Props = { page: RewardPage; refused: SubmissionResult | undefined; failure: string | null }

/** The terms of a reward as a form. It is mounted anew for each saved state; until then nothing typed is lost. */
export function RewardEditor({ page, refused, failure }: Props) {
  const { t } = useText()
  const { kind, currency, reward } = page
  const stored = reward && { ...reward, updatedAt: new Date(reward.savedAt) }
  const [form, fields] = useZodForm<RewardForm>({
    id: "reward",
    schema: rewardFormSchema(kind, currency),
    defaultValue: shownFields(kind, formFromReward(stored, currency), page.tiers.length > 0),
    refused,
  })
  const isCode = REWARD_KINDS[kind].made === "discount"
  return (
    <FormFrame form={form} save="bar" failure={failure}>
      <input type="hidden" name="kind" value={kind} />
      <BlockStack gap="500">
        <FormCard title={t("rewards:form.words")} about={t("rewards:form.wordsAbout")}>
          <TextInput field={fields.name} label={t("rewards:form.name")} maxLength={80} />
          <TextInput field={fields.description} label={t("rewards:form.description")} multiline={2} />
        </FormCard>
        <GivesCard kind={kind} currency={currency} fields={fields} codes={page.codes} />
        <WhoCard fields={fields} tiers={page.tiers} />
        {isCode ? <CodeCard fields={fields} currency={currency} /> : null}
        <FormCard title={t("rewards:form.languages")} about={t("rewards:form.languagesAbout")}>
          {fields.translations.getFieldList().map((row) => (
            <Translation key={row.key} row={row} />
          ))}
        </FormCard>
      </BlockStack>
    </FormFrame>
  )
}

function Translation({ row }: { row: FieldMetadata<RewardForm["translations"][number]> }) {
  const { t, coded } = useText()
  const { locale, name, description } = row.getFieldset()
  const language = coded(`rewards:languages.${locale.initialValue}`, {}, String(locale.initialValue))
  return (
    <InlineGrid columns={{ xs: 1, sm: 2 }} gap="300">
      <input type="hidden" name={locale.name} defaultValue={locale.initialValue} />
      <TextInput field={name} label={t("rewards:form.nameIn", { language })} maxLength={80} />
      <TextInput field={description} label={t("rewards:form.descriptionIn", { language })} />
    </InlineGrid>
  )
}
