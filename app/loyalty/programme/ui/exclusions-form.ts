import type { ProgrammeRules } from "../programme-rules.ts"

/** Exclusions as the form shows them: lists are texts with one entry a line, products their digits. */
export type ExclusionsForm = {
  customerTags: string
  companies: string
  productTags: string
  productTypes: string
  products: string
  salePrice: string
}

type Exclusions = ProgrammeRules["exclusions"]

const PRODUCT = "gid://shopify/Product/"

export function formFromExclusions(exclusions: Exclusions): ExclusionsForm {
  return {
    customerTags: exclusions.customerTags.join("\n"),
    companies: exclusions.companies ? "on" : "",
    productTags: exclusions.productTags.join("\n"),
    productTypes: exclusions.productTypes.join("\n"),
    products: exclusions.products.map((gid) => gid.slice(PRODUCT.length)).join("\n"),
    salePrice: exclusions.salePrice ? "on" : "",
  }
}

/** Reads the texts back; `report` is told the field and the code of what is wrong. */
export function readExclusions(form: ExclusionsForm, report: (path: string[], code: string) => void): Exclusions {
  const words = (field: "customerTags" | "productTags" | "productTypes") => {
    const found = entriesOf(form[field].toLowerCase())
    if (found.length > 50) report(["exclusions", field], "too_large:max=50")
    if (found.some((word) => word.length > 255)) report(["exclusions", field], "too_long:max=255")
    return found
  }
  const products = entriesOf(form.products).map((entry) => /^(?:.*\/)?(\d{1,20})$/.exec(entry)?.[1] ?? null)
  if (products.includes(null)) report(["exclusions", "products"], "product_unknown")
  if (products.length > 250) report(["exclusions", "products"], "too_large:max=250")
  return {
    customerTags: words("customerTags"),
    companies: form.companies === "on",
    productTags: words("productTags"),
    productTypes: words("productTypes"),
    products: [...new Set(products)].map((digits) => `${PRODUCT}${digits}`),
    salePrice: form.salePrice === "on",
  }
}

function entriesOf(text: string): string[] {
  const lines = text.split("\n").map((line) => line.trim())
  return [...new Set(lines)].filter((line) => line !== "")
}
