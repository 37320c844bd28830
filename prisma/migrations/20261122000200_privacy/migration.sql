-- Personal data is sealed under keys of its shop (docs/decisions/013-sealed-personal-data.md). What is stored in clear until
-- now is moved aside here (`plain…`: read as before) and sealed by the job seal_plain_data, which empties it.
SELECT set_config('regulars.shop', '*', true);

-- A shop's keys, wrapped by the master key that lives in the environment. `wrapped` null: destroyed, and with it
-- everything sealed under it. The row stays, so that no version is ever used twice.
CREATE TABLE "ShopKey" (
    "shop" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "wrapped" BYTEA,
    "masterId" TEXT NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "destroyedAt" TIMESTAMPTZ(3),

    CONSTRAINT "ShopKey_pkey" PRIMARY KEY ("shop","version")
);
ALTER TABLE "ShopKey" ADD CONSTRAINT "ShopKey_version" CHECK ("version" >= 1 AND ("wrapped" IS NULL) = ("destroyedAt" IS NOT NULL));
SELECT scope_to_shop('"ShopKey"');

-- Who a customer is: one sealed value, and blind indexes for exact look-ups. `erasedAt`: they asked to be forgotten, and
-- nothing about who they are is stored again unless they join anew.
ALTER TABLE "Customer" ADD COLUMN "sealed" BYTEA, ADD COLUMN "emailIndex" BYTEA, ADD COLUMN "phoneIndex" BYTEA,
  ADD COLUMN "plain" JSONB, ADD COLUMN "erasedAt" TIMESTAMPTZ(3);
UPDATE "Customer" SET "plain" = jsonb_build_object('email', "email", 'phone', "phone", 'firstName', "firstName", 'lastName', "lastName")
  WHERE coalesce("email", "phone", "firstName", "lastName") IS NOT NULL;
ALTER TABLE "Customer" DROP COLUMN "email", DROP COLUMN "phone", DROP COLUMN "firstName", DROP COLUMN "lastName";
CREATE INDEX "Customer_shop_emailIndex_idx" ON "Customer"("shop", "emailIndex");
CREATE INDEX "Customer_shop_phoneIndex_idx" ON "Customer"("shop", "phoneIndex");
CREATE INDEX "Customer_plain_idx" ON "Customer"("shop", "customerId") WHERE "plain" IS NOT NULL;

-- An order keeps no address, only its blind index, for guests who join later.
ALTER TABLE "Order" ADD COLUMN "emailIndex" BYTEA;
DROP INDEX "Order_guest_email_idx";
ALTER TABLE "Order" RENAME COLUMN "email" TO "plainEmail";
CREATE INDEX "Order_shop_emailIndex_idx" ON "Order"("shop", "emailIndex");
CREATE INDEX "Order_plain_idx" ON "Order"("shop", "orderId") WHERE "plainEmail" IS NOT NULL;

ALTER TABLE "WebhookEvent" ADD COLUMN "sealed" BOOLEAN NOT NULL DEFAULT false;
CREATE INDEX "WebhookEvent_plain_idx" ON "WebhookEvent"("shop", "id") WHERE NOT "sealed" AND "body" <> '{}';

-- What staff write by hand may name a person; the ledger keeps only the note's id, because its entries can never be changed.
CREATE TABLE "Note" (
    "shop" TEXT NOT NULL,
    "noteId" TEXT NOT NULL,
    "customerId" TEXT NOT NULL,
    "sealed" BYTEA,
    "plain" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Note_pkey" PRIMARY KEY ("shop","noteId")
);
CREATE INDEX "Note_shop_customerId_idx" ON "Note"("shop", "customerId");
CREATE INDEX "Note_plain_idx" ON "Note"("shop", "noteId") WHERE "plain" IS NOT NULL;
SELECT scope_to_shop('"Note"');
INSERT INTO "Note" ("shop", "noteId", "customerId", "plain", "createdAt")
  SELECT "shop", md5("key"), "customerId", "basis"->>'reason', "createdAt" FROM "PointsEntry"
  WHERE "sourceType" = 'staff' AND coalesce("basis"->>'reason', '') <> '' ON CONFLICT DO NOTHING;
-- Once and never again: the only change of entries there is, before the product's first release.
ALTER TABLE "PointsEntry" DISABLE TRIGGER "append_only";
UPDATE "PointsEntry" SET "basis" = ("basis" - 'reason') || jsonb_build_object('note', md5("key"))
  WHERE "sourceType" = 'staff' AND "basis" ? 'reason';
ALTER TABLE "PointsEntry" ENABLE TRIGGER "append_only";

-- What people (or Shopify for a shop) asked of us, and what became of it. `file` is the answer to a data request, sealed. A
-- done redaction stays for good, without a name: it is repeated after a restore.
CREATE TABLE "PrivacyRequest" (
    "shop" TEXT NOT NULL,
    "requestId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "customerId" TEXT,
    "orderIds" TEXT[] DEFAULT '{}',
    "emailIndex" BYTEA,
    "phoneIndex" BYTEA,
    "file" BYTEA,
    "receivedAt" TIMESTAMPTZ(3) NOT NULL,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "doneAt" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "error" TEXT,

    CONSTRAINT "PrivacyRequest_pkey" PRIMARY KEY ("shop","requestId"),
    CONSTRAINT "PrivacyRequest_kind" CHECK ("kind" IN ('data_request', 'redact', 'shop_redact'))
);
CREATE INDEX "PrivacyRequest_shop_receivedAt_idx" ON "PrivacyRequest"("shop", "receivedAt" DESC);
CREATE INDEX "PrivacyRequest_waiting_idx" ON "PrivacyRequest"("nextTryAt") WHERE "doneAt" IS NULL;
CREATE INDEX "PrivacyRequest_redacted_idx" ON "PrivacyRequest"("shop", "emailIndex") WHERE "kind" = 'redact' AND "emailIndex" IS NOT NULL;
SELECT scope_to_shop('"PrivacyRequest"');

-- Which staff looked at whose data, by ids only.
CREATE TABLE "AccessLog" (
    "id" BIGSERIAL NOT NULL,
    "shop" TEXT NOT NULL,
    "staffId" TEXT NOT NULL,
    "what" TEXT NOT NULL,
    "subject" TEXT,
    "at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "AccessLog_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "AccessLog_shop_at_id_idx" ON "AccessLog"("shop", "at" DESC, "id" DESC);
SELECT scope_to_shop('"AccessLog"');
