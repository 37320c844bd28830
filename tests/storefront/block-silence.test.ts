import { beforeEach, describe, expect, it } from "vitest"
import { LOYALTY, PROGRAMME, publishProgramme } from "./coffee-shop.ts"
import { cardAt, giveLoyalty, pointsAt, type VisitedShop, visitCoffeeShop } from "./visited-shop.ts"

/** What the blocks keep back: while something rests, for whom they are not meant, and of what earns nothing. */

let visited: VisitedShop
let context: VisitedShop["context"]
let shop: VisitedShop["shop"]
let shopper: VisitedShop["shopper"]

beforeEach(() => {
  visited = visitCoffeeShop()
  ;({ context, shop, shopper } = visited)
})

const points = (path: string) => pointsAt(visited, path)

const card = (path: string) => cardAt(visited, path)

describe("a pause", () => {
  const pause = (change: Record<string, unknown> = {}) => ({
    ...PROGRAMME,
    pause: { earning: true, spending: false, notice: {}, ...change },
  })

  it.each([
    ["", "Earning is taking a break"],
    ["/bg", "Начисляването временно е спряно"],
    ["/ru", "Начисление приостановлено"],
  ])("is told to everybody at %s/", async (prefix, words) => {
    publishProgramme(context.world, pause())
    expect(await card(`${prefix}/pages/rewards`)).toContain(words)
    await shopper.signIn("anna@example.com")
    giveLoyalty(visited, LOYALTY)
    expect(await card(`${prefix}/account`)).toContain(words)
  })

  it("is told in the merchant's words where there are some, never as markup", async () => {
    publishProgramme(context.world, pause({ notice: { bg: "Инвентаризация до <b>1 май</b>" } }))
    expect(await card("/bg/pages/rewards")).toContain("Инвентаризация до <b>1 май</b>")
    expect(await card("/pages/rewards")).toContain("Earning is taking a break")
  })

  it("of earning promises no points on products, one of spending does", async () => {
    publishProgramme(context.world, pause())
    expect(await points("/products/ethiopia-guji")).toBe("")
    publishProgramme(context.world, pause({ earning: false, spending: true }))
    expect(await points("/products/ethiopia-guji")).toBe("Earns 29 points")
    expect(await card("/pages/rewards")).toContain("Spending is taking a break")
    publishProgramme(context.world, pause({ spending: true }))
    expect(await card("/pages/rewards")).toContain("nothing is earned or spent")
  })
})

describe("a test", () => {
  const seen = async () => (await shopper.visit("/products/ethiopia-guji")).document.querySelector("[class*=regulars]")

  it("is seen by customers with its tag, whatever its case, and by nobody else", async () => {
    publishProgramme(context.world, { ...PROGRAMME, test: "regulars test" })
    expect(await seen()).toBeNull()
    await shopper.signIn("anna@example.com")
    expect(await seen()).toBeNull()
    shop.anna.tags = "vip, regulars test 2"
    expect(await seen()).toBeNull()
    shop.anna.tags = "vip, Regulars Test"
    expect(await seen()).not.toBeNull()
  })
})

type Excludes = {
  customerTags: string[]
  products: string[]
  productTypes: string[]
  productTags: string[]
  salePrice: boolean
}

describe("exclusions", () => {
  it.each([
    ["the product", (excludes: Excludes) => excludes.products.push(String(shop.guji.id))],
    ["its type, in any case", (excludes: Excludes) => excludes.productTypes.push(shop.guji.product_type.toLowerCase())],
    [
      "its tag",
      (excludes: Excludes) => {
        shop.guji.tags = "new, Outlet"
        excludes.productTags.push("outlet")
      },
    ],
    [
      "its sale price",
      (excludes: Excludes) => {
        excludes.salePrice = true
        for (const variant of shop.guji.variants) variant.compare_at_price = "99.00"
      },
    ],
  ])("promise nothing where the programme leaves out %s", async (_name, exclude) => {
    const excludes: Excludes = { customerTags: [], products: [], productTypes: [], productTags: [], salePrice: false }
    publishProgramme(context.world, { ...PROGRAMME, excludes })
    expect(await points("/products/ethiopia-guji")).toBe("Earns 29 points")
    exclude(excludes)
    publishProgramme(context.world, { ...PROGRAMME, excludes })
    expect(await points("/products/ethiopia-guji")).toBe("")
  })

  it("promise nothing to a customer whom the programme leaves out", async () => {
    publishProgramme(context.world, { ...PROGRAMME, excludes: { customerTags: ["wholesale"] } })
    await shopper.signIn("anna@example.com")
    expect(await points("/products/ethiopia-guji")).toBe("Earns 29 points")
    shop.anna.tags = "vip, Wholesale"
    expect(await points("/products/ethiopia-guji")).toBe("")
  })
})
