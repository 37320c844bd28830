-- What a shop owes its members, month by month (app/loyalty/liability).

-- The movements of a month that is over, counted once. Whoever posts with an earlier moment takes the rows away that it
-- changes (app/loyalty/ledger/ledger-rows.server.ts). `figures` null: claimed, but transactions that may not have seen the
-- row are still under way; it may be filled when all before `ripeAfter` have ended.
CREATE TABLE "LiabilityMonth" (
  "shop" TEXT NOT NULL,
  "month" DATE NOT NULL,
  "startsAt" TIMESTAMPTZ(3) NOT NULL,
  "endsAt" TIMESTAMPTZ(3) NOT NULL,
  "ripeAfter" BIGINT,
  "figures" JSONB,
  CONSTRAINT "LiabilityMonth_pkey" PRIMARY KEY ("shop", "month"),
  CONSTRAINT "LiabilityMonth_whole" CHECK ("startsAt" < "endsAt")
);
SELECT scope_to_shop('"LiabilityMonth"');

-- What the merchant says a point is worth, how many are redeemed, and which share of revenue points may be.
CREATE TABLE "LiabilitySettings" (
  "shop" TEXT NOT NULL,
  "worthMinor" BIGINT CHECK ("worthMinor" > 0),
  "worthPoints" BIGINT CHECK ("worthPoints" > 0),
  "currency" TEXT NOT NULL,
  "redeemedPercent" INTEGER CHECK ("redeemedPercent" BETWEEN 0 AND 10000),
  "mostOfRevenue" INTEGER NOT NULL CHECK ("mostOfRevenue" BETWEEN 1 AND 10000),
  CONSTRAINT "LiabilitySettings_pkey" PRIMARY KEY ("shop"),
  CONSTRAINT "LiabilitySettings_worth" CHECK (("worthMinor" IS NULL) = ("worthPoints" IS NULL))
);
SELECT scope_to_shop('"LiabilitySettings"');
