CREATE TABLE "assist_task" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"about" integer NOT NULL,
	"language" text NOT NULL,
	"state" text NOT NULL,
	"attempts" smallint NOT NULL,
	"due_at" timestamp (3) with time zone,
	"fence" integer NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"fault" text,
	"suggestion" jsonb,
	"told_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "assist_task_once" UNIQUE("ticket_id","purpose","about"),
	CONSTRAINT "assist_task_state_known" CHECK (state in ('waiting', 'asking', 'done', 'given_up')),
	CONSTRAINT "assist_task_waits_or_ended" CHECK ((state in ('done', 'given_up')) = (due_at is null)),
	CONSTRAINT "assist_task_asked_has_lease" CHECK ((state = 'asking') = (lease_until is not null)),
	CONSTRAINT "assist_task_suggests_when_done" CHECK (suggestion is null or state = 'done')
);
--> statement-breakpoint
CREATE TABLE "assist_usage" (
	"day" date PRIMARY KEY NOT NULL,
	"requests" integer NOT NULL,
	"tokens" bigint NOT NULL,
	"faults" integer NOT NULL,
	"in_a_row" integer NOT NULL,
	"paused_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "waiting_letter" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"content" jsonb NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "assist_task" ADD CONSTRAINT "assist_task_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_letter" ADD CONSTRAINT "waiting_letter_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "assist_task_due" ON "assist_task" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "assist_task_untold" ON "assist_task" USING btree ("ticket_id") WHERE suggestion is not null and told_at is null;--> statement-breakpoint
CREATE INDEX "waiting_letter_due" ON "waiting_letter" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "waiting_letter_ticket" ON "waiting_letter" USING btree ("ticket_id");