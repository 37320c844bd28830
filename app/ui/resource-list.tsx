import { Box, Card, EmptySearchResult, IndexTable, useBreakpoints } from "@shopify/polaris"
import { type ComponentProps, type ReactNode, useEffect, useState } from "react"
import { useText } from "./text.tsx"

type Column<Row> = {
  title: string
  /** The first column is the row's link. */
  cell: (row: Row) => ReactNode
  numeric?: boolean
}

type Headings = ComponentProps<typeof IndexTable>["headings"]

function headingsOf<Row>(columns: Column<Row>[]): Headings {
  const headings = columns.map(({ title, numeric }) => ({
    title,
    alignment: numeric ? ("end" as const) : ("start" as const),
  }))
  return headings as unknown as Headings
}

/**
 * A list of things, each with its own page: one table on a desk, stacked rows on a phone. The parent gives the rows of
 * one page of the list and, when there are more, how to go on.
 */
export function ResourceList<Row>(props: {
  names: { singular: string; plural: string }
  rows: Row[]
  idOf: (row: Row) => string
  columns: Column<Row>[]
  /** The row on a phone. */
  condensed: (row: Row) => ReactNode
  search?: ReactNode
  loading: boolean
  /** What to say when nothing was found; `null` rows at all is the page's own empty state. */
  nothing: { title: string; about: string }
  previous?: () => void
  next?: () => void
}) {
  const { smDown } = useBreakpoints()
  const { t } = useText()
  const { rows, columns } = props
  // A row finds its link when it is drawn the second time; only then is the whole row a link.
  const [, redraw] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each list of rows
  useEffect(() => redraw((times) => times + 1), [rows])
  return (
    <Card padding="0" roundedAbove="sm">
      {props.search ? <div className="regulars-search">{props.search}</div> : null}
      <IndexTable
        condensed={smDown}
        selectable={false}
        loading={props.loading}
        resourceName={props.names}
        itemCount={rows.length}
        headings={headingsOf(columns)}
        emptyState={
          <EmptySearchResult title={props.nothing.title} description={props.nothing.about} withIllustration />
        }
        pagination={
          props.previous || props.next
            ? {
                hasPrevious: Boolean(props.previous),
                hasNext: Boolean(props.next),
                onPrevious: props.previous,
                onNext: props.next,
                accessibilityLabels: { previous: t("common.previous"), next: t("common.next") },
              }
            : undefined
        }
      >
        {rows.map((row, position) => (
          <IndexTable.Row id={props.idOf(row)} key={props.idOf(row)} position={position}>
            {smDown ? (
              <Box padding="400">{props.condensed(row)}</Box>
            ) : (
              columns.map((column) => (
                <IndexTable.Cell key={column.title}>
                  {column.numeric ? (
                    <div style={{ textAlign: "end", fontVariantNumeric: "tabular-nums" }}>{column.cell(row)}</div>
                  ) : (
                    column.cell(row)
                  )}
                </IndexTable.Cell>
              ))
            )}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  )
}
