import { BlockStack, Box, Button, ChoiceList, InlineStack, Popover, Select, Tag } from "@shopify/polaris"
import { useEffect, useState } from "react"
import { readChoices, writeChoices } from "#app/lib/list-query.ts"
import { filterWords, type ListFilter } from "./filter-words.ts"
import { type AskedList, useListChange } from "./list-address.ts"
import { PeriodFields } from "./period-fields.tsx"
import { RangeFields } from "./range-fields.tsx"
import { useText } from "./text.tsx"

type Props = { list: AskedList; filters: ListFilter[]; sorts: { value: string; label: string }[] }

/** What a list can be narrowed by, as buttons that open; what it is narrowed by, as chips that can be taken off; its order. */
export function ListFilters({ list, filters, sorts }: Props) {
  const { t } = useText()
  const change = useListChange(list)
  const { query } = list
  return (
    <InlineStack gap="200" align="space-between" blockAlign="center">
      <InlineStack gap="200" blockAlign="center">
        {filters.map((filter) => (
          <FilterButton key={filter.name} filter={filter} list={list} />
        ))}
      </InlineStack>
      {sorts.length > 1 ? (
        <Select
          label={t("lists.sort")}
          labelInline
          options={sorts}
          value={query.sort}
          onChange={(sort) => change({ sort })}
        />
      ) : null}
    </InlineStack>
  )
}

/** What the list is narrowed by. */
export function FilterChips({ list, filters }: Omit<Props, "sorts">) {
  const text = useText()
  const change = useListChange(list)
  const set = filters.filter(({ name }) => list.query.filters[name] !== undefined)
  if (set.length === 0) return null
  return (
    <InlineStack gap="200" blockAlign="center">
      {set.map((filter) => {
        const { [filter.name]: value = "", ...others } = list.query.filters
        return (
          <Tag key={filter.name} onRemove={() => change({ filters: others })}>
            {`${filter.label}: ${filterWords(filter, value, text)}`}
          </Tag>
        )
      })}
      <Button variant="plain" onClick={() => change({ filters: {} })}>
        {text.t("lists.clearAll")}
      </Button>
    </InlineStack>
  )
}

function FilterButton({ filter, list }: { filter: ListFilter; list: AskedList }) {
  const [open, setOpen] = useState(false)
  const change = useListChange(list)
  const { [filter.name]: value = "", ...others } = list.query.filters
  const apply = (next: string) => change({ filters: next === "" ? others : { ...others, [filter.name]: next } })
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      activator={
        <Button disclosure={open ? "up" : "down"} pressed={value !== ""} onClick={() => setOpen(!open)}>
          {filter.label}
        </Button>
      }
    >
      <Box padding="400" minWidth="220px">
        <FilterFields
          filter={filter}
          value={value}
          apply={apply}
          applyAndClose={(next) => {
            apply(next)
            setOpen(false)
          }}
        />
      </Box>
    </Popover>
  )
}

type FieldsProps = {
  filter: ListFilter
  value: string
  apply: (value: string) => void
  applyAndClose: (value: string) => void
}

function FilterFields({ filter, value, apply, applyAndClose }: FieldsProps) {
  const { t } = useText()
  // A box is ticked at once; the list follows when it has come.
  const [chosen, setChosen] = useState(value)
  useEffect(() => setChosen(value), [value])
  if (filter.kind === "range")
    return <RangeFields label={filter.label} value={value} unit={filter.unit} onApply={applyAndClose} />
  if (filter.kind === "days") return <PeriodFields label={filter.label} value={value} onApply={applyAndClose} />
  return (
    <BlockStack gap="300">
      <ChoiceList
        title={filter.label}
        allowMultiple
        choices={filter.choices}
        selected={readChoices(chosen)}
        onChange={(choices) => {
          setChosen(writeChoices(choices))
          apply(writeChoices(choices))
        }}
      />
      {value === "" ? null : (
        <InlineStack>
          <Button variant="plain" onClick={() => applyAndClose("")}>
            {t("lists.clear")}
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  )
}
