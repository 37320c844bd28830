-- To which words somebody agreed when joining, and in which language they read them. A person may agree again, later.
CREATE TABLE "MemberConsent" (
  "shop" TEXT NOT NULL,
  "customerId" TEXT NOT NULL,
  "at" TIMESTAMPTZ(3) NOT NULL,
  "words" TEXT NOT NULL,
  "locale" TEXT NOT NULL,
  CONSTRAINT "MemberConsent_pkey" PRIMARY KEY ("shop", "customerId", "at"),
  CONSTRAINT "MemberConsent_words" CHECK ("words" ~ '^[a-z0-9-]{1,40}$'),
  CONSTRAINT "MemberConsent_locale" CHECK ("locale" ~ '^[A-Za-z0-9-]{2,20}$')
);
SELECT scope_to_shop('"MemberConsent"');

-- What a member tells of themselves when the merchant asks: birthday and name, sealed under an id of their own, so that a
-- merge of customers moves the row. The birthday is the member's to correct once; after that it is the merchant's.
CREATE TABLE "MemberDetails" (
  "shop" TEXT NOT NULL,
  "customerId" TEXT NOT NULL,
  "detailsId" TEXT NOT NULL,
  "sealed" BYTEA NOT NULL,
  "corrections" INTEGER NOT NULL DEFAULT 0,
  "givenAt" TIMESTAMPTZ(3) NOT NULL,
  CONSTRAINT "MemberDetails_pkey" PRIMARY KEY ("shop", "customerId"),
  CONSTRAINT "MemberDetails_id" UNIQUE ("shop", "detailsId"),
  CONSTRAINT "MemberDetails_corrections" CHECK ("corrections" IN (0, 1))
);
SELECT scope_to_shop('"MemberDetails"');
