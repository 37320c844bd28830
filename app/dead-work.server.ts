import { FAILED_WAITS } from "#app/loyalty/orders/failed-waits.server.ts"
import { FAILED_REDEMPTIONS } from "#app/loyalty/redemptions/failed-redemptions.server.ts"
import { FAILED_MEMBER_SYNCS } from "#app/loyalty/sync/failed-syncs.server.ts"
import { FAILED_PRIVACY_REQUESTS } from "#app/privacy/failed-requests.server.ts"
import { FAILED_EVENTS } from "#app/queue/failed-events.server.ts"
import { FAILED_JOBS } from "#app/queue/job-failures.server.ts"
import type { WorkSource } from "#app/queue/work-source.server.ts"
import { FAILED_BACKFILLS } from "#app/records/backfill/failed-imports.server.ts"
import { UNREADABLE_ORDERS } from "#app/records/orders/failed-reads.server.ts"
import { UNREADABLE_CUSTOMERS, UNREADABLE_SHOPS } from "#app/records/read-failures.server.ts"
import { failedMetafields } from "#app/records/shops/shop-metafields.server.ts"
import { FAILED_SWEEPS } from "#app/records/sweep/failed-sweeps.server.ts"

/**
 * Every kind of work that can fail, with where it stands in the tables and what a person can do about it: the page
 * "Failed work", `npm run regulars -- work` and the metric `regulars_failed_work` show all of them. A new kind is one entry
 * here, its name in `WorkKind`, and its words in work.json of each language.
 */
export const DEAD_WORK: WorkSource[] = [
  FAILED_EVENTS,
  UNREADABLE_ORDERS,
  UNREADABLE_CUSTOMERS,
  FAILED_WAITS,
  UNREADABLE_SHOPS,
  FAILED_REDEMPTIONS,
  FAILED_MEMBER_SYNCS,
  failedMetafields("programme_sync", "programme"),
  failedMetafields("look_sync", "look"),
  FAILED_SWEEPS,
  FAILED_BACKFILLS,
  FAILED_PRIVACY_REQUESTS,
  FAILED_JOBS,
]
