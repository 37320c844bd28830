-- What a shop's first weeks ask: customers who are merged, guests who join, pauses, exclusions, a test, a farewell.

-- Two customers became one. `keptId` is what Shopify said; `ownerId` whose the points are now, also after further merges.
CREATE TABLE "CustomerMerge" (
    "shop" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "keptId" TEXT NOT NULL,
    "ownerId" TEXT NOT NULL,
    "mergedAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "CustomerMerge_pkey" PRIMARY KEY ("shop", "customerId"),
    CONSTRAINT "CustomerMerge_others" CHECK ("customerId" <> "keptId" AND "customerId" <> "ownerId")
);
CREATE INDEX "CustomerMerge_shop_ownerId_idx" ON "CustomerMerge"("shop", "ownerId");

-- A merge moves lifetime points beside the balances.
ALTER TABLE "PointsEntry" ADD COLUMN "lifetimeDelta" BIGINT NOT NULL DEFAULT 0;
ALTER TABLE "PointsEntry" DROP CONSTRAINT "PointsEntry_moves";
ALTER TABLE "PointsEntry" ADD CONSTRAINT "PointsEntry_moves"
  CHECK ("delta" <> 0 OR "pendingDelta" <> 0 OR "debtDelta" <> 0 OR "lifetimeDelta" <> 0);
ALTER TABLE "PointsEntry" ADD CONSTRAINT "PointsEntry_lifetime_by_merge"
  CHECK ("lifetimeDelta" = 0 OR "code" IN ('merged_out', 'merged_in'));
ALTER TABLE "PointsEntry" ADD CONSTRAINT "PointsEntry_merge_codes"
  CHECK (("code" IN ('merged_out', 'merged_in')) = ("sourceType" = 'merge'));

-- At commit: what goes out of one account comes into the other, for each merge.
CREATE FUNCTION points_merge_balances() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM "PointsEntry" e
    WHERE e."shop" = NEW."shop" AND e."sourceType" = 'merge' AND e."sourceId" = NEW."sourceId"
    HAVING sum(e."delta" - e."debtDelta") <> 0 OR sum(e."pendingDelta") <> 0 OR sum(e."lifetimeDelta") <> 0
  ) THEN
    RAISE EXCEPTION 'the merge of % does not bring in what it takes out', NEW."sourceId" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER merge_balances AFTER INSERT ON "PointsEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW."sourceType" = 'merge') EXECUTE FUNCTION points_merge_balances();

-- A guest's order that was credited to somebody who proved to own its e-mail address; void once the order names another.
ALTER TABLE "Order" ADD COLUMN "claimedBy" TEXT;
ALTER TABLE "Order" ADD COLUMN "claimedFrom" TEXT;
CREATE INDEX "Order_shop_claimedBy_idx" ON "Order"("shop", "claimedBy") WHERE "claimedBy" IS NOT NULL;

-- When a member first was signed in at the storefront, and with which address (blind index).
ALTER TABLE "Member" ADD COLUMN "provenAt" TIMESTAMPTZ(3);
ALTER TABLE "Member" ADD COLUMN "provenEmail" BYTEA;

-- What Shopify says beyond names: null/false means that nobody has told us yet.
ALTER TABLE "Customer" ADD COLUMN "emailVerified" BOOLEAN;
ALTER TABLE "Customer" ADD COLUMN "tagsKnown" BOOLEAN NOT NULL DEFAULT false;
-- Variants whose compare-at price is above their price.
ALTER TABLE "Product" ADD COLUMN "saleVariants" TEXT[];

-- Earning, spending or both rest from a moment to another. Undone: as if it had never been.
CREATE TABLE "ProgrammePause" (
    "shop" TEXT NOT NULL,
    "pauseId" TEXT NOT NULL,
    "earning" BOOLEAN NOT NULL,
    "spending" BOOLEAN NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "toAt" TIMESTAMPTZ(3),
    "notice" JSONB NOT NULL DEFAULT '{}',
    "startedBy" TEXT NOT NULL,
    "endedBy" TEXT,
    "undoneAt" TIMESTAMPTZ(3),
    "appliedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProgrammePause_pkey" PRIMARY KEY ("shop", "pauseId"),
    CONSTRAINT "ProgrammePause_something" CHECK ("earning" OR "spending"),
    CONSTRAINT "ProgrammePause_forward" CHECK ("toAt" IS NULL OR "toAt" >= "fromAt")
);

-- While a test runs, only customers with its tag see and earn anything.
CREATE TABLE "ProgrammeTest" (
    "shop" TEXT NOT NULL,
    "testId" TEXT NOT NULL,
    "tag" TEXT NOT NULL,
    "fromAt" TIMESTAMPTZ(3) NOT NULL,
    "toAt" TIMESTAMPTZ(3),
    "startedBy" TEXT NOT NULL,
    "endedBy" TEXT,
    "outcome" TEXT,
    "appliedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProgrammeTest_pkey" PRIMARY KEY ("shop", "testId"),
    CONSTRAINT "ProgrammeTest_outcome" CHECK (("toAt" IS NULL) = ("outcome" IS NULL) AND "outcome" IN ('keep', 'remove')),
    CONSTRAINT "ProgrammeTest_forward" CHECK ("toAt" IS NULL OR "toAt" >= "fromAt")
);
CREATE UNIQUE INDEX "ProgrammeTest_one_running" ON "ProgrammeTest"("shop") WHERE "toAt" IS NULL;

-- Orders whose earning context waits until a customer or product (gid) was read.
CREATE TABLE "OrderWait" (
    "shop" TEXT NOT NULL,
    "ref" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "failedSince" TIMESTAMPTZ(3),
    "error" TEXT,
    "discarded" BOOLEAN NOT NULL DEFAULT false,

    CONSTRAINT "OrderWait_pkey" PRIMARY KEY ("shop", "ref", "orderId")
);
CREATE INDEX "OrderWait_nextTryAt_idx" ON "OrderWait"("nextTryAt");

-- 30 days after an uninstall persons are forgotten.
ALTER TABLE "Shop" ADD COLUMN "clearedAt" TIMESTAMPTZ(3);

DO $$
BEGIN
  IF to_regproc('scope_to_shop') IS NOT NULL THEN
    PERFORM scope_to_shop('"CustomerMerge"'), scope_to_shop('"ProgrammePause"'), scope_to_shop('"ProgrammeTest"'),
      scope_to_shop('"OrderWait"');
  END IF;
END $$;
