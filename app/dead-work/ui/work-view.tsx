import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris"
import type { ListQuery } from "#app/lib/list-query.ts"
import type { WorkKind } from "#app/queue/work-source.server.ts"
import { EmptyCard } from "#app/ui/empty-card.tsx"
import type { ListFilter } from "#app/ui/filter-words.ts"
import type { Selection } from "#app/ui/list-selection.ts"
import { Moment } from "#app/ui/moment.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { ResourceList } from "#app/ui/resource-list.tsx"
import { useText } from "#app/ui/text.tsx"
import type { SavedViews } from "#app/ui/view-bar.tsx"
import type { DiscardedWork } from "../act-on-work.server.ts"
import type { FailedWork } from "../list-work.server.ts"
import { WORK_KINDS, WORK_LIST } from "../work-filters.ts"
import { OutcomeBanner, useWorkVerbs, type WorkActionOutcome } from "./work-outcome.tsx"

export type WorkPage = {
  counts: { kind: WorkKind; count: number }[]
  next: string | null
  failed: FailedWork[]
  discarded: DiscardedWork[]
  showsDiscarded: boolean
}

type Props = {
  page: WorkPage
  query: ListQuery
  views: SavedViews["saved"]
  outcome: WorkActionOutcome | undefined
}

/** Everything that failed in a shop, by kind, and what staff can do about it. */
export function WorkView({ page, query, views, outcome }: Props) {
  const { t } = useText()
  const { dialog, ...verbs } = useWorkVerbs()
  const failedColumns = useFailedColumns()
  const discardedColumns = useDiscardedColumns()
  const narrowed = Object.keys(query.filters).length > 0
  const nothing = page.counts.length === 0 && !narrowed && page.discarded.length === 0
  const shared = {
    list: { shape: WORK_LIST, query },
    names: { singular: t("work:one"), plural: t("work:many") },
    next: page.next,
    filters: useWorkFilters(page),
    views: { list: "work", saved: views },
    nothing: { title: t("work:nothingTitle"), about: t("work:nothingAbout") },
  }
  const idsOf = (chosen: Selection) => (chosen.kind === "some" ? [...chosen.ids] : [])
  return (
    <PageShell title={t("work:title")} subtitle={t("work:about")}>
      <OutcomeBanner outcome={outcome} />
      {nothing ? (
        <EmptyCard title={t("work:emptyTitle")} about={t("work:emptyAbout")} />
      ) : page.showsDiscarded ? (
        <ResourceList
          {...shared}
          {...discardedColumns}
          rows={page.discarded}
          idOf={(row) => row.id}
          bulk={{
            acrossPages: false,
            actions: [
              {
                content: t("work:verbs.bring_back"),
                onAction: (chosen) => verbs.send("bring_back", idsOf(chosen)),
              },
            ],
          }}
        />
      ) : (
        <ResourceList
          {...shared}
          {...failedColumns}
          rows={page.failed}
          idOf={(row) => row.id}
          bulk={{
            acrossPages: false,
            actions: [
              { content: t("work:verbs.retry"), onAction: (chosen) => verbs.send("retry", idsOf(chosen)) },
              { content: t("work:verbs.discard"), onAction: (chosen) => verbs.discard(idsOf(chosen)) },
            ],
          }}
        />
      )}
      {dialog}
    </PageShell>
  )
}

/** The kinds there are, with how much of each; a kind that is asked for stays on offer when its last one was just done. */
function useWorkFilters({ counts }: WorkPage): ListFilter[] {
  const { t, number } = useText()
  const known = new Map(counts.map(({ kind, count }) => [kind, count]))
  return [
    {
      name: "kind",
      label: t("work:kind"),
      kind: "choices",
      choices: WORK_KINDS.map((value) => ({
        value,
        label: known.has(value)
          ? t("work:counted", { kind: t(`work:kinds.${value}`), count: number(known.get(value) ?? 0) })
          : t(`work:kinds.${value}`),
      })),
    },
    {
      name: "state",
      label: t("work:filter"),
      kind: "choices",
      choices: [{ value: "discarded", label: t("work:discardedOnes") }],
    },
  ]
}

function useFailedColumns() {
  const { t } = useText()
  const why = (row: FailedWork) => t(`work:classes.${row.failureClass}.title`)
  return {
    columns: [
      { title: t("work:what"), cell: (row: FailedWork) => <WhatLink work={row} /> },
      { title: t("work:why"), cell: why },
      { title: t("work:since"), cell: (row: FailedWork) => <Moment at={row.since} /> },
      { title: t("work:state"), cell: (row: FailedWork) => <WorkBadge work={row} /> },
    ],
    condensed: (row: FailedWork) => (
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
    ),
  }
}

function useDiscardedColumns() {
  const { t } = useText()
  const by = ({ staff }: DiscardedWork) =>
    staff === "operator" ? t("work:byOperator") : t("work:discardedBy", { staff })
  const what = (row: DiscardedWork) => (
    <Text as="span" fontWeight="semibold" breakWord>
      {[t(`work:kinds.${row.kind}`), row.what].filter(Boolean).join(" · ")}
    </Text>
  )
  return {
    columns: [
      { title: t("work:what"), cell: what },
      { title: t("work:state"), cell: by },
      { title: t("work:since"), cell: (row: DiscardedWork) => <Moment at={row.at} /> },
    ],
    condensed: (row: DiscardedWork) => (
      <BlockStack gap="100">
        {what(row)}
        <Text as="span" tone="subdued">
          {by(row)}
        </Text>
        <Text as="span" variant="bodySm" tone="subdued">
          <Moment at={row.at} />
        </Text>
      </BlockStack>
    ),
  }
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
