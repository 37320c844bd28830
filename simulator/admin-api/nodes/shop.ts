import { shopPayload } from "../../world/actions/shops.ts"
import type { ApiContext } from "../api-context.ts"
import { metafieldFields } from "./metafield.ts"

const LANGUAGE_NAMES = new Intl.DisplayNames(["en"], { type: "language" })

export function shopNode(context: ApiContext): Record<string, unknown> {
  const { shop } = context.place
  const id = `gid://shopify/Shop/${shop.id}`
  return {
    __typename: "Shop",
    id,
    name: shop.name,
    email: shop.email,
    contactEmail: shop.email,
    myshopifyDomain: shop.domain,
    url: `https://${shop.domain}`,
    primaryDomain: {
      __typename: "Domain",
      id: `gid://shopify/Domain/${shop.id}`,
      host: shop.domain,
      url: `https://${shop.domain}`,
      sslEnabled: true,
    },
    currencyCode: shop.currency,
    enabledPresentmentCurrencies: shopPayload(shop).enabled_presentment_currencies,
    ianaTimezone: shop.ianaTimezone,
    taxesIncluded: shop.taxesIncluded,
    taxShipping: true,
    plan: {
      displayName: shop.plan.displayName,
      publicDisplayName: shop.plan.displayName,
      partnerDevelopment: shop.plan.partnerDevelopment,
      shopifyPlus: false,
    },
    createdAt: shop.createdAt,
    ...metafieldFields(context, id),
  }
}

export function shopLocales(context: ApiContext, published: boolean | null | undefined) {
  const { shop } = context.place
  if (published === false) return []
  return shop.publishedLocales.map((locale) => ({
    __typename: "ShopLocale",
    locale,
    name: LANGUAGE_NAMES.of(locale) ?? locale,
    primary: locale === shop.locale,
    published: true,
  }))
}

export function appInstallationNode(context: ApiContext): Record<string, unknown> {
  const id = `gid://shopify/AppInstallation/${context.place.shop.id}`
  return {
    __typename: "AppInstallation",
    id,
    accessScopes: [...context.scopes].map((handle) => ({ handle, description: handle.replaceAll("_", " ") })),
    app: {
      __typename: "App",
      id: `gid://shopify/App/${context.place.shop.id}`,
      apiKey: context.simulator.config.apiKey,
      title: "Regulars",
      handle: "regulars",
    },
    launchUrl: context.simulator.config.appOrigin,
    ...metafieldFields(context, id),
  }
}
