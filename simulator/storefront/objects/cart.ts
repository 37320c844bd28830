import { findVariant } from "#simulator/world/actions/products.ts"
import type { World } from "#simulator/world/world.ts"
import { getShop } from "#simulator/world/world.ts"
import type { CartLine } from "../session.ts"
import { productObject } from "./product.ts"

/** The cart as Liquid and /cart.js have it; lines whose variant is gone are left out. Prices in hundredths. */
export function cartObject(world: World, shop: string, cart: CartLine[], prefix: string) {
  const { currency } = getShop(world, shop).shop
  const items = cart.flatMap((line) => {
    const found = findVariant(world, shop, line.variantId)
    if (!found) return []
    const product = productObject(found.product, currency, prefix)
    const variant = product.variants.find((each) => each.id === line.variantId)
    const price = variant?.price ?? 0
    return [
      {
        variant_id: line.variantId,
        variant,
        product_title: product.title,
        variant_title: product.has_only_default_variant ? null : variant?.title,
        quantity: line.quantity,
        price,
        final_line_price: price * line.quantity,
        url: product.url,
        image: product.featured_image,
        product,
      },
    ]
  })
  return {
    items,
    item_count: items.reduce((sum, item) => sum + item.quantity, 0),
    total_price: items.reduce((sum, item) => sum + item.final_line_price, 0),
    currency: { iso_code: currency },
    requires_shipping: items.some((item) => item.product.variants.some((v) => v.requires_shipping)),
    empty: items.length === 0,
  }
}

/** /cart.js, the part that themes read. */
export function cartJson(cart: ReturnType<typeof cartObject>) {
  return {
    item_count: cart.item_count,
    total_price: cart.total_price,
    currency: cart.currency.iso_code,
    items: cart.items.map(({ product, variant: _variant, ...item }) => ({
      ...item,
      product_id: product.id,
      title: item.product_title,
      key: item.variant_id,
    })),
  }
}
