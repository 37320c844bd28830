import { z } from "zod"
import type { ProgrammeRules } from "../../programme-rules.ts"
import { box, readLines, text } from "../read-fields.ts"
import type { SectionForm, Settings } from "../section-form.ts"

type Exclusions = ProgrammeRules["exclusions"]

const PRODUCT = "gid://shopify/Product/"

/** Who and what never earns: lists are texts with one entry a line, products their digits. */
export const exclusionsForm: SectionForm<Exclusions, Record<keyof Exclusions, string>> = {
  shape: z
    .object({
      customerTags: text,
      companies: text,
      productTags: text,
      productTypes: text,
      products: text,
      salePrice: text,
    })
    .prefault({}),
  write: (exclusions) => ({
    customerTags: exclusions.customerTags.join("\n"),
    companies: box(exclusions.companies),
    productTags: exclusions.productTags.join("\n"),
    productTypes: exclusions.productTypes.join("\n"),
    products: exclusions.products.map((gid) => gid.slice(PRODUCT.length)).join("\n"),
    salePrice: box(exclusions.salePrice),
  }),
  read: (form, report) => {
    const words = (field: "customerTags" | "productTags" | "productTypes") => {
      const found = readLines(form[field].toLowerCase())
      if (found.length > 50) report([field], "too_large:max=50")
      if (found.some((word) => word.length > 255)) report([field], "too_long:max=255")
      return found
    }
    const products = readLines(form.products).map((entry) => /^(?:.*\/)?(\d{1,20})$/.exec(entry)?.[1] ?? null)
    if (products.includes(null)) report(["products"], "product_unknown")
    if (products.length > 250) report(["products"], "too_large:max=250")
    return {
      customerTags: words("customerTags"),
      companies: form.companies === "on",
      productTags: words("productTags"),
      productTypes: words("productTypes"),
      products: [...new Set(products)].map((digits) => `${PRODUCT}${digits}`),
      salePrice: form.salePrice === "on",
    }
  },
}

export const exclusionsSettings = {
  excludedCustomerTags: (rules) => rules.exclusions.customerTags.join(", "),
  excludedCompanies: (rules) => rules.exclusions.companies,
  excludedProductTags: (rules) => rules.exclusions.productTags.join(", "),
  excludedProductTypes: (rules) => rules.exclusions.productTypes.join(", "),
  excludedProducts: (rules) => rules.exclusions.products.map((gid) => gid.slice(PRODUCT.length)).join(", "),
  excludedSalePrice: (rules) => rules.exclusions.salePrice,
} as const satisfies Settings
