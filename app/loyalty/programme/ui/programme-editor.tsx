import type { SubmissionResult } from "@conform-to/react"
import { BlockStack } from "@shopify/polaris"
import { useEffect, useState } from "react"
import { FormFrame } from "#app/ui/form-frame.tsx"
import { FormTabs } from "#app/ui/form-tabs.tsx"
import { useText } from "#app/ui/text.tsx"
import { useZodForm } from "#app/ui/zod-form.ts"
import type { ProgrammePage } from "../ui-data/programme-page.server.ts"
import { formFromRules, type ProgrammeForm } from "./programme-form.ts"
import { programmeFormSchema } from "./programme-form-schema.ts"
import { PROGRAMME_TABS, type TabName, tabOfField } from "./programme-tabs.ts"

type Props = {
  page: ProgrammePage
  lastResult: SubmissionResult | undefined
  onDirty: (dirty: boolean) => void
}

/** The draft as a form in tabs; the tab stays when a draft is saved. */
export function ProgrammeEditor(props: Props) {
  const [tab, setTab] = useState<TabName>("earning")
  return <DraftForm key={props.page.draftKey} {...props} tab={tab} onTab={setTab} />
}

type DraftProps = Props & { tab: TabName; onTab: (tab: TabName) => void }

/** Mounted anew for each saved draft; until then nothing typed is lost, in whichever tab. */
function DraftForm({ page, lastResult, onDirty, tab, onTab }: DraftProps) {
  const { t } = useText()
  const [form, fields] = useZodForm<ProgrammeForm>({
    id: "programme",
    schema: programmeFormSchema(page.currency),
    defaultValue: formFromRules(page.draft, page.currency),
    refused: lastResult,
  })
  useEffect(() => onDirty(form.dirty), [form.dirty, onDirty])
  const wrong = Object.keys(form.allErrors).map(tabOfField)
  const reveal = (field: string) => onTab(tabOfField(field) ?? tab)
  const shared = { form, fields, currency: page.currency }
  return (
    <FormFrame form={form} save="bar" reveal={reveal} isShown={(field) => tabOfField(field) === tab}>
      <FormTabs
        label={t("programme.tabs.label")}
        chosen={tab}
        onChoose={onTab}
        tabs={PROGRAMME_TABS.map(({ name, sections }) => ({
          name,
          title: t(`programme.tabs.${name}`),
          wrong: wrong.filter((one) => one === name).length,
          content: (
            <BlockStack gap="500">
              {sections.map(({ of, Section }) => (
                <Section key={of.join()} {...shared} />
              ))}
            </BlockStack>
          ),
        }))}
      />
    </FormFrame>
  )
}
