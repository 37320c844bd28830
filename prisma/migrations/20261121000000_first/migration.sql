-- CreateTable
CREATE TABLE "Session" (
    "id" TEXT NOT NULL,
    "shop" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "isOnline" BOOLEAN NOT NULL DEFAULT false,
    "scope" TEXT,
    "expires" TIMESTAMPTZ(3),
    "accessToken" TEXT NOT NULL,
    "userId" BIGINT,
    "firstName" TEXT,
    "lastName" TEXT,
    "email" TEXT,
    "accountOwner" BOOLEAN,
    "locale" TEXT,
    "collaborator" BOOLEAN,
    "emailVerified" BOOLEAN,
    "refreshToken" TEXT,
    "refreshTokenExpires" TIMESTAMPTZ(3),

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Shop" (
    "shop" TEXT NOT NULL,
    "gid" TEXT,
    "name" TEXT NOT NULL,
    "currency" TEXT NOT NULL,
    "timezone" TEXT NOT NULL,
    "locale" TEXT NOT NULL DEFAULT 'en',
    "developmentStore" BOOLEAN NOT NULL DEFAULT false,
    "installedAt" TIMESTAMPTZ(3) NOT NULL,
    "uninstalledAt" TIMESTAMPTZ(3),
    "scopes" TEXT NOT NULL DEFAULT '',
    "factAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Shop_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "ShopCurrencyChange" (
    "shop" TEXT NOT NULL,
    "fromCurrency" TEXT NOT NULL,
    "toCurrency" TEXT NOT NULL,
    "rateNumerator" BIGINT NOT NULL,
    "rateDenominator" BIGINT NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ShopCurrencyChange_pkey" PRIMARY KEY ("shop","changedAt")
);

-- CreateTable
CREATE TABLE "Customer" (
    "shop" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "email" TEXT,
    "phone" TEXT,
    "firstName" TEXT,
    "lastName" TEXT,
    "locale" TEXT,
    "state" TEXT NOT NULL DEFAULT 'disabled',
    "tags" TEXT[],
    "createdAt" TIMESTAMPTZ(3),
    "factAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Customer_pkey" PRIMARY KEY ("shop","customerId")
);

-- CreateTable
CREATE TABLE "Product" (
    "shop" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "handle" TEXT NOT NULL,
    "type" TEXT NOT NULL DEFAULT '',
    "vendor" TEXT NOT NULL DEFAULT '',
    "tags" TEXT[],
    "status" TEXT NOT NULL DEFAULT 'active',
    "factAt" TIMESTAMPTZ(3) NOT NULL,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Product_pkey" PRIMARY KEY ("shop","productId")
);

-- CreateTable
CREATE TABLE "Order" (
    "shop" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "customerId" TEXT,
    "email" TEXT,
    "currency" TEXT NOT NULL,
    "totalMinor" BIGINT NOT NULL,
    "financialStatus" TEXT NOT NULL,
    "processedAt" TIMESTAMPTZ(3) NOT NULL,
    "fact" JSONB NOT NULL,
    "factAt" TIMESTAMPTZ(3) NOT NULL,
    "factHash" TEXT NOT NULL,
    "doubtfulSince" TIMESTAMPTZ(3),
    "doubtfulTries" INTEGER NOT NULL DEFAULT 0,
    "doubtfulNextAt" TIMESTAMPTZ(3),
    "doubtfulError" TEXT,
    "deletedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Order_pkey" PRIMARY KEY ("shop","orderId")
);

-- CreateTable
CREATE TABLE "WebhookEvent" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "topic" TEXT NOT NULL,
    "dedupKey" TEXT NOT NULL,
    "apiVersion" TEXT NOT NULL,
    "body" BYTEA NOT NULL,
    "triggeredAt" TIMESTAMPTZ(3),
    "receivedAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "state" TEXT NOT NULL DEFAULT 'stored',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,
    "doneAt" TIMESTAMPTZ(3),

    CONSTRAINT "WebhookEvent_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProgrammeDraft" (
    "shop" TEXT NOT NULL,
    "rules" JSONB NOT NULL,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ProgrammeDraft_pkey" PRIMARY KEY ("shop")
);

-- CreateTable
CREATE TABLE "ProgrammeVersion" (
    "shop" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "rules" JSONB NOT NULL,
    "publishedAt" TIMESTAMPTZ(3) NOT NULL,
    "publishedBy" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "ProgrammeVersion_pkey" PRIMARY KEY ("shop","version")
);

