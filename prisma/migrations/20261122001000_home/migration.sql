-- What home shows beside the programme itself.

-- How far a shop is set up: what its theme said when it was last asked, and whether the guide was put away.
CREATE TABLE "ShopSetup" (
  "shop" TEXT NOT NULL,
  "theme" JSONB,
  "themeReadAt" TIMESTAMPTZ(3),
  "guideHiddenAt" TIMESTAMPTZ(3),
  CONSTRAINT "ShopSetup_pkey" PRIMARY KEY ("shop"),
  CONSTRAINT "ShopSetup_theme_read" CHECK (("theme" IS NULL) = ("themeReadAt" IS NULL))
);
SELECT scope_to_shop('"ShopSetup"');

-- The figures of a day that is over, counted once: what happened then happens no more.
CREATE TABLE "ShopDay" (
  "shop" TEXT NOT NULL,
  "day" DATE NOT NULL,
  "points" BIGINT NOT NULL CHECK ("points" >= 0),
  "orders" BIGINT NOT NULL CHECK ("orders" >= 0),
  "members" BIGINT NOT NULL CHECK ("members" >= 0),
  CONSTRAINT "ShopDay_pkey" PRIMARY KEY ("shop", "day")
);
SELECT scope_to_shop('"ShopDay"');

-- Sums over all members; the more there are, the less often they are counted.
CREATE TABLE "ShopTotals" (
  "shop" TEXT NOT NULL,
  "totals" JSONB NOT NULL,
  "countedAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "ShopTotals_pkey" PRIMARY KEY ("shop")
);
SELECT scope_to_shop('"ShopTotals"');
