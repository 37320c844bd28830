import { readFileSync } from "node:fs"
import { Hono } from "hono"

/** Files of the admin's pages, by name: nothing else of this folder can be asked for. */
const TYPES: Record<string, string> = {
  css: "text/css; charset=utf-8",
  js: "text/javascript; charset=utf-8",
  svg: "image/svg+xml",
}
const FILES = [
  "mark.svg",
  ...["base", "top-bar", "admin", "pages", "desk"].map((name) => `styles/${name}.css`),
  ...["start", "frame", "pages", "save-bar", "notices"].map((name) => `client/${name}.js`),
]

/** /shell/assets/… */
export function assetRoutes(): Hono {
  const routes = new Hono()
  for (const file of FILES) {
    const type = TYPES[file.split(".").at(-1) ?? ""] ?? "application/octet-stream"
    routes.get(`/${file}`, (c) =>
      c.body(readFileSync(new URL(file, import.meta.url)), 200, { "content-type": type, "cache-control": "no-cache" }),
    )
  }
  return routes
}
