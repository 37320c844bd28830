import { Text } from "@shopify/polaris"
import { FactList } from "#app/ui/facts.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { MemberPage } from "../ui-data/member-page.server.ts"

const LOTS_SHOWN = 8

/** Which points can be used until when; nothing where points do not expire. */
export function LotsCard({ lots }: Pick<MemberPage, "lots">) {
  const { t, date, day } = useText()
  if (lots === null || lots.length === 0) return null
  const until = (lastDay: string | null) =>
    lastDay === null ? t("expiry:lots.never") : t("expiry:lots.until", { day: day(lastDay) })
  return (
    <SectionCard title={t("expiry:lots.title")} about={t("expiry:lots.about")}>
      <FactList
        facts={lots.slice(0, LOTS_SHOWN).map(({ left, earnedAt, lastDay }, index) => ({
          key: String(index),
          label: t("expiry:lots.part", { count: left, day: date(earnedAt) }),
          value: until(lastDay),
        }))}
      />
      {lots.length > LOTS_SHOWN ? (
        <Text as="p" tone="subdued" variant="bodySm">
          {t("expiry:lots.more", { count: lots.length - LOTS_SHOWN })}
        </Text>
      ) : null}
    </SectionCard>
  )
}
