CREATE TABLE "webhook_event" (
	"id" uuid PRIMARY KEY NOT NULL,
	"position" bigint GENERATED ALWAYS AS IDENTITY (sequence name "webhook_event_position_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"webhook" text NOT NULL,
	"ticket_id" uuid NOT NULL,
	"type" text NOT NULL,
	"body" text NOT NULL,
	"state" text NOT NULL,
	"attempts" smallint NOT NULL,
	"last_reply" text,
	"due_at" timestamp (3) with time zone,
	"fence" integer NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "webhook_event_state_known" CHECK (state in ('pending', 'sending', 'retry', 'sent', 'dead')),
	CONSTRAINT "webhook_event_waits_or_ended" CHECK ((state in ('sent', 'dead')) = (due_at is null)),
	CONSTRAINT "webhook_event_held_has_lease" CHECK ((state = 'sending') = (lease_until is not null))
);
--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "website" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "website_request" text;--> statement-breakpoint
ALTER TABLE "webhook_event" ADD CONSTRAINT "webhook_event_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "webhook_event_waits" ON "webhook_event" USING btree ("webhook","position") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "webhook_event_order" ON "webhook_event" USING btree ("ticket_id","webhook","position") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "webhook_event_held" ON "webhook_event" USING btree ("lease_until") WHERE lease_until is not null;--> statement-breakpoint
CREATE INDEX "webhook_event_dead" ON "webhook_event" USING btree ("webhook") WHERE state = 'dead';--> statement-breakpoint
CREATE INDEX "webhook_event_created" ON "webhook_event" USING brin ("created_at");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_website_request" ON "mail" USING btree ("website","website_request") WHERE website is not null;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_website_has_request" CHECK ((website is null) = (website_request is null));