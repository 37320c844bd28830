-- Earning fast: the same promises at commit, each asked in one statement, and the outbox by shops.

-- A new account is empty, and no entry can be older than it: only a change has to be compared. (An entry that its account
-- does not take up is refused by "covered".)
DROP TRIGGER "agrees" ON "PointsAccount";
CREATE CONSTRAINT TRIGGER "agrees" AFTER UPDATE ON "PointsAccount"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION points_account_agrees();
CREATE CONSTRAINT TRIGGER "agrees_from_the_start" AFTER INSERT ON "PointsAccount"
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (NEW."version" <> 0 OR NEW."available" <> 0 OR NEW."pending" <> 0 OR NEW."debt" <> 0)
  EXECUTE FUNCTION points_account_agrees();

-- At commit: the account is its newest entry.
CREATE OR REPLACE FUNCTION points_account_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT FROM "PointsAccount" a LEFT JOIN LATERAL (
      SELECT e."version", e."availableAfter", e."pendingAfter", e."debtAfter" FROM "PointsEntry" e
        WHERE e."shop" = a."shop" AND e."customerId" = a."customerId" ORDER BY e."version" DESC LIMIT 1
    ) newest ON true
    WHERE a."shop" = NEW."shop" AND a."customerId" = NEW."customerId" AND (
      a."version" <> coalesce(newest."version", 0) OR a."available" <> coalesce(newest."availableAfter", 0)
      OR a."pending" <> coalesce(newest."pendingAfter", 0) OR a."debt" <> coalesce(newest."debtAfter", 0))
  ) THEN
    RAISE EXCEPTION 'account of % differs from its newest entry', NEW."customerId" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

-- At commit: a credit has its lot, a debit is drawn from lots in full, and its account has taken it up.
CREATE OR REPLACE FUNCTION points_entry_covered() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  covered boolean;
  taken_up boolean;
BEGIN
  SELECT
    coalesce((SELECT l."amount" FROM "PointsLot" l
      WHERE l."shop" = NEW."shop" AND l."customerId" = NEW."customerId" AND l."entryVersion" = NEW."version"), 0)
      = greatest(NEW."delta", 0)
    AND coalesce((SELECT sum(d."amount") FROM "PointsDraw" d
      WHERE d."shop" = NEW."shop" AND d."customerId" = NEW."customerId" AND d."entryVersion" = NEW."version"), 0)
      = greatest(-NEW."delta", 0),
    EXISTS (SELECT FROM "PointsAccount" a
      WHERE a."shop" = NEW."shop" AND a."customerId" = NEW."customerId" AND a."version" >= NEW."version")
    INTO covered, taken_up;
  IF NOT covered THEN
    RAISE EXCEPTION 'entry % of % is not covered by its lot or draws', NEW."version", NEW."customerId"
      USING ERRCODE = 'check_violation';
  END IF;
  IF NOT taken_up THEN
    RAISE EXCEPTION 'entry % of % is not in its account', NEW."version", NEW."customerId" USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;

-- The outbox is written shop after shop, so that one that is throttled holds up no other.
CREATE INDEX "MemberSync_due_idx" ON "MemberSync" ("shop", "nextTryAt", "customerId") WHERE "wanted" > "written";
DROP INDEX "MemberSync_waiting_idx";
