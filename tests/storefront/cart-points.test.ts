import { beforeEach, describe, expect, it } from "vitest"
import { getShop } from "#simulator/world/world.ts"
import { LOYALTY, PROGRAMME, publishProgramme, SHOP } from "./coffee-shop.ts"
import { textOf } from "./shopper.ts"
import { giveLoyalty, type VisitedShop, visitCoffeeShop } from "./visited-shop.ts"

let visited: VisitedShop

beforeEach(async () => {
  visited = visitCoffeeShop()
  publishProgramme(visited.context.world)
  await put(visited.shop.guji, 2)
})

const put = (product: VisitedShop["shop"]["guji"], quantity: number) =>
  visited.shopper.visit("/cart/add", { id: product.variants[0]?.id ?? "", quantity: String(quantity) })

const words = async (path = "/cart") => {
  const { document } = await visited.shopper.visit(path)
  return textOf(document.querySelector("regulars-cart"))
}

/** 2 × 14.99 at 2 points a euro: 59.96. */
describe("what the cart earns", () => {
  it("is said in the reader's language; who is not signed in can do so", async () => {
    expect(await words()).toBe("This order earns 59 points Log in to collect them")
    expect(await words("/bg/cart")).toBe("Тази поръчка носи 59 точки Влезте, за да ги съберете")
    expect(await words("/ru/cart")).toBe("Этот заказ принесёт 59 баллов Войдите, чтобы получить их")
    const { document } = await visited.shopper.visit("/bg/cart")
    expect(document.querySelector("regulars-cart a")?.getAttribute("href")).toBe(
      "/bg/account/login?return_url=%2Fbg%2Fcart",
    )
  })

  it("grows with the tier and is rounded once, for the order as a whole", async () => {
    await visited.shopper.signIn("anna@example.com")
    giveLoyalty(visited, LOYALTY)
    expect(await words()).toBe("This order earns 74 points")
    publishProgramme(visited.context.world, { ...PROGRAMME, rounding: "ceiling" })
    expect(await words()).toBe("This order earns 75 points")
    publishProgramme(visited.context.world, { ...PROGRAMME, rounding: "half_up" })
    expect(await words()).toBe("This order earns 75 points")
  })

  it("leaves out gift cards and what the programme excludes", async () => {
    await put(visited.shop.giftCard, 1)
    await put(visited.shop.blend, 1)
    expect(await words()).toContain("earns 77 points")
    const excludes = { products: [String(visited.shop.guji.id)] }
    publishProgramme(visited.context.world, { ...PROGRAMME, excludes })
    expect(await words()).toContain("earns 18 points")
    publishProgramme(visited.context.world, { ...PROGRAMME, excludes: { productTypes: ["coffee"] } })
    expect(await words()).toBe("")
  })

  it("is an upper bound where tax does not earn", async () => {
    publishProgramme(visited.context.world, { ...PROGRAMME, basis: { taxes: false } })
    expect(await words()).toContain("This order earns up to 59 points")
  })

  it("counts a currency without minor units by its own unit", async () => {
    getShop(visited.context.world, SHOP).shop.currency = "JPY"
    for (const variant of visited.shop.guji.variants) variant.price = "1499"
    publishProgramme(visited.context.world, { ...PROGRAMME, rates: { JPY: { points: 1, perMinor: 100 } } })
    expect(await words()).toContain("earns 29 points")
  })

  it("is silent while earning rests, in an empty cart, and for whom the programme leaves out", async () => {
    publishProgramme(visited.context.world, { ...PROGRAMME, pause: { earning: true, spending: false, notice: {} } })
    expect(await words()).toBe("")
    publishProgramme(visited.context.world, { ...PROGRAMME, excludes: { customerTags: ["wholesale"] } })
    await visited.shopper.signIn("anna@example.com")
    expect(await words()).toContain("59 points")
    visited.shop.anna.tags = "Wholesale"
    expect(await words()).toBe("")
    publishProgramme(visited.context.world)
    await visited.shopper.visit("/cart/change", { id: visited.shop.guji.variants[0]?.id ?? "", quantity: "0" })
    expect(await words()).toBe("")
  })
})
