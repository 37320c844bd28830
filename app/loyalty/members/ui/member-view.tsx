import type { SubmissionResult } from "@conform-to/react"
import { Badge, BlockStack, Button, InlineGrid, InlineStack, Text } from "@shopify/polaris"
import { useEffect, useState } from "react"
import { useDeed } from "#app/ui/deed.ts"
import { useDoneToast } from "#app/ui/done-toast.ts"
import { FailureBanner } from "#app/ui/failure-banner.tsx"
import { Inset } from "#app/ui/inset.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { failureOf, refusedFields } from "#app/ui/zod-form.ts"
import type { MemberDays } from "../../occasions/member-days.server.ts"
import { DaysCard } from "../../occasions/ui/days-card.tsx"
import { StandingCard, TierHistory } from "../../tiers/ui/standing-card.tsx"
import type { TierCard } from "../../tiers/ui-data/tier-card.server.ts"
import type { MemberPage } from "../ui-data/member-page.server.ts"
import { GoodwillCard } from "./goodwill-card.tsx"
import { LotsCard } from "./lots-card.tsx"
import { BalanceFigures } from "./member-cards.tsx"
import { StatementCard } from "./statement-card.tsx"

/** What an action answered; see app/routes/admin/member.tsx. */
export type MemberOutcome =
  | { ok: true; done: "enrolled" | "given" | "taken" | "days" | "tier"; id: string }
  | { ok: false; submission: SubmissionResult }
  | { ok: false; failure: string }

type Props = {
  page: MemberPage
  days: MemberDays | null
  tiers: TierCard | null
  formKey: string
  outcome: MemberOutcome | undefined
}

/** One member: balance, tier, every movement of points, and what staff can do. */
export function MemberView({ page, days, tiers, formKey, outcome }: Props) {
  const { t, coded, date } = useText()
  useDoneToast(outcome, outcome?.ok ? t(`member.toasts.${outcome.done}`) : null)
  const heldKey = useHeldKey(formKey, outcome)
  const { membership } = page
  return (
    <PageShell
      title={page.name ?? page.email ?? t("members.unnamed")}
      subtitle={page.name ? (page.email ?? undefined) : undefined}
      back={{ content: t("nav.members"), url: "/app/members" }}
      mark={membership ? <Badge tone="success">{membership.tier ?? t("tiers.none")}</Badge> : undefined}
    >
      <FailureBanner failure={failureOf(outcome)} title={t("member.failed")} />
      {membership ? (
        <>
          <BalanceFigures balance={membership.balance} />
          <InlineGrid columns={{ xs: 1, md: "2fr 1fr" }} gap="400" alignItems="start">
            <StatementCard page={page} />
            <BlockStack gap="400">
              <StandingCard
                digits={page.digits}
                tier={membership.tier}
                since={membership.tierSince}
                next={membership.next}
                card={tiers}
              />
              <LotsCard lots={page.lots} />
              {days ? <DaysCard days={days} digits={page.digits} /> : null}
              <GoodwillCard
                key={heldKey}
                formKey={heldKey}
                maxPoints={page.goodwillMax}
                lastResult={refusedFields(outcome)}
              />
              <TierHistory changes={page.tierHistory} reasons={tiers?.reasons ?? {}} />
              <Inset>
                <Text as="p" variant="bodySm" tone="subdued">
                  {coded(`member.joinedBy.${membership.joinedBy}`, { date: date(membership.joinedAt) }, "")}
                </Text>
              </Inset>
            </BlockStack>
          </InlineGrid>
        </>
      ) : page.mergedInto ? (
        <>
          <MergedCard into={page.mergedInto} />
          <StatementCard page={page} />
          <TierHistory changes={page.tierHistory} reasons={tiers?.reasons ?? {}} />
        </>
      ) : (
        <EnrolCard />
      )}
    </PageShell>
  )
}

/** The form keeps its key through refusals and errors; once its change is in the book, it starts anew with a new one. */
function useHeldKey(formKey: string, outcome: MemberOutcome | undefined): string {
  const [held, setHeld] = useState(formKey)
  useEffect(() => {
    if (outcome?.ok && outcome.id === held && formKey !== held) setHeld(formKey)
  }, [formKey, outcome, held])
  return held
}

/** The account is history: where everything went. */
function MergedCard({ into }: { into: string }) {
  const { t } = useText()
  return (
    <SectionCard title={t("member.mergedTitle")} about={t("member.mergedAbout")}>
      <InlineStack>
        <Button variant="primary" url={`/app/members/${into}`}>
          {t("member.mergedOpen")}
        </Button>
      </InlineStack>
    </SectionCard>
  )
}

function EnrolCard() {
  const { t } = useText()
  const { send, busy } = useDeed()
  return (
    <SectionCard title={t("member.notMemberTitle")} about={t("member.notMemberAbout")}>
      <InlineStack>
        <Button variant="primary" loading={busy} onClick={() => send({ do: "enrol" })}>
          {t("member.enrol")}
        </Button>
      </InlineStack>
    </SectionCard>
  )
}
