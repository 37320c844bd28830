import { expect, test } from "vitest"
import { personFilePage } from "./person-file-page.ts"

test("the page shows every value as text, whatever a person is called", () => {
  const page = personFilePage(
    {
      shop: "a.myshopify.com",
      requestId: "data_request-1",
      customerIds: ["gid://shopify/Customer/1"],
      askedAt: "2026-01-01T00:00:00.000Z",
      madeAt: "2026-01-02T00:00:00.000Z",
      places: [
        {
          place: "customer",
          holds: "name",
          kept: "until erased",
          data: [{ firstName: "<script>alert('1')</script>", tags: ["a", "b"], phone: null }, "plain"],
        },
      ],
    },
    "Data of a person & more",
  )
  expect(page).toContain("<title>Data of a person &amp; more</title>")
  expect(page).toContain("<td>&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;</td>")
  expect(page).toContain("<th>tags</th><td>[&quot;a&quot;,&quot;b&quot;]</td>")
  expect(page).toContain("<th>phone</th><td>–</td>")
  expect(page).not.toMatch(/<script|src=|href=/)
})
