-- What a shop's sweep has asked and found, and the import of its past orders.

-- One row a shop. `phase` null: none is under way.
CREATE TABLE "ShopSweep" (
    "shop" TEXT NOT NULL,
    "sweptUntil" TIMESTAMPTZ(3),
    "nextSweepAt" TIMESTAMPTZ(3),
    "startedAt" TIMESTAMPTZ(3),
    "since" TIMESTAMPTZ(3),
    "phase" TEXT,
    "cursor" TEXT,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "asked" JSONB NOT NULL DEFAULT '{}',
    "finishedAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "refusedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ShopSweep_pkey" PRIMARY KEY ("shop")
);
ALTER TABLE "ShopSweep" ADD CONSTRAINT "ShopSweep_phase" CHECK ("phase" IS NULL OR "startedAt" IS NOT NULL AND "since" IS NOT NULL);
SELECT scope_to_shop('"ShopSweep"');

-- Each import of past orders. At most one of a shop is open (running, paused or failed: it can go on).
CREATE TABLE "Backfill" (
    "shop" TEXT NOT NULL,
    "id" INTEGER NOT NULL,
    "state" TEXT NOT NULL,
    "phase" TEXT NOT NULL,
    "since" TIMESTAMPTZ(3),
    "askedBy" TEXT NOT NULL,
    "wholeHistory" BOOLEAN NOT NULL DEFAULT false,
    "partial" BOOLEAN NOT NULL DEFAULT false,
    "bulkOperationId" TEXT,
    "byteOffset" BIGINT NOT NULL DEFAULT 0,
    "byteCount" BIGINT,
    "orderCount" BIGINT,
    "counts" JSONB NOT NULL DEFAULT '{}',
    "cursor" TEXT,
    "startedAt" TIMESTAMPTZ(3) NOT NULL,
    "finishedAt" TIMESTAMPTZ(3),
    "error" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Backfill_pkey" PRIMARY KEY ("shop","id")
);
ALTER TABLE "Backfill" ADD CONSTRAINT "Backfill_state" CHECK ("state" IN ('running', 'paused', 'failed', 'cancelled', 'done'));
ALTER TABLE "Backfill" ADD CONSTRAINT "Backfill_phase" CHECK ("phase" IN ('asking', 'waiting', 'reading', 'settling'));
CREATE UNIQUE INDEX "Backfill_open" ON "Backfill" ("shop") WHERE "state" IN ('running', 'paused', 'failed');
SELECT scope_to_shop('"Backfill"');
