import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris"
import { useCallback, useState } from "react"
import { isNarrowed, type ListQuery } from "#app/lib/list-query.ts"
import { useListDownload } from "#app/ui/download.ts"
import { EmptyCard } from "#app/ui/empty-card.tsx"
import type { ListFilter } from "#app/ui/filter-words.ts"
import { Inset } from "#app/ui/inset.tsx"
import { ListSearch } from "#app/ui/list-search.tsx"
import { Moment } from "#app/ui/moment.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { ResourceList } from "#app/ui/resource-list.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { SavedViews } from "#app/ui/view-bar.tsx"
import type { BulkPage } from "../bulk/bulk-rows.server.ts"
import { JOINED_BY } from "../joined-by.ts"
import { MEMBER_LIST, memberSortOf, memberSorts, NO_TIER } from "../member-filters.ts"
import type { MemberList, MemberListRow, OutsiderRow } from "../ui-data/list-members.server.ts"
import { BulkCard } from "./bulk-card.tsx"
import { BulkDialog, type Wanted } from "./bulk-dialogs.tsx"

type Props = MemberList & {
  query: ListQuery
  views: SavedViews["saved"]
  bulk: BulkPage | null
  goodwillMax: number | null
  taskKey: string
}

/** All members; a search also finds customers who could become one. */
export function MembersView(props: Props) {
  const { t } = useText()
  const { query, bulk } = props
  const list = { shape: MEMBER_LIST, query: { ...query, sort: memberSortOf(query.sort, query.filters) } }
  const search = useSearchWords(props)
  const download = useListDownload("/app/members/export", list)
  if (props.rows.length === 0 && !isNarrowed(query) && !query.after)
    return (
      <PageShell title={t("members.title")}>
        <Inset>
          <ListSearch list={list} label={t("members.searchAll")} />
        </Inset>
        <EmptyCard
          title={t("members.emptyTitle")}
          about={t("members.emptyAbout")}
          action={{ content: t("members.openProgramme"), url: "/app/programme" }}
        />
      </PageShell>
    )
  return (
    <PageShell title={t("members.title")} secondaryActions={[download]}>
      {bulk ? <BulkCard bulk={bulk} /> : null}
      <MembersTable {...props} list={list} search={search} />
      <Outsiders outsiders={props.outsiders} />
    </PageShell>
  )
}

type TableProps = Props & {
  list: { shape: typeof MEMBER_LIST; query: ListQuery }
  search: ReturnType<typeof useSearchWords>
}

function MembersTable(props: TableProps) {
  const { t } = useText()
  const { list, bulk } = props
  const [wanted, setWanted] = useState<Wanted | null>(null)
  const close = useCallback(() => setWanted(null), [])
  const columns = useMemberColumns()
  const filters = useMemberFilters(props.tiers)
  const isBusy = bulk?.state === "running" || bulk?.state === "paused"
  const actions = [
    ...(props.goodwillMax ? [["goodwill", t("members.bulk.give")] as const] : []),
    ["write_again", t("members.bulk.write")] as const,
  ].map(([kind, content]) => ({ content, onAction: (chosen: Wanted["chosen"]) => setWanted({ kind, chosen }) }))
  return (
    <>
      <ResourceList
        list={list}
        names={{ singular: t("members.one"), plural: t("members.many") }}
        rows={props.rows}
        idOf={(row) => row.digits}
        next={props.next}
        unfinished={props.unfinished}
        search={props.search.field}
        filters={filters}
        sorts={memberSorts(list.query.filters).map((value) => ({ value, label: t(`members.sorts.${value}`) }))}
        views={{ list: "members", saved: props.views }}
        bulk={isBusy ? undefined : { actions, acrossPages: true }}
        nothing={props.search.nothing}
        {...columns}
      />
      {wanted ? (
        <BulkDialog
          wanted={wanted}
          list={list}
          taskKey={props.taskKey}
          maxPoints={props.goodwillMax ?? 0}
          onClose={close}
        />
      ) : null}
    </>
  )
}

