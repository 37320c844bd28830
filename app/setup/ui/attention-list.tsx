import { Banner, BlockStack, Button, List } from "@shopify/polaris"
import { type Text, useText } from "#app/ui/text.tsx"
import type { Worry } from "../attention.ts"

/** What needs attention, each with one click to the remedy. */
export function AttentionList({ worries, launcherLink }: { worries: Worry[]; launcherLink: string }) {
  const { t } = useText()
  if (worries.length === 0) return null
  return (
    <Banner tone="warning" title={t("home.attention")}>
      <BlockStack gap="300">
        {worries.map((worry) => (
          <BlockStack key={worry.code} gap="100" inlineAlign="start">
            <Words worry={worry} />
            <Remedy worry={worry} launcherLink={launcherLink} />
          </BlockStack>
        ))}
      </BlockStack>
    </Banner>
  )
}

function Words({ worry }: { worry: Worry }) {
  const text = useText()
  const lines = linesOf(worry, text)
  if (lines.length === 1) return <p>{lines[0]}</p>
  return (
    <List>
      {lines.map((line) => (
        <List.Item key={line}>{line}</List.Item>
      ))}
    </List>
  )
}

function linesOf(worry: Worry, { t }: Text): string[] {
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
  }
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
  }
}
