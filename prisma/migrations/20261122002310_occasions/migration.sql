-- Which days a member keeps, as keyed marks that tell nobody the day: those who keep a day are found without opening
-- everybody's birthday and name. Made from what is sealed; "detailsId", "factAt" and "calendar" say from which state of it.
CREATE TABLE "MemberOccasion" (
  "shop" TEXT NOT NULL,
  "customerId" TEXT NOT NULL,
  "detailsId" TEXT,
  "factAt" TIMESTAMPTZ(3),
  "calendar" TEXT NOT NULL,
  "birthday" TEXT,
  "birthdaySince" TIMESTAMPTZ(3),
  "nameDay" TEXT,
  "nameDaySince" TIMESTAMPTZ(3),
  CONSTRAINT "MemberOccasion_pkey" PRIMARY KEY ("shop", "customerId"),
  CONSTRAINT "MemberOccasion_marks" CHECK (("birthday" IS NULL OR "birthday" ~ '^[0-9a-f]{32}$')
    AND ("nameDay" IS NULL OR "nameDay" ~ '^[0-9a-f]{32}$')),
  CONSTRAINT "MemberOccasion_since" CHECK (("birthday" IS NULL) = ("birthdaySince" IS NULL)
    AND ("nameDay" IS NULL) = ("nameDaySince" IS NULL))
);
CREATE INDEX "MemberOccasion_birthday_idx" ON "MemberOccasion" ("shop", "birthday", "customerId");
CREATE INDEX "MemberOccasion_nameDay_idx" ON "MemberOccasion" ("shop", "nameDay", "customerId");
SELECT scope_to_shop('"MemberOccasion"');

-- How far a shop's days are done. "day": the one being done, "step" and "cursor": how far; null: none is under way.
CREATE TABLE "ShopOccasions" (
  "shop" TEXT NOT NULL,
  "doneDay" TEXT,
  "nextAt" TIMESTAMPTZ(3) NOT NULL,
  "timezone" TEXT NOT NULL,
  "day" TEXT,
  "step" TEXT,
  "cursor" TEXT NOT NULL DEFAULT '',
  CONSTRAINT "ShopOccasions_pkey" PRIMARY KEY ("shop"),
  CONSTRAINT "ShopOccasions_days" CHECK (("doneDay" IS NULL OR "doneDay" ~ '^\d{4}-\d\d-\d\d$')
    AND ("day" IS NULL OR "day" ~ '^\d{4}-\d\d-\d\d$')),
  CONSTRAINT "ShopOccasions_step" CHECK (("day" IS NULL) = ("step" IS NULL)
    AND ("step" IS NULL OR "step" IN ('look', 'give', 'surprise')))
);
CREATE INDEX "ShopOccasions_nextAt_idx" ON "ShopOccasions" ("nextAt");
SELECT scope_to_shop('"ShopOccasions"');

-- Shops whose programme is older than occasions: what their members keep is looked at, the day begins at the next midnight.
INSERT INTO "ShopOccasions" ("shop", "nextAt", "timezone")
SELECT s."shop", now(), s."timezone" FROM "Shop" s
WHERE s."uninstalledAt" IS NULL AND EXISTS (SELECT FROM "ProgrammeVersion" v WHERE v."shop" = s."shop");

-- Gifts that nobody announced: who, when, out of which month's budget, and by which lot they were drawn.
CREATE TABLE "SurpriseGift" (
  "shop" TEXT NOT NULL,
  "day" TEXT NOT NULL,
  "customerId" TEXT NOT NULL,
  "points" BIGINT NOT NULL,
  "seed" TEXT NOT NULL,
  "drawnFrom" INTEGER NOT NULL,
  "programmeVersion" INTEGER NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT now(),
  CONSTRAINT "SurpriseGift_pkey" PRIMARY KEY ("shop", "day", "customerId"),
  CONSTRAINT "SurpriseGift_points" CHECK ("points" > 0 AND "drawnFrom" > 0),
  CONSTRAINT "SurpriseGift_day" CHECK ("day" ~ '^\d{4}-\d\d-\d\d$')
);
CREATE INDEX "SurpriseGift_customer_idx" ON "SurpriseGift" ("shop", "customerId", "day");
SELECT scope_to_shop('"SurpriseGift"');
