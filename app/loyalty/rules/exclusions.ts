import type { LineFact, OrderFact } from "#app/records/orders/order-fact.ts"
import type { ProgrammeRules } from "../programme/programme-rules.ts"
import { step } from "./explain-step.ts"
import { asksForProduct, asksOf, choosesProducts, matchLine } from "./match-rules.ts"
import type { EarningContext, ExplainStep, FrozenLine } from "./order-evaluation.ts"

/** Who and what a programme leaves out. What that hangs on outside the order is frozen with its context. */

/** A product as programmes see it. `collections`: gids; null: nobody has read them lately. */
export type ProductView = {
  type: string
  vendor: string
  tags: string[]
  saleVariants: string[]
  collections: string[] | null
}

const ONCE = { numerator: 1, denominator: 1 }

/** Whether a line's product must be looked at. */
export function asksForProducts({ exclusions, earning }: ProgrammeRules): boolean {
  const { productTags, productTypes, products, salePrice } = exclusions
  const excludes = salePrice || productTags.length > 0 || productTypes.length > 0 || products.length > 0
  return excludes || earning.rules.some(choosesProducts)
}

/** Whether an order's customer must be looked at. */
export function asksForCustomer({ exclusions, earning }: ProgrammeRules): boolean {
  return exclusions.customerTags.length > 0 || asksOf(earning).customerTags
}

/** The first of the customer's tags that the programme excludes. */
export function findExcludedTag(tags: string[], { exclusions }: ProgrammeRules): string | null {
  return tags.find((tag) => exclusions.customerTags.includes(plain(tag))) ?? null
}

/**
 * What a line keeps for good. A line of no product (made up at the till) is never excluded; null: its product is not
 * known yet.
 */
export function freezeLine(
  line: LineFact,
  { exclusions, earning }: ProgrammeRules,
  products: Map<string, ProductView>,
): FrozenLine | null {
  const { productId, variantId } = line
  if (productId === null) return { multiplier: ONCE }
  if (exclusions.products.includes(productId)) return left("line_excluded_product")
  const product = products.get(productId)
  const matched = matchLine(earning, line, product)
  const stays: FrozenLine = matched.length > 0 ? { multiplier: ONCE, rules: matched } : { multiplier: ONCE }
  const excludes = exclusions.salePrice || exclusions.productTags.length > 0 || exclusions.productTypes.length > 0
  if (!product) return excludes || earning.rules.some(asksForProduct) ? null : stays
  if (exclusions.productTypes.includes(plain(product.type))) return left("line_excluded_type", product.type)
  const tag = product.tags.find((one) => exclusions.productTags.includes(plain(one)))
  if (tag !== undefined) return left("line_excluded_tag", tag)
  const onSale = variantId !== null && product.saleVariants.includes(variantId)
  return exclusions.salePrice && onSale ? left("line_on_sale") : stays
}

function left(code: NonNullable<FrozenLine["excluded"]>["code"], name?: string): FrozenLine {
  return { multiplier: ONCE, excluded: name === undefined ? { code } : { code, name } }
}

/** Lines that earn nothing by their frozen context, with why; a line not frozen yet waits for its product. */
export function excludedLines(
  fact: OrderFact,
  rules: ProgrammeRules,
  context: EarningContext,
): Map<string, ExplainStep> {
  if (!asksForProducts(rules)) return new Map()
  const found = new Map<string, ExplainStep>()
  for (const line of fact.lines) {
    const frozen = context.lines[line.id]
    if (!frozen) found.set(line.id, step("line_awaited"))
    else if (frozen.excluded) {
      const { code, name } = frozen.excluded
      found.set(line.id, step(code, name === undefined ? {} : { name }))
    }
  }
  return found
}

const plain = (text: string) => text.trim().toLowerCase()
