import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { listRoutes } from "#tests/tenancy/visits.ts"
import { ADMIN_PICTURES, BLOCK_PICTURES, DESK_PICTURES, listShots } from "./pages.ts"

const root = join(import.meta.dirname, "../..")

test("every page of the admin has its picture", () => {
  const pages = listRoutes()
    .map(({ file }) => file)
    .filter((file) => file.endsWith(".tsx") && file.startsWith("routes/admin/") && file !== "routes/admin/layout.tsx")
  expect(Object.keys(ADMIN_PICTURES).sort()).toEqual(pages.sort())
})

test("every page of the desk has its picture", () => {
  const folder = join(root, "simulator/desk")
  const pages = readdirSync(folder)
    .filter((file) => file.endsWith("-routes.ts"))
    .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/routes\.get\("(\/:handle\/[^"]+)"/g)])
    .map((match) => match[1])
  expect(Object.keys(DESK_PICTURES).sort()).toEqual(pages.sort())
})

test("every block of the extension has its picture", () => {
  const blocks = readdirSync(join(root, "extensions/storefront/blocks"))
  expect(Object.keys(BLOCK_PICTURES).sort()).toEqual(blocks.sort())
})

test("no two pictures have one name", () => {
  const subjects = { customerId: "1", orderId: "2", productId: "3", workId: "event-4" }
  const names = listShots({ simulatorOrigin: "http://a.example", storefrontOrigin: "http://b.example" }, subjects).map(
    ({ name }) => name,
  )
  expect(new Set(names).size).toBe(names.length)
})