function useMemberFilters(tiers: MemberList["tiers"]): ListFilter[] {
  const { t } = useText()
  return [
    {
      name: "tier",
      label: t("members.tier"),
      kind: "choices",
      choices: [
        ...tiers.map(({ id, name }) => ({ value: id, label: name })),
        { value: NO_TIER, label: t("tiers.none") },
      ],
    },
    {
      name: "by",
      label: t("members.filters.by"),
      kind: "choices",
      choices: JOINED_BY.map((value) => ({ value, label: t(`members.by.${value}`) })),
    },
    { name: "points", label: t("points.available"), kind: "range", unit: t("points.unit") },
    { name: "joined", label: t("members.joined"), kind: "days" },
  ]
}

/** The search field, and what to say when it found nobody. */
function useSearchWords({ notice }: Pick<Props, "notice">) {
  const { t } = useText()
  const unavailable = notice === "unavailable"
  return {
    field: {
      label: t("members.searchAll"),
      problem: unavailable ? t("members.searchUnavailable") : undefined,
      hint: notice === "more" ? t("members.searchMore") : undefined,
    },
    nothing: unavailable
      ? { title: t("members.searchUnavailableTitle"), about: t("members.searchUnavailableAbout") }
      : { title: t("members.nothingTitle"), about: t("lists.nothingAbout") },
  }
}

function useMemberColumns() {
  const { t, number } = useText()
  const link = (row: MemberListRow) => (
    <Link url={`/app/members/${row.digits}`} dataPrimaryLink monochrome removeUnderline>
      <Text as="span" fontWeight="semibold" breakWord>
        {row.name ?? row.email ?? t("members.unnamed")}
      </Text>
    </Link>
  )
  const tier = (row: MemberListRow) => (row.tier ? <Badge>{row.tier}</Badge> : t("tiers.none"))
  return {
    columns: [
      { title: t("members.name"), cell: link },
      { title: t("members.email"), cell: (row: MemberListRow) => row.email ?? "–" },
      { title: t("members.tier"), cell: tier },
      {
        title: t("members.joined"),
        cell: (row: MemberListRow) => <Moment at={row.joinedAt} time={false} />,
      },
      {
        title: t("points.available"),
        numeric: true,
        cell: (row: MemberListRow) => number(row.available),
      },
      { title: t("points.pending"), numeric: true, cell: (row: MemberListRow) => number(row.pending) },
    ],
    condensed: (row: MemberListRow) => (
      <BlockStack gap="100">
        <InlineStack align="space-between" gap="200" wrap={false}>
          {link(row)}
          <Text as="span" numeric>
            {t("points.count", { count: row.available })}
          </Text>
        </InlineStack>
        <Text as="span" tone="subdued" breakWord>
          {row.name ? row.email : null}
        </Text>
        <InlineStack align="space-between" gap="200">
          <span>{tier(row)}</span>
          <Text as="span" variant="bodySm" tone="subdued">
            {t("members.pendingCount", { count: row.pending })}
          </Text>
        </InlineStack>
      </BlockStack>
    ),
  }
}

function Outsiders({ outsiders }: { outsiders: OutsiderRow[] }) {
  const { t } = useText()
  if (outsiders.length === 0) return null
  return (
    <SectionCard title={t("members.outsiders")} about={t("members.outsidersAbout")}>
      <BlockStack gap="200">
        {outsiders.map((row) => (
          <InlineStack key={row.digits} gap="200">
            <Link url={`/app/members/${row.digits}`}>{row.name ?? row.email ?? t("members.unnamed")}</Link>
            {row.name && row.email ? (
              <Text as="span" tone="subdued" breakWord>
                {row.email}
              </Text>
            ) : null}
          </InlineStack>
        ))}
      </BlockStack>
    </SectionCard>
  )
}
