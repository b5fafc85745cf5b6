CREATE TABLE "incident" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"title" text NOT NULL,
	"owner" text NOT NULL,
	"mailbox" text NOT NULL,
	"opened_at" timestamp (3) with time zone NOT NULL,
	"opened_by" text NOT NULL,
	"told_at" timestamp (3) with time zone,
	"remind_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	CONSTRAINT "incident_number" UNIQUE("number"),
	CONSTRAINT "incident_state_known" CHECK (state in ('open', 'resolved', 'dropped')),
	CONSTRAINT "incident_ended_has_time" CHECK ((state = 'open') = (ended_at is null)),
	CONSTRAINT "incident_version_counts" CHECK (version >= 1)
);
--> statement-breakpoint
CREATE TABLE "incident_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"incident_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"by" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"content" jsonb NOT NULL,
	"done_at" timestamp (3) with time zone,
	CONSTRAINT "incident_entry_kind_known" CHECK (kind in ('opened', 'note', 'owner', 'news', 'resolution', 'dropped', 'gather'))
);
--> statement-breakpoint
CREATE TABLE "incident_entry_ticket" (
	"entry_id" uuid NOT NULL,
	"ticket_id" uuid NOT NULL,
	"outcome" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "incident_entry_ticket_once" PRIMARY KEY("entry_id","ticket_id"),
	CONSTRAINT "incident_entry_ticket_outcome_known" CHECK (outcome in ('done', 'passed'))
);
--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "incident_number" text;--> statement-breakpoint
ALTER TABLE "incident_entry" ADD CONSTRAINT "incident_entry_incident_id_incident_id_fk" FOREIGN KEY ("incident_id") REFERENCES "public"."incident"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_entry_ticket" ADD CONSTRAINT "incident_entry_ticket_entry_id_incident_entry_id_fk" FOREIGN KEY ("entry_id") REFERENCES "public"."incident_entry"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incident_entry_ticket" ADD CONSTRAINT "incident_entry_ticket_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incident_open" ON "incident" USING btree ("opened_at") WHERE state = 'open';--> statement-breakpoint
CREATE INDEX "incident_entry_incident" ON "incident_entry" USING btree ("incident_id","at");--> statement-breakpoint
CREATE INDEX "incident_entry_waiting" ON "incident_entry" USING btree ("at") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "incident_entry_ticket_at" ON "incident_entry_ticket" USING btree ("at");--> statement-breakpoint
CREATE INDEX "ticket_incident" ON "ticket" USING btree ("incident_number") WHERE incident_number is not null;