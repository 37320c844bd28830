-- What points buy, and what was bought.

-- "stock": how often it can still be redeemed; null: without end.
CREATE TABLE "Reward" (
  "shop" TEXT NOT NULL,
  "rewardId" TEXT NOT NULL,
  "state" TEXT NOT NULL CHECK ("state" IN ('active', 'paused', 'archived')),
  "terms" JSONB NOT NULL,
  "stock" INTEGER CHECK ("stock" >= 0),
  "place" INTEGER NOT NULL DEFAULT 0,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "updatedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "Reward_pkey" PRIMARY KEY ("shop", "rewardId")
);
SELECT scope_to_shop('"Reward"');

-- One member's points for one reward, and how far that is. It is its own outbox: what is 'drawn' is still to be made in
-- Shopify, what is 'returning' still to be ended there and given back. "askedAt": real time of a call to Shopify that must
-- not be made twice; "newestBefore": what was the newest in the store credit account then. "round": how often its points
-- were drawn (an order that comes after they were returned draws them again).
CREATE TABLE "Redemption" (
  "shop" TEXT NOT NULL,
  "redemptionId" TEXT NOT NULL,
  "customerId" TEXT NOT NULL,
  "rewardId" TEXT NOT NULL,
  "made" TEXT NOT NULL CHECK ("made" IN ('discount', 'store_credit', 'gift_card', 'nothing')),
  "state" TEXT NOT NULL
    CHECK ("state" IN ('drawn', 'issued', 'used', 'unclear', 'returning', 'returned', 'refused')),
  "points" BIGINT NOT NULL CHECK ("points" > 0),
  "round" INTEGER NOT NULL DEFAULT 1 CHECK ("round" > 0),
  "terms" JSONB NOT NULL,
  "valueMinor" BIGINT CHECK ("valueMinor" > 0),
  "code" TEXT CHECK (length("code") BETWEEN 1 AND 255),
  "key" TEXT NOT NULL,
  "orderId" TEXT,
  "shopifyId" TEXT,
  "expiresAt" TIMESTAMPTZ(3),
  "redeemedAt" TIMESTAMPTZ(3) NOT NULL,
  "issuedAt" TIMESTAMPTZ(3),
  "endedAt" TIMESTAMPTZ(3),
  "usedAt" TIMESTAMPTZ(3),
  "returnedAt" TIMESTAMPTZ(3),
  "askedAt" TIMESTAMPTZ(3),
  "newestBefore" TEXT,
  "tries" INTEGER NOT NULL DEFAULT 0,
  "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "error" TEXT,
  "failedSince" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "Redemption_pkey" PRIMARY KEY ("shop", "redemptionId"),
  CONSTRAINT "Redemption_once" UNIQUE ("shop", "key"),
  CONSTRAINT "Redemption_reward" FOREIGN KEY ("shop", "rewardId") REFERENCES "Reward" ("shop", "rewardId"),
  CONSTRAINT "Redemption_issued" CHECK ("state" NOT IN ('issued', 'returning') OR "issuedAt" IS NOT NULL),
  CONSTRAINT "Redemption_used" CHECK ("state" <> 'used' OR "usedAt" IS NOT NULL),
  CONSTRAINT "Redemption_returned" CHECK (("state" IN ('returned', 'refused')) = ("returnedAt" IS NOT NULL)),
  CONSTRAINT "Redemption_unclear" CHECK ("state" <> 'unclear' OR "failedSince" IS NOT NULL)
);
SELECT scope_to_shop('"Redemption"');
CREATE UNIQUE INDEX "Redemption_code" ON "Redemption" ("shop", "code") WHERE "made" IN ('discount', 'gift_card');
CREATE UNIQUE INDEX "Redemption_shopifyId" ON "Redemption" ("shop", "shopifyId") WHERE "shopifyId" IS NOT NULL;
CREATE INDEX "Redemption_member_idx" ON "Redemption" ("shop", "customerId", "redeemedAt" DESC, "redemptionId");
CREATE INDEX "Redemption_newest_idx" ON "Redemption" ("shop", "redeemedAt" DESC, "redemptionId");
CREATE INDEX "Redemption_order_idx" ON "Redemption" ("shop", "orderId") WHERE "orderId" IS NOT NULL;
CREATE INDEX "Redemption_due_idx" ON "Redemption" ("shop", "nextTryAt", "redemptionId")
  WHERE "state" IN ('drawn', 'returning');
CREATE INDEX "Redemption_failing_idx" ON "Redemption" ("shop", "failedSince" DESC, "redemptionId")
  WHERE "failedSince" IS NOT NULL;

-- What was agreed never changes, and a redemption only goes on in the ways app/loyalty/redemptions/redemption.ts tells.
CREATE FUNCTION redemption_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW."redemptionId", NEW."rewardId", NEW."made", NEW."points", NEW."terms", NEW."valueMinor", NEW."key", NEW."redeemedAt")
    IS DISTINCT FROM
    (OLD."redemptionId", OLD."rewardId", OLD."made", OLD."points", OLD."terms", OLD."valueMinor", OLD."key", OLD."redeemedAt")
  THEN RAISE EXCEPTION 'what was redeemed does not change'; END IF;
  IF NEW."state" <> OLD."state" AND NOT (NEW."state" = ANY (CASE OLD."state"
    WHEN 'drawn' THEN ARRAY['issued', 'used', 'unclear', 'refused']
    WHEN 'unclear' THEN ARRAY['drawn', 'issued', 'refused']
    WHEN 'issued' THEN ARRAY['used', 'returning', 'returned']
    WHEN 'returning' THEN ARRAY['used', 'returned']
    WHEN 'used' THEN ARRAY['returned']
    WHEN 'returned' THEN ARRAY['used']
    ELSE ARRAY[]::text[] END))
  THEN RAISE EXCEPTION 'a redemption that is % does not become %', OLD."state", NEW."state"; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER goes_on BEFORE UPDATE ON "Redemption" FOR EACH ROW EXECUTE FUNCTION redemption_goes_on();

-- A partner's codes; each is given out once.
CREATE TABLE "RewardCode" (
  "shop" TEXT NOT NULL,
  "id" BIGSERIAL NOT NULL,
  "rewardId" TEXT NOT NULL,
  "code" TEXT NOT NULL CHECK (length("code") BETWEEN 1 AND 255),
  "redemptionId" TEXT,
  CONSTRAINT "RewardCode_pkey" PRIMARY KEY ("shop", "id"),
  CONSTRAINT "RewardCode_once" UNIQUE ("shop", "rewardId", "code"),
  CONSTRAINT "RewardCode_reward" FOREIGN KEY ("shop", "rewardId") REFERENCES "Reward" ("shop", "rewardId"),
  CONSTRAINT "RewardCode_redemption" FOREIGN KEY ("shop", "redemptionId")
    REFERENCES "Redemption" ("shop", "redemptionId")
);
SELECT scope_to_shop('"RewardCode"');
CREATE INDEX "RewardCode_free_idx" ON "RewardCode" ("shop", "rewardId", "id") WHERE "redemptionId" IS NULL;
