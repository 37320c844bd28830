import { SaveBar } from "@shopify/app-bridge-react"
import { useText } from "./text.tsx"

/** Shopify's contextual save bar: there while something is unsaved; it also guards against leaving the page. */
export function UnsavedBar(props: {
  id: string
  open: boolean
  saving: boolean
  onSave: () => void
  onDiscard: () => void
}) {
  const { t } = useText()
  return (
    <SaveBar id={props.id} open={props.open} discardConfirmation>
      {/* App Bridge moves these buttons out of the page and labels them by their text. */}
      <button type="button" variant="primary" loading={props.saving ? "" : undefined} onClick={props.onSave}>
        {t("common.save")}
      </button>
      <button type="button" onClick={props.onDiscard}>
        {t("common.discard")}
      </button>
    </SaveBar>
  )
}
