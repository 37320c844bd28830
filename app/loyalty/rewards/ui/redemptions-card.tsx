import { Badge, BlockStack, Button, Divider, InlineStack, Link, Text } from "@shopify/polaris"
import { useDeed } from "#app/ui/deed.ts"
import { Moment } from "#app/ui/moment.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { RedemptionState } from "../../redemptions/redemption.ts"
import type { RedemptionLine } from "../ui-data/reward-pages.server.ts"

const TONES: Record<RedemptionState, "success" | "attention" | "critical" | "info" | undefined> = {
  drawn: "info",
  issued: "attention",
  used: "success",
  unclear: "critical",
  returning: "info",
  returned: undefined,
  refused: undefined,
}

/** The last redemptions of a reward, and what staff can do about them. */
export function RedemptionsCard({ redemptions }: { redemptions: RedemptionLine[] }) {
  const { t } = useText()
  return (
    <SectionCard title={t("rewards:redemptions.title")}>
      {redemptions.length === 0 ? (
        <Text as="p" tone="subdued">
          {t("rewards:redemptions.none")}
        </Text>
      ) : (
        <BlockStack as="ul" gap="300">
          {redemptions.map((one, index) => (
            <li key={one.redemptionId} className="regulars-plain">
              <BlockStack gap="300">
                {index > 0 ? <Divider /> : null}
                <RedemptionRow one={one} />
              </BlockStack>
            </li>
          ))}
        </BlockStack>
      )}
    </SectionCard>
  )
}

function RedemptionRow({ one }: { one: RedemptionLine }) {
  const { t } = useText()
  const { send, busy, isAsked } = useDeed()
  const mine = isAsked("redemption", one.redemptionId)
  const deed = (verb: "fulfilled" | "return") => send({ do: verb, redemption: one.redemptionId })
  return (
    <InlineStack align="space-between" blockAlign="center" gap="300">
      <BlockStack gap="050">
        <InlineStack align="start" gap="200" blockAlign="center">
          <Link url={`/app/members/${one.customerDigits}`} monochrome>
            {t("rewards:redemptions.member", { id: one.customerDigits })}
          </Link>
          <Badge tone={TONES[one.state]}>{t(`rewards:redemptions.states.${one.state}`)}</Badge>
        </InlineStack>
        <Text as="span" variant="bodySm" tone="subdued" breakWord>
          <Moment at={one.at} /> · {t("rewards:price", { count: one.points })}
          {one.code ? ` · ${one.code}` : ""}
        </Text>
      </BlockStack>
      <InlineStack gap="200">
        {one.byHand ? (
          <Button onClick={() => deed("fulfilled")} loading={mine} disabled={busy && !mine}>
            {t("rewards:redemptions.fulfilled")}
          </Button>
        ) : null}
        {one.canReturn ? (
          <Button variant="tertiary" onClick={() => deed("return")} loading={mine} disabled={busy && !mine}>
            {t("rewards:redemptions.return")}
          </Button>
        ) : null}
      </InlineStack>
    </InlineStack>
  )
}
