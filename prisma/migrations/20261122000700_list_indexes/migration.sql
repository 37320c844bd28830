-- What the admin's pages look for in big shops (tests/plans reads the plans of all their queries).

-- A search for orders by the beginning of their name: compared by code points, whatever the database's language is.
CREATE INDEX "Order_shop_name_orderId_idx" ON "Order" ("shop", "name" COLLATE "C", "orderId");

-- Home: today's points, orders in doubt, and how many members each tier has.
CREATE INDEX "PointsEntry_shop_eventAt_idx" ON "PointsEntry" ("shop", "eventAt");
CREATE INDEX "Order_shop_doubtful_idx" ON "Order" ("shop") WHERE "doubtfulSince" IS NOT NULL;
CREATE INDEX "Member_shop_tierId_idx" ON "Member" ("shop", "tierId");
