import { Form, useLocation, useSearchParams } from "@remix-run/react"
import { Button, Icon, InlineStack, TextField } from "@shopify/polaris"
import { SearchIcon } from "@shopify/polaris-icons"
import { useEffect, useState } from "react"
import { useText } from "./text.tsx"

/** `problem`: why nothing could be looked for; `hint`: what to know about what was found. */
type Props = { label: string; search: string; problem?: string; hint?: string }

/** Search over a list; the words stand in the address, so that a result can be opened again. */
export function ListSearch({ label, search, problem, hint }: Props) {
  const { t } = useText()
  const [value, setValue] = useState(search)
  const [, setParams] = useSearchParams()
  useEffect(() => setValue(search), [search])
  const clear = () => {
    setValue("")
    setParams({})
  }
  return (
    <Form method="get" role="search">
      <InlineStack gap="200" wrap={false}>
        <div style={{ flex: 1 }}>
          <TextField
            label={label}
            labelHidden
            placeholder={label}
            name="q"
            value={value}
            onChange={setValue}
            autoComplete="off"
            prefix={<Icon source={SearchIcon} />}
            clearButton
            onClearButtonClick={clear}
            maxLength={100}
            error={problem}
            helpText={hint}
          />
        </div>
        <Button submit>{t("common.search")}</Button>
      </InlineStack>
    </Form>
  )
}

/**
 * The neighbouring pages of a list as things to do; undefined where the list ends. Cursors only lead on, so the way back
 * is remembered in the browser's history; without it "back" is the first page. `chosen`: what else stands in the address.
 */
export function usePageSteps(
  { next, after }: { next: string | null; after: string | null },
  chosen: Record<string, string>,
) {
  const [, setParams] = useSearchParams()
  const trail = (useLocation().state as { trail?: (string | null)[] } | null)?.trail ?? []
  const open = (to: string | null, behind: (string | null)[]) =>
    setParams({ ...chosen, ...(to ? { after: to } : {}) }, { state: { trail: behind } })
  return {
    next: next === null ? undefined : () => open(next, [...trail, after]),
    previous: after === null ? undefined : () => open(trail.at(-1) ?? null, trail.slice(0, -1)),
  }
}
