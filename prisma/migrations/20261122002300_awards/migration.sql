-- Points that no order earned have codes and a source of their own, so that nobody gives them by another way.
ALTER TABLE "PointsEntry" ADD CONSTRAINT "PointsEntry_awards"
  CHECK (("code" IN ('awarded', 'award_withdrawn')) = ("sourceType" = 'award')),
  ADD CONSTRAINT "PointsEntry_awarded"
  CHECK ("sourceType" <> 'award' OR ("basis" ? 'kind' AND "pendingDelta" = 0
    AND ("code" = 'awarded') = ("delta" - "debtDelta" > 0) AND "key" = CASE "code" WHEN 'awarded' THEN 'award:' ELSE 'award_withdrawn:' END || "sourceId"));

-- What an account was awarded, for tiers that points measure; most accounts have few such entries.
CREATE INDEX "PointsEntry_awards_idx" ON "PointsEntry" ("shop", "customerId") WHERE "sourceType" = 'award';
