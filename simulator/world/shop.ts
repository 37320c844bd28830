import type { Id } from "./order.ts"
import type { Ratio } from "./presentment.ts"

export type AccessToken = {
  token: string
  expiresAt: string
  refreshToken: string
  refreshExpiresAt: string
  /** Set once the refresh token was used: it works once. */
  refreshUsedAt: string | null
  scopes: string[]
}

type Installation = { scopes: string[]; tokens: AccessToken[]; installedAt: string }

export type ShopRecord = {
  /** zrance.myshopify.com */
  domain: string
  id: Id
  name: string
  email: string
  currency: string
  /** Currencies the storefront also sells in, with units of it per unit of the shop's currency. */
  presentmentCurrencies: { currency: string; rate: Ratio }[]
  ianaTimezone: string
  locale: string
  publishedLocales: string[]
  countryCode: string
  plan: { displayName: string; partnerDevelopment: boolean }
  taxesIncluded: boolean
  /** Rate as a ratio: 20 % is 20/100. */
  tax: { title: string; rate: Ratio }
  /** Theme settings and placed app blocks, as the storefront keeps them. */
  themeSettings: Record<string, unknown>
  /** Which of the simulator's themes the shop has; absent: the plain one. */
  theme?: string
  installation: Installation | null
  createdAt: string
  /** Number of the last order: the first is #1001. */
  lastOrderNumber: number
  /** How many of the scenario's happenings were played; absent: none. */
  scenarioPlayed?: number
}

export type MetafieldRecord = {
  id: Id
  ownerGid: string
  /** As stored: "app--<api key>" stands for "$app". */
  namespace: string
  key: string
  type: string
  value: string
  createdAt: string
  updatedAt: string
}
