import { type Field, TextInput } from "#app/ui/fields.tsx"
import { useText } from "#app/ui/text.tsx"
import { MAX_REASON } from "./goodwill-form-schema.ts"

/** Why staff give or take points. */
export function ReasonInput({ field }: { field: Field }) {
  const { t } = useText()
  return (
    <TextInput
      field={field}
      label={t("goodwill.reason")}
      help={t("goodwill.reasonHelp")}
      multiline={2}
      maxLength={MAX_REASON}
    />
  )
}
