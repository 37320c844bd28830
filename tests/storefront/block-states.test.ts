import { beforeEach, describe, expect, it } from "vitest"
import { getShop } from "#simulator/world/world.ts"
import { giveLook, LOYALTY, PROGRAMME, publishProgramme, SHOP } from "./coffee-shop.ts"
import { textOf } from "./shopper.ts"
import { cardAt, giveLoyalty, pointsAt, type VisitedShop, visitCoffeeShop } from "./visited-shop.ts"

let visited: VisitedShop
let context: VisitedShop["context"]
let shop: VisitedShop["shop"]
let shopper: VisitedShop["shopper"]

beforeEach(() => {
  visited = visitCoffeeShop()
  ;({ context, shop, shopper } = visited)
})

const card = (path: string) => cardAt(visited, path)

const VISITOR = {
  "": ["2 points for every €1 you spend", "Silver from €300+25% points", "Log in"],
  "/bg": ["2 точки на всеки 1 € от покупката", "Silver от 300 €+25% точки", "Вход"],
  "/ru": ["2 балла за каждые 1 €", "Silver от 300 €+25% баллов", "Войти"],
}
const NEWCOMER = {
  "": ["By joining you agree that we use your orders", "Join"],
  "/bg": ["С включването се съгласявате", "Включвам се"],
  "/ru": ["Присоединяясь, вы соглашаетесь", "Присоединиться"],
}
const MEMBER = {
  "": [
    "Available points 1240",
    "Pending points 58",
    "14 days after payment",
    "Your tier: Silver",
    "Left to reach Gold €40.50",
  ],
  "/bg": [
    "Налични точки 1240",
    "Изчакващи точки 58",
    "14 дни след плащането",
    "Вашето ниво: Silver",
    "Остават до Gold 40,50 €",
  ],
  "/ru": [
    "Доступные баллы 1240",
    "Ожидающие баллы 58",
    "через 14 дней после оплаты",
    "Ваш уровень: Silver",
    "Осталось до Gold 40,50 €",
  ],
}
const LOCALES = ["", "/bg", "/ru"] as const

describe.each(LOCALES)("the loyalty card in the shop at %s/", (prefix) => {
  const even = (text: string) => text.replace(/\s/g, " ")

  it("invites a visitor to log in and says what a purchase earns", async () => {
    publishProgramme(context.world)
    const text = await card(`${prefix}/pages/rewards`)
    for (const words of VISITOR[prefix]) expect(even(text)).toContain(words)
    expect(text).not.toContain("Translation missing")
  })

  it("offers a signed-in customer to join in one step, with what they agree to", async () => {
    publishProgramme(context.world)
    await shopper.signIn("anna@example.com")
    const text = await card(`${prefix}/account`)
    for (const words of NEWCOMER[prefix]) expect(even(text)).toContain(words)
    expect(text).not.toContain("1240")
  })

  it("shows a member balance, pending, tier and the way to the next one without any script", async () => {
    publishProgramme(context.world)
    giveLoyalty(visited, LOYALTY)
    await shopper.signIn("anna@example.com")
    const text = await card(`${prefix}/account`)
    for (const words of MEMBER[prefix]) expect(even(text)).toContain(words)
  })
})

