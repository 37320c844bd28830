import { Banner, Button, ChoiceList, InlineStack, Text } from "@shopify/polaris"
import { useState } from "react"
import { ConfirmDialog } from "#app/ui/confirm-dialog.tsx"
import { useDone } from "#app/ui/done-toast.ts"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { TextInput } from "#app/ui/fields.tsx"
import { FormDialog } from "#app/ui/form-dialog.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { useWish } from "#app/ui/wish.ts"
import type { TestView } from "../ui-data/breaks.server.ts"
import { testFormSchema } from "./break-forms.ts"

/** Trying the programme out with customers who have a tag. */
export function TestCard({ test }: { test: TestView | null }) {
  const { t, dateTime } = useText()
  const [asked, setAsked] = useState<"start" | "end" | null>(null)
  const close = () => setAsked(null)
  return (
    <SectionCard title={t("programme.test.title")} about={t("programme.test.about")}>
      {test ? (
        <Banner tone="info" title={t("programme.test.running", { tag: test.tag })}>
          <p>{t("programme.test.since", { from: dateTime(test.fromAt) })}</p>
        </Banner>
      ) : null}
      <InlineStack>
        <Button onClick={() => setAsked(test ? "end" : "start")}>
          {t(test ? "programme.test.end" : "programme.test.start")}
        </Button>
      </InlineStack>
      {asked === "start" ? <StartDialog onClose={close} /> : null}
      {asked === "end" ? <EndDialog onClose={close} /> : null}
    </SectionCard>
  )
}

const ACTION = "/app/programme"

type Props = { onClose: () => void }

function StartDialog({ onClose }: Props) {
  const { t } = useText()
  return (
    <FormDialog
      id="start-test"
      title={t("programme.test.startTitle")}
      confirm={t("programme.test.start")}
      schema={testFormSchema}
      start={{ tag: "" }}
      sends={{ do: "startTest" }}
      to={ACTION}
      after={<Text as="p">{t("programme.test.startAbout")}</Text>}
      onDone={useDone(t("programme.toasts.taken"), onClose)}
      onClose={onClose}
      fields={({ tag }) => (
        <TextInput field={tag} label={t("programme.test.tag")} help={t("programme.test.tagHelp")} maxLength={255} />
      )}
    />
  )
}

function EndDialog({ onClose }: Props) {
  const { t } = useText()
  const { send, busy, failure } = useWish(ACTION, useDone(t("programme.toasts.taken"), onClose))
  const [outcome, setOutcome] = useState("remove")
  return (
    <ConfirmDialog
      open
      title={t("programme.test.endTitle")}
      confirm={t("programme.test.end")}
      busy={busy}
      onConfirm={() => send({ do: "endTest", outcome })}
      onClose={onClose}
    >
      <FailureBanner failure={failure} />
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
