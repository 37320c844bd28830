import { Box, Card, EmptySearchResult, IndexTable, useBreakpoints, useIndexResourceState } from "@shopify/polaris"
import type { ComponentProps, ReactNode } from "react"
import { useText } from "./text.tsx"

type Headings = ComponentProps<typeof IndexTable>["headings"]

/**
 * A list in which several rows can be chosen and something done with all of them: a table on a desk, stacked rows on a
 * phone. The first column is the row's link. Give it a `key` made of its rows, so that nothing stays chosen that
 * is not shown.
 */
export function SelectableList<Row extends { id: string }>(props: {
  names: { singular: string; plural: string }
  rows: Row[]
  columns: { title: string; cell: (row: Row) => ReactNode }[]
  /** The row on a phone. */
  condensed: (row: Row) => ReactNode
  actions: { content: string; onAction: (ids: string[]) => void }[]
  nothing: { title: string; about: string }
  loading: boolean
  previous?: () => void
  next?: () => void
}) {
  const { smDown } = useBreakpoints()
  const { t } = useText()
  const { rows, columns, previous, next } = props
  const { selectedResources, allResourcesSelected, handleSelectionChange } = useIndexResourceState(rows)
  return (
    <Card padding="0" roundedAbove="sm">
      <IndexTable
        condensed={smDown}
        loading={props.loading}
        resourceName={props.names}
        itemCount={rows.length}
        selectedItemsCount={allResourcesSelected ? "All" : selectedResources.length}
        onSelectionChange={handleSelectionChange}
        promotedBulkActions={props.actions.map(({ content, onAction }) => ({
          content,
          onAction: () => onAction(selectedResources),
        }))}
        headings={columns.map(({ title }) => ({ title })) as unknown as Headings}
        emptyState={
          <EmptySearchResult title={props.nothing.title} description={props.nothing.about} withIllustration />
        }
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
          <IndexTable.Row id={row.id} key={row.id} position={position} selected={selectedResources.includes(row.id)}>
            {smDown ? (
              <Box padding="400">{props.condensed(row)}</Box>
            ) : (
              columns.map(({ title, cell }) => <IndexTable.Cell key={title}>{cell(row)}</IndexTable.Cell>)
            )}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  )
}
