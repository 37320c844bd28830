import { readFileSync } from "node:fs"

/** The stand-in of App Bridge is written as modules and served as the one classic script pages expect. */
const PARTS = ["channel", "session", "location", "chrome", "save-bar", "modal", "global"] as const

const IMPORT = /^import (\{[^}]+\}) from "\.\/([\w-]+)\.js"$/gm
const EXPORT = /^export ((?:async )?function|const) (\w+)/gm

/** One module as a function that runs at once and puts its exports under its name in `parts`. */
function wrapPart(name: string, source: string): string {
  const exported = [...source.matchAll(EXPORT)].map((match) => match[2])
  const body = source.replace(IMPORT, 'const $1 = parts["$2"]').replace(EXPORT, "$1 $2")
  return `parts["${name}"] = (() => {\n${body}\nreturn { ${exported.join(", ")} }\n})()\n`
}

/**
 * The text of /app-bridge.js. It must run at once and synchronously (`window.shopify` has to exist before the page's
 * scripts), which a module cannot: so the parts are joined in order of need into one script.
 */
export function readAppBridgeScript(): string {
  const parts = PARTS.map((name) =>
    wrapPart(name, readFileSync(new URL(`./bridge/${name}.js`, import.meta.url), "utf8")),
  )
  return `;(() => {\n"use strict"\nif (window.shopify) return\nconst parts = {}\n${parts.join("")}})()\n`
}
