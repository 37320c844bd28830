import { type RefObject, useEffect, useRef, useState } from "react"
import { postJson } from "#app/ui/post-json.ts"
import type { Look } from "../look.ts"
import type { PreviewState } from "../preview/preview-state.ts"
import type { PreviewPicture } from "../preview/sample-shop.ts"

/** So long nobody types before a new picture is asked for. */
const QUIET_MS = 250

/**
 * Keeps the frame's picture that of `look` and `state`: asks the server for a new one when typing rests, and tells the
 * frame, which changes only what differs. `first`: what the frame shows when it is loaded.
 */
export function usePreview(
  frame: RefObject<HTMLIFrameElement>,
  look: Look,
  state: PreviewState,
  first: PreviewState,
): void {
  useTold(frame, usePicture(JSON.stringify({ look, state }), JSON.stringify({ look, state: first })), first)
}

/** The newest picture of what is `wanted`; null while it is what was `loaded`. One that fails leaves the last one. */
function usePicture(wanted: string, loaded: string): PreviewPicture | null {
  const [picture, setPicture] = useState<PreviewPicture | null>(null)
  const shown = useRef(loaded)
  useEffect(() => {
    if (wanted === shown.current) return
    const left = new AbortController()
    const timer = setTimeout(async () => {
      const drawn = await postJson<PreviewPicture>("/app/appearance/preview", wanted, left.signal)
      if (!drawn || left.signal.aborted) return
      shown.current = wanted
      setPicture(drawn)
    }, QUIET_MS)
    return () => {
      clearTimeout(timer)
      left.abort()
    }
  }, [wanted])
  return picture
}

/** Tells the frame of each picture, and of the last one again when it was loaded only after it. */
function useTold(frame: RefObject<HTMLIFrameElement>, picture: PreviewPicture | null, first: PreviewState): void {
  const told = useRef<{ picture: PreviewPicture | null; state: string }>({
    picture: null,
    state: JSON.stringify(first),
  })
  useEffect(() => {
    if (!picture) return
    const state = JSON.stringify(picture.state)
    // Another shopper, language or theme: what was done in the panel meanwhile belongs to the one before.
    const fresh = state !== told.current.state
    told.current = { picture, state }
    // The frame is of no origin, so that none can be named; what it gets is only what the merchant typed.
    frame.current?.contentWindow?.postMessage({ picture, fresh }, "*")
  }, [frame, picture])
  useEffect(() => {
    const onMessage = ({ source, data }: MessageEvent) => {
      if (source !== frame.current?.contentWindow || data?.regularsPreview !== "ready") return
      const { picture: last } = told.current
      if (last) frame.current?.contentWindow?.postMessage({ picture: last, fresh: true }, "*")
    }
    window.addEventListener("message", onMessage)
    return () => window.removeEventListener("message", onMessage)
  }, [frame])
}
