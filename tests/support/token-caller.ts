import { freshAccess } from "#app/shopify/tokens.server.ts"

// A second process of the app, for tests: asked for a shop, it wants that shop's token ten times at once.
process.on("message", async (shop: string) => {
  const answers = await Promise.all(Array.from({ length: 10 }, () => freshAccess(shop)))
  process.send?.(answers.map((access) => access?.accessToken))
})
process.send?.("ready")
