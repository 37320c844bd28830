-- Rules by which orders earn (app/loyalty/rules).

-- gids of the collections a product stands in, and when they were read (world time); null: nobody has asked.
ALTER TABLE "Product" ADD COLUMN "collections" TEXT[], ADD COLUMN "collectionsAt" TIMESTAMPTZ(3);

-- Points that rules with a cap in all have granted so far, by all versions of the programme.
CREATE TABLE "EarningRuleUse" (
  "shop" TEXT NOT NULL,
  "ruleId" TEXT NOT NULL,
  "used" BIGINT NOT NULL CHECK ("used" >= 0),
  CONSTRAINT "EarningRuleUse_pkey" PRIMARY KEY ("shop", "ruleId")
);
SELECT scope_to_shop('"EarningRuleUse"');
