-- The worker takes stored events shop by shop: it asks for the next shop that has due ones, then for that shop's oldest.
DROP INDEX "WebhookEvent_waiting_idx";
CREATE INDEX "WebhookEvent_due_idx" ON "WebhookEvent" ("shop", "nextTryAt", "id") WHERE "state" = 'stored';
