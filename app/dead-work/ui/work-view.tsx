import { useNavigation, useSearchParams } from "@remix-run/react"
import { Badge, BlockStack, Box, InlineStack, Link, Select, Text } from "@shopify/polaris"
import type { WorkKind } from "#app/queue/work-source.server.ts"
import { EmptyCard } from "#app/ui/empty-card.tsx"
import { usePageSteps } from "#app/ui/list-search.tsx"
import { Moment } from "#app/ui/moment.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { SelectableList } from "#app/ui/selectable-list.tsx"
import { useText } from "#app/ui/text.tsx"
import type { DiscardedWork } from "../act-on-work.server.ts"
import type { FailedWork } from "../list-work.server.ts"
import { OutcomeBanner, useWorkVerbs, type WorkActionOutcome } from "./work-outcome.tsx"

export type WorkPage = {
  counts: { kind: WorkKind; count: number }[]
  /** A kind, "all" or "discarded". */
  show: string
  after: string | null
  next: string | null
  failed: FailedWork[]
  discarded: DiscardedWork[]
}

/** Everything that failed in a shop, by kind, and what staff can do about it. */
export function WorkView({ page, outcome }: { page: WorkPage; outcome: WorkActionOutcome | undefined }) {
  const { t } = useText()
  const { dialog, ...verbs } = useWorkVerbs()
  const nothing = page.counts.length === 0 && page.show === "all" && page.discarded.length === 0
  return (
    <PageShell title={t("work:title")} subtitle={t("work:about")}>
      <OutcomeBanner outcome={outcome} />
      {nothing ? null : <Filter page={page} />}
      {nothing ? (
        <EmptyCard title={t("work:emptyTitle")} about={t("work:emptyAbout")} />
      ) : page.show === "discarded" ? (
        <Discarded page={page} bringBack={(ids) => verbs.send("bring_back", ids)} />
      ) : (
        <Failed page={page} retry={(ids) => verbs.send("retry", ids)} discard={verbs.discard} />
      )}
      {dialog}
    </PageShell>
  )
}

function Filter({ page }: { page: WorkPage }) {
  const { t, number } = useText()
  const [, setParams] = useSearchParams()
  const kinds = page.counts.map(({ kind, count }) => ({
    value: kind,
    label: t("work:counted", { kind: t(`work:kinds.${kind}`), count: number(count) }),
  }))
  // The chosen kind stays on offer when its last one was just done.
  const gone = ["all", "discarded", ...page.counts.map((one) => one.kind)].includes(page.show)
    ? []
    : [{ value: page.show, label: t(`work:kinds.${page.show as WorkKind}`) }]
  return (
    <Box paddingInline={{ xs: "400", sm: "0" }}>
      <Select
        label={t("work:filter")}
        value={page.show}
        onChange={(show) => setParams(chosenIn(show))}
        options={[
          { value: "all", label: t("work:all") },
          ...kinds,
          ...gone,
          { value: "discarded", label: t("work:discardedOnes") },
        ]}
      />
    </Box>
  )
}

function Failed(props: { page: WorkPage; retry: (ids: string[]) => void; discard: (ids: string[]) => void }) {
  const { t } = useText()
  const { page } = props
  const why = (row: FailedWork) => t(`work:classes.${row.failureClass}.title`)
  return (
    <SelectableList
      key={page.failed.map((row) => row.id).join()}
      names={{ singular: t("work:one"), plural: t("work:many") }}
      rows={page.failed}
      nothing={{ title: t("work:nothingTitle"), about: t("work:nothingAbout") }}
      loading={useNavigation().state === "loading"}
      actions={[
        { content: t("work:verbs.retry"), onAction: props.retry },
        { content: t("work:verbs.discard"), onAction: props.discard },
      ]}
      columns={[
        { title: t("work:what"), cell: (row) => <WhatLink work={row} /> },
        { title: t("work:why"), cell: why },
        { title: t("work:since"), cell: (row) => <Moment at={row.since} /> },
        { title: t("work:state"), cell: (row) => <WorkBadge work={row} /> },
      ]}
      condensed={(row) => (
        <BlockStack gap="100">
          <WhatLink work={row} />
          <Text as="span" tone="subdued" breakWord>
            {why(row)}
          </Text>
          <InlineStack align="space-between" gap="200">
            <Text as="span" variant="bodySm" tone="subdued">
              <Moment at={row.since} />
            </Text>
            <WorkBadge work={row} />
          </InlineStack>
        </BlockStack>
      )}
      {...usePageSteps(page, chosenIn(page.show))}
    />
  )
}

function Discarded({ page, bringBack }: { page: WorkPage; bringBack: (ids: string[]) => void }) {
  const { t } = useText()
  const by = ({ staff }: DiscardedWork) =>
    staff === "operator" ? t("work:byOperator") : t("work:discardedBy", { staff })
  const what = (row: DiscardedWork) => (
    <Text as="span" fontWeight="semibold" breakWord>
      {[t(`work:kinds.${row.kind}`), row.what].filter(Boolean).join(" · ")}
    </Text>
  )
  return (
    <SelectableList
      key={page.discarded.map((row) => row.id).join()}
      names={{ singular: t("work:one"), plural: t("work:many") }}
      rows={page.discarded}
      nothing={{ title: t("work:nothingTitle"), about: t("work:nothingAbout") }}
      loading={useNavigation().state === "loading"}
      actions={[{ content: t("work:verbs.bring_back"), onAction: bringBack }]}
      columns={[
        { title: t("work:what"), cell: what },
        { title: t("work:state"), cell: by },
        { title: t("work:since"), cell: (row) => <Moment at={row.at} /> },
      ]}
      condensed={(row) => (
        <BlockStack gap="100">
          {what(row)}
          <Text as="span" tone="subdued">
            {by(row)}
          </Text>
          <Text as="span" variant="bodySm" tone="subdued">
            <Moment at={row.at} />
          </Text>
        </BlockStack>
      )}
      {...usePageSteps(page, chosenIn(page.show))}
    />
  )
}

function WhatLink({ work }: { work: FailedWork }) {
  const { t } = useText()
  return (
    <Link url={`/app/work/${work.id}`} monochrome removeUnderline>
      <Text as="span" fontWeight="semibold" breakWord>
        {[t(`work:kinds.${work.kind}`), work.what].filter(Boolean).join(" · ")}
      </Text>
    </Link>
  )
}

export function WorkBadge({ work }: { work: FailedWork }) {
  const { t } = useText()
  return work.nextTryAt ? (
    <Badge tone="attention">{t("work:again")}</Badge>
  ) : (
    <Badge tone="critical">{t("work:givenUp")}</Badge>
  )
}

/** What the address says of the chosen kind. */
function chosenIn(show: string): Record<string, string> {
  return show === "all" ? {} : { show }
}
