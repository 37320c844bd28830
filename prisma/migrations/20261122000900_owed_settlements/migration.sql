-- Orders whose settlement is owed: whoever had to settle them could not, because somebody else held them at that moment.
-- The key is a number of its own, so that writing a mark never waits for whoever is working one off.
CREATE TABLE "OwedSettlement" (
  "shop" TEXT NOT NULL,
  "id" BIGSERIAL NOT NULL,
  "orderId" TEXT NOT NULL,
  "owedSince" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "tries" INTEGER NOT NULL DEFAULT 0,
  "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "OwedSettlement_pkey" PRIMARY KEY ("shop", "id")
);
CREATE INDEX "OwedSettlement_nextTryAt_idx" ON "OwedSettlement" ("nextTryAt");
SELECT scope_to_shop('"OwedSettlement"');
