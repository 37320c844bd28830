import { useRevalidator } from "@remix-run/react"
import { Badge, BlockStack, Button, InlineStack, Text } from "@shopify/polaris"
import { type ReactNode, useEffect, useRef, useState } from "react"
import { ConfirmDialog } from "./confirm-dialog.tsx"
import { percentOf, type Reading, remainingMinutes, remainingMs } from "./remaining.ts"
import { SectionCard } from "./section-card.tsx"
import { useText } from "./text.tsx"

/** Where long work stands; over: done, cancelled. */
export type ProgressState = "running" | "paused" | "failed" | "cancelled" | "done"

const TONES = {
  running: "info",
  paused: "attention",
  failed: "critical",
  cancelled: undefined,
  done: "success",
} as const

type Props = {
  /** What is being done, in words. */
  title: string
  state: ProgressState
  /** Counted, or in percent alone; null: how much there is to do is not known (yet). */
  progress: { done: number; total: number } | { percent: number } | null
  /** Under the bar: counts, remarks. */
  children?: ReactNode
  busy: boolean
  /** What staff can do; what is left out cannot be done now. */
  onPause?: () => void
  onResume?: () => void
  cancel?: { label: string; title: string; about: string; onCancel: () => void }
  onHide?: () => void
}

/**
 * Long work that goes on by itself: how far it is, how long it still takes, and what staff can do about it. It stands in
 * the database, so a page that is loaded anew shows the same.
 */
export function ProgressCard(props: Props) {
  const { t } = useText()
  const { state, busy } = props
  const [ending, setEnding] = useState(false)
  useLivePage(state === "running")
  return (
    <SectionCard title={props.title} aside={<Badge tone={TONES[state]}>{t(`progress.${state}`)}</Badge>}>
      {props.progress && state !== "cancelled" ? (
        <Bar {...counted(props.progress)} title={props.title} state={state} />
      ) : null}
      {props.children}
      <InlineStack gap="200">
        {props.onResume ? (
          <Button variant="primary" loading={busy} onClick={props.onResume}>
            {t("progress.resume")}
          </Button>
        ) : null}
        {props.onPause ? (
          <Button loading={busy} onClick={props.onPause}>
            {t("progress.pause")}
          </Button>
        ) : null}
        {props.cancel ? <Button onClick={() => setEnding(true)}>{props.cancel.label}</Button> : null}
        {props.onHide ? (
          <Button loading={busy} onClick={props.onHide}>
            {t("progress.hide")}
          </Button>
        ) : null}
      </InlineStack>
      {props.cancel ? (
        <ConfirmDialog
          open={ending}
          title={props.cancel.title}
          confirm={props.cancel.label}
          busy={busy}
          onConfirm={() => {
            setEnding(false)
            props.cancel?.onCancel()
          }}
          onClose={() => setEnding(false)}
        >
          <Text as="p">{props.cancel.about}</Text>
        </ConfirmDialog>
      ) : null}
    </SectionCard>
  )
}

type Counted = { done: number; total: number; words: boolean }

function counted(progress: NonNullable<Props["progress"]>): Counted {
  if ("percent" in progress) return { done: progress.percent, total: 100, words: false }
  // What is still counted by others may run ahead of what they said there would be.
  return { ...progress, total: Math.max(progress.total, progress.done), words: true }
}

type BarProps = Counted & { title: string; state: ProgressState }

function Bar({ done, total, words, title, state }: BarProps) {
  const { t, number } = useText()
  const percent = percentOf(done, total)
  const minutes = useRemainingMinutes(done, total, state === "running")
  const left = minutes === null ? null : minutes === 0 ? t("progress.soon") : t("progress.minutes", { count: minutes })
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" gap="200">
        <Text as="span" numeric>
          {words ? t("progress.of", { done: number(done), total: number(total) }) : ""}
        </Text>
        <Text as="span" tone="subdued" numeric>
          {[`${number(percent)} %`, left].filter(Boolean).join(" · ")}
        </Text>
      </InlineStack>
      <div
        className="regulars-track"
        role="progressbar"
        aria-label={title}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={percent}
      >
        <div className="regulars-bar" style={{ inlineSize: `${percent}%` }} />
      </div>
      {/* Told every tenth, not at every step: whoever listens would hear of nothing else. */}
      <span className="regulars-unseen" role="status">
        {state === "running" ? t("progress.spoken", { percent: percent - (percent % 10) }) : t(`progress.${state}`)}
      </span>
    </BlockStack>
  )
}

const REFRESH_MS = 2_000

/** Asks for the page's data anew every two seconds while something is under way. */
function useLivePage(underWay: boolean): void {
  const { revalidate, state } = useRevalidator()
  useEffect(() => {
    if (!underWay || state !== "idle") return
    const timer = setTimeout(revalidate, REFRESH_MS)
    return () => clearTimeout(timer)
  }, [underWay, revalidate, state])
}

/** By how fast it went since this page began to look. */
function useRemainingMinutes(done: number, total: number, running: boolean): number | null {
  const first = useRef<Reading | null>(null)
  const [minutes, setMinutes] = useState<number | null>(null)
  useEffect(() => {
    const now = { atMs: Date.now(), done }
    if (!running || (first.current && first.current.done > done)) first.current = null
    first.current ??= now
    const ms = running ? remainingMs(first.current, now, total) : null
    setMinutes(ms === null ? null : remainingMinutes(ms))
  }, [done, total, running])
  return minutes
}
