import type { HealthWarning } from "#app/loyalty/health/health-check.ts"
import type { Overview } from "#app/loyalty/overview/overview.server.ts"
import { type WhatRests, whatRests } from "#app/loyalty/programme/pause.ts"
import type { StepState } from "./setup-steps.ts"

/** Something that keeps shoppers from seeing or earning what they should; its words are the texts `home.<code>`. */
export type Worry =
  | { code: "failed"; failedEvents: number; doubtfulOrders: number; syncErrors: number; otherFailures: number }
  | { code: "lateEvents"; count: number }
  | { code: "embedOff" }
  | { code: "paused"; what: WhatRests }
  | { code: "testOn"; tag: string }
  | { code: "unpublished"; version: number }
  | { code: "health"; warning: HealthWarning }

/** What a look at the shop brings up, the gravest first; nothing of the programme before there is one. */
export function worriesOf(
  overview: Overview,
  otherFailures: number,
  launcher: StepState,
  health: HealthWarning[] = [],
): Worry[] {
  const { attention, programme, pause, testTag } = overview
  const { failedEvents, doubtfulOrders, syncErrors, lateEvents } = attention
  const worries: (Worry | null)[] = [
    failedEvents + doubtfulOrders + syncErrors + otherFailures > 0
      ? { code: "failed", failedEvents, doubtfulOrders, syncErrors, otherFailures }
      : null,
    lateEvents > 0 ? { code: "lateEvents", count: lateEvents } : null,
    programme && launcher === "open" ? { code: "embedOff" } : null,
    programme && pause ? { code: "paused", what: whatRests(pause) } : null,
    programme && testTag !== null ? { code: "testOn", tag: testTag } : null,
    programme?.unpublished ? { code: "unpublished", version: programme.version } : null,
    ...(programme ? health.map((warning): Worry => ({ code: "health", warning })) : []),
  ]
  return worries.filter((worry) => worry !== null)
}
