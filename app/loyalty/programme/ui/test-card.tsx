import { useNavigation, useSubmit } from "@remix-run/react"
import { Banner, Button, ChoiceList, InlineStack, Text, TextField } from "@shopify/polaris"
import { useState } from "react"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { TestView } from "../ui-data/breaks.server.ts"

/** Trying the programme out with customers who have a tag. */
export function TestCard({ test, done }: { test: TestView | null; done: string | null }) {
  const { t, dateTime } = useText()
  const [asked, setAsked] = useState<{ open: boolean; after: string | null }>({ open: false, after: null })
  const open = asked.open && asked.after === done
  const close = () => setAsked({ open: false, after: done })
  return (
    <SectionCard title={t("programme.test.title")} about={t("programme.test.about")}>
      {test ? (
        <Banner tone="info" title={t("programme.test.running", { tag: test.tag })}>
          <p>{t("programme.test.since", { from: dateTime(test.fromAt) })}</p>
        </Banner>
      ) : null}
      <InlineStack>
        <Button onClick={() => setAsked({ open: true, after: done })}>
          {t(test ? "programme.test.end" : "programme.test.start")}
        </Button>
      </InlineStack>
      {test ? <EndDialog open={open} onClose={close} /> : <StartDialog open={open} onClose={close} />}
    </SectionCard>
  )
}

type Props = { open: boolean; onClose: () => void }

function StartDialog({ open, onClose }: Props) {
  const { t } = useText()
  const submit = useSubmit()
  const busy = useNavigation().state === "submitting"
  const [tag, setTag] = useState("")
  return (
    <ConfirmDialog
      open={open}
      title={t("programme.test.startTitle")}
      confirm={t("programme.test.start")}
      busy={busy}
      onConfirm={() => submit({ do: "startTest", tag }, { method: "post" })}
      onClose={onClose}
    >
      <TextField
        label={t("programme.test.tag")}
        helpText={t("programme.test.tagHelp")}
        value={tag}
        onChange={setTag}
        maxLength={255}
        autoComplete="off"
      />
      <Text as="p">{t("programme.test.startAbout")}</Text>
    </ConfirmDialog>
  )
}

function EndDialog({ open, onClose }: Props) {
  const { t } = useText()
  const submit = useSubmit()
  const busy = useNavigation().state === "submitting"
  const [outcome, setOutcome] = useState("remove")
  return (
    <ConfirmDialog
      open={open}
      title={t("programme.test.endTitle")}
      confirm={t("programme.test.end")}
      busy={busy}
      onConfirm={() => submit({ do: "endTest", outcome }, { method: "post" })}
      onClose={onClose}
    >
      <ChoiceList
        title={t("programme.test.outcome")}
        choices={(["remove", "keep"] as const).map((value) => ({
          value,
          label: t(`programme.test.outcomes.${value}`),
          helpText: t(`programme.test.outcomes.${value}Help`),
        }))}
        selected={[outcome]}
        onChange={([chosen]) => setOutcome(chosen ?? "remove")}
      />
    </ConfirmDialog>
  )
}
