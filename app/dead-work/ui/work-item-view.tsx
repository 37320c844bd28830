import { BlockStack, Box, Link, Text } from "@shopify/polaris"
import { EmptyCard } from "#app/ui/empty-card.tsx"
import { FactList } from "#app/ui/facts.tsx"
import { Moment } from "#app/ui/moment.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import { Timeline } from "#app/ui/timeline.tsx"
import type { FailedWork } from "../list-work.server.ts"
import { OutcomeBanner, useWorkVerbs, type WorkActionOutcome } from "./work-outcome.tsx"
import { WorkBadge } from "./work-view.tsx"

export type WorkItemPage = {
  id: string
  /** Null: it is not failing any more. */
  work: FailedWork | null
  discarded: boolean
  actions: { action: string; staff: string; at: string }[]
}

type Props = { page: WorkItemPage; outcome: WorkActionOutcome | undefined }

/** One piece of failed work: what, why in plain words, what helps, and the technical error for whoever runs Regulars. */
export function WorkItemView({ page, outcome }: Props) {
  const { t } = useText()
  const { dialog, ...verbs } = useWorkVerbs()
  const { work } = page
  const back = { content: t("work:back"), url: "/app/work" }
  if (!work)
    return (
      <PageShell
        title={t("work:overTitle")}
        back={back}
        primaryAction={
          page.discarded
            ? {
                content: t("work:verbs.bring_back"),
                onAction: () => verbs.send("bring_back", [page.id]),
                loading: verbs.busy,
              }
            : undefined
        }
      >
        <OutcomeBanner outcome={outcome} />
        <EmptyCard title={t("work:overTitle")} about={t("work:overAbout")} action={back} />
        <History actions={page.actions} />
      </PageShell>
    )
  return (
    <PageShell
      title={work.what ?? t(`work:kinds.${work.kind}`)}
      subtitle={work.what ? t(`work:kinds.${work.kind}`) : undefined}
      back={back}
      mark={<WorkBadge work={work} />}
      primaryAction={{
        content: t("work:verbs.retry"),
        onAction: () => verbs.send("retry", [work.id]),
        loading: verbs.busy,
      }}
      secondaryActions={[{ content: t("work:verbs.discard"), onAction: () => verbs.discard([work.id]) }]}
    >
      <OutcomeBanner outcome={outcome} />
      <SectionCard
        title={t(`work:classes.${work.failureClass}.title`)}
        about={t(`work:classes.${work.failureClass}.about`)}
      >
        <BlockStack gap="100">
          <Text as="h3" variant="headingSm">
            {t("work:whatToDo")}
          </Text>
          <Text as="p">{t(`work:classes.${work.failureClass}.advice`)}</Text>
        </BlockStack>
        <AboutLink about={work.about} />
      </SectionCard>
      <SectionCard title={t("work:whatHappened")}>
        <FactList
          facts={[
            { label: t("work:since"), value: <Moment at={work.since} /> },
            { label: t("work:tries"), value: String(work.tries) },
            { label: t("work:nextTry"), value: work.nextTryAt ? <Moment at={work.nextTryAt} /> : t("work:givenUp") },
          ]}
        />
      </SectionCard>
      <SectionCard title={t("work:technical")} about={t("work:technicalAbout")}>
        <Box background="bg-surface-secondary" padding="300" borderRadius="200">
          <Text as="p" breakWord>
            <code lang="en">{work.error}</code>
          </Text>
        </Box>
        {work.trace ? (
          <FactList facts={[{ label: t("work:trace"), value: <code translate="no">{work.trace}</code> }]} />
        ) : null}
      </SectionCard>
      <History actions={page.actions} />
      {dialog}
    </PageShell>
  )
}

function AboutLink({ about }: { about: string | null }) {
  const { t } = useText()
  const [, kind, digits] = /^gid:\/\/shopify\/(Order|Customer)\/(\d+)$/.exec(about ?? "") ?? []
  if (!kind) return null
  return kind === "Order" ? (
    <Link url={`/app/orders/${digits}`}>{t("work:aboutOrder")}</Link>
  ) : (
    <Link url={`/app/members/${digits}`}>{t("work:aboutMember")}</Link>
  )
}

function History({ actions }: Pick<WorkItemPage, "actions">) {
  const { t, coded } = useText()
  if (actions.length === 0) return null
  return (
    <SectionCard title={t("work:history")}>
      <Timeline
        entries={actions.map(({ action, staff, at }) => ({
          id: `${at} ${action}`,
          at,
          words: coded(`work:actions.${action}`, {}, action),
          remark: staff,
        }))}
      />
    </SectionCard>
  )
}
