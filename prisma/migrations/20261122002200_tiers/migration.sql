-- Tiers in full: what orders counted for before parts were given back, tiers by hand, points for reaching one, and who
-- would move by a programme that is not published yet.

-- [{at, spendMinor, points}], oldest first: what it counted for before each loss. Time's grace is not for refunds.
ALTER TABLE "OrderPoints" ADD COLUMN "lowered" JSONB;

CREATE TABLE "ManualTier" (
  "shop" TEXT NOT NULL,
  "grantId" TEXT NOT NULL,
  "customerId" TEXT NOT NULL,
  "tierId" TEXT NOT NULL,
  "exact" BOOLEAN NOT NULL,
  "noteId" TEXT NOT NULL,
  "fromAt" TIMESTAMPTZ(3) NOT NULL,
  "untilAt" TIMESTAMPTZ(3) NOT NULL,
  "givenBy" TEXT NOT NULL,
  "endedAt" TIMESTAMPTZ(3),
  "endedBy" TEXT,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "ManualTier_pkey" PRIMARY KEY ("shop", "grantId"),
  CONSTRAINT "ManualTier_times" CHECK ("untilAt" > "fromAt" AND ("endedAt" IS NULL) = ("endedBy" IS NULL))
);
SELECT scope_to_shop('"ManualTier"');
-- The last one given stands.
CREATE UNIQUE INDEX "ManualTier_open_idx" ON "ManualTier" ("shop", "customerId") WHERE "endedAt" IS NULL;
CREATE INDEX "ManualTier_customer_idx" ON "ManualTier" ("shop", "customerId", "fromAt");

-- "key" names the award in the ledger; "checkAt": when to look whether it can be paid or must be taken back.
CREATE TABLE "TierReward" (
  "shop" TEXT NOT NULL,
  "customerId" TEXT NOT NULL,
  "key" TEXT NOT NULL,
  "tierId" TEXT NOT NULL,
  "programmeVersion" INTEGER NOT NULL,
  "points" BIGINT NOT NULL CHECK ("points" > 0),
  "state" TEXT NOT NULL CHECK ("state" IN ('waiting', 'paid', 'dropped', 'withdrawn')),
  "reachedAt" TIMESTAMPTZ(3) NOT NULL,
  "checkAt" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "TierReward_pkey" PRIMARY KEY ("shop", "customerId", "key"),
  CONSTRAINT "TierReward_check" CHECK ("state" IN ('waiting', 'paid') OR "checkAt" IS NULL),
  CONSTRAINT "TierReward_waits" CHECK ("state" <> 'waiting' OR "checkAt" IS NOT NULL)
);
SELECT scope_to_shop('"TierReward"');
CREATE UNIQUE INDEX "TierReward_waiting_idx" ON "TierReward" ("shop", "customerId", "tierId") WHERE "state" = 'waiting';
CREATE INDEX "TierReward_due_idx" ON "TierReward" ("checkAt") WHERE "checkAt" IS NOT NULL;

-- Who would move: one count for each shop, member after member from "after" on.
CREATE TABLE "TierPreview" (
  "shop" TEXT NOT NULL,
  "previewId" TEXT NOT NULL,
  "tiers" JSONB NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "after" TEXT NOT NULL DEFAULT '',
  "total" INTEGER NOT NULL,
  "done" INTEGER NOT NULL DEFAULT 0,
  "moves" JSONB NOT NULL DEFAULT '[]',
  "finished" BOOLEAN NOT NULL DEFAULT false,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "TierPreview_pkey" PRIMARY KEY ("shop", "previewId")
);
SELECT scope_to_shop('"TierPreview"');
CREATE UNIQUE INDEX "TierPreview_shop_idx" ON "TierPreview" ("shop");
CREATE INDEX "TierPreview_open_idx" ON "TierPreview" ("createdAt") WHERE NOT "finished";

CREATE TABLE "TierPreviewMove" (
  "shop" TEXT NOT NULL,
  "previewId" TEXT NOT NULL,
  "customerId" TEXT NOT NULL,
  "fromTierId" TEXT,
  "toTierId" TEXT,
  CONSTRAINT "TierPreviewMove_pkey" PRIMARY KEY ("shop", "previewId", "customerId"),
  CONSTRAINT "TierPreviewMove_moves" CHECK ("fromTierId" IS DISTINCT FROM "toTierId"),
  CONSTRAINT "TierPreviewMove_preview" FOREIGN KEY ("shop", "previewId")
    REFERENCES "TierPreview" ("shop", "previewId") ON DELETE CASCADE
);
SELECT scope_to_shop('"TierPreviewMove"');
CREATE INDEX "TierPreviewMove_customer_idx" ON "TierPreviewMove" ("shop", "customerId");
