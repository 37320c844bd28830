import { Box, Button, Card, EmptySearchResult, IndexTable, Text, useBreakpoints } from "@shopify/polaris"
import { type ComponentProps, type ReactNode, useEffect, useState } from "react"
import { isNarrowed, writeListQuery } from "#app/lib/list-query.ts"
import type { ListFilter } from "./filter-words.ts"
import { type AskedList, useListChange, useListLoading, usePageSteps } from "./list-address.ts"
import { FilterChips, ListFilters } from "./list-filters.tsx"
import { ListSearch } from "./list-search.tsx"
import { changeSelection, countChosen, isChosen, NOTHING_CHOSEN, type Selection } from "./list-selection.ts"
import { useText } from "./text.tsx"
import { type SavedViews, ViewBar } from "./view-bar.tsx"

type Column<Row> = {
  title: string
  /** The first column is the row's link. */
  cell: (row: Row) => ReactNode
  numeric?: boolean
}

/** Something done with what is chosen. */
export type BulkAction = { content: string; onAction: (chosen: Selection) => void }

type Props<Row> = {
  list: AskedList
  names: { singular: string; plural: string }
  rows: Row[]
  idOf: (row: Row) => string
  columns: Column<Row>[]
  /** The row on a phone. */
  condensed: (row: Row) => ReactNode
  next: string | null
  /** So many rows were looked through that the page rests before it is full. */
  unfinished?: boolean
  search?: { label: string; problem?: string; hint?: string }
  filters?: ListFilter[]
  sorts?: { value: string; label: string }[]
  views?: SavedViews
  bulk?: { actions: BulkAction[]; acrossPages: boolean }
  /** What to say when what is asked for was not found; a list that has nothing at all has an EmptyCard instead. */
  nothing: { title: string; about: string }
}

/**
 * A list of things, each with its own page: one table on a desk, stacked rows on a phone. Everything that narrows or
 * orders it stands in the address; see app/ui/README.md.
 */
export function ResourceList<Row>(props: Props<Row>) {
  const { list, filters = [], sorts = [] } = props
  return (
    <Card padding="0" roundedAbove="sm">
      {props.views ? <ViewBar list={list} views={props.views} /> : null}
      {props.search || filters.length > 0 || sorts.length > 1 ? (
        <div className="regulars-toolbar">
          {props.search ? <ListSearch list={list} {...props.search} /> : null}
          <ListFilters list={list} filters={filters} sorts={sorts} />
          <FilterChips list={list} filters={filters} />
        </div>
      ) : null}
      <Rows key={rowsKey(props)} {...props} />
    </Card>
  )
}

/** Where only shown rows can be chosen, nothing stays chosen that is not shown any more. */
function rowsKey<Row>({ list, bulk, rows, idOf }: Props<Row>): string {
  const shown = bulk?.acrossPages ? "" : rows.map(idOf).join()
  return `${writeListQuery(list.query, list.shape)} ${shown}`
}

/** Mounted anew for each way of looking at the list: what was chosen in another is not chosen here. */
function Rows<Row>(props: Props<Row>) {
  const { smDown } = useBreakpoints()
  const { t } = useText()
  const { rows, columns, idOf, bulk, list } = props
  const [chosen, setChosen] = useState<Selection>(NOTHING_CHOSEN)
  const loading = useListLoading()
  const { next, previous } = usePageSteps(list, props.next)
  useSecondDrawing(rows)
  const ids = rows.map(idOf)
  return (
    <div aria-busy={loading}>
      <IndexTable
        condensed={smDown}
        selectable={bulk !== undefined && rows.length > 0}
        resourceName={props.names}
        itemCount={rows.length}
        hasMoreItems={bulk?.acrossPages && (props.next !== null || list.query.after !== null)}
        paginatedSelectAllActionText={t("lists.selectAll")}
        paginatedSelectAllText={t("lists.allSelected")}
        selectedItemsCount={countChosen(chosen)}
        onSelectionChange={(kind, on, what) => setChosen(changeSelection(chosen, readChange(kind, on, what), ids))}
        promotedBulkActions={bulk?.actions.map(({ content, onAction }) => ({
          content,
          onAction: () => onAction(chosen),
        }))}
        headings={headingsOf(columns)}
        emptyState={<Nothing {...props} />}
        pagination={
          previous || next
            ? {
                hasPrevious: Boolean(previous),
                hasNext: Boolean(next),
                onPrevious: previous,
                onNext: next,
                accessibilityLabels: { previous: t("common.previous"), next: t("common.next") },
              }
            : undefined
        }
      >
        {rows.map((row, position) => (
          <IndexTable.Row id={idOf(row)} key={idOf(row)} position={position} selected={isChosen(chosen, idOf(row))}>
            {smDown ? (
              <Box padding="400">
                <div className={loading ? "regulars-skeleton" : undefined}>{props.condensed(row)}</div>
              </Box>
            ) : (
              columns.map((column) => (
                <IndexTable.Cell key={column.title}>
                  <Cell column={column} row={row} loading={loading} />
                </IndexTable.Cell>
              ))
            )}
          </IndexTable.Row>
        ))}
      </IndexTable>
      {props.unfinished && rows.length > 0 ? (
        <Box padding="300">
          <Text as="p" tone="subdued" alignment="center">
            {t("lists.unfinished")}
          </Text>
        </Box>
      ) : null}
      <span className="regulars-unseen" role="status">
        {loading ? t("lists.loading") : ""}
      </span>
    </div>
  )
}

function Cell<Row>({ column, row, loading }: { column: Column<Row>; row: Row; loading: boolean }) {
  // A grey bar stands over the words, which keep their room: nothing moves when the new ones come.
  const content = loading ? <span className="regulars-skeleton">{column.cell(row)}</span> : column.cell(row)
  return column.numeric ? <div className="regulars-numeric">{content}</div> : content
}

/** Nothing was found: what to do about it. */
function Nothing<Row>({ list, nothing, unfinished, next }: Props<Row>) {
  const { t } = useText()
  const change = useListChange(list)
  const steps = usePageSteps(list, next)
  const narrowed = isNarrowed(list.query)
  const action = unfinished
    ? { content: t("lists.goOn"), onAction: steps.next ?? (() => {}) }
    : { content: t("lists.showAll"), onAction: () => change({ search: "", filters: {} }) }
  return (
    <div className="regulars-nothing">
      <EmptySearchResult
        title={unfinished ? t("lists.notYetTitle") : nothing.title}
        description={unfinished ? t("lists.notYetAbout") : nothing.about}
        withIllustration
      />
      {narrowed || unfinished ? <Button onClick={action.onAction}>{action.content}</Button> : null}
    </div>
  )
}

type Headings = ComponentProps<typeof IndexTable>["headings"]

function headingsOf<Row>(columns: Column<Row>[]): Headings {
  const headings = columns.map(({ title, numeric }) => ({
    title,
    alignment: numeric ? ("end" as const) : ("start" as const),
  }))
  return headings as unknown as Headings
}

/** What Polaris's table says was chosen, as we say it. */
function readChange(kind: string, on: boolean, what: unknown) {
  if (kind === "all") return { what: "all", on } as const
  if (kind === "single") return { what: "row", on, id: String(what) } as const
  if (Array.isArray(what)) return { what: "stretch", on, from: Number(what[0]), to: Number(what[1]) } as const
  return { what: "page", on } as const
}

/** A row finds its link when it is drawn the second time; only then is the whole row a link. */
function useSecondDrawing(rows: unknown): void {
  const [, redraw] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list of rows
  useEffect(() => redraw((times) => times + 1), [rows])
}
