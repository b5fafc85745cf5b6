ALTER TABLE "customer" ADD COLUMN "organisation" text;--> statement-breakpoint
ALTER TABLE "customer" ADD COLUMN "edges" jsonb;--> statement-breakpoint
ALTER TABLE "customer" ADD COLUMN "heard_on" date;--> statement-breakpoint
CREATE INDEX "customer_organisation_heard" ON "customer" USING btree ("organisation","heard_on") WHERE edges is not null;--> statement-breakpoint
CREATE INDEX "customer_heard" ON "customer" USING btree ("heard_on") WHERE edges is not null;--> statement-breakpoint
ALTER TABLE "customer" ADD CONSTRAINT "customer_edges_whole" CHECK (edges is null or (organisation is not null and heard_on is not null));