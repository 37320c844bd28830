-- What the health check measures a programme by (app/loyalty/health).

-- What a shop sold in its last 90 days; the more orders there were, the less often they are counted.
CREATE TABLE "ShopTrade" (
  "shop" TEXT NOT NULL,
  "figures" JSONB NOT NULL,
  "countedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "ShopTrade_pkey" PRIMARY KEY ("shop")
);
SELECT scope_to_shop('"ShopTrade"');

-- What is left of a sale when goods are paid: what rewards that are used together may take at most. Hundredths of a percent.
ALTER TABLE "LiabilitySettings" ADD COLUMN "margin" INTEGER NOT NULL DEFAULT 3000 CHECK ("margin" BETWEEN 1 AND 10000);
