import type { SubmissionResult } from "@conform-to/react"
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris"
import { useSending } from "#app/ui/deed.ts"
import { ChoiceInput } from "#app/ui/fields.tsx"
import { FormFrame } from "#app/ui/form-frame.tsx"
import { PointsInput } from "#app/ui/number-inputs.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { useZodForm } from "#app/ui/zod-form.ts"
import { type GoodwillFields, goodwillFormSchema } from "./goodwill-form-schema.ts"
import { ReasonInput } from "./reason-input.tsx"

type Props = { formKey: string; maxPoints: number | null; lastResult: SubmissionResult | undefined }

/** Give or take points by hand, with a reason. */
export function GoodwillCard({ formKey, maxPoints, lastResult }: Props) {
  const { t } = useText()
  if (maxPoints === null || maxPoints === 0)
    return (
      <SectionCard title={t("goodwill.title")}>
        <Text as="p" tone="subdued">
          {t(maxPoints === null ? "goodwill.noProgramme" : "goodwill.off")}
        </Text>
      </SectionCard>
    )
  return (
    <SectionCard title={t("goodwill.title")} about={t("goodwill.about")}>
      <GoodwillForm formKey={formKey} maxPoints={maxPoints} lastResult={lastResult} />
    </SectionCard>
  )
}

function GoodwillForm({ formKey, maxPoints, lastResult }: Props & { maxPoints: number }) {
  const { t, number } = useText()
  const { busy } = useSending()
  const [form, fields] = useZodForm<GoodwillFields>({
    id: "goodwill",
    schema: goodwillFormSchema(maxPoints),
    defaultValue: { direction: "give", points: "", reason: "", key: formKey },
    refused: lastResult,
  })
  return (
    <FormFrame form={form} save="own">
      <input type="hidden" name={fields.key.name} defaultValue={fields.key.initialValue ?? formKey} />
      <BlockStack gap="300">
        <ChoiceInput
          field={fields.direction}
          label={t("goodwill.direction")}
          choices={[
            { value: "give", label: t("goodwill.give") },
            { value: "take", label: t("goodwill.take") },
          ]}
        />
        <PointsInput
          field={fields.points}
          label={t("goodwill.points")}
          help={t("goodwill.limit", { max: number(maxPoints) })}
        />
        <ReasonInput field={fields.reason} />
        <InlineStack>
          <Button submit loading={busy}>
            {t("goodwill.submit")}
          </Button>
        </InlineStack>
      </BlockStack>
    </FormFrame>
  )
}
