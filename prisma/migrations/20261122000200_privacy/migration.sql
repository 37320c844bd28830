-- Personal data is sealed under keys of its shop (docs/decisions/013-sealed-personal-data.md).

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

DO $$ BEGIN
  IF to_regproc('scope_to_shop') IS NOT NULL THEN PERFORM scope_to_shop('"ShopKey"'); END IF;
END $$;
