import { adminApi } from "../admin-api.server.ts"
import { ReadAppScopes, ReadShop } from "../types/operations.generated.ts"

/** What we keep of a shop. `timezone` is an IANA zone, `currency` ISO 4217. */
export type AdminShop = {
  gid: string
  name: string
  currency: string
  timezone: string
  taxesIncluded: boolean
  developmentStore: boolean
}

/** The shop as the Admin API tells it now. */
export async function readShop(shop: string): Promise<AdminShop> {
  const data = await adminApi(shop).query(ReadShop, {})
  const { id, name, currencyCode, ianaTimezone, taxesIncluded, plan } = data.shop
  return {
    gid: id,
    name,
    currency: currencyCode,
    timezone: ianaTimezone,
    taxesIncluded,
    developmentStore: plan.partnerDevelopment,
  }
}

/** The scopes the shop has granted, as handles ("read_orders"). */
export async function readAppScopes(shop: string): Promise<string[]> {
  const data = await adminApi(shop).query(ReadAppScopes, {})
  return data.currentAppInstallation.accessScopes.map((scope) => scope.handle)
}
