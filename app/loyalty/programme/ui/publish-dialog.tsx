import { Text } from "@shopify/polaris"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { useDeed } from "#app/ui/deed.ts"
import { useText } from "#app/ui/text.tsx"
import type { HealthWarning } from "../../health/health-check.ts"
import { HealthList } from "../../health/ui/health-words.tsx"
import { MovesCard } from "../../tiers/ui/moves-card.tsx"
import { ChangesList } from "./changes-list.tsx"
import type { ProgrammeChange } from "./programme-changes.ts"

/** Says what publishing changes and from when, then does it. */
export function PublishDialog(props: {
  open: boolean
  changes: ProgrammeChange[]
  currency: string
  warnings: HealthWarning[]
  first: boolean
  /** Whether tiers change for those who are members. */
  movesTiers: boolean
  onClose: () => void
}) {
  const { t } = useText()
  const { send, busy } = useDeed()
  return (
    <ConfirmDialog
      open={props.open}
      title={t("programme.publishTitle")}
      confirm={t("programme.publish")}
      busy={busy}
      onConfirm={() => send({ do: "publish" })}
      onClose={props.onClose}
    >
      <ChangesList changes={props.changes} currency={props.currency} />
      {props.open && props.movesTiers ? <MovesCard /> : null}
      <HealthList warnings={props.warnings} currency={props.currency} />
      <Text as="p">{t(props.first ? "programme.publishFirstAbout" : "programme.publishAbout")}</Text>
    </ConfirmDialog>
  )
}
