import { Banner } from "@shopify/polaris"
import { useState } from "react"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { useDeed } from "#app/ui/deed.ts"
import { useDoneToast } from "#app/ui/done-toast.ts"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { useText } from "#app/ui/text.tsx"
import type { WorkVerb } from "../act-on-work.server.ts"

/** What an action on failed work answered; see app/routes/admin/work-action.server.ts. */
export type WorkActionOutcome =
  | { ok: true; verb: WorkVerb; done: number; gone: number; id: string }
  | { ok: false; failure: string }

/** What was not done; what was done is told in passing. */
export function OutcomeBanner({ outcome }: { outcome: WorkActionOutcome | undefined }) {
  const { t } = useText()
  useDoneToast(
    outcome,
    outcome?.ok && outcome.done > 0 ? t(`work:done.${outcome.verb}`, { count: outcome.done }) : null,
  )
  if (!outcome || (outcome.ok && outcome.gone === 0)) return null
  return outcome.ok ? (
    <Banner tone="info" title={t("work:gone")} />
  ) : (
    <FailureBanner failure={outcome.failure} title={t("work:failed")} />
  )
}

/** Sends a verb for some work; discarding asks first. `dialog` belongs somewhere on the page. */
export function useWorkVerbs() {
  const { t } = useText()
  const deed = useDeed()
  const [doomed, setDoomed] = useState<string[]>([])
  const send = (verb: WorkVerb, ids: string[]) => {
    const form = new FormData()
    form.set("do", verb)
    for (const id of ids) form.append("id", id)
    deed.send(form)
  }
  const dialog = (
    <ConfirmDialog
      open={doomed.length > 0}
      title={t("work:confirmTitle")}
      confirm={t("work:verbs.discard")}
      busy={deed.busy}
      onClose={() => setDoomed([])}
      onConfirm={() => {
        send("discard", doomed)
        setDoomed([])
      }}
    >
      <p>{t("work:confirmAbout")}</p>
    </ConfirmDialog>
  )
  return { send, discard: setDoomed, dialog, busy: deed.busy }
}
