import { ActionList, Button, Popover } from "@shopify/polaris"
import { useState } from "react"

type Choice = { content: string; helpText?: string; url: string }

/** A button that opens a list of ways to go on; each leads to a page. */
export function ChoiceMenu({ label, choices }: { label: string; choices: Choice[] }) {
  const [open, setOpen] = useState(false)
  return (
    <Popover
      active={open}
      onClose={() => setOpen(false)}
      activator={
        <Button variant="primary" disclosure onClick={() => setOpen(!open)}>
          {label}
        </Button>
      }
    >
      <ActionList items={choices} />
    </Popover>
  )
}
