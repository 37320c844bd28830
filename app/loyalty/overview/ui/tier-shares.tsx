import { BlockStack, Text } from "@shopify/polaris"
import { ShareBar } from "#app/ui/facts.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { Overview } from "../overview.server.ts"

/** How many members each tier has, the highest first. */
export function TierShares({ tiers, members }: Pick<Overview, "tiers" | "members">) {
  const { t, number } = useText()
  return (
    <SectionCard title={t("home.tiers")}>
      {members === 0 ? (
        <Text as="p" tone="subdued">
          {t("home.noMembers")}
        </Text>
      ) : (
        <BlockStack gap="300">
          {tiers.map((tier) => (
            <ShareBar
              key={tier.id ?? "none"}
              label={tier.name ?? t("tiers.none")}
              value={number(tier.members)}
              share={Math.round((tier.members * 100) / members)}
            />
          ))}
        </BlockStack>
      )}
    </SectionCard>
  )
}
