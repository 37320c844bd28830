import { BlockStack, Modal } from "@shopify/polaris"
import type { ReactNode } from "react"
import { useText } from "./text.tsx"

/** Asks before something that cannot be taken back, and says what will happen. */
export function ConfirmDialog(props: {
  open: boolean
  title: string
  confirm: string
  busy: boolean
  onConfirm: () => void
  onClose: () => void
  children: ReactNode
}) {
  const { t } = useText()
  return (
    <Modal
      open={props.open}
      title={props.title}
      onClose={props.onClose}
      primaryAction={{ content: props.confirm, onAction: props.onConfirm, loading: props.busy }}
      secondaryActions={[{ content: t("common.cancel"), onAction: props.onClose }]}
    >
      <Modal.Section>
        <BlockStack gap="300">{props.children}</BlockStack>
      </Modal.Section>
    </Modal>
  )
}
