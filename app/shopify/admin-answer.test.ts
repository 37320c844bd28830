import { describe, expect, test } from "vitest"
import { readAnswer } from "./admin-answer.ts"

const throttled = (cost: unknown) =>
  JSON.stringify({ errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }], extensions: { cost } })
const failed = (code: string) => JSON.stringify({ errors: [{ message: "no", extensions: { code } }] })

describe("an answer of the Admin API", () => {
  test("with data is data", () => {
    expect(readAnswer(200, null, '{"data":{"shop":{"id":"1"}}}')).toEqual({ kind: "data", data: { shop: { id: "1" } } })
  })

  test("that is throttled says how long the bucket takes to fill: (852 − 100) points at 50 a second", () => {
    const cost = { requestedQueryCost: 852, throttleStatus: { currentlyAvailable: 100, restoreRate: 50 } }
    expect(readAnswer(200, null, throttled(cost))).toMatchObject({ kind: "busy", waitMs: 15_040 })
  })

  test("that is throttled without a cost waits a second", () => {
    expect(readAnswer(200, null, throttled(undefined))).toMatchObject({ kind: "busy", waitMs: 1_000 })
  })

  test.each([
    ["2.0", 2_000],
    ["0", 0],
    [null, 1_000],
    ["soon", 1_000],
  ])("with status 429 and Retry-After %s is busy for %i ms", (header, waitMs) => {
    expect(readAnswer(429, header, "{}")).toMatchObject({ kind: "busy", waitMs })
  })

  test.each([
    [401, "{}", "unauthorised"],
    [403, "forbidden", "denied"],
    [200, failed("ACCESS_DENIED"), "denied"],
    [402, "{}", "busy"],
    [200, failed("SHOP_INACTIVE"), "busy"],
    [500, "<html>", "broken"],
    [503, "", "broken"],
    [200, failed("INTERNAL_SERVER_ERROR"), "broken"],
    [200, '{"data":{"sh', "broken"],
    [400, "{}", "refused"],
    [404, "gone", "refused"],
    [200, failed("MAX_COST_EXCEEDED"), "refused"],
    [200, '{"errors":[{"message":"Field \'x\' doesn\'t exist"}]}', "refused"],
    [200, '{"errors":"Not Found"}', "refused"],
  ])("with status %i and body %s is %s", (status, body, kind) => {
    expect(readAnswer(status, null, body).kind).toBe(kind)
  })

  test("with data beside an error is not taken for data", () => {
    expect(readAnswer(200, null, '{"data":{"shop":null},"errors":[{"message":"x"}]}').kind).toBe("refused")
  })
})
