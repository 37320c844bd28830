import type { SimulatorContext } from "../context.ts"
import type { ShopWorld } from "../world/world.ts"
import { shopHandle } from "./launch-url.ts"

/** A shop as the pages' top bar and navigation name it. */
export type ShellShop = { handle: string; name: string; domain: string; currency: string; timezone: string }

/** The shop of "/admin/<handle>/…" and "/desk/<handle>/…", or null. */
export function findShopByHandle(context: SimulatorContext, handle: string): ShopWorld | null {
  return context.world.shops.get(`${handle}.myshopify.com`) ?? null
}

export function toShellShop({ shop }: ShopWorld): ShellShop {
  const { currency, domain, ianaTimezone, name } = shop
  return { handle: shopHandle(domain), name, domain, currency, timezone: ianaTimezone }
}
