import { expect, test } from "vitest"
import { openShop } from "#tests/support/loyalty-shop.ts"
import { listPauses } from "../pauses.server.ts"
import { changeBreak, getBreaks } from "./breaks.server.ts"

const AT = new Date("2026-03-10T10:00:00Z")
const DONE = { ok: true }

function post(shop: string, fields: Record<string, string>, at = AT) {
  const form = new FormData()
  for (const [name, value] of Object.entries(fields)) form.set(name, value)
  return changeBreak(form, { shop, staff: "42", timezone: "Europe/Sofia", at })
}

test("a pause is started, shown, ended and taken back; its end is read in the shop's zone", async () => {
  const shop = await openShop()
  const start = { do: "startPause", what: "both", until: "2026-04-01T09:30", notice_bg: " Ревизия ", notice_en: "" }
  expect(await post(shop, start)).toMatchObject(DONE)
  const [stored] = await listPauses(shop)
  expect(stored).toMatchObject({
    earning: true,
    spending: true,
    toAt: new Date("2026-04-01T06:30:00Z"),
    notice: { bg: "Ревизия" },
    startedBy: "42",
  })
  expect((await getBreaks(shop, AT)).pauses).toMatchObject([{ what: "both", running: true, undone: false }])
  expect(await post(shop, { do: "endPause" })).toMatchObject(DONE)
  expect((await getBreaks(shop, AT)).pauses).toMatchObject([{ running: false, undone: false }])
  expect(await post(shop, { do: "undoPause", id: stored?.pauseId ?? "" })).toMatchObject(DONE)
  expect((await getBreaks(shop, AT)).pauses).toMatchObject([{ running: false, undone: true }])
})

test.each([
  [{ do: "startPause", what: "everything" }, "bad_request"],
  [{ do: "startPause", what: "earning", until: "tomorrow" }, "bad_request"],
  [{ do: "startPause", what: "earning", until: "2026-01-01T00:00" }, "ends_before"],
  [{ do: "startPause", what: "earning", notice_en: "x".repeat(201) }, "bad_request"],
  [{ do: "endPause" }, "not_found"],
  [{ do: "undoPause", id: "nobody's" }, "not_found"],
  [{ do: "startTest", tag: "  " }, "tag_missing"],
  [{ do: "endTest", outcome: "keep" }, "not_found"],
  [{ do: "dance" }, "bad_request"],
] as [Record<string, string>, string][])("%o is refused as %s", async (fields, reason) => {
  expect(await post(await openShop(), fields)).toEqual({ ok: false, reason })
})

test("a test is started and ended by its forms", async () => {
  const shop = await openShop()
  expect(await post(shop, { do: "startTest", tag: " tester " })).toMatchObject(DONE)
  expect((await getBreaks(shop, AT)).test).toEqual({ tag: "tester", fromAt: AT.toISOString() })
  expect(await post(shop, { do: "endTest", outcome: "remove" })).toMatchObject(DONE)
  expect((await getBreaks(shop, AT)).test).toBeNull()
})
