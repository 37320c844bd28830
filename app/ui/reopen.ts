import { useAppBridge } from "@shopify/app-bridge-react"
import { useText } from "./text.tsx"

/**
 * Loads this address anew as Shopify opens it, so that whose session is over gets a new one. A plain reload would not do:
 * once the app has followed its own links, its address no longer says whose shop it is.
 */
export function useReopen(): () => void {
  const shopify = useAppBridge()
  const { locale } = useText()
  return () => {
    const { shop, host } = shopify.config
    const address = new URL(location.href)
    address.searchParams.delete("id_token")
    for (const [name, value] of Object.entries({ shop, host, locale, embedded: "1" }))
      if (value) address.searchParams.set(name, value)
    location.assign(address)
  }
}
