import { expect, test } from "vitest"
import { fromWire, toWire, wireTime } from "./wire.ts"

test("ids beyond 2^53 survive the way in and out digit by digit", () => {
  const text = '{"id":5085215785508999999,"order_id":820982911946154508,"order_number":1234}'
  expect(toWire(fromWire(text))).toBe(text)
})

test("an id that a sample rounded is restored from its gid", () => {
  const text = '{"id":820982911946154500,"admin_graphql_api_id":"gid://shopify/Order/820982911946154508"}'
  expect(fromWire(text)).toMatchObject({ id: "820982911946154508" })
})

test("digits that are no id stay text", () => {
  expect(toWire({ zip: "1000", phone: "0888", id: "12", payment_id: "#1.1" })).toBe(
    '{"zip":"1000","phone":"0888","id":12,"payment_id":"#1.1"}',
  )
})

test.each([
  ["2026-01-31T22:30:00.999Z", "Europe/Sofia", "2026-02-01T00:30:00+02:00"],
  ["2026-07-01T10:00:00Z", "America/St_Johns", "2026-07-01T07:30:00-02:30"],
  ["2026-07-01T10:00:00Z", "UTC", "2026-07-01T10:00:00Z"],
])("%s in %s is written %s", (moment, zone, written) => {
  expect(wireTime(new Date(moment), zone)).toBe(written)
})

test("the privacy payloads list order ids as numbers", () => {
  expect(toWire({ orders_to_redact: ["5085215785508999999"] })).toBe('{"orders_to_redact":[5085215785508999999]}')
})
