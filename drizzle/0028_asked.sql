ALTER TABLE "ticket" ADD COLUMN "asks_somebody" boolean DEFAULT false NOT NULL;--> statement-breakpoint
UPDATE "ticket" SET "asks_somebody" = true WHERE jsonb_path_exists(details, '$.sideThreads[*] ? (@.answeredAt == null)')
  OR jsonb_path_exists(details, '$.approvals[*] ? (@.answer == null)');--> statement-breakpoint
CREATE INDEX "ticket_open_in_order" ON "ticket" USING btree ("id") WHERE state not in ('closed', 'merged');--> statement-breakpoint
CREATE INDEX "ticket_asks_somebody" ON "ticket" USING btree ("id") WHERE state not in ('closed', 'merged') and asks_somebody;--> statement-breakpoint
-- The statistics of a partial index are not asked: how few are late PostgreSQL learns only from these.
CREATE STATISTICS "ticket_deadline_spread" ON (least(case when responded_at is null then respond_by else update_by end, accept_by)) FROM "ticket";--> statement-breakpoint
-- Not of an empty table: PostgreSQL would take it for one that stays so, and sessions keep for long how they read it.
DO $$ BEGIN IF EXISTS (SELECT FROM "ticket") THEN ANALYZE "ticket"; END IF; END $$;
