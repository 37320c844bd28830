import { useNavigation, useSubmit } from "@remix-run/react"
import { Banner, BlockStack, Button, ChoiceList, InlineStack, Text, TextField } from "@shopify/polaris"
import { useState } from "react"
import { LOCALES } from "#app/i18n/locales.ts"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { Timeline } from "#app/ui/timeline.tsx"
import type { PauseView } from "../ui-data/breaks.server.ts"

type Asked = "start" | "end" | "undo" | null

/** Earning, spending or both rest for a while: begin, end, take back, and what was before. */
export function PauseCard({ pauses, done }: { pauses: PauseView[]; done: string | null }) {
  const { t, dateTime } = useText()
  const [asked, setAsked] = useState<{ what: Asked; after: string | null }>({ what: null, after: null })
  const running = pauses.find((pause) => pause.running)
  const open = asked.after === done ? asked.what : null
  const ask = (what: Asked) => () => setAsked({ what, after: done })
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
      <StartDialog open={open === "start"} onClose={close} />
      <EndDialog open={open === "end"} what="endPause" words="end" onClose={close} />
      <EndDialog open={open === "undo"} what="undoPause" words="undo" id={running?.pauseId} onClose={close} />
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

function StartDialog({ open, onClose }: { open: boolean; onClose: () => void }) {
  const { t } = useText()
  const submit = useSubmit()
  const busy = useNavigation().state === "submitting"
  const [what, setWhat] = useState("earning")
  const [until, setUntil] = useState("")
  const [notice, setNotice] = useState<Record<string, string>>({})
  const start = () => {
    const words = Object.fromEntries(LOCALES.map((locale) => [`notice.${locale}`, notice[locale] ?? ""]))
    submit({ do: "startPause", what, until, ...words }, { method: "post" })
  }
  return (
    <ConfirmDialog
      open={open}
      title={t("programme.pause.startTitle")}
      confirm={t("programme.pause.start")}
      busy={busy}
      onConfirm={start}
      onClose={onClose}
    >
      <ChoiceList
        title={t("programme.pause.what")}
        choices={(["earning", "spending", "both"] as const).map((value) => ({
          value,
          label: t(`programme.pause.choice.${value}`),
        }))}
        selected={[what]}
        onChange={([chosen]) => setWhat(chosen ?? "earning")}
      />
      <TextField
        label={t("programme.pause.untilLabel")}
        helpText={t("programme.pause.untilHelp")}
        type="datetime-local"
        value={until}
        onChange={setUntil}
        autoComplete="off"
      />
      <BlockStack gap="200">
        <Text as="p">{t("programme.pause.notice")}</Text>
        {LOCALES.map((locale) => (
          <TextField
            key={locale}
            label={t(`programme.pause.noticeIn.${locale}`)}
            value={notice[locale] ?? ""}
            onChange={(words) => setNotice({ ...notice, [locale]: words })}
            maxLength={200}
            autoComplete="off"
          />
        ))}
      </BlockStack>
      <Text as="p" tone="subdued">
        {t("programme.pause.startAbout")}
      </Text>
    </ConfirmDialog>
  )
}

type EndProps = {
  open: boolean
  what: "endPause" | "undoPause"
  words: "end" | "undo"
  id?: string
  onClose: () => void
}

function EndDialog({ open, what, words, id = "", onClose }: EndProps) {
  const { t } = useText()
  const submit = useSubmit()
  const busy = useNavigation().state === "submitting"
  return (
    <ConfirmDialog
      open={open}
      title={t(`programme.pause.${words}Title`)}
      confirm={t(`programme.pause.${words}`)}
      busy={busy}
      onConfirm={() => submit({ do: what, id }, { method: "post" })}
      onClose={onClose}
    >
      <Text as="p">{t(`programme.pause.${words}About`)}</Text>
    </ConfirmDialog>
  )
}