-- CreateTable
CREATE TABLE "Member" (
    "shop" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "joinedAt" TIMESTAMPTZ(3) NOT NULL,
    "joinedBy" TEXT NOT NULL,
    "consentAt" TIMESTAMPTZ(3),
    "tierId" TEXT,
    "tierSince" TIMESTAMPTZ(3),
    "tierMeasure" BIGINT NOT NULL DEFAULT 0,
    "tierReviewAt" TIMESTAMPTZ(3),

    CONSTRAINT "Member_pkey" PRIMARY KEY ("shop","customerId")
);

-- CreateTable
CREATE TABLE "TierChange" (
    "shop" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "seq" INTEGER NOT NULL,
    "fromTierId" TEXT,
    "toTierId" TEXT,
    "reason" TEXT NOT NULL,
    "measure" BIGINT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "TierChange_pkey" PRIMARY KEY ("shop","customerId","seq")
);

-- CreateTable
CREATE TABLE "PointsAccount" (
    "shop" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "available" BIGINT NOT NULL DEFAULT 0,
    "pending" BIGINT NOT NULL DEFAULT 0,
    "debt" BIGINT NOT NULL DEFAULT 0,
    "lifetime" BIGINT NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "PointsAccount_pkey" PRIMARY KEY ("shop","customerId")
);

-- CreateTable
CREATE TABLE "PointsEntry" (
    "shop" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "code" TEXT NOT NULL,
    "delta" BIGINT NOT NULL,
    "pendingDelta" BIGINT NOT NULL,
    "debtDelta" BIGINT NOT NULL,
    "availableAfter" BIGINT NOT NULL,
    "pendingAfter" BIGINT NOT NULL,
    "debtAfter" BIGINT NOT NULL,
    "sourceType" TEXT NOT NULL,
    "sourceId" TEXT NOT NULL,
    "programmeVersion" INTEGER,
    "basis" JSONB NOT NULL,
    "key" TEXT NOT NULL,
    "inputHash" TEXT NOT NULL,
    "eventAt" TIMESTAMPTZ(3) NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "PointsEntry_pkey" PRIMARY KEY ("shop","customerId","version")
);

-- CreateTable
CREATE TABLE "PointsLot" (
    "shop" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "entryVersion" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,
    "earnedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "PointsLot_pkey" PRIMARY KEY ("shop","customerId","entryVersion")
);

-- CreateTable
CREATE TABLE "PointsDraw" (
    "shop" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "entryVersion" INTEGER NOT NULL,
    "lotVersion" INTEGER NOT NULL,
    "amount" BIGINT NOT NULL,

    CONSTRAINT "PointsDraw_pkey" PRIMARY KEY ("shop","customerId","entryVersion","lotVersion")
);

-- CreateTable
CREATE TABLE "OrderPoints" (
    "shop" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "programmeVersion" INTEGER NOT NULL,
    "context" JSONB NOT NULL,
    "target" BIGINT NOT NULL DEFAULT 0,
    "pending" BIGINT NOT NULL DEFAULT 0,
    "posted" BIGINT NOT NULL DEFAULT 0,
    "postings" INTEGER NOT NULL DEFAULT 0,
    "spendMinor" BIGINT NOT NULL DEFAULT 0,
    "currency" TEXT NOT NULL,
    "processedAt" TIMESTAMPTZ(3) NOT NULL,
    "releaseAt" TIMESTAMPTZ(3),
    "settledAt" TIMESTAMPTZ(3),

    CONSTRAINT "OrderPoints_pkey" PRIMARY KEY ("shop","orderId","customerId")
);

-- CreateTable
CREATE TABLE "MemberSync" (
    "shop" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "wanted" BIGINT NOT NULL DEFAULT 1,
    "written" BIGINT NOT NULL DEFAULT 0,
    "tag" TEXT,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,

    CONSTRAINT "MemberSync_pkey" PRIMARY KEY ("shop","customerId")
);

-- CreateTable
CREATE TABLE "ProgrammeSync" (
    "shop" TEXT NOT NULL,
    "wanted" BIGINT NOT NULL DEFAULT 1,
    "written" BIGINT NOT NULL DEFAULT 0,
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,

    CONSTRAINT "ProgrammeSync_pkey" PRIMARY KEY ("shop")
);

