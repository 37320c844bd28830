-- Counts of the rate limits (app/lib/rate-limit.server.ts). Its shape is the library's (rate-limiter-flexible), which
-- inserts by position. UNLOGGED: not worth a flush to disk, and a crash that empties it only forgives. It knows no shop:
-- keys are keyed hashes of door and visitor, so there is no row that belongs to one.
CREATE UNLOGGED TABLE "RateLimit" (
  "key" varchar(255) PRIMARY KEY,
  "points" integer NOT NULL DEFAULT 0,
  "expire" bigint
);
CREATE INDEX "RateLimit_expire_idx" ON "RateLimit" ("expire");
