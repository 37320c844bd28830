-- Lists that are narrowed, ordered and saved, and work on many members at once.

-- Members of a tier, of one way of joining, or both, the newest first. Without a tier the index says ''.
CREATE INDEX "Member_shop_tier_joined_idx"
  ON "Member" ("shop", coalesce("tierId", ''), "joinedBy", "joinedAt" DESC, "customerId");
CREATE INDEX "Member_shop_joinedBy_joined_idx" ON "Member" ("shop", "joinedBy", "joinedAt" DESC, "customerId");

-- Members by their points. From now on everybody has an account from the day they join, so that nobody is missing here.
INSERT INTO "PointsAccount" ("shop", "customerId")
SELECT "shop", "customerId" FROM "Member" ORDER BY 1, 2
ON CONFLICT DO NOTHING;
CREATE INDEX "PointsAccount_shop_available_idx" ON "PointsAccount" ("shop", "available" DESC, "customerId");

-- Orders whose points wait, and orders in doubt, in the order of the list. The second also counts those in doubt.
CREATE INDEX "OrderPoints_shop_waiting_idx" ON "OrderPoints" ("shop", "processedAt" DESC, "orderId")
  WHERE "settledAt" IS NULL AND ("pending" > 0 OR "target" > 0);
CREATE INDEX "Order_shop_doubtful_placed_idx" ON "Order" ("shop", "processedAt" DESC, "orderId")
  WHERE "doubtfulSince" IS NOT NULL;
DROP INDEX "Order_shop_doubtful_idx";

-- A way of looking at a list under a name. "owner" null: everybody in the shop sees it. "deletedAt": it can be brought
-- back for a while.
CREATE TABLE "SavedView" (
  "shop" TEXT NOT NULL,
  "viewId" TEXT NOT NULL,
  "list" TEXT NOT NULL CHECK ("list" IN ('members', 'orders', 'work')),
  "name" TEXT NOT NULL CHECK (length("name") BETWEEN 1 AND 40),
  "address" TEXT NOT NULL CHECK (length("address") BETWEEN 1 AND 1000),
  "owner" TEXT,
  "createdBy" TEXT NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  "deletedAt" TIMESTAMPTZ(3),
  CONSTRAINT "SavedView_pkey" PRIMARY KEY ("shop", "viewId")
);
SELECT scope_to_shop('"SavedView"');
CREATE UNIQUE INDEX "SavedView_name_idx" ON "SavedView" ("shop", "list", coalesce("owner", ''), "name")
  WHERE "deletedAt" IS NULL;

-- What staff have done with many members at once. One is under way in a shop at a time.
CREATE TABLE "BulkTask" (
  "shop" TEXT NOT NULL,
  "taskId" TEXT NOT NULL,
  "kind" TEXT NOT NULL CHECK ("kind" IN ('goodwill', 'write_again')),
  "state" TEXT NOT NULL CHECK ("state" IN ('running', 'paused', 'cancelled', 'done')),
  "points" BIGINT CHECK ("points" > 0),
  "sealed" BYTEA,
  "total" INTEGER NOT NULL CHECK ("total" > 0),
  "done" INTEGER NOT NULL DEFAULT 0,
  "refused" INTEGER NOT NULL DEFAULT 0,
  "startedBy" TEXT NOT NULL,
  "startedAt" TIMESTAMPTZ(3) NOT NULL,
  "finishedAt" TIMESTAMPTZ(3),
  "hiddenAt" TIMESTAMPTZ(3),
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "BulkTask_pkey" PRIMARY KEY ("shop", "taskId"),
  CONSTRAINT "BulkTask_counts" CHECK ("done" >= 0 AND "refused" >= 0 AND "done" + "refused" <= "total"),
  CONSTRAINT "BulkTask_goodwill" CHECK (("kind" = 'goodwill') = ("points" IS NOT NULL)),
  CONSTRAINT "BulkTask_over" CHECK (("state" IN ('cancelled', 'done')) = ("finishedAt" IS NOT NULL)),
  CONSTRAINT "BulkTask_words" CHECK ("finishedAt" IS NULL OR "sealed" IS NULL)
);
SELECT scope_to_shop('"BulkTask"');
CREATE UNIQUE INDEX "BulkTask_open_idx" ON "BulkTask" ("shop") WHERE "state" IN ('running', 'paused');
CREATE INDEX "BulkTask_shop_newest_idx" ON "BulkTask" ("shop", "createdAt" DESC);

-- The members it is about, chosen once. "outcome": done, or why not.
CREATE TABLE "BulkTaskMember" (
  "shop" TEXT NOT NULL,
  "taskId" TEXT NOT NULL,
  "place" INTEGER NOT NULL,
  "customerId" TEXT NOT NULL,
  "outcome" TEXT,
  CONSTRAINT "BulkTaskMember_pkey" PRIMARY KEY ("shop", "taskId", "place"),
  CONSTRAINT "BulkTaskMember_once" UNIQUE ("shop", "taskId", "customerId"),
  CONSTRAINT "BulkTaskMember_task" FOREIGN KEY ("shop", "taskId") REFERENCES "BulkTask" ("shop", "taskId") ON DELETE CASCADE
);
SELECT scope_to_shop('"BulkTaskMember"');
CREATE INDEX "BulkTaskMember_open_idx" ON "BulkTaskMember" ("shop", "taskId", "place") WHERE "outcome" IS NULL;
CREATE INDEX "BulkTaskMember_refused_idx" ON "BulkTaskMember" ("shop", "taskId", "place") WHERE "outcome" <> 'done';
CREATE INDEX "BulkTaskMember_customer_idx" ON "BulkTaskMember" ("shop", "customerId");