describe("the blocks", () => {
  it("are silent for shoppers until a programme is published, and explain themselves in the theme editor", async () => {
    const plain = await shopper.visit("/products/ethiopia-guji")
    expect(plain.document.querySelector("[class*=regulars]")).toBeNull()
    const editor = await shopper.visit("/products/ethiopia-guji?design_mode=1")
    const notes = [...editor.document.querySelectorAll(".regulars-placeholder, .regulars-points")].map(textOf)
    expect(notes).toHaveLength(2)
    for (const note of notes) expect(note).toContain("once you publish your programme")
  })

  it("say how a member of the highest tier stands, and what is owed after returns", async () => {
    publishProgramme(context.world)
    giveLoyalty(visited, {
      ...LOYALTY,
      available: 0,
      pending: 0,
      debt: 12_345,
      tier: { id: "gold", name: "Gold" },
      next: null,
    })
    await shopper.signIn("anna@example.com")
    const text = await card("/account")
    expect(text).toContain("You have reached the highest tier.")
    expect(text).toContain("paid first by your next purchases: 12 345")
    expect(text).not.toContain("Left to reach")
    expect(text).not.toContain("after payment")
  })

  it("count the way in points when tiers are measured in points", async () => {
    publishProgramme(context.world, { ...PROGRAMME, measure: "points" })
    giveLoyalty(visited, { ...LOYALTY, next: { ...LOYALTY.next, missing: 21, unit: "points" } })
    await shopper.signIn("anna@example.com")
    expect(await card("/ru/pages/rewards")).toContain("Осталось до Gold 21 балл")
    expect(await card("/pages/rewards")).toContain("Left to reach Gold 21 points")
  })

  it("count the way in orders when tiers are measured in orders", async () => {
    const tiers = PROGRAMME.tiers.map((tier, index) => ({ ...tier, threshold: index + 1 }))
    publishProgramme(context.world, { ...PROGRAMME, measure: "orders", tiers })
    giveLoyalty(visited, { ...LOYALTY, waiting: 50, next: { ...LOYALTY.next, missing: 2, unit: "orders" } })
    await shopper.signIn("anna@example.com")
    const words = await card("/pages/rewards")
    for (const said of ["Orders to go: 2", "Gold from 3 orders", "On the way for reaching your tier: 50"])
      expect(words).toContain(said)
    expect(await card("/ru/pages/rewards")).toContain("Gold от 3 заказа")
  })

  it("say what each tier promises, in the shopper's language and the merchant's own words", async () => {
    const perks = {
      switches: ["freeShipping", "priority"],
      birthdayPoints: 30,
      own: { en: ["A gift at Christmas"], bg: ["Подарък за Коледа"] },
    }
    const tiers = PROGRAMME.tiers.map((tier) => (tier.id === "gold" ? { ...tier, entryPoints: 200, perks } : tier))
    publishProgramme(context.world, { ...PROGRAMME, tiers })
    giveLoyalty(visited, LOYALTY)
    await shopper.signIn("anna@example.com")
    const inEnglish = [
      "200 points on reaching it",
      "Free shipping",
      "First in line",
      "30 points more",
      "A gift at Christmas",
    ]
    const words = await card("/pages/rewards")
    for (const said of inEnglish) expect(words).toContain(said)
    expect(words).not.toContain("Early access")
    expect(await card("/bg/pages/rewards")).toContain("Подарък за Коледа")
    expect(await card("/ru/pages/rewards")).not.toContain("Christmas")
  })

  it("name the currency themselves when it is not the one the shopper sees", async () => {
    publishProgramme(context.world)
    giveLoyalty(visited, { ...LOYALTY, next: { ...LOYALTY.next, missing: 123_456, currency: "KWD" } })
    await shopper.signIn("anna@example.com")
    expect(await card("/account")).toContain("123.45 KWD")
  })

  it("request only their own assets before anything is touched, scripts deferred", async () => {
    publishProgramme(context.world)
    const { document } = await shopper.visit("/products/vitosha-blend")
    const urls = [...document.querySelectorAll("script[src], link[rel=stylesheet]")].map(
      (element) => element.getAttribute("src") ?? element.getAttribute("href"),
    )
    expect(urls.filter((url) => url?.includes("regulars")).toSorted()).toEqual([
      "/cdn/extensions/regulars/regulars-launcher.css",
      "/cdn/extensions/regulars/regulars-launcher.js",
      "/cdn/extensions/regulars/regulars-points.css",
      "/cdn/extensions/regulars/regulars-points.js",
      "/cdn/extensions/regulars/regulars.css",
    ])
    for (const script of document.querySelectorAll("script[src*=regulars]"))
      expect(script.hasAttribute("defer")).toBe(true)
  })

  it("look and speak as the merchant chose in the app, each text in its own language and plural form", async () => {
    publishProgramme(context.world)
    giveLook(context.world, {
      launcher: { icon: "star", corner: "start", lift: 40, wordsOnPhones: true },
      colours: { background: "#112233", accent: "#445566" },
      texts: { bg: { "launcher.label": "Бобчета & подаръци", "account.rate.other": "{number} бобчета за {amount}" } },
    })
    const { document } = await shopper.visit("/bg")
    const launcher = document.querySelector("regulars-launcher")
    expect(textOf(document.querySelector("regulars-launcher button"))).toBe("Бобчета & подаръци")
    expect(textOf(document.querySelector(".regulars-rate"))).toBe("2 бобчета за 1 €")
    expect(launcher?.className).toBe("regulars regulars-launcher regulars-launcher--start")
    expect(launcher?.getAttribute("style")).toContain("--regulars-launcher-background: #112233;")
    expect(launcher?.getAttribute("style")).toContain("--regulars-lift: 40px;")
    const english = await shopper.visit("/")
    expect(textOf(english.document.querySelector("regulars-launcher button"))).toBe("Rewards")
  })
})

