import type { FormMetadata } from "@conform-to/react"
import { Banner, Box, List } from "@shopify/polaris"
import { useEffect, useRef, useState } from "react"
import { flushSync } from "react-dom"
import { useErrorWords } from "./error-text.ts"
import { useText } from "./text.tsx"

type Wrong = { id: string; name: string; label: string; codes: string[] }

/** `reveal` brings a field into view that may be hidden. */
type Props<Fields extends Record<string, unknown>> = {
  form: FormMetadata<Fields>
  reveal?: (field: string) => void
}

/** What is wrong in a form, on top of it: whoever does not see the red fields hears of all of them, and is led to each. */
export function ErrorSummary<Fields extends Record<string, unknown>>({ form, reveal }: Props<Fields>) {
  const { t } = useText()
  const errorWords = useErrorWords()
  const [wrong, setWrong] = useState<Wrong[]>([])
  const summary = useRef<HTMLDivElement>(null)
  const told = useRef(false)
  const failed = form.status === "error"
  const known = JSON.stringify(form.allErrors)
  useEffect(() => {
    setWrong(failed ? namedErrors(form.id, JSON.parse(known) as Record<string, string[]>) : [])
  }, [failed, known, form.id])
  // Where a reader is led once, not with each letter they put right.
  const tried = failed ? form.errorId + String(wrong.length > 0) : null
  useEffect(() => {
    if (tried === null) {
      told.current = false
      return
    }
    if (told.current || !summary.current) return
    told.current = true
    summary.current.focus()
  }, [tried])
  if (!failed || wrong.length === 0) return null
  return (
    <Box paddingBlockEnd="400">
      <div ref={summary} tabIndex={-1}>
        <Banner tone="critical" title={t("form.wrong", { count: wrong.length })}>
          <List>
            {wrong.map(({ id, name, label, codes }) => (
              <List.Item key={id}>
                <a
                  href={`#${id}`}
                  onClick={(event) => {
                    event.preventDefault()
                    // A hidden field cannot be led to: it is in view before the next line.
                    flushSync(() => reveal?.(name))
                    document.getElementById(id)?.focus()
                  }}
                >
                  {label}
                </a>
                {`: ${errorWords(codes) ?? ""}`}
              </List.Item>
            ))}
          </List>
        </Banner>
      </div>
    </Box>
  )
}

/** The fields' own labels, as they stand on the page. */
function namedErrors(formId: string, errors: Record<string, string[]>): Wrong[] {
  return Object.entries(errors).flatMap(([name, codes]) => {
    if (codes.length === 0) return []
    const id = `${formId}-${name}`
    const label = document.querySelector(`label[for="${CSS.escape(id)}"]`)?.textContent?.trim()
    return [{ id, name, label: label || name, codes }]
  })
}
