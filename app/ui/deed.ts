import { useNavigation, useSubmit } from "@remix-run/react"
import { useRef } from "react"

/** So soon nobody wishes twice: it is the second half of a double click, which comes before the page has been redrawn. */
const DOUBLE_CLICK_MS = 300

/** True for whoever may send now; for the second half of a double click it is false. */
export function useFirstClick(): () => boolean {
  const last = useRef(Number.NEGATIVE_INFINITY)
  return () => {
    const now = performance.now()
    if (now - last.current < DOUBLE_CLICK_MS) return false
    last.current = now
    return true
  }
}

/** Whether something was sent from this page, from the click until the page shows what came of it. */
export function useSending(): { busy: boolean; asked: FormData | undefined } {
  const { formMethod, formData } = useNavigation()
  const busy = formMethod !== undefined && formMethod !== "GET"
  return { busy, asked: busy ? formData : undefined }
}

/**
 * Asks an action of ours (the page's own, or the one at `to`) for something by a button. While anything is under way the
 * next is not sent. `isAsked`: whether it is this that was asked for, told by one of its fields.
 */
export function useDeed(to?: string) {
  const submit = useSubmit()
  const isFirstClick = useFirstClick()
  const { busy, asked } = useSending()
  const send = (fields: Record<string, string> | FormData) => {
    if (!busy && isFirstClick()) submit(fields, { method: "post", action: to })
  }
  return { send, busy, isAsked: (field: string, value: string) => asked?.get(field) === value }
}
