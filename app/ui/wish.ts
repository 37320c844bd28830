import { useFetcher } from "@remix-run/react"
import { useEffect, useRef } from "react"
import { useFirstClick } from "./deed.ts"
import { failureOf, refusedFields } from "./zod-form.ts"

type Answer = Parameters<typeof failureOf>[0]

/**
 * Asks an action of ours for something without leaving the page or what is typed on it: a button, a dialog. While one wish
 * is under way the next is not sent. `onDone` is told once for each that was done.
 */
export function useWish(to: string, onDone?: () => void) {
  const fetcher = useFetcher<NonNullable<Answer>>()
  const { data, state } = fetcher
  const busy = state !== "idle"
  const isFirstClick = useFirstClick()
  const told = useRef<unknown>(undefined)
  useEffect(() => {
    if (state !== "idle" || !data || told.current === data) return
    told.current = data
    if (data.ok) onDone?.()
  }, [data, state, onDone])
  const send = (fields: Record<string, string> | FormData) => {
    if (!busy && isFirstClick(fields)) fetcher.submit(fields, { method: "post", action: to })
  }
  return { send, busy, failure: failureOf(data as Answer), refused: refusedFields(data as Answer) }
}