-- CreateIndex
CREATE INDEX "Session_shop_idx" ON "Session"("shop");

-- CreateIndex
CREATE INDEX "Customer_shop_email_idx" ON "Customer"("shop", "email");

-- CreateIndex
CREATE INDEX "Order_shop_customerId_processedAt_idx" ON "Order"("shop", "customerId", "processedAt");

-- CreateIndex
CREATE INDEX "Order_shop_processedAt_orderId_idx" ON "Order"("shop", "processedAt" DESC, "orderId");

-- CreateIndex
CREATE UNIQUE INDEX "WebhookEvent_shop_topic_dedupKey_key" ON "WebhookEvent"("shop", "topic", "dedupKey");

-- CreateIndex
CREATE INDEX "Member_shop_joinedAt_customerId_idx" ON "Member"("shop", "joinedAt" DESC, "customerId");

-- CreateIndex
CREATE INDEX "PointsEntry_shop_sourceType_sourceId_idx" ON "PointsEntry"("shop", "sourceType", "sourceId");

-- CreateIndex
CREATE UNIQUE INDEX "PointsEntry_shop_key_key" ON "PointsEntry"("shop", "key");

-- CreateIndex
CREATE INDEX "PointsDraw_shop_customerId_lotVersion_idx" ON "PointsDraw"("shop", "customerId", "lotVersion");

-- CreateIndex
CREATE INDEX "OrderPoints_shop_customerId_processedAt_idx" ON "OrderPoints"("shop", "customerId", "processedAt");

-- AddForeignKey
ALTER TABLE "PointsEntry" ADD CONSTRAINT "PointsEntry_shop_customerId_fkey" FOREIGN KEY ("shop", "customerId") REFERENCES "PointsAccount"("shop", "customerId") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PointsLot" ADD CONSTRAINT "PointsLot_shop_customerId_entryVersion_fkey" FOREIGN KEY ("shop", "customerId", "entryVersion") REFERENCES "PointsEntry"("shop", "customerId", "version") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PointsDraw" ADD CONSTRAINT "PointsDraw_shop_customerId_entryVersion_fkey" FOREIGN KEY ("shop", "customerId", "entryVersion") REFERENCES "PointsEntry"("shop", "customerId", "version") ON DELETE RESTRICT ON UPDATE RESTRICT;

-- AddForeignKey
ALTER TABLE "PointsDraw" ADD CONSTRAINT "PointsDraw_shop_customerId_lotVersion_fkey" FOREIGN KEY ("shop", "customerId", "lotVersion") REFERENCES "PointsLot"("shop", "customerId", "entryVersion") ON DELETE RESTRICT ON UPDATE RESTRICT;



-- ── What Prisma cannot say ──────────────────────────────────────────────────────────────────
-- The ledger's promises (app/loyalty/README.md), kept by the database; the code is the second line.

-- Partial indexes: each finds the little that waits among the much that is done.
CREATE INDEX "WebhookEvent_waiting_idx" ON "WebhookEvent" ("nextTryAt", "id") WHERE "state" = 'stored';
CREATE INDEX "Order_doubtful_idx" ON "Order" ("doubtfulNextAt") WHERE "doubtfulSince" IS NOT NULL;
CREATE INDEX "Order_guest_email_idx" ON "Order" ("shop", "email") WHERE "customerId" IS NULL AND "email" IS NOT NULL;
CREATE INDEX "OrderPoints_due_idx" ON "OrderPoints" ("releaseAt") WHERE "settledAt" IS NULL AND "pending" > 0;
CREATE INDEX "Member_review_idx" ON "Member" ("tierReviewAt") WHERE "tierReviewAt" IS NOT NULL;
CREATE INDEX "MemberSync_waiting_idx" ON "MemberSync" ("nextTryAt") WHERE "wanted" > "written";

-- Values that no row may hold.
ALTER TABLE "WebhookEvent" ADD CONSTRAINT "WebhookEvent_state" CHECK ("state" IN ('stored', 'done', 'failed', 'ignored'));
ALTER TABLE "ShopCurrencyChange" ADD CONSTRAINT "ShopCurrencyChange_rate"
  CHECK ("rateNumerator" > 0 AND "rateDenominator" > 0 AND "fromCurrency" <> "toCurrency");
