import { FormProvider, getFormProps } from "@conform-to/react"
import { BlockStack } from "@shopify/polaris"
import type { ReactNode } from "react"
import type { ZodType } from "zod"
import { ConfirmDialog } from "./confirm-dialog.tsx"
import { FailureBanner } from "./failure-banner.tsx"
import type { Field } from "./fields.tsx"
import { useWish } from "./wish.ts"
import { useZodForm } from "./zod-form.ts"

type Props<Fields extends Record<string, string>> = {
  id: string
  title: string
  confirm: string
  schema: ZodType
  /** What the fields hold at first. */
  start: Fields
  /** What is sent beside the fields; a function makes it when it is sent. */
  sends: Record<string, string> | (() => FormData)
  /** The action's address. */
  to: string
  /** Nothing can be sent yet, or not at all. */
  blocked?: boolean
  /** Above the fields. */
  before?: ReactNode
  /** Under the fields. */
  after?: ReactNode
  onDone: () => void
  onClose: () => void
  fields: (fields: { [Name in keyof Fields]: Field }) => ReactNode
}

/**
 * A few fields that are asked for in a dialog. It is shown by mounting it, so that it begins anew each time; what is wrong
 * stands beside its field, a refusal keeps what was typed, and it closes once it was done.
 */
export function FormDialog<Fields extends Record<string, string>>(props: Props<Fields>) {
  const { send, busy, failure, refused } = useWish(props.to, props.onDone)
  const [form, fields] = useZodForm<Fields>({
    id: props.id,
    schema: props.schema,
    defaultValue: props.start,
    refused,
  })
  const { onSubmit, ...formProps } = getFormProps(form)
  return (
    <ConfirmDialog
      open
      title={props.title}
      confirm={props.confirm}
      busy={busy || props.blocked === true}
      onConfirm={() => (document.getElementById(form.id) as HTMLFormElement | null)?.requestSubmit()}
      onClose={props.onClose}
    >
      <FailureBanner failure={failure} />
      {props.before}
      <FormProvider context={form.context}>
        <form
          {...formProps}
          onSubmit={(event) => {
            onSubmit(event)
            if (event.defaultPrevented) return
            event.preventDefault()
            const sent = sentBeside(props.sends)
            for (const [name, value] of new FormData(event.currentTarget)) sent.append(name, value)
            send(sent)
          }}
        >
          <BlockStack gap="300">{props.fields(fields as never)}</BlockStack>
        </form>
      </FormProvider>
      {props.after}
    </ConfirmDialog>
  )
}

function sentBeside(sends: Props<Record<string, string>>["sends"]): FormData {
  if (typeof sends === "function") return sends()
  const sent = new FormData()
  for (const [name, value] of Object.entries(sends)) sent.set(name, value)
  return sent
}