describe("points on a product", () => {
  const points = (path: string) => pointsAt(visited, path)

  it("follow rate and price, in the shopper's language", async () => {
    publishProgramme(context.world)
    expect(await points("/products/ethiopia-guji")).toBe("Earns 29 points")
    expect(await points("/bg/products/ethiopia-guji")).toBe("Носи 29 точки")
    expect(await points("/ru/products/ethiopia-guji")).toBe("Принесёт 29 баллов")
  })

  it("grow with the member's tier and are rounded once", async () => {
    publishProgramme(context.world)
    giveLoyalty(visited, LOYALTY)
    await shopper.signIn("anna@example.com")
    expect(await points("/products/ethiopia-guji")).toBe("Earns 37 points")
    publishProgramme(context.world, { ...PROGRAMME, rounding: "ceiling" })
    expect(await points("/products/ethiopia-guji")).toBe("Earns 38 points")
  })

  it("are those of the chosen variant", async () => {
    publishProgramme(context.world)
    const large = shop.blend.variants[1]?.id
    expect(await points("/products/vitosha-blend")).toBe("Earns 18 points")
    expect(await points(`/products/vitosha-blend?variant=${large}`)).toBe("Earns 60 points")
  })

  it("say nothing on gift cards, which never earn, and only an upper bound where tax does not earn", async () => {
    publishProgramme(context.world, { ...PROGRAMME, basis: { taxes: false } })
    expect(await points("/products/gift-card")).toBe("")
    expect(await points("/products/ethiopia-guji")).toBe("Earns up to 29 points")
  })

  it("count a currency without minor units by its own unit", async () => {
    getShop(context.world, SHOP).shop.currency = "JPY"
    for (const variant of shop.guji.variants) variant.price = "1499"
    publishProgramme(context.world, { ...PROGRAMME, rates: { JPY: { points: 1, perMinor: 100 } } })
    expect(await points("/products/ethiopia-guji")).toBe("Earns 14 points")
  })
})

describe("hostile values", () => {
  const EVIL = `"><img src=x onerror=alert(1)>'{{ shop.name }}</template></dialog>`

  it("never become markup, wherever they stand", async () => {
    publishProgramme(context.world, {
      ...PROGRAMME,
      rates: { EUR: { points: EVIL, perMinor: EVIL } },
      pending: { from: EVIL, days: EVIL },
      measure: EVIL,
      rounding: EVIL,
      tiers: [
        {
          id: EVIL,
          name: EVIL,
          threshold: EVIL,
          multiplier: { numerator: EVIL, denominator: EVIL },
          entryPoints: EVIL,
          perks: { switches: EVIL, birthdayPoints: EVIL, own: { en: [EVIL], bg: EVIL } },
        },
      ],
    })
    giveLoyalty(visited, {
      available: EVIL,
      pending: EVIL,
      debt: EVIL,
      tier: { id: EVIL, name: EVIL },
      next: { id: EVIL, name: EVIL, missing: EVIL, unit: EVIL, currency: EVIL },
      joined: EVIL,
    })
    giveLook(context.world, {
      launcher: { icon: EVIL, corner: EVIL, lift: EVIL, wordsOnPhones: EVIL },
      colours: { background: EVIL, text: EVIL, accent: EVIL, panelBackground: EVIL, panelText: EVIL },
      texts: { en: { "visitor.words": EVIL, "points.other": EVIL, "account.available": EVIL }, bg: EVIL },
    })
    const settings = { label: EVIL, heading: EVIL, accent: EVIL, background: EVIL, corner: EVIL, lift: EVIL }
    getShop(context.world, SHOP).shop.themeSettings = {
      sections: { "main-account": [{ block: "loyalty", settings }] },
      embeds: [{ block: "launcher", settings }],
    }
    await shopper.signIn("anna@example.com")
    for (const path of ["/account", "/bg/account", "/products/ethiopia-guji"]) {
      const { document, status } = await shopper.visit(path)
      expect(status).toBe(200)
      expect(document.querySelector("img[onerror], .regulars img, regulars-account img")).toBeNull()
      expect(document.querySelectorAll("[onerror]")).toHaveLength(0)
    }
    const { document } = await shopper.visit("/account")
    expect(textOf(document.querySelector(".regulars-card"))).toContain("<img src=x onerror=alert(1)>")
  })

  it("that are no numbers count as none", async () => {
    publishProgramme(context.world, { ...PROGRAMME, rates: { EUR: { points: "many", perMinor: 0 } } })
    giveLoyalty(visited, "not an object")
    await shopper.signIn("anna@example.com")
    const { status, document } = await shopper.visit("/account")
    expect(status).toBe(200)
    expect(textOf(document.querySelector(".regulars-card"))).toContain("Join")
    expect((await shopper.visit("/products/ethiopia-guji")).document.querySelector("regulars-points")).toBeNull()
  })
})