ALTER TABLE "Member" ADD CONSTRAINT "Member_joinedBy" CHECK ("joinedBy" IN ('storefront', 'staff', 'order', 'import'));
ALTER TABLE "ProgrammeVersion" ADD CONSTRAINT "ProgrammeVersion_version" CHECK ("version" >= 1);
ALTER TABLE "TierChange" ADD CONSTRAINT "TierChange_change" CHECK ("seq" >= 1 AND "fromTierId" IS DISTINCT FROM "toTierId");
ALTER TABLE "PointsAccount" ADD CONSTRAINT "PointsAccount_never_below_zero"
  CHECK ("available" >= 0 AND "pending" >= 0 AND "debt" >= 0 AND "version" >= 0);
ALTER TABLE "PointsAccount" ADD CONSTRAINT "PointsAccount_debt_only_when_empty" CHECK ("debt" = 0 OR "available" = 0);
ALTER TABLE "PointsEntry" ADD CONSTRAINT "PointsEntry_never_below_zero"
  CHECK ("availableAfter" >= 0 AND "pendingAfter" >= 0 AND "debtAfter" >= 0 AND "version" >= 1);
ALTER TABLE "PointsEntry" ADD CONSTRAINT "PointsEntry_debt_only_when_empty" CHECK ("debtAfter" = 0 OR "availableAfter" = 0);
ALTER TABLE "PointsEntry" ADD CONSTRAINT "PointsEntry_moves" CHECK ("delta" <> 0 OR "pendingDelta" <> 0 OR "debtDelta" <> 0);
ALTER TABLE "PointsLot" ADD CONSTRAINT "PointsLot_positive" CHECK ("amount" > 0);
ALTER TABLE "PointsDraw" ADD CONSTRAINT "PointsDraw_positive" CHECK ("amount" > 0 AND "lotVersion" < "entryVersion");
ALTER TABLE "OrderPoints" ADD CONSTRAINT "OrderPoints_amounts"
  CHECK ("target" >= 0 AND "pending" >= 0 AND "posted" >= "pending" AND "postings" >= 0 AND "spendMinor" >= 0);
ALTER TABLE "OrderPoints" ADD CONSTRAINT "OrderPoints_settled_is_empty" CHECK ("settledAt" IS NULL OR "pending" = 0);

-- Nothing written is ever changed or taken away.
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;

DO $$
DECLARE
  name text;
BEGIN
  FOREACH name IN ARRAY ARRAY['PointsEntry', 'PointsLot', 'PointsDraw', 'ProgrammeVersion', 'TierChange'] LOOP
    EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW EXECUTE FUNCTION refuse_change()', name);
    EXECUTE format('CREATE TRIGGER append_only_truncate BEFORE TRUNCATE ON %I FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()', name);
  END LOOP;
END $$;

-- Versions of a programme have no gap.
CREATE FUNCTION programme_version_follows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW."version" > 1 AND NOT EXISTS (
    SELECT FROM "ProgrammeVersion" v WHERE v."shop" = NEW."shop" AND v."version" = NEW."version" - 1
  ) THEN
    RAISE EXCEPTION 'programme version % of % leaves a gap', NEW."version", NEW."shop" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER follows BEFORE INSERT ON "ProgrammeVersion" FOR EACH ROW EXECUTE FUNCTION programme_version_follows();

-- An entry continues the one before it: next version, balances = the former ones + the movements.
CREATE FUNCTION points_entry_continues() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before_available bigint := 0;
  before_pending bigint := 0;
  before_debt bigint := 0;
BEGIN
  IF NEW."version" > 1 THEN
    SELECT e."availableAfter", e."pendingAfter", e."debtAfter"
      INTO before_available, before_pending, before_debt
      FROM "PointsEntry" e
      WHERE e."shop" = NEW."shop" AND e."customerId" = NEW."customerId" AND e."version" = NEW."version" - 1;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'entry % of % leaves a gap', NEW."version", NEW."customerId" USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  IF NEW."availableAfter" <> before_available + NEW."delta"
    OR NEW."pendingAfter" <> before_pending + NEW."pendingDelta"
    OR NEW."debtAfter" <> before_debt + NEW."debtDelta"
  THEN
    RAISE EXCEPTION 'entry % of % does not add up', NEW."version", NEW."customerId" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER continues BEFORE INSERT ON "PointsEntry" FOR EACH ROW EXECUTE FUNCTION points_entry_continues();

