-- Bodies are kept for two weeks and read once: compressing them was half of the database's work at the door.
ALTER TABLE "WebhookEvent" ALTER COLUMN "body" SET STORAGE EXTERNAL;
