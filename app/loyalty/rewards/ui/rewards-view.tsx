import { Badge, BlockStack, Button, Card, InlineStack, Link, Text } from "@shopify/polaris"
import { ChoiceMenu } from "#app/ui/choice-menu.tsx"
import { useDeed } from "#app/ui/deed.ts"
import { useDoneToast } from "#app/ui/done-toast.ts"
import { EmptyCard } from "#app/ui/empty-card.tsx"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { Inset } from "#app/ui/inset.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { useText } from "#app/ui/text.tsx"
import { REWARD_KINDS, type RewardKind } from "../reward.ts"
import type { RewardLine, RewardsPage } from "../ui-data/reward-pages.server.ts"
import { STATE_TONES, useRewardWords } from "./reward-words.ts"

/** What an action answered; see app/routes/admin/rewards.tsx. */
export type RewardsOutcome = { ok: true; done: "moved"; id: string } | { ok: false; failure: string }

type Props = { page: RewardsPage; outcome: RewardsOutcome | undefined }

/** What points buy, in the order in which shoppers see it. */
export function RewardsView({ page, outcome }: Props) {
  const { t } = useText()
  useDoneToast(outcome, outcome?.ok ? t("rewards:toasts.moved") : null)
  const { rewards } = page
  return (
    <PageShell title={t("rewards:title")}>
      <FailureBanner failure={outcome && !outcome.ok ? outcome.failure : null} />
      {rewards.length === 0 ? (
        <EmptyCard title={t("rewards:emptyTitle")} about={t("rewards:emptyAbout")} />
      ) : (
        <Inset>
          <Text as="p" tone="subdued">
            {t(page.hasProgramme ? "rewards:about" : "rewards:noProgramme")}
          </Text>
        </Inset>
      )}
      <Inset>
        <InlineStack align={rewards.length === 0 ? "center" : "end"}>
          <NewReward />
        </InlineStack>
      </Inset>
      {rewards.length > 0 ? (
        <BlockStack as="ol" gap="300">
          {rewards.map((reward, index) => (
            <li key={reward.rewardId} className="regulars-plain">
              <RewardCard reward={reward} ids={rewards.map((one) => one.rewardId)} index={index} />
            </li>
          ))}
        </BlockStack>
      ) : null}
      {page.archived > 0 ? (
        <Inset>
          <Text as="p" tone="subdued">
            {t("rewards:archivedCount", { count: page.archived })}
          </Text>
        </Inset>
      ) : null}
    </PageShell>
  )
}

/** A menu of the kinds; each leads to its form. */
function NewReward() {
  const { t } = useText()
  const choices = (Object.keys(REWARD_KINDS) as RewardKind[]).map((kind) => ({
    content: t(`rewards:kinds.${kind}.name`),
    helpText: t(`rewards:kinds.${kind}.about`),
    url: `/app/rewards/new?kind=${kind}`,
  }))
  return <ChoiceMenu label={t("rewards:new")} choices={choices} />
}

function RewardCard({ reward, ids, index }: { reward: RewardLine; ids: string[]; index: number }) {
  const { t } = useText()
  const words = useRewardWords()
  const { send, busy } = useDeed()
  const move = (to: number) => {
    const order = ids.filter((id) => id !== reward.rewardId)
    order.splice(to, 0, reward.rewardId)
    send({ do: "order", ids: order.join(",") })
  }
  const { terms } = reward
  return (
    <Card roundedAbove="sm">
      <InlineStack align="space-between" blockAlign="center" gap="300" wrap={false}>
        <BlockStack gap="100">
          <InlineStack align="start" gap="200" blockAlign="center">
            <Link url={`/app/rewards/${reward.rewardId}`} monochrome removeUnderline>
              <Text as="span" fontWeight="semibold" breakWord>
                {terms.name}
              </Text>
            </Link>
            <Badge tone={STATE_TONES[reward.state]}>{t(`rewards:states.${reward.state}`)}</Badge>
          </InlineStack>
          <Text as="span" tone="subdued">
            {[t(`rewards:kinds.${terms.gives.kind}.name`), words.price(terms), ...words.worth(terms)].join(" · ")}
          </Text>
          <Text as="span" variant="bodySm" tone="subdued">
            {[
              t("rewards:redeemedTimes", { count: reward.redeemed }),
              ...(reward.stock === null ? [] : [t("rewards:left", { count: reward.stock })]),
              ...(reward.freeCodes === null ? [] : [t("rewards:freeCodes", { count: reward.freeCodes })]),
            ].join(" · ")}
          </Text>
        </BlockStack>
        <InlineStack gap="100" wrap={false}>
          <Button
            accessibilityLabel={t("rewards:up", { name: terms.name })}
            disabled={index === 0 || busy}
            onClick={() => move(index - 1)}
          >
            ↑
          </Button>
          <Button
            accessibilityLabel={t("rewards:down", { name: terms.name })}
            disabled={index === ids.length - 1 || busy}
            onClick={() => move(index + 1)}
          >
            ↓
          </Button>
        </InlineStack>
      </InlineStack>
    </Card>
  )
}
