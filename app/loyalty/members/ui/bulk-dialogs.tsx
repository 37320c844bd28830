import { useFetcher } from "@remix-run/react"
import { Banner, Text } from "@shopify/polaris"
import { useEffect } from "react"
import { writeListQuery } from "#app/lib/list-query.ts"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { FormDialog } from "#app/ui/form-dialog.tsx"
import type { AskedList } from "#app/ui/list-address.ts"
import type { Selection } from "#app/ui/list-selection.ts"
import { PointsInput } from "#app/ui/number-inputs.tsx"
import { useText } from "#app/ui/text.tsx"
import { useWish } from "#app/ui/wish.ts"
import { bulkGoodwillSchema } from "./goodwill-form-schema.ts"
import { ReasonInput } from "./reason-input.tsx"

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

const ACTION = "/app/members"

/** Asks before something is done with many members, and says with how many. */
export function BulkDialog(props: Props) {
  const count = useCount(props.wanted.chosen, props.list)
  return props.wanted.kind === "goodwill" ? (
    <GoodwillDialog {...props} count={count} />
  ) : (
    <WriteAgainDialog {...props} count={count} />
  )
}

type Count = { count: number; more: boolean; most: number } | null
type DialogProps = Props & { count: Count }

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

function fieldsOf({ wanted, list, taskKey }: Omit<Props, "onClose">): FormData {
  const fields = new FormData()
  fields.set("do", wanted.kind)
  fields.set("key", taskKey)
  if (wanted.chosen.kind === "some") for (const id of wanted.chosen.ids) fields.append("picked", id)
  else fields.set("address", writeListQuery(list.query, list.shape))
  return fields
}

function GoodwillDialog({ count, ...props }: DialogProps) {
  const { t, number } = useText()
  return (
    <FormDialog
      id="bulk-goodwill"
      title={count ? t("members.bulk.giveTitle", { count: count.count }) : t("members.bulk.counting")}
      confirm={t("goodwill.give")}
      schema={bulkGoodwillSchema(props.maxPoints)}
      start={{ points: "", reason: "" }}
      sends={() => fieldsOf(props)}
      to={ACTION}
      blocked={count === null || count.more}
      before={<TooMany count={count} />}
      after={
        <Text as="p" tone="subdued">
          {t("members.bulk.giveAbout")}
        </Text>
      }
      onDone={props.onClose}
      onClose={props.onClose}
      fields={({ points, reason }) => (
        <>
          <PointsInput
            field={points}
            label={t("goodwill.points")}
            help={t("members.bulk.each", { max: number(props.maxPoints) })}
          />
          <ReasonInput field={reason} />
        </>
      )}
    />
  )
}

function WriteAgainDialog({ count, ...props }: DialogProps) {
  const { t } = useText()
  const { send, busy, failure } = useWish(ACTION, props.onClose)
  return (
    <ConfirmDialog
      open
      title={count ? t("members.bulk.writeTitle", { count: count.count }) : t("members.bulk.counting")}
      confirm={t("members.bulk.write")}
      busy={busy || count === null || count.more}
      onConfirm={() => send(fieldsOf(props))}
      onClose={props.onClose}
    >
      <FailureBanner failure={failure} />
      <TooMany count={count} />
      <Text as="p">{t("members.bulk.writeAbout")}</Text>
    </ConfirmDialog>
  )
}

function TooMany({ count }: { count: Count }) {
  const { t, number } = useText()
  return count?.more ? <Banner tone="warning" title={t("members.bulk.tooMany", { most: number(count.most) })} /> : null
}
