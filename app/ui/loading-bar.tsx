import { useAppBridge } from "@shopify/app-bridge-react"
import { useEffect } from "react"

/** Shopify admin's own bar at the top while a page is on its way. */
export function LoadingBar({ busy }: { busy: boolean }) {
  const shopify = useAppBridge()
  useEffect(() => {
    shopify.loading(busy)
  }, [shopify, busy])
  return null
}
