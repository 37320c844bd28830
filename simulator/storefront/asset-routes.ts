import { readFile } from "node:fs/promises"
import { extname, join } from "node:path"
import type { Hono } from "hono"
import { listProducts } from "./objects/product.ts"
import { EXTENSION_ASSETS, THEME_ASSETS } from "./page.ts"
import { drawPicture } from "./picture.ts"
import type { Store } from "./store.ts"
import { visitOf } from "./store.ts"

const TYPES: Record<string, string> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
}

/** Files of the themes and of the extension, and the products' drawings. */
export function registerAssets(app: Hono, store: Store): void {
  const folders = {
    ...Object.fromEntries(store.themes.map(({ name, folder }) => [`${THEME_ASSETS}/${name}`, join(folder, "assets")])),
    [EXTENSION_ASSETS]: join(store.extensionFolder, "assets"),
  }
  for (const [base, folder] of Object.entries(folders)) {
    app.get(`${base}/:file`, async (c) => {
      const file = c.req.param("file")
      const type = TYPES[extname(file)]
      if (!type || !/^[\w.-]+$/.test(file)) return c.notFound()
      const body = await readFile(join(folder, file), "utf8").catch(() => null)
      if (body === null) return c.notFound()
      return c.body(body, 200, { "content-type": type, "cache-control": "no-cache" })
    })
  }
  app.get("/cdn/pictures/:file", (c) => {
    const handle = c.req.param("file").replace(/\.svg$/, "")
    const product = listProducts(visitOf(store, c).place).find((each) => each.handle === handle)
    if (!product) return c.notFound()
    const svg = drawPicture({ handle, type: product.product_type, tags: product.tags })
    return c.body(svg, 200, { "content-type": "image/svg+xml", "cache-control": "max-age=3600" })
  })
  app.get("/favicon.ico", (c) => c.redirect(`${THEME_ASSETS}/plain/icon.svg`))
}
