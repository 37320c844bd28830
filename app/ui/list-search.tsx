import { Button, Icon, InlineStack, TextField } from "@shopify/polaris"
import { SearchIcon } from "@shopify/polaris-icons"
import { useEffect, useState } from "react"
import { type AskedList, useListChange } from "./list-address.ts"
import { useText } from "./text.tsx"

/** `problem`: why nothing could be looked for; `hint`: what to know about what was found. */
type Props = { list: AskedList; label: string; problem?: string; hint?: string }

/** Search over a list; the words stand in the address, so that a result can be opened again. */
export function ListSearch({ list, label, problem, hint }: Props) {
  const { t } = useText()
  const change = useListChange(list)
  const { search } = list.query
  const [value, setValue] = useState(search)
  useEffect(() => setValue(search), [search])
  const clear = () => {
    setValue("")
    if (search !== "") change({ search: "" })
  }
  return (
    <search>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          change({ search: value.trim() })
        }}
      >
        <InlineStack gap="200" wrap={false}>
          <div className="regulars-grow">
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
      </form>
    </search>
  )
}
