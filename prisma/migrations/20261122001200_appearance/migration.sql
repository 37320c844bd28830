-- What shoppers see: icon, colours and words as the merchant chose them (app/appearance).
CREATE TABLE "Look" (
  "shop" TEXT NOT NULL,
  "draft" JSONB,
  "published" JSONB,
  "publishedAt" TIMESTAMPTZ(3),
  CONSTRAINT "Look_pkey" PRIMARY KEY ("shop"),
  CONSTRAINT "Look_published" CHECK (("published" IS NULL) = ("publishedAt" IS NULL)),
  CONSTRAINT "Look_something" CHECK ("draft" IS NOT NULL OR "published" IS NOT NULL),
  CONSTRAINT "Look_objects" CHECK (coalesce(jsonb_typeof("draft"), 'object') = 'object'
    AND coalesce(jsonb_typeof("published"), 'object') = 'object')
);
SELECT scope_to_shop('"Look"');

-- The outbox of the programme becomes that of every metafield a shop has of us, one row for each.
ALTER TABLE "ProgrammeSync" RENAME TO "ShopMetafield";
ALTER TABLE "ShopMetafield" ADD COLUMN "key" TEXT NOT NULL DEFAULT 'programme';
ALTER TABLE "ShopMetafield" ALTER COLUMN "key" DROP DEFAULT;
ALTER TABLE "ShopMetafield" DROP CONSTRAINT "ProgrammeSync_pkey";
ALTER TABLE "ShopMetafield" ADD CONSTRAINT "ShopMetafield_pkey" PRIMARY KEY ("shop", "key");
ALTER TABLE "ShopMetafield" ADD CONSTRAINT "ShopMetafield_key" CHECK ("key" IN ('programme', 'look'));

-- Its job has another name now; a failure of the former one would never be mended by a run.
SELECT set_config('regulars.shop', '*', true);
DELETE FROM "JobFailure" WHERE "job" = 'sync_programme';
