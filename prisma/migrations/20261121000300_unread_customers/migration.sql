-- Customers we only know to exist (met in an order, or joined before any webhook told of them) are read from the Admin API.
CREATE INDEX "Customer_unread_idx" ON "Customer" ("shop", "customerId")
  WHERE "factAt" = TIMESTAMPTZ '1970-01-01 00:00:00+00' AND "deletedAt" IS NULL;
