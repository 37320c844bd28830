import { expect, test } from "vitest"
import { listRoutes } from "#tests/tenancy/visits.ts"
import { PAGES } from "./admin/pages.ts"

test("every page of the admin says how it is visited: empty, filled and missing", () => {
  const pages = listRoutes()
    .map(({ file }) => file)
    .filter((file) => file.startsWith("routes/admin/") && file.endsWith(".tsx") && file !== "routes/admin/layout.tsx")
  expect(Object.keys(PAGES).sort()).toEqual(pages.sort())
})
