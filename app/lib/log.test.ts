import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { writable } from "./log.server.ts"

test("what is not listed is left out, and its name is told so that it can be listed", () => {
  const line = writable({ shop: "a.myshopify.com", count: 3, email: "maria@example.com", payload: { name: "Мария" } })
  expect(line).toEqual({ shop: "a.myshopify.com", count: 3, unlisted: ["email", "payload"] })
})

test("free text and errors lose what they quote; objects are not written out", () => {
  const line = writable({
    error: new Error(`no "Мария"`),
    why: "maria@example.com left",
    ids: ["a", { name: "Мария" }],
  })
  expect(line).toEqual({ error: "Error: no “…”", why: "(e-mail) left", ids: ["a", "(object)"] })
})

/** Every `log.level({ … }` in the app, with the keys it writes. */
function keysLogged(folder: string): { file: string; key: string }[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return keysLogged(path)
    if (!/\.tsx?$/.test(entry.name) || entry.name.includes(".test.")) return []
    const calls = readFileSync(path, "utf8").matchAll(/\blog(?:\.\w+|\[[^\]]+\])\(\s*\{([^{}]*)\}/g)
    return [...calls].flatMap((call) =>
      (call[1] as string)
        .replace(/\([^()]*\)/g, "")
        .split(",")
        .map((part) => part.trim().split(":", 1)[0] as string)
        .filter((key) => /^\w+$/.test(key))
        .map((key) => ({ file: entry.name, key })),
    )
  })
}

test("every key the app logs is listed", () => {
  const logged = keysLogged(join(import.meta.dirname, ".."))
  expect(logged.length).toBeGreaterThan(20)
  const written = writable(Object.fromEntries(logged.map(({ key }) => [key, 1])))
  expect(logged.filter(({ key }) => !(key in written))).toEqual([])
})
