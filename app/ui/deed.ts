import { useNavigation, useSubmit } from "@remix-run/react"
import { useRef } from "react"

type Wish = Record<string, string> | FormData

/** So soon nobody wishes the same twice: it is the second half of a double click, which comes before the page is redrawn. */
const DOUBLE_CLICK_MS = 300

/** False for the second half of a double click: the same wish as just before. */
export function useFirstClick(): (wish: Wish) => boolean {
  const last = useRef({ wish: "", at: Number.NEGATIVE_INFINITY })
  return (asked) => {
    const wish = JSON.stringify(asked instanceof FormData ? [...asked] : asked)
    const at = performance.now()
    const repeated = wish === last.current.wish && at - last.current.at < DOUBLE_CLICK_MS
    if (!repeated) last.current = { wish, at }
    return !repeated
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
  const send = (fields: Wish) => {
    if (!busy && isFirstClick(fields)) submit(fields, { method: "post", action: to })
  }
  return { send, busy, isAsked: (field: string, value: string) => asked?.get(field) === value }
}
