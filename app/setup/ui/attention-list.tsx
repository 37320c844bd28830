import { Banner, BlockStack, Button, List } from "@shopify/polaris"
import type { HealthWarning } from "#app/loyalty/health/health-check.ts"
import { healthWords } from "#app/loyalty/health/ui/health-words.tsx"
import { type Text, useText } from "#app/ui/text.tsx"
import type { Worry } from "../attention.ts"

type Props = { worries: Worry[]; launcherLink: string; currency: string }

/** What needs attention, each with one click to the remedy. */
export function AttentionList({ worries, launcherLink, currency }: Props) {
  const { t } = useText()
  if (worries.length === 0) return null
  return (
    <Banner tone="warning" title={t("home.attention")}>
      <BlockStack gap="300">
        {worries.map((worry) => (
          <BlockStack key={JSON.stringify(worry)} gap="100" inlineAlign="start">
            <Words worry={worry} currency={currency} />
            <Remedy worry={worry} launcherLink={launcherLink} />
          </BlockStack>
        ))}
      </BlockStack>
    </Banner>
  )
}

function Words({ worry, currency }: { worry: Worry; currency: string }) {
  const text = useText()
  const lines = linesOf(worry, currency, text)
  if (lines.length === 1) return <p>{lines[0]}</p>
  return (
    <List>
      {lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  )
}

function linesOf(worry: Worry, currency: string, text: Text): string[] {
  const { t } = text
  switch (worry.code) {
    case "failed":
      return (["failedEvents", "doubtfulOrders", "syncErrors", "otherFailures"] as const)
        .filter((kind) => worry[kind] > 0)
        .map((kind) => t(`home.${kind}`, { count: worry[kind] }))
    case "lateEvents":
      return [t("home.lateEvents", { count: worry.count })]
    case "embedOff":
      return [t("home.embedOff")]
    case "paused":
      return [t(`home.rests.${worry.what}`)]
    case "testOn":
      return [t("home.testOn", { tag: worry.tag })]
    case "unpublished":
      return [t("home.unpublished", { version: worry.version })]
    case "health":
      return [healthWords(worry.warning, currency, text)]
  }
}

function HealthRemedy({ code }: { code: HealthWarning["code"] }) {
  const { t } = useText()
  if (code === "liability_outgrows") return <Button url="/app/liability">{t("home.toLiability")}</Button>
  if (code === "expiry_short") return <Button url="/app/programme">{t("home.toDraft")}</Button>
  return <Button url="/app/rewards">{t("home.toRewards")}</Button>
}

function Remedy({ worry, launcherLink }: { worry: Worry; launcherLink: string }) {
  const { t } = useText()
  switch (worry.code) {
    case "failed":
    case "lateEvents":
      return <Button url="/app/work">{t("home.toWork")}</Button>
    case "embedOff":
      return (
        <Button url={launcherLink} target="_blank">
          {t("home.switchOn")}
        </Button>
      )
    case "paused":
      return <Button url="/app/programme#pause">{t("home.toPause")}</Button>
    case "testOn":
      return <Button url="/app/programme#test">{t("home.toTest")}</Button>
    case "unpublished":
      return <Button url="/app/programme">{t("home.toDraft")}</Button>
    case "health":
      return <HealthRemedy code={worry.warning.code} />
  }
}
