import { Banner, BlockStack, List, Modal } from "@shopify/polaris"
import type { ReactNode } from "react"
import { useText } from "./text.tsx"

type Props = {
  open: boolean
  title: string
  /** What will be done, as a verb: "Discard", never "OK". */
  confirm: string
  busy: boolean
  /** It cannot be taken back: what is lost, in words. */
  loses?: string[]
  onConfirm: () => void
  onClose: () => void
  children?: ReactNode
}

/** Asks before something happens that is not easily undone, and says what will happen. */
export function ConfirmDialog(props: Props) {
  const { t } = useText()
  return (
    <Modal
      open={props.open}
      title={props.title}
      onClose={props.onClose}
      primaryAction={{
        content: props.confirm,
        // The button stands still while it works; a second click would be the same wish twice.
        onAction: props.busy ? undefined : props.onConfirm,
        loading: props.busy,
        destructive: props.loses !== undefined,
      }}
      secondaryActions={[{ content: t("common.cancel"), onAction: props.onClose, disabled: props.busy }]}
    >
      <Modal.Section>
        <BlockStack gap="300">
          {props.loses ? (
            <Banner tone="warning" title={t("confirm.loses")}>
              <List>
                {props.loses.map((loss) => (
                  <List.Item key={loss}>{loss}</List.Item>
                ))}
              </List>
            </Banner>
          ) : null}
          {props.children}
        </BlockStack>
      </Modal.Section>
    </Modal>
  )
}
