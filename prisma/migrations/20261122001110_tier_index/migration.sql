-- Under row-level security a condition with coalesce() is never asked of an index (PostgreSQL does not count it among what
-- leaks nothing); one with CASE is.
DROP INDEX "Member_shop_tier_joined_idx";
CREATE INDEX "Member_shop_tier_joined_idx"
  ON "Member" ("shop", (CASE WHEN "tierId" IS NULL THEN '' ELSE "tierId" END), "joinedBy", "joinedAt" DESC, "customerId");
