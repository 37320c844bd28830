import { useNavigation } from "@remix-run/react"
import { Badge, BlockStack, InlineStack, Link, Text } from "@shopify/polaris"
import type { ListQuery } from "#app/lib/cursor.ts"
import { EmptyCard } from "#app/ui/empty-card.tsx"
import { Inset } from "#app/ui/inset.tsx"
import { ListSearch, usePageSteps } from "#app/ui/list-search.tsx"
import { Moment } from "#app/ui/moment.tsx"
import { PageShell } from "#app/ui/page-shell.tsx"
import { ResourceList } from "#app/ui/resource-list.tsx"
import { SectionCard } from "#app/ui/section-card.tsx"
import { useText } from "#app/ui/text.tsx"
import type { MemberList, MemberListRow, OutsiderRow } from "../ui-data/list-members.server.ts"

type Props = MemberList & ListQuery

/** All members, newest first; a search also finds customers who could become one. */
export function MembersView(props: Props) {
  const { t } = useText()
  const steps = usePageSteps(props, props.search ? { q: props.search } : {})
  const loading = useNavigation().state === "loading"
  const columns = useMemberColumns()
  const unavailable = props.notice === "unavailable"
  if (props.rows.length === 0 && !props.search && !props.after)
    return (
      <PageShell title={t("members.title")}>
        <Inset>
          <ListSearch label={t("members.searchAll")} search="" />
        </Inset>
        <EmptyCard title={t("members.emptyTitle")} about={t("members.emptyAbout")} />
      </PageShell>
    )
  return (
    <PageShell title={t("members.title")}>
      <ResourceList
        names={{ singular: t("members.one"), plural: t("members.many") }}
        rows={props.rows}
        idOf={(row) => row.digits}
        loading={loading}
        search={
          <ListSearch
            label={t("members.searchAll")}
            search={props.search}
            problem={unavailable ? t("members.searchUnavailable") : undefined}
            hint={props.notice === "more" ? t("members.searchMore") : undefined}
          />
        }
        nothing={
          unavailable
            ? { title: t("members.searchUnavailableTitle"), about: t("members.searchUnavailableAbout") }
            : { title: t("members.nothingTitle"), about: t("common.tryOtherWords") }
        }
        {...columns}
        {...steps}
      />
      <Outsiders outsiders={props.outsiders} />
    </PageShell>
  )
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
