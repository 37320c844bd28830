import { FormProvider, getFormProps, type SubmissionResult, useForm } from "@conform-to/react"
import { parseWithZod } from "@conform-to/zod/v4"
import { Form, useNavigation } from "@remix-run/react"
import { Banner, BlockStack, Divider } from "@shopify/polaris"
import { useEffect } from "react"
import { UnsavedBar } from "#app/ui/save-bar.tsx"
import { useText } from "#app/ui/text.tsx"
import type { ProgrammeRules } from "../programme-rules.ts"
import type { ProgrammePage } from "../ui-data/programme-page.server.ts"
import { BasisSection, OrdersSection, PendingSection, RatesSection } from "./earning-sections.tsx"
import { ExclusionsSection } from "./exclusions-section.tsx"
import { GoodwillSection, HistorySection, MembersSection, TiersSection } from "./member-sections.tsx"
import { formFromRules, type ProgrammeForm } from "./programme-form.ts"
import { programmeFormSchema } from "./programme-form-schema.ts"

type Props = {
  page: ProgrammePage
  lastResult: SubmissionResult | undefined
  onDirty: (dirty: boolean) => void
}

/** The draft as a form. It is mounted anew for each saved draft; until then nothing typed is lost. */
export function ProgrammeEditor({ page, lastResult, onDirty }: Props) {
  const { t } = useText()
  const saving = useNavigation().state === "submitting"
  const schema = programmeFormSchema(page.currency)
  const [form, fields] = useForm<ProgrammeForm, ProgrammeRules>({
    id: "programme",
    lastResult: lastResult as SubmissionResult<string[]> | undefined,
    defaultValue: formFromRules(page.draft, page.currency),
    shouldValidate: "onSubmit",
    shouldRevalidate: "onInput",
    onValidate: ({ formData }) => parseWithZod(formData, { schema, disableAutoCoercion: true }) as never,
  })
  useEffect(() => onDirty(form.dirty), [form.dirty, onDirty])
  const element = () => document.getElementById(form.id) as HTMLFormElement | null
  const shared = { form, fields, currency: page.currency }
  return (
    <FormProvider context={form.context}>
      <Form method="post" {...getFormProps(form)}>
        <BlockStack gap="500">
          {form.status === "error" ? <Banner tone="critical" title={t("programme.checkFields")} /> : null}
          <RatesSection {...shared} />
          <Divider />
          <BasisSection {...shared} />
          <Divider />
          <OrdersSection {...shared} />
          <Divider />
          <PendingSection {...shared} />
          <Divider />
          <MembersSection {...shared} />
          <Divider />
          <HistorySection {...shared} />
          <Divider />
          <TiersSection {...shared} />
          <Divider />
          <ExclusionsSection {...shared} />
          <Divider />
          <GoodwillSection {...shared} />
        </BlockStack>
      </Form>
      <UnsavedBar
        id="programme-save-bar"
        open={form.dirty}
        saving={saving}
        onSave={() => element()?.requestSubmit()}
        onDiscard={() => form.reset()}
      />
    </FormProvider>
  )
}
