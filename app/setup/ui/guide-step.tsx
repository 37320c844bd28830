import { BlockStack, Icon, InlineStack, Text } from "@shopify/polaris"
import { CheckCircleIcon, QuestionCircleIcon } from "@shopify/polaris-icons"
import type { ReactNode } from "react"
import { useText } from "#app/ui/text.tsx"
import type { SetupStep } from "../setup-steps.ts"

type Props = {
  step: SetupStep
  isOpen: boolean
  onToggle: () => void
  /** Why its state is not known, in words. */
  unknown: string | null
  /** What there is to do. */
  children: ReactNode
}

/** One step of the guide: its state and name always, what there is to do when it is opened. */
export function GuideStep({ step: { name, state }, isOpen, onToggle, unknown, children }: Props) {
  const { t } = useText()
  const id = `setup-${name}`
  return (
    <li className={isOpen ? "regulars-guide__step regulars-guide__step--open" : "regulars-guide__step"}>
      <button
        type="button"
        className="regulars-guide__head"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={onToggle}
      >
        <span className={`regulars-guide__mark regulars-guide__mark--${state}`}>
          <Mark state={state} />
        </span>
        <Text
          as="span"
          variant={isOpen ? "headingSm" : "bodyMd"}
          tone={state === "done" && !isOpen ? "subdued" : undefined}
        >
          {t(`setup.steps.${name}.title`)}
        </Text>
      </button>
      <div id={id} className="regulars-guide__body" hidden={!isOpen}>
        <BlockStack gap="300">
          <Text as="p">{t(`setup.steps.${name}.about`)}</Text>
          {state === "unknown" && unknown ? (
            <Text as="p" tone="subdued">
              {unknown}
            </Text>
          ) : null}
          <InlineStack gap="200">{children}</InlineStack>
        </BlockStack>
      </div>
    </li>
  )
}

function Mark({ state }: { state: SetupStep["state"] }) {
  const { t } = useText()
  if (state === "done") return <Icon source={CheckCircleIcon} accessibilityLabel={t("setup.stepDone")} />
  if (state === "unknown") return <Icon source={QuestionCircleIcon} accessibilityLabel={t("setup.stepUnknown")} />
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" role="img" aria-label={t("setup.stepOpen")}>
      <circle cx="10" cy="10" r="7.25" fill="none" stroke="currentColor" strokeWidth="1.5" strokeDasharray="2.6 2" />
    </svg>
  )
}