-- At commit: the account is its newest entry.
CREATE FUNCTION points_account_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  account "PointsAccount";
  newest "PointsEntry";
BEGIN
  SELECT * INTO account FROM "PointsAccount" a WHERE a."shop" = NEW."shop" AND a."customerId" = NEW."customerId";
  SELECT * INTO newest FROM "PointsEntry" e
    WHERE e."shop" = NEW."shop" AND e."customerId" = NEW."customerId" ORDER BY e."version" DESC LIMIT 1;
  IF account."version" <> coalesce(newest."version", 0)
    OR account."available" <> coalesce(newest."availableAfter", 0)
    OR account."pending" <> coalesce(newest."pendingAfter", 0)
    OR account."debt" <> coalesce(newest."debtAfter", 0)
  THEN
    RAISE EXCEPTION 'account of % differs from its newest entry', NEW."customerId" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agrees AFTER INSERT OR UPDATE ON "PointsAccount"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION points_account_agrees();

-- At commit: a credit has its lot, a debit is drawn from lots in full, and its account has taken it up.
CREATE FUNCTION points_entry_covered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lot_amount bigint;
  drawn bigint;
BEGIN
  SELECT l."amount" INTO lot_amount FROM "PointsLot" l
    WHERE l."shop" = NEW."shop" AND l."customerId" = NEW."customerId" AND l."entryVersion" = NEW."version";
  SELECT sum(d."amount") INTO drawn FROM "PointsDraw" d
    WHERE d."shop" = NEW."shop" AND d."customerId" = NEW."customerId" AND d."entryVersion" = NEW."version";
  IF coalesce(lot_amount, 0) <> greatest(NEW."delta", 0) OR coalesce(drawn, 0) <> greatest(-NEW."delta", 0) THEN
    RAISE EXCEPTION 'entry % of % is not covered by its lot or draws', NEW."version", NEW."customerId"
      USING ERRCODE = 'check_violation';
  END IF;
  IF NOT EXISTS (
    SELECT FROM "PointsAccount" a
      WHERE a."shop" = NEW."shop" AND a."customerId" = NEW."customerId" AND a."version" >= NEW."version"
  ) THEN
    RAISE EXCEPTION 'entry % of % is not in its account', NEW."version", NEW."customerId" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER covered AFTER INSERT ON "PointsEntry"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION points_entry_covered();

-- At commit: a lot is what its entry credited.
CREATE FUNCTION points_lot_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM "PointsEntry" e
      WHERE e."shop" = NEW."shop" AND e."customerId" = NEW."customerId" AND e."version" = NEW."entryVersion"
        AND e."delta" = NEW."amount"
  ) THEN
    RAISE EXCEPTION 'lot % of % differs from its entry', NEW."entryVersion", NEW."customerId" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER agrees AFTER INSERT ON "PointsLot"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION points_lot_agrees();

-- At commit: no lot is overdrawn, and a debit's draws are no more than the debit.
CREATE FUNCTION points_draw_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  lot_left bigint;
  entry_left bigint;
BEGIN
  SELECT l."amount" - (
      SELECT sum(d."amount") FROM "PointsDraw" d
        WHERE d."shop" = l."shop" AND d."customerId" = l."customerId" AND d."lotVersion" = l."entryVersion")
    INTO lot_left FROM "PointsLot" l
    WHERE l."shop" = NEW."shop" AND l."customerId" = NEW."customerId" AND l."entryVersion" = NEW."lotVersion";
  SELECT -e."delta" - (
      SELECT sum(d."amount") FROM "PointsDraw" d
        WHERE d."shop" = e."shop" AND d."customerId" = e."customerId" AND d."entryVersion" = e."version")
    INTO entry_left FROM "PointsEntry" e
    WHERE e."shop" = NEW."shop" AND e."customerId" = NEW."customerId" AND e."version" = NEW."entryVersion";
  IF lot_left < 0 THEN
    RAISE EXCEPTION 'lot % of % is overdrawn', NEW."lotVersion", NEW."customerId" USING ERRCODE = 'check_violation';
  END IF;
  IF entry_left <> 0 THEN
    RAISE EXCEPTION 'draws of entry % of % are not its debit', NEW."entryVersion", NEW."customerId"
      USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER fits AFTER INSERT ON "PointsDraw"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION points_draw_fits();
