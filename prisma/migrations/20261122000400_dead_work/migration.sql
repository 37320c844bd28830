-- Work that failed is listed, tried again, discarded and brought back (app/dead-work.server.ts).

-- An event may be set aside by a person; what it was about is kept with it once it was read.
ALTER TABLE "WebhookEvent" DROP CONSTRAINT "WebhookEvent_state";
ALTER TABLE "WebhookEvent" ADD CONSTRAINT "WebhookEvent_state"
  CHECK ("state" IN ('stored', 'done', 'failed', 'ignored', 'discarded')) NOT VALID;
ALTER TABLE "WebhookEvent" VALIDATE CONSTRAINT "WebhookEvent_state";
ALTER TABLE "WebhookEvent" ADD COLUMN "about" TEXT;
CREATE INDEX "WebhookEvent_shop_about_idx" ON "WebhookEvent" ("shop", "about") WHERE "about" IS NOT NULL;
CREATE INDEX "WebhookEvent_failing_idx" ON "WebhookEvent" ("shop", "receivedAt" DESC, "id")
  WHERE "attempts" > 0 AND "state" IN ('stored', 'failed');

CREATE INDEX "Order_unreadable_idx" ON "Order" ("shop", "doubtfulSince" DESC, "orderId")
  WHERE "doubtfulSince" IS NOT NULL AND "doubtfulError" IS NOT NULL;

-- Since when Shopify has not taken what we wrote.
ALTER TABLE "MemberSync" ADD COLUMN "failedSince" TIMESTAMPTZ(3);
ALTER TABLE "ProgrammeSync" ADD COLUMN "failedSince" TIMESTAMPTZ(3);
SELECT set_config('regulars.shop', '*', true);
UPDATE "MemberSync" SET "failedSince" = now() WHERE "error" IS NOT NULL AND "wanted" > "written";
UPDATE "ProgrammeSync" SET "failedSince" = now() WHERE "error" IS NOT NULL AND "wanted" > "written";
CREATE INDEX "MemberSync_failing_idx" ON "MemberSync" ("shop", "failedSince" DESC, "customerId")
  WHERE "failedSince" IS NOT NULL;

-- A customer or a shop that Shopify did not let us read: it waits longer each time and holds up nobody else.
CREATE TABLE "ReadFailure" (
  "shop" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "subject" TEXT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "tries" INTEGER NOT NULL DEFAULT 1,
  "nextTryAt" TIMESTAMPTZ(3) NOT NULL,
  "error" TEXT NOT NULL,
  "discarded" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "ReadFailure_pkey" PRIMARY KEY ("shop", "kind", "subject"),
  CONSTRAINT "ReadFailure_kind" CHECK ("kind" IN ('customer', 'shop'))
);
CREATE INDEX "ReadFailure_shop_since_idx" ON "ReadFailure" ("shop", "since" DESC, "subject");
SELECT scope_to_shop('"ReadFailure"');

-- The last failure of each job of the queue, gone with its next success. Jobs serve all shops: there is no shop to name.
CREATE TABLE "JobFailure" (
  "job" TEXT NOT NULL,
  "since" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "lastAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "tries" INTEGER NOT NULL DEFAULT 1,
  "error" TEXT NOT NULL,
  "trace" TEXT,
  "discarded" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "JobFailure_pkey" PRIMARY KEY ("job")
);

-- Who did what about failed work; `open`: discarded and not brought back.
CREATE TABLE "WorkAction" (
  "shop" TEXT NOT NULL,
  "id" BIGSERIAL NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "staff" TEXT NOT NULL,
  "action" TEXT NOT NULL,
  "workId" TEXT NOT NULL,
  "kind" TEXT NOT NULL,
  "what" TEXT,
  "about" TEXT,
  "error" TEXT,
  "trace" TEXT,
  "open" BOOLEAN NOT NULL DEFAULT false,
  CONSTRAINT "WorkAction_pkey" PRIMARY KEY ("shop", "id"),
  CONSTRAINT "WorkAction_action" CHECK ("action" IN ('retried', 'discarded', 'brought_back'))
);
CREATE UNIQUE INDEX "WorkAction_open_idx" ON "WorkAction" ("shop", "workId") WHERE "open";
CREATE INDEX "WorkAction_discarded_idx" ON "WorkAction" ("shop", "id" DESC) WHERE "open";
CREATE INDEX "WorkAction_shop_workId_idx" ON "WorkAction" ("shop", "workId", "id");
SELECT scope_to_shop('"WorkAction"');
