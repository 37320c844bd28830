import { Button, InlineStack, Text } from "@shopify/polaris"
import { useState } from "react"
import { useDeed } from "#app/ui/deed.ts"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText, type Text as Words } from "#app/ui/text.tsx"
import type { SetupPage } from "../setup-page.server.ts"
import type { SetupStep, SetupStepName } from "../setup-steps.ts"
import type { ThemeReading } from "../theme-reading.ts"
import { GuideStep } from "./guide-step.tsx"

type Props = {
  steps: SetupStep[]
  links: SetupPage["links"]
  theme: ThemeReading | null
  isLooking: boolean
  look: () => void
}

/** The way to a programme that shoppers see: what is done, and the next thing to do opened. All done, it folds to a line. */
export function GuideCard({ steps, links, theme, isLooking, look }: Props) {
  const text = useText()
  const { t } = text
  const next = steps.find(({ state }) => state !== "done")?.name ?? null
  const [chosen, setChosen] = useState<SetupStepName | null | undefined>(undefined)
  const opened = chosen === undefined ? next : chosen
  const done = steps.filter(({ state }) => state === "done").length
  if (next === null) return <DoneCard />
  return (
    <SectionCard title={t("setup.title")} aside={<HideButton />}>
      <Text as="p" tone="subdued">
        {t("setup.progress", { done, all: steps.length })}
      </Text>
      <ol className="regulars-guide">
        {steps.map((step) => (
          <GuideStep
            key={step.name}
            step={step}
            isOpen={step.name === opened}
            onToggle={() => setChosen(step.name === opened ? null : step.name)}
            unknown={whyUnknown(theme, isLooking, text)}
          >
            <StepActions step={step} links={links} />
            {step.state === "unknown" && !isLooking ? (
              <Button variant="plain" onClick={look}>
                {t("setup.checkAgain")}
              </Button>
            ) : null}
          </GuideStep>
        ))}
      </ol>
    </SectionCard>
  )
}

/** The first step's ready programmes stand below the guide; here is the way to its own page. */
function StepActions({ step: { name, state }, links }: { step: SetupStep; links: SetupPage["links"] }) {
  const { t } = useText()
  const isOpen = state !== "done"
  if (name === "programme")
    return (
      <Button url="/app/programme" variant={isOpen ? "primary" : undefined}>
        {t("setup.steps.programme.action")}
      </Button>
    )
  if (name === "members")
    return (
      <>
        <Button url="/app/members" variant={isOpen ? "primary" : undefined}>
          {t("setup.steps.members.action")}
        </Button>
        <Button url="/app/import-orders">{t("setup.steps.members.import")}</Button>
      </>
    )
  return (
    <Button url={links[name]} target="_blank" variant={isOpen ? "primary" : undefined}>
      {t(`setup.steps.${name}.action`)}
    </Button>
  )
}

function whyUnknown(theme: ThemeReading | null, isLooking: boolean, { t }: Words): string {
  if (isLooking) return t("setup.looking")
  if (!theme) return t("setup.unknown.unreachable")
  return t(theme.known ? "setup.unknown.unreadable" : `setup.unknown.${theme.reason}`)
}

function DoneCard() {
  const { t } = useText()
  return (
    <SectionCard title={t("setup.doneTitle")} aside={<HideButton />}>
      <Text as="p" tone="subdued">
        {t("setup.doneAbout")}
      </Text>
    </SectionCard>
  )
}

const HOME = "/app?index"

function HideButton() {
  const { t } = useText()
  const { send, busy } = useDeed(HOME)
  return (
    <Button variant="tertiary" loading={busy} onClick={() => send({ do: "hideGuide" })}>
      {t("setup.hide")}
    </Button>
  )
}

/** Brings the guide back. */
export function ShowGuide() {
  const { t } = useText()
  const { send, busy } = useDeed(HOME)
  return (
    <InlineStack>
      <Button variant="plain" loading={busy} onClick={() => send({ do: "showGuide" })}>
        {t("setup.show")}
      </Button>
    </InlineStack>
  )
}
