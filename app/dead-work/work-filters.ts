import type { ListShape } from "#app/lib/list-query.ts"
import type { WorkKind } from "#app/queue/work-source.server.ts"

/** Every kind of work that can fail, in the order of app/dead-work.server.ts. */
export const WORK_KINDS = [
  "event",
  "order",
  "customer",
  "awaited",
  "shop",
  "redemption",
  "member_sync",
  "programme_sync",
  "look_sync",
  "sweep",
  "backfill",
  "privacy_request",
  "job",
] as const satisfies readonly WorkKind[]

/** What the list of failed work can be narrowed by: its kind; or what was discarded instead of what waits. */
export const WORK_LIST = {
  filters: {
    kind: { kind: "choices", values: WORK_KINDS },
    state: { kind: "choices", values: ["discarded"] },
  },
  sorts: ["newest"],
} as const satisfies ListShape
