-- Points that expire (app/loyalty/expiry).

-- The shop's zone when a version was published: days of its expiry begin and end there. Versions from before have none,
-- and no expiry either.
ALTER TABLE "ProgrammeVersion" ADD COLUMN "timezone" TEXT;

-- The newest version when lots were put in order for a draw; null: expiry was never in force.
ALTER TABLE "PointsDraw" ADD COLUMN "policyVersion" INTEGER;

-- When an account is to be looked at again (world time): points of it expire, or somebody is to be warned. Null: not since
-- its last movement.
ALTER TABLE "PointsAccount" ADD COLUMN "expiryLookAt" TIMESTAMPTZ(3);
CREATE INDEX "PointsAccount_expiry_idx" ON "PointsAccount" ("shop", "expiryLookAt") WHERE "expiryLookAt" IS NOT NULL;

-- Shops whose points expire, and when they are looked through next (world time); how far the run under way has come.
CREATE TABLE "ShopExpiry" (
  "shop" TEXT NOT NULL,
  "nextRunAt" TIMESTAMPTZ(3) NOT NULL,
  "cursor" TEXT NOT NULL DEFAULT '',
  CONSTRAINT "ShopExpiry_pkey" PRIMARY KEY ("shop")
);
CREATE INDEX "ShopExpiry_nextRunAt_idx" ON "ShopExpiry" ("nextRunAt");
SELECT scope_to_shop('"ShopExpiry"');

-- That points expire soon, said once for each day and distance. `mailedAt`: when a mail took it up.
CREATE TABLE "ExpiryWarning" (
  "shop" TEXT NOT NULL,
  "customerId" TEXT NOT NULL,
  "expiresAt" TIMESTAMPTZ(3) NOT NULL,
  "daysBefore" INTEGER NOT NULL CHECK ("daysBefore" IN (30, 7, 1)),
  "points" BIGINT NOT NULL CHECK ("points" > 0),
  "warnedAt" TIMESTAMPTZ(3) NOT NULL,
  "mailedAt" TIMESTAMPTZ(3),
  CONSTRAINT "ExpiryWarning_pkey" PRIMARY KEY ("shop", "customerId", "expiresAt", "daysBefore")
);
CREATE INDEX "ExpiryWarning_unmailed_idx" ON "ExpiryWarning" ("shop", "warnedAt") WHERE "mailedAt" IS NULL;
CREATE INDEX "ExpiryWarning_day_idx" ON "ExpiryWarning" ("shop", "expiresAt");
SELECT scope_to_shop('"ExpiryWarning"');
