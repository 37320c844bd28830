import { useAppBridge } from "@shopify/app-bridge-react"
import { useState } from "react"
import { handFile } from "./hand-file.ts"
import { useText } from "./text.tsx"

/**
 * Taking a file to the reader's disk, as an action of a page. It is fetched by the page, because the frame's own links
 * carry no session; the answer may be as long as it likes, the server writes it while it reads.
 */
export function useDownload(url: string, content: string) {
  const { t } = useText()
  const shopify = useAppBridge()
  const [loading, setLoading] = useState(false)
  const take = async () => {
    if (loading) return
    setLoading(true)
    try {
      const answer = await fetch(url)
      if (!answer.ok) throw new Error(`answered ${answer.status}`)
      handFile(fileName(answer), await answer.blob())
      shopify.toast.show(t("lists.exported"))
    } catch {
      shopify.toast.show(t("lists.notExported"), { isError: true })
    } finally {
      setLoading(false)
    }
  }
  return { content, onAction: take, loading }
}

function fileName(answer: Response): string {
  return /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "regulars.csv"
}
