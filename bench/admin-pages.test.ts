import { readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { listAdminPages } from "./admin-pages.ts"

const routes = [
  { index: true, file: "routes/public/landing.tsx" },
  {
    path: "app",
    file: "routes/admin/layout.tsx",
    children: [
      { index: true, file: "routes/admin/home.tsx" },
      { path: "members", file: "routes/admin/members.tsx" },
      { path: "members/:customerId", file: "routes/admin/member.tsx" },
      {
        path: "offers",
        file: "routes/admin/offers-layout.tsx",
        children: [
          { index: true, file: "routes/admin/offers.tsx" },
          { path: ":offerId", file: "routes/admin/offer.tsx" },
        ],
      },
      { path: "members/:customerId/:entryId", file: "routes/admin/entry-export.ts" },
      { path: "*", file: "routes/admin/not-found.tsx" },
    ],
  },
]

test("each page of the admin has an address, also one below another; what answers data has none", () => {
  expect(listAdminPages({ customerId: "7", offerId: "9" }, routes)).toEqual([
    { name: "home", path: "" },
    { name: "members", path: "/members" },
    { name: "member", path: "/members/7" },
    { name: "offers", path: "/offers" },
    { name: "offer", path: "/offers/9" },
    { name: "not-found", path: "/no-such-page" },
  ])
})

test("a page whose address nobody can fill in is named", () => {
  expect(() => listAdminPages({ customerId: "7" }, routes)).toThrow(":offerId")
})

test("the real ones are all there: each file under routes/admin that app/routes.ts names, but the layout", () => {
  const values = new Proxy({}, { get: () => "1" })
  const source = readFileSync(join(import.meta.dirname, "../app/routes.ts"), "utf8")
  const named = [...source.matchAll(/routes\/admin\/([\w-]+)\.tsx/g)]
    .map((match) => match[1])
    .filter((name) => name !== "layout")
  expect(listAdminPages(values).map(({ name }) => name)).toEqual(named)
  expect(named.length).toBeGreaterThan(8)
})
