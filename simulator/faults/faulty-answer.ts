import { setTimeout as sleep } from "node:timers/promises"
import type { HttpBindings } from "@hono/node-server"
import type { Context } from "hono"
import type { GraphqlAnswer } from "../admin-api/execute.ts"
import type { CallFault } from "./decide.ts"
import type { Faults } from "./faults.ts"

const MOST_SILENT_MS = 60_000
const THROTTLED: GraphqlAnswer = {
  errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
  extensions: {
    cost: {
      requestedQueryCost: 20,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 0, restoreRate: 100 },
    },
  },
}

/** Answers one call of the Admin API as `fault` has it; `run` does what was asked and answers as Shopify would. */
export async function answerFaulty(
  c: Context,
  fault: CallFault,
  faults: Faults,
  run: () => Promise<Response>,
): Promise<Response> {
  switch (fault.kind) {
    case "throttled":
      if (fault.by === "bucket") return c.json(THROTTLED)
      return c.text("Too Many Requests", 429, { "retry-after": "0.2" })
    case "failed":
      return c.text("Something went wrong on our side", fault.status)
    case "late": {
      const answer = await run()
      await Promise.race([sleep(fault.byMs, null, { ref: false }), faults.ended()])
      return answer
    }
    case "silent":
      await Promise.race([sleep(MOST_SILENT_MS, null, { ref: false }), faults.ended()])
      return cut(c)
    case "lost":
      await run()
      return cut(c)
  }
}

/** Ends the connection without a word; where there is none (in a test), an answer stands for it. */
function cut(c: Context): Response {
  const incoming = (c.env as Partial<HttpBindings> | undefined)?.incoming
  incoming?.socket.destroy()
  return c.text("", 504)
}
