import type { SubmissionResult } from "@conform-to/react"
import { useNavigate } from "@remix-run/react"
import { Badge } from "@shopify/polaris"
import { useEffect, useState } from "react"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { useDeed } from "#app/ui/deed.ts"
import { useDoneToast } from "#app/ui/done-toast.ts"
import { PageShell } from "#app/ui/page-shell.tsx"
import { useText } from "#app/ui/text.tsx"
import { failureOf, refusedFields } from "#app/ui/zod-form.ts"
import type { RewardPage } from "../ui-data/reward-pages.server.ts"
import { RedemptionsCard } from "./redemptions-card.tsx"
import { RewardEditor } from "./reward-editor.tsx"
import { STATE_TONES } from "./reward-words.ts"

/** What an action answered; see app/routes/admin/reward.tsx. */
export type RewardOutcome =
  | { ok: true; done: "created"; rewardId: string; id: string }
  | { ok: true; done: "saved" | "active" | "paused" | "archived" | "fulfilled" | "returned"; id: string }
  | { ok: false; submission: SubmissionResult }
  | { ok: false; failure: string }

type Props = { page: RewardPage; outcome: RewardOutcome | undefined }

/** One reward: its terms, whether it is offered, and who redeemed it. */
export function RewardView({ page, outcome }: Props) {
  const { t } = useText()
  const { send, busy } = useDeed()
  const [archiving, setArchiving] = useState(false)
  const { reward, kind } = page
  useDoneToast(outcome, outcome?.ok ? t(`rewards:toasts.${outcome.done}`) : null)
  useWayAfter(outcome)
  const isArchived = reward?.state === "archived"
  const isKept = reward === null || isArchived
  return (
    <PageShell
      title={reward?.terms.name ?? t(`rewards:kinds.${kind}.new`)}
      subtitle={reward ? t(`rewards:kinds.${kind}.name`) : undefined}
      back={{ content: t("rewards:title"), url: "/app/rewards" }}
      mark={reward ? <Badge tone={STATE_TONES[reward.state]}>{t(`rewards:states.${reward.state}`)}</Badge> : null}
      primaryAction={
        isKept
          ? undefined
          : {
              content: t(reward.state === "active" ? "rewards:pause" : "rewards:offer"),
              onAction: () => send({ do: reward.state === "active" ? "paused" : "active" }),
              loading: busy,
            }
      }
      secondaryActions={isKept ? undefined : [{ content: t("rewards:archive"), onAction: () => setArchiving(true) }]}
    >
      {isArchived ? null : (
        <RewardEditor
          key={reward?.savedAt ?? "new"}
          page={page}
          refused={refusedFields(outcome)}
          failure={failureOf(outcome)}
        />
      )}
      {reward ? <RedemptionsCard redemptions={page.redemptions} /> : null}
      <ConfirmDialog
        open={archiving}
        title={t("rewards:archiveTitle")}
        confirm={t("rewards:archive")}
        busy={busy}
        loses={[t("rewards:archiveLoses")]}
        onConfirm={() => send({ do: "archived" })}
        onClose={() => setArchiving(false)}
      >
        {t("rewards:archiveKeeps")}
      </ConfirmDialog>
    </PageShell>
  )
}

/** A reward that was just made has a page of its own; one that was put away leaves its page to the list. */
function useWayAfter(outcome: RewardOutcome | undefined): void {
  const navigate = useNavigate()
  const to = outcome?.ok ? wayAfter(outcome) : null
  useEffect(() => {
    if (to !== null) navigate(to, { replace: true })
  }, [to, navigate])
}

function wayAfter(outcome: RewardOutcome & { ok: true }): string | null {
  if (outcome.done === "created") return `/app/rewards/${outcome.rewardId}`
  return outcome.done === "archived" ? "/app/rewards" : null
}
