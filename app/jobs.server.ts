import { now } from "#app/lib/clock.server.ts"
import { EXPIRY_DUE, expireDue } from "#app/loyalty/expiry/expire-points.server.ts"
import { BULK_DUE, workOffBulk } from "#app/loyalty/members/bulk/work-bulk.server.ts"
import { keepDays, OCCASIONS_DUE } from "#app/loyalty/occasions/keep-days.server.ts"
import { applyCorrections, CORRECTIONS_DUE } from "#app/loyalty/orders/apply-corrections.server.ts"
import { AWAITED_DUE, readAwaited } from "#app/loyalty/orders/read-awaited.server.ts"
import { releaseDue } from "#app/loyalty/orders/release-due.server.ts"
import { OWED_DUE, settleOwed } from "#app/loyalty/orders/settle-owed.server.ts"
import { issueRedemptions } from "#app/loyalty/redemptions/issue-redemptions.server.ts"
import { REDEMPTIONS_DUE } from "#app/loyalty/redemptions/outbox-rows.server.ts"
import { syncMembers } from "#app/loyalty/sync/sync-members.server.ts"
import { payRewardsDue, REWARDS_DUE } from "#app/loyalty/tiers/pay-rewards.server.ts"
import { goOnWithPreviews, PREVIEWS_DUE } from "#app/loyalty/tiers/preview-moves.server.ts"
import { reviewDue } from "#app/loyalty/tiers/review-due.server.ts"
import { dropOldPrivacy, OLD_PRIVACY_DUE } from "#app/privacy/access-log.server.ts"
import { answerRequests } from "#app/privacy/answer-requests.server.ts"
import { REQUESTS_DUE } from "#app/privacy/request-rows.server.ts"
import { RESEAL_DUE, resealData } from "#app/privacy/reseal-data.server.ts"
import { PLAIN_DUE, sealPlainData } from "#app/privacy/seal-plain.server.ts"
import { EVENTS_DUE } from "#app/queue/claim-events.server.ts"
import { dropOldEvents, OLD_EVENTS_DUE } from "#app/queue/drop-old-events.server.ts"
import type { Job } from "#app/queue/job.ts"
import { workOffEvents } from "#app/queue/work-off-events.server.ts"
import { BACKFILL_DUE, goOnWithBackfills } from "#app/records/backfill/backfill-due.server.ts"
import { CUSTOMERS_DUE, readCustomers } from "#app/records/customers/read-customers.server.ts"
import { DOUBTFUL_DUE, readDoubtfulOrders } from "#app/records/orders/doubtful.server.ts"
import { forgetLeftShops, LEFT_SHOPS_DUE } from "#app/records/shops/left-shops.server.ts"
import { readShops, SHOPS_DUE } from "#app/records/shops/read-shops.server.ts"
import { METAFIELDS_DUE, syncShopMetafields } from "#app/records/shops/shop-metafields.server.ts"
import { SWEEP_DUE, sweepDue } from "#app/records/sweep/sweep-due.server.ts"
import { erasePerson, eraseShop, showPerson } from "./personal-data.server.ts"
import { onOrdersChanged, onShopRead, react } from "./reactions.server.ts"
import { onMergeFound, onShopGone, PAST_ORDERS } from "./reactions-to-answers.server.ts"
import { SHOP_METAFIELDS } from "./shop-metafields.server.ts"

/** How much one run does before it looks whether it should stop. */
const PORTION = 500

/**
 * Every background job. All are safe to repeat and to run several times at once; what they have to do stands in the
 * tables, a wake only says "look now".
 */
