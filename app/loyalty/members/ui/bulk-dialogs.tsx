import { FormProvider, getFormProps } from "@conform-to/react"
import { useFetcher } from "@remix-run/react"
import { Banner, BlockStack, Text } from "@shopify/polaris"
import { useEffect } from "react"
import { writeListQuery } from "#app/lib/list-query.ts"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { TextInput } from "#app/ui/fields.tsx"
import type { AskedList } from "#app/ui/list-address.ts"
import type { Selection } from "#app/ui/list-selection.ts"
import { PointsInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import { failureOf, refusedFields, useZodForm } from "#app/ui/zod-form.ts"
import type { BulkOutcome } from "./bulk-outcome.ts"
import { bulkGoodwillSchema } from "./goodwill-form-schema.ts"

/** What is to be done with whom. */
export type Wanted = { kind: "goodwill" | "write_again"; chosen: Selection }

type Props = {
  wanted: Wanted
  list: AskedList
  /** Made by the page: sent twice, it is one task. */
  taskKey: string
  maxPoints: number
  onClose: () => void
}

/** Asks before something is done with many members, and says with how many. */
export function BulkDialog(props: Props) {
  const { wanted, list, onClose } = props
  const count = useCount(wanted.chosen, list)
  const fetcher = useFetcher<BulkOutcome>()
  const outcome = fetcher.data
  useEffect(() => {
    if (outcome?.ok) onClose()
  }, [outcome, onClose])
  const shared = { ...props, count, busy: fetcher.state !== "idle", outcome, submit: fetcher.submit }
  return wanted.kind === "goodwill" ? <GoodwillDialog {...shared} /> : <WriteAgainDialog {...shared} />
}

type Count = { count: number; more: boolean; most: number } | null
type DialogProps = Props & {
  count: Count
  busy: boolean
  outcome: BulkOutcome | undefined
  submit: ReturnType<typeof useFetcher>["submit"]
}

/** Null while everybody whom the list's address chooses is being counted. */
function useCount(chosen: Selection, { query, shape }: AskedList): Count {
  const counter = useFetcher<NonNullable<Count>>()
  const { load } = counter
  const address = writeListQuery(query, shape)
  useEffect(() => {
    if (chosen.kind === "all") load(`/app/members/count?${address}`)
  }, [chosen.kind, address, load])
  if (chosen.kind === "some") return { count: chosen.ids.length, more: false, most: chosen.ids.length }
  return counter.data ?? null
}

function fieldsOf({ wanted, list, taskKey }: Props): FormData {
  const fields = new FormData()
  fields.set("do", wanted.kind)
  fields.set("key", taskKey)
  if (wanted.chosen.kind === "some") for (const id of wanted.chosen.ids) fields.append("picked", id)
  else fields.set("address", writeListQuery(list.query, list.shape))
  return fields
}

function GoodwillDialog(props: DialogProps) {
  const { t, number } = useText()
  const { count, busy, outcome, maxPoints } = props
  const [form, fields] = useZodForm({
    id: "bulk-goodwill",
    schema: bulkGoodwillSchema(maxPoints),
    defaultValue: { points: "", reason: "" },
    refused: refusedFields(outcome),
  })
  const send = () => (document.getElementById(form.id) as HTMLFormElement | null)?.requestSubmit()
  const { onSubmit, ...formProps } = getFormProps(form)
  const title = count ? t("members.bulk.giveTitle", { count: count.count }) : t("members.bulk.counting")
  return (
    <ConfirmDialog
      open
      title={title}
      confirm={t("goodwill.give")}
      busy={busy || count === null}
      onConfirm={send}
      onClose={props.onClose}
    >
      <Beginning count={count} outcome={outcome} />
      <FormProvider context={form.context}>
        <form
          {...formProps}
          onSubmit={(event) => {
            onSubmit(event)
            if (event.defaultPrevented) return
            event.preventDefault()
            if (busy || !count || count.more) return
            const sent = fieldsOf(props)
            for (const [name, value] of new FormData(event.currentTarget)) sent.append(name, value)
            props.submit(sent, { method: "post", action: "/app/members" })
          }}
        >
          <BlockStack gap="300">
            <PointsInput
              field={fields.points}
              label={t("goodwill.points")}
              help={t("members.bulk.each", { max: number(maxPoints) })}
            />
            <TextInput
              field={fields.reason}
              label={t("goodwill.reason")}
              help={t("goodwill.reasonHelp")}
              multiline={2}
              maxLength={200}
            />
          </BlockStack>
        </form>
      </FormProvider>
      <Text as="p" tone="subdued">
        {t("members.bulk.giveAbout")}
      </Text>
    </ConfirmDialog>
  )
}

function WriteAgainDialog(props: DialogProps) {
  const { t } = useText()
  const { count, busy, outcome } = props
  return (
    <ConfirmDialog
      open
      title={count ? t("members.bulk.writeTitle", { count: count.count }) : t("members.bulk.counting")}
      confirm={t("members.bulk.write")}
      busy={busy || count === null || count.more}
      onConfirm={() => props.submit(fieldsOf(props), { method: "post", action: "/app/members" })}
      onClose={props.onClose}
    >
      <Beginning count={count} outcome={outcome} />
      <Text as="p">{t("members.bulk.writeAbout")}</Text>
    </ConfirmDialog>
  )
}

function Beginning({ count, outcome }: Pick<DialogProps, "count" | "outcome">) {
  const { t, number } = useText()
  if (count?.more) return <Banner tone="warning" title={t("members.bulk.tooMany", { most: number(count.most) })} />
  return <FailureBanner failure={failureOf(outcome)} />
}
