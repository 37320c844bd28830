import { useAppBridge } from "@shopify/app-bridge-react"

/** Opens Shopify's own picker; tells the digits of what was chosen, nothing when it was closed. */
export function useResourcePicker(onChosen: (digits: string[]) => void): (type: "product" | "collection") => void {
  const shopify = useAppBridge()
  return async (type) => {
    const chosen = await shopify.resourcePicker({ type, multiple: true, filter: { variants: false } })
    if (chosen) onChosen(chosen.map(({ id }) => id.slice(id.lastIndexOf("/") + 1)))
  }
}
