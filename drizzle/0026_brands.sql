ALTER TABLE "mail" ADD COLUMN "brand" text;--> statement-breakpoint
ALTER TABLE "incident" ADD COLUMN "brand" text;--> statement-breakpoint
ALTER TABLE "recurring" ADD COLUMN "brand" text;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "brand" text;--> statement-breakpoint
CREATE INDEX "ticket_brand" ON "ticket" USING btree ("brand","created_at") WHERE brand is not null;