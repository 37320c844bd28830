import { getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form, useNavigation } from "@remix-run/react"
import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris"
import { ChoiceInput, TextInput, WholeInput } from "#app/ui/fields.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { type GoodwillFields, goodwillFormSchema } from "./goodwill-form-schema.ts"

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
  const busy = useNavigation().state === "submitting"
  const [form, fields] = useForm<GoodwillFields, unknown>({
    id: "goodwill",
    lastResult: lastResult as SubmissionResult<string[]> | undefined,
    defaultValue: { direction: "give", points: "", reason: "", key: formKey },
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) =>
      parseWithZod(formData, {
        schema: goodwillFormSchema(maxPoints),
        disableAutoCoercion: true,
      }) as never,
  })
  return (
    <Form method="post" {...getFormProps(form)}>
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
        <WholeInput
          field={fields.points}
          label={t("goodwill.points")}
          help={t("goodwill.limit", { max: number(maxPoints) })}
        />
        <TextInput
          field={fields.reason}
          label={t("goodwill.reason")}
          help={t("goodwill.reasonHelp")}
          multiline={2}
          maxLength={200}
        />
        <InlineStack>
          <Button submit loading={busy}>
            {t("goodwill.submit")}
          </Button>
        </InlineStack>
      </BlockStack>
    </Form>
  )
}
