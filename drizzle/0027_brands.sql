DROP INDEX "mail_counts_once";--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "brand" text;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "brand" text;--> statement-breakpoint
ALTER TABLE "recurring" ADD COLUMN "brand" text;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "brand" text;--> statement-breakpoint
CREATE INDEX "ticket_brand" ON "ticket" USING btree ("brand","created_at") WHERE brand is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "mail_counts_once" ON "mail" USING btree ("fingerprint",coalesce(brand, '')) WHERE outcome not in ('duplicate', 'held', 'quarantined');