import { useAppBridge } from "@shopify/app-bridge-react"
import { useState } from "react"
import { writeListQuery } from "#app/lib/list-query.ts"
import { handFile } from "./hand-file.ts"
import type { AskedList } from "./list-address.ts"
import { useText } from "./text.tsx"

/** Taking a file that the server makes to the reader's disk, as an action of a page; `content` says so on its button. */
export function useDownload(path: string, content: string) {
  const { locale } = useText()
  const { take, loading } = useTaking()
  return { content, loading, onAction: () => take(`${path}?${new URLSearchParams({ locale })}`) }
}

/**
 * Taking what a list shows to the reader's disk as a file, as an action of its page. It is fetched by the page, because the frame's own links
 * carry no session; the answer may be as long as it likes, the server writes it while it reads.
 */
export function useListDownload(path: string, { shape, query }: AskedList) {
  const { t, locale } = useText()
  const { take, loading } = useTaking()
  const onAction = () => {
    const address = new URLSearchParams(writeListQuery(query, shape))
    address.set("locale", locale)
    return take(`${path}?${address}`)
  }
  return { content: t("lists.export"), onAction, loading }
}

function useTaking() {
  const { t } = useText()
  const shopify = useAppBridge()
  const [loading, setLoading] = useState(false)
  const take = async (address: string) => {
    if (loading) return
    setLoading(true)
    try {
      const answer = await fetch(address)
      if (!answer.ok) throw new Error(`answered ${answer.status}`)
      handFile(fileName(answer), await answer.blob())
      shopify.toast.show(t("lists.exported"))
    } catch {
      shopify.toast.show(t("lists.notExported"), { isError: true })
    } finally {
      setLoading(false)
    }
  }
  return { take, loading }
}

function fileName(answer: Response): string {
  return /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") ?? "")?.[1] ?? "regulars.csv"
}
