import { Badge, Text } from "@shopify/polaris"
import { type KeyboardEvent, type ReactNode, useId, useRef } from "react"
import { useText } from "./text.tsx"

type Tab<Name extends string> = {
  name: Name
  title: string
  /** How many of its fields are wrong: it is marked with it. */
  wrong: number
  content: ReactNode
}

type Props<Name extends string> = {
  /** What the tabs are parts of, for whoever does not see them. */
  label: string
  tabs: Tab<Name>[]
  chosen: Name
  onChoose: (name: Name) => void
}

/**
 * A long form in parts, one seen at a time. All parts stay in the page: what is typed in a hidden one is kept and sent.
 * Arrows, Home and End lead from tab to tab.
 */
export function FormTabs<Name extends string>({ label, tabs, chosen, onChoose }: Props<Name>) {
  const id = useId()
  const list = useRef<HTMLDivElement>(null)
  const lead = (event: KeyboardEvent) => {
    const next =
      tabs[
        ledTo(
          event.key,
          tabs.findIndex((tab) => tab.name === chosen),
          tabs.length,
        )
      ]
    if (!next) return
    event.preventDefault()
    onChoose(next.name)
    list.current?.querySelector<HTMLElement>(`[data-tab="${next.name}"]`)?.focus()
  }
  return (
    <>
      <div role="tablist" aria-label={label} className="regulars-tabs" ref={list} onKeyDown={lead}>
        {tabs.map(({ name, title, wrong }) => (
          <button
            key={name}
            type="button"
            role="tab"
            data-tab={name}
            id={`${id}-${name}-tab`}
            aria-controls={`${id}-${name}`}
            aria-selected={name === chosen}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => onChoose(name)}
          >
            {title}
            {wrong > 0 ? <WrongMark count={wrong} /> : null}
          </button>
        ))}
      </div>
      {tabs.map(({ name, content }) => (
        <div
          key={name}
          role="tabpanel"
          id={`${id}-${name}`}
          aria-labelledby={`${id}-${name}-tab`}
          hidden={name !== chosen}
        >
          {content}
        </div>
      ))}
    </>
  )
}

function WrongMark({ count }: { count: number }) {
  const { t, number } = useText()
  return (
    <>
      {" "}
      <span aria-hidden>
        <Badge tone="critical">{number(count)}</Badge>
      </span>
      <Text as="span" visuallyHidden>
        {t("form.wrong", { count })}
      </Text>
    </>
  )
}

function ledTo(key: string, at: number, count: number): number {
  switch (key) {
    case "ArrowRight":
      return (at + 1) % count
    case "ArrowLeft":
      return (at + count - 1) % count
    case "Home":
      return 0
    case "End":
      return count - 1
    default:
      return -1
  }
}
