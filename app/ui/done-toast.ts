import { useAppBridge } from "@shopify/app-bridge-react"
import { useEffect, useRef } from "react"
import { useText } from "./text.tsx"

type Done = { ok: boolean; id?: string } | undefined

/** How long what can be undone is on offer. */
const UNDO_MS = 10_000

/**
 * Says in passing that something was done, once for each outcome; `undo` takes it back from the message itself. `words`
 * null: nothing to say.
 */
export function useDoneToast(outcome: Done, words: string | null, undo?: () => void): void {
  const { t } = useText()
  const shopify = useAppBridge()
  const told = useRef<string | null>(null)
  const id = outcome?.ok ? (outcome.id ?? null) : null
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each outcome
  useEffect(() => {
    if (id === null || words === null || told.current === id) return
    told.current = id
    shopify.toast.show(words, undo ? { action: t("common.undo"), onAction: undo, duration: UNDO_MS } : undefined)
  }, [id, words])
}

/** What follows a deed in a dialog: it is said in passing, and the dialog closes. */
export function useDone(words: string, onClose: () => void): () => void {
  const shopify = useAppBridge()
  return () => {
    shopify.toast.show(words)
    onClose()
  }
}
