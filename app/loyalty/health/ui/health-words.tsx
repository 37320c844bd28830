import { BlockStack, List, Text } from "@shopify/polaris"
import { useText, type Text as Words } from "#app/ui/text.tsx"
import type { HealthWarning } from "../health-check.ts"

const WHOLE = 10_000

/** What is wrong, in a sentence; sums are in `currency`, the shop's. */
export function healthWords(warning: HealthWarning, currency: string, { t, money, percent }: Words): string {
  const share = (hundredths: number) => percent(hundredths / WHOLE)
  switch (warning.code) {
    case "no_reward":
      return t("liability:health.no_reward")
    case "first_reward_far":
      return t("liability:health.first_reward_far", warning)
    case "reward_worth_little": {
      const { reward, worthMinor, spendMinor } = warning
      const sums = { worth: money(worthMinor, currency), spend: money(spendMinor, currency) }
      return t("liability:health.reward_worth_little", { reward, ...sums, share: share(warning.share) })
    }
    case "expiry_short":
      return t("liability:health.expiry_short", { count: warning.months })
    case "rewards_stack": {
      const { rewards, discountMinor, spendMinor } = warning
      const sums = { discount: money(discountMinor, currency), spend: money(spendMinor, currency) }
      return t("liability:health.rewards_stack", { rewards, ...sums })
    }
    case "liability_outgrows": {
      const { costMinor, most } = warning
      const shares = { share: share(warning.share), most: share(most) }
      return t("liability:health.liability_outgrows", { cost: money(costMinor, currency), ...shares })
    }
  }
}

/** Warnings with what can be done about each; nothing where all is well. */
export function HealthList({ warnings, currency }: { warnings: HealthWarning[]; currency: string }) {
  const text = useText()
  const { t } = text
  if (warnings.length === 0) return null
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {t("liability:health.title")}
      </Text>
      <Text as="p" tone="subdued">
        {t("liability:health.about")}
      </Text>
      <List>
        {warnings.map((warning) => (
          <List.Item key={JSON.stringify(warning)}>
            {healthWords(warning, currency, text)}
            <Text as="p" tone="subdued">
              {t(`liability:health.remedies.${warning.code}`)}
            </Text>
          </List.Item>
        ))}
      </List>
    </BlockStack>
  )
}
