import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris"
import { useState } from "react"
import { FactList, ShareBar } from "#app/ui/facts.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText, type Text as Words } from "#app/ui/text.tsx"
import { Timeline } from "#app/ui/timeline.tsx"
import type { Standing } from "../standing.ts"
import type { TierCard } from "../ui-data/tier-card.server.ts"
import { GiveTierDialog, TakeTierDialog } from "./manual-tier-dialogs.tsx"

/** `share` of the way from nothing to the next tier, in percent. */
type Next = Pick<NonNullable<Standing["next"]>, "name" | "missing" | "unit" | "currency"> & { share: number }

type Props = {
  digits: string
  tier: string | null
  since: string | null
  next: Next | null
  card: TierCard | null
}

/** The tier, what holds it, how far the next one is, what waits, and what staff may give. */
export function StandingCard({ digits, tier, since, next, card }: Props) {
  const text = useText()
  const { t, date } = text
  const facts = [{ label: t("members.tier"), value: tier ?? t("tiers.none") }]
  if (tier && since) facts.push({ label: t("tiers.since"), value: date(since) })
  return (
    <SectionCard title={t("tiers.title")}>
      <FactList facts={facts} />
      {card ? <Holding card={card} /> : null}
      {next ? (
        <BlockStack gap="200">
          <ShareBar label={t("tiers.toNext", { name: next.name })} value={`${next.share}%`} share={next.share} />
          <Small>{missingWords(next, text)}</Small>
        </BlockStack>
      ) : null}
      {card ? <ByHand digits={digits} card={card} /> : null}
    </SectionCard>
  )
}

function Holding({ card: { held, manual, waiting } }: { card: TierCard }) {
  const { t, dateTime } = useText()
  return (
    <>
      {held ? <Small>{t(`tiers:held.${held.why}`, { date: dateTime(held.until) })}</Small> : null}
      {manual?.reason ? <Small>{t("tiers:manual.reasonShown", { reason: manual.reason })}</Small> : null}
      {waiting.map(({ tier, points }) => (
        <BlockStack key={tier} gap="050">
          <Text as="p">{t("tiers:waiting.title", { tier })}</Text>
          <Small>{t("tiers:waiting.due", { count: points })}</Small>
        </BlockStack>
      ))}
    </>
  )
}

/** Give a tier until a day, or take it back. */
function ByHand({ digits, card }: { digits: string; card: TierCard }) {
  const { t } = useText()
  const [asked, setAsked] = useState<"give" | "take" | null>(null)
  const close = () => setAsked(null)
  if (card.levels.length === 0) return null
  return (
    <>
      <InlineStack gap="200">
        <Button onClick={() => setAsked("give")}>{t("tiers:manual.open")}</Button>
        {card.manual ? <Button onClick={() => setAsked("take")}>{t("tiers:manual.end")}</Button> : null}
      </InlineStack>
      {asked === "give" ? <GiveTierDialog digits={digits} levels={card.levels} onClose={close} /> : null}
      {asked === "take" ? <TakeTierDialog digits={digits} onClose={close} /> : null}
    </>
  )
}

function Small({ children }: { children: string }) {
  return (
    <Text as="p" variant="bodySm" tone="subdued">
      {children}
    </Text>
  )
}

function missingWords({ unit, missing, currency }: Next, { t, money }: Words): string {
  if (unit === "spend") return t("tiers.missingSpend", { amount: money(missing, currency) })
  return unit === "points" ? t("tiers.missingPoints", { count: missing }) : t("tiers:ordersToGo", { count: missing })
}

type Change = { id: string; from: string | null; to: string | null; reason: string; at: string }

/** Every change of tier and why; what staff wrote stands beside what they gave. */
export function TierHistory({ changes, reasons }: { changes: Change[]; reasons: TierCard["reasons"] }) {
  const { t, coded } = useText()
  if (changes.length === 0) return null
  const remarkOf = ({ reason, at }: Change) => {
    const written = reason === "staff" ? reasons[at] : undefined
    return written ? t("tiers:manual.byStaff", { reason: written }) : coded(`tiers.reasons.${reason}`, {}, reason)
  }
  return (
    <SectionCard title={t("tiers.history")}>
      <Timeline
        entries={changes.map((change) => ({
          id: change.id,
          at: change.at,
          words: t("tiers.change", { from: change.from ?? t("tiers.none"), to: change.to ?? t("tiers.none") }),
          remark: remarkOf(change),
        }))}
      />
    </SectionCard>
  )
}
