import { Banner, BlockStack, Button, InlineStack, Text } from "@shopify/polaris"
import { useState } from "react"
import { LOCALES } from "#app/i18n/locales.ts"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { useDone } from "#app/ui/done-toast.ts"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { ChoiceInput, TextInput } from "#app/ui/fields.tsx"
import { FormDialog } from "#app/ui/form-dialog.tsx"
import { DateInput } from "#app/ui/number-inputs.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { Timeline } from "#app/ui/timeline.tsx"
import { useWish } from "#app/ui/wish.ts"
import type { PauseView } from "../ui-data/breaks.server.ts"
import { pauseFormSchema } from "./break-forms.ts"

type Asked = "start" | "end" | "undo" | null

/** Earning, spending or both rest for a while: begin, end, take back, and what was before. */
export function PauseCard({ pauses }: { pauses: PauseView[] }) {
  const { t, dateTime } = useText()
  const [asked, setAsked] = useState<Asked>(null)
  const running = pauses.find((pause) => pause.running)
  const ask = (what: Asked) => () => setAsked(what)
  const close = ask(null)
  return (
    <SectionCard title={t("programme.pause.title")} about={t("programme.pause.about")}>
      {running ? (
        <Banner tone="warning" title={t(`programme.pause.running.${running.what}`)}>
          <p>
            {running.toAt
              ? t("programme.pause.fromTo", { from: dateTime(running.fromAt), to: dateTime(running.toAt) })
              : t("programme.pause.since", { from: dateTime(running.fromAt) })}
          </p>
        </Banner>
      ) : null}
      <InlineStack gap="200">
        {running ? (
          <>
            <Button onClick={ask("end")}>{t("programme.pause.end")}</Button>
            <Button variant="plain" onClick={ask("undo")}>
              {t("programme.pause.undo")}
            </Button>
          </>
        ) : (
          <Button onClick={ask("start")}>{t("programme.pause.start")}</Button>
        )}
      </InlineStack>
      <PastPauses pauses={pauses.filter((pause) => !pause.running)} />
      {asked === "start" ? <StartDialog onClose={close} /> : null}
      {asked === "end" ? <EndDialog what="endPause" words="end" onClose={close} /> : null}
      {asked === "undo" ? <EndDialog what="undoPause" words="undo" id={running?.pauseId} onClose={close} /> : null}
    </SectionCard>
  )
}

function PastPauses({ pauses }: { pauses: PauseView[] }) {
  const { t, dateTime } = useText()
  if (pauses.length === 0) return null
  return (
    <Timeline
      entries={pauses.map((pause) => ({
        id: pause.pauseId,
        at: pause.fromAt,
        words: t(`programme.pause.past.${pause.what}`),
        remark: pause.undone
          ? t("programme.pause.undone")
          : t("programme.pause.until", { to: dateTime(pause.toAt ?? pause.fromAt) }),
      }))}
    />
  )
}

const ACTION = "/app/programme"

function StartDialog({ onClose }: { onClose: () => void }) {
  const { t } = useText()
  const done = useDone(t("programme.toasts.taken"), onClose)
  return (
    <FormDialog
      id="start-pause"
      title={t("programme.pause.startTitle")}
      confirm={t("programme.pause.start")}
      schema={pauseFormSchema}
      start={{ what: "earning", until: "", notice_en: "", notice_bg: "", notice_ru: "" }}
      sends={{ do: "startPause" }}
      to={ACTION}
      after={
        <Text as="p" tone="subdued">
          {t("programme.pause.startAbout")}
        </Text>
      }
      onDone={done}
      onClose={onClose}
      fields={(fields) => (
        <>
          <ChoiceInput
            field={fields.what}
            label={t("programme.pause.what")}
            choices={(["earning", "spending", "both"] as const).map((value) => ({
              value,
              label: t(`programme.pause.choice.${value}`),
            }))}
          />
          <DateInput
            time
            field={fields.until}
            label={t("programme.pause.untilLabel")}
            help={t("programme.pause.untilHelp")}
          />
          <BlockStack gap="200">
            <Text as="p">{t("programme.pause.notice")}</Text>
            {LOCALES.map((locale) => (
              <TextInput
                key={locale}
                field={fields[`notice_${locale}`]}
                label={t(`programme.pause.noticeIn.${locale}`)}
                maxLength={200}
              />
            ))}
          </BlockStack>
        </>
      )}
    />
  )
}

type EndProps = { what: "endPause" | "undoPause"; words: "end" | "undo"; id?: string; onClose: () => void }

function EndDialog({ what, words, id = "", onClose }: EndProps) {
  const { t } = useText()
  const { send, busy, failure } = useWish(ACTION, useDone(t("programme.toasts.taken"), onClose))
  return (
    <ConfirmDialog
      open
      title={t(`programme.pause.${words}Title`)}
      confirm={t(`programme.pause.${words}`)}
      busy={busy}
      onConfirm={() => send({ do: what, id })}
      onClose={onClose}
    >
      <FailureBanner failure={failure} />
      <Text as="p">{t(`programme.pause.${words}About`)}</Text>
    </ConfirmDialog>
  )
}
