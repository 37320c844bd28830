import { useFetcher } from "@remix-run/react"
import { Button, InlineStack, Text } from "@shopify/polaris"
import { useEffect, useRef } from "react"
import { useFirstClick } from "#app/ui/deed.ts"
import { useText } from "#app/ui/text.tsx"
import type { Download } from "../download-file.server.ts"

/** What the action answers: the file, or why there is none. */
export type DownloadOutcome = { ok: true; file: Download } | { ok: false; failure: string }

/** Takes a person's file to the reader's own disk. It comes through the page, because the frame has no address of its own. */
export function FileButtons({ requestId }: { requestId: string }) {
  const { t, locale, coded } = useText()
  const fetcher = useFetcher<DownloadOutcome>()
  const outcome = fetcher.data
  const taken = useRef<DownloadOutcome | undefined>(undefined)
  useEffect(() => {
    if (!outcome?.ok || taken.current === outcome) return
    taken.current = outcome
    hand(outcome.file)
  }, [outcome])
  const busy = fetcher.state !== "idle"
  const asked = fetcher.formData?.get("form")
  const isFirstClick = useFirstClick()
  const take = (form: "html" | "json") => {
    const wish = { do: "download", requestId, form, locale }
    if (busy || !isFirstClick(wish)) return
    fetcher.submit(wish, { method: "post", action: "/app/privacy" })
  }
  return (
    <InlineStack gap="200" blockAlign="center">
      <Button onClick={() => take("html")} loading={busy && asked !== "json"} disabled={busy}>
        {t("privacy.downloadPage")}
      </Button>
      <Button onClick={() => take("json")} loading={busy && asked === "json"} disabled={busy}>
        {t("privacy.downloadJson")}
      </Button>
      {outcome && !outcome.ok ? (
        <Text as="span" tone="critical">
          {coded(`errors:pages.${outcome.failure}`, {}, t("errors:pages.unexpected"))}
        </Text>
      ) : null}
    </InlineStack>
  )
}

function hand({ name, type, text }: Download): void {
  const url = URL.createObjectURL(new Blob([text], { type }))
  const link = document.createElement("a")
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
