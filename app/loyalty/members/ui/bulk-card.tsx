import { Link, List, Text } from "@shopify/polaris"
import { FactList } from "#app/ui/facts.tsx"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { Moment } from "#app/ui/moment.tsx"
import { ProgressCard } from "#app/ui/progress-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { useWish } from "#app/ui/wish.ts"
import type { BulkPage } from "../bulk/bulk-rows.server.ts"

/** What is being done with many members at once, and what it came to. */
export function BulkCard({ bulk }: { bulk: BulkPage }) {
  const { t, number, coded } = useText()
  const { send, busy, failure } = useWish("/app/members")
  const turn = (verb: string) => () => send({ do: verb, id: bulk.taskId })
  const { state, total, done, refused, points } = bulk
  const over = state === "done" || state === "cancelled"
  const facts = [
    { label: t("members.bulk.done"), value: number(done) },
    ...(refused > 0 ? [{ label: t("members.bulk.refused"), value: number(refused) }] : []),
    ...(state === "cancelled" ? [{ label: t("members.bulk.left"), value: number(total - done - refused) }] : []),
    ...(bulk.reason ? [{ label: t("goodwill.reason"), value: bulk.reason }] : []),
    { label: t("import.startedAt"), value: <Moment at={bulk.startedAt} /> },
  ]
  return (
    <>
      <FailureBanner failure={failure} />
      <ProgressCard
        title={
          points === null
            ? t("members.bulk.writing", { count: total })
            : t("members.bulk.giving", { points: t("points.count", { count: points }), members: number(total) })
        }
        state={state}
        progress={{ done: done + refused, total }}
        busy={busy}
        onPause={state === "running" ? turn("pause") : undefined}
        onResume={state === "paused" ? turn("resume") : undefined}
        onHide={over ? turn("hide") : undefined}
        cancel={
          over
            ? undefined
            : {
                label: t("members.bulk.end"),
                title: t("members.bulk.endTitle"),
                about: t("members.bulk.endAbout"),
                onCancel: turn("cancel"),
              }
        }
      >
        <FactList facts={facts} />
        {bulk.refusals.length > 0 ? (
          <List>
            {bulk.refusals.map(({ digits, code }) => (
              <List.Item key={digits}>
                <Link url={`/app/members/${digits}`}>{t("privacy.customer", { digits })}</Link>
                {": "}
                <Text as="span">{coded(`members.bulk.why.${code}`, {}, t("members.bulk.why.unexpected"))}</Text>
              </List.Item>
            ))}
          </List>
        ) : null}
      </ProgressCard>
    </>
  )
}