export const JOBS: Job[] = [
  {
    name: "work_off_events",
    does: "turns stored webhooks into facts and points",
    run: async (signal) => void (await workOffEvents(react, signal)),
    due: EVENTS_DUE,
  },
  {
    name: "read_doubtful_orders",
    does: "reads orders from the Admin API that webhooks left unclear",
    run: async (signal) =>
      void (await readDoubtfulOrders((tx, shop, orderIds) => onOrdersChanged(tx, shop, orderIds, now()), signal)),
    due: DOUBTFUL_DUE,
  },
  {
    name: "read_customers",
    does: "reads customers from the Admin API whom we only know to exist",
    run: (signal) => readCustomers(now, signal),
    due: CUSTOMERS_DUE,
  },
  {
    name: "read_awaited",
    does: "reads customers and products from the Admin API that an order's points depend on",
    run: (signal) => readAwaited(now, signal),
    due: AWAITED_DUE,
  },
  {
    name: "read_shops",
    does: "reads shops from the Admin API once a day, and when something about them seems to have changed",
    run: (signal) => readShops(now, (tx, shop, fact, scopes) => onShopRead(tx, shop, fact, scopes, now()), signal),
    due: SHOPS_DUE,
  },
  {
    name: "sweep",
    does: "asks the Admin API each night what has changed and repairs what no webhook told",
    run: (signal) =>
      sweepDue(
        {
          onChanged: (tx, shop, orderIds) => onOrdersChanged(tx, shop, orderIds, now()),
          onMerged: onMergeFound,
          onGone: (shop) => onShopGone(shop, now()),
        },
        now,
        signal,
      ),
    due: SWEEP_DUE,
  },
  {
    name: "backfill",
    does: "imports past orders from Shopify's export and settles their points",
    run: (signal) => goOnWithBackfills(PAST_ORDERS, now, signal),
    due: BACKFILL_DUE,
  },
  {
    name: "apply_corrections",
    does: "does what follows for orders from pauses taken back and tests ended",
    run: (signal) => applyCorrections(now(), signal),
    due: CORRECTIONS_DUE,
  },
  {
    name: "forget_left_shops",
    does: "forgets the persons of shops that left 30 days ago",
    run: (signal) => forgetLeftShops(now(), eraseShop, signal),
    due: LEFT_SHOPS_DUE,
  },
  {
    name: "settle_owed",
    does: "settles orders that could not be when they should have been, as somebody else held them",
    run: (signal) => untilNothingLeft(() => settleOwed(now()), signal),
    due: OWED_DUE,
  },
  {
    name: "release_due",
    does: "makes pending points available when their day has come",
    run: (signal) => untilNothingLeft(() => releaseDue(now(), PORTION), signal),
    due: `EXISTS (SELECT FROM "OrderPoints" WHERE "settledAt" IS NULL AND "pending" > 0 AND "releaseAt" <= $1)`,
  },
  {
    name: "review_due",
    does: "looks at tiers that may change because time has passed",
    run: (signal) => untilNothingLeft(() => reviewDue(now(), PORTION), signal),
    due: `EXISTS (SELECT FROM "Member" WHERE "tierReviewAt" <= $1)`,
  },
  {
    name: "expire_points",
    does: "lets points expire at the shop's midnight and notes who is to be warned",
    run: (signal) => untilNothingLeft(() => expireDue(now(), PORTION), signal),
    due: EXPIRY_DUE,
  },
  {
    name: "preview_tiers",
    does: "counts who would change tier by a programme that is not published yet",
    run: (signal) => goOnWithPreviews(signal),
    due: PREVIEWS_DUE,
  },
  {
    name: "pay_tier_rewards",
    does: "gives the points for reaching a tier, and takes them back when it was not reached after all",
    run: (signal) => untilNothingLeft(() => payRewardsDue(now(), PORTION), signal),
    due: REWARDS_DUE,
  },
  {
    name: "occasions",
    does: "gives at each shop's midnight what members are given for their own days, and draws surprise gifts",
    run: (signal) => keepDays(now, signal),
    due: OCCASIONS_DUE,
  },
  {
    name: "bulk_tasks",
    does: "goes on with what staff do with many members at once",
    run: (signal) => workOffBulk(now, signal),
    due: BULK_DUE,
  },
  {
    name: "issue_redemptions",
    does: "makes in Shopify what members redeemed, and ends what they gave back",
    run: (signal) => untilNothingLeft(() => issueRedemptions(now), signal),
    due: REDEMPTIONS_DUE,
  },
  {
    name: "sync_members",
    does: "writes balance, tier and next tier of members into Shopify",
    run: (signal) => untilNothingLeft(() => syncMembers(signal), signal),
    // In the order of the index of what waits: an EXISTS would walk all members to find that none does.
    due: `(SELECT true FROM "MemberSync" WHERE "wanted" > "written" AND "nextTryAt" <= clock_timestamp()
      ORDER BY "shop", "nextTryAt" LIMIT 1)`,
  },
  {
    name: "sync_shop",
    does: "writes programme and appearance into Shopify, for the storefront",
    run: (signal) => untilNothingLeft(() => syncShopMetafields(SHOP_METAFIELDS), signal),
    due: METAFIELDS_DUE,
  },
  {
    name: "drop_old_events",
    does: "forgets raw webhooks two weeks after they were worked off",
    run: (signal) => untilNothingLeft(dropOldEvents, signal),
    due: OLD_EVENTS_DUE,
  },
  {
    name: "answer_privacy_requests",
    does: "makes the file a person asked for, and erases persons and shops",
    run: (signal) =>
      untilNothingLeft(() => answerRequests({ showPerson, erasePerson, eraseShop }, now, signal), signal),
    due: REQUESTS_DUE,
  },
  {
    name: "seal_plain_data",
    does: "seals what was stored in clear before there were keys",
    run: (signal) => untilNothingLeft(sealPlainData, signal),
    due: PLAIN_DUE,
  },
  {
    name: "reseal_data",
    does: "seals everything of a shop anew after it was given a new key, then destroys the old one",
    run: async (signal) => void (await resealData(signal)),
    due: RESEAL_DUE,
  },
  {
    name: "drop_old_privacy",
    does: "forgets who looked at what, and the files made for people, when their time is over",
    run: (signal) => untilNothingLeft(() => dropOldPrivacy(now()), signal),
    due: OLD_PRIVACY_DUE,
  },
]

async function untilNothingLeft(portion: () => Promise<number>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted && (await portion()) > 0);
}
