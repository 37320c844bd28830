import type { SubmissionResult } from "@conform-to/react"
import { BlockStack, Divider } from "@shopify/polaris"
import { useEffect } from "react"
import { FormFrame } from "#app/ui/form-frame.tsx"
import { useZodForm } from "#app/ui/zod-form.ts"
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
  const [form, fields] = useZodForm<ProgrammeForm>({
    id: "programme",
    schema: programmeFormSchema(page.currency),
    defaultValue: formFromRules(page.draft, page.currency),
    refused: lastResult,
  })
  useEffect(() => onDirty(form.dirty), [form.dirty, onDirty])
  const shared = { form, fields, currency: page.currency }
  return (
    <FormFrame form={form} save="bar">
      <BlockStack gap="500">
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
    </FormFrame>
  )
}
