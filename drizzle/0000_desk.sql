CREATE TABLE "article" (
	"id" uuid PRIMARY KEY NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"locale" text NOT NULL,
	"title" text NOT NULL,
	"symptom" text NOT NULL,
	"cause" text NOT NULL,
	"steps" text NOT NULL,
	"category" text NOT NULL,
	"module" text NOT NULL,
	"tags" text[] NOT NULL,
	"ticket_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"decided_by" text,
	CONSTRAINT "article_state_known" CHECK (state in ('draft', 'approved', 'dropped')),
	CONSTRAINT "article_decided_whole" CHECK ((state = 'draft') = (decided_at is null))
);
--> statement-breakpoint
CREATE TABLE "attachment" (
	"message_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"inline" boolean NOT NULL,
	"sha256" text NOT NULL,
	CONSTRAINT "attachment_message_id_position_pk" PRIMARY KEY("message_id","position")
);
--> statement-breakpoint
CREATE TABLE "blob" (
	"sha256" text PRIMARY KEY NOT NULL,
	"path" text NOT NULL,
	"size" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "clock" (
	"ticket_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" text NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "clock_ticket_id_kind_subject_pk" PRIMARY KEY("ticket_id","kind","subject")
);
--> statement-breakpoint
CREATE TABLE "customer" (
	"address" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"company" text,
	"locale" text,
	"charset" text,
	"first_seen_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "deferred_acknowledgement" (
	"ticket_id" uuid PRIMARY KEY NOT NULL,
	"address" text NOT NULL,
	"mailbox" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "duty_override" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "duty_override_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"email" text NOT NULL,
	"duty" text NOT NULL,
	"since" timestamp (3) with time zone NOT NULL,
	"until" timestamp (3) with time zone,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "duty_override_known" CHECK (duty in ('on', 'off'))
);
--> statement-breakpoint
CREATE TABLE "history" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "history_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"ticket_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"event" text NOT NULL,
	"by" text NOT NULL,
	"detail" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "letter" (
	"id" uuid PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"mailbox" text NOT NULL,
	"ticket_id" uuid,
	"mail_id" bigint,
	"to_name" text NOT NULL,
	"to_address" text NOT NULL,
	"subject" text NOT NULL,
	"message_id" text NOT NULL,
	"envelope_from" text NOT NULL,
	"octets_id" uuid NOT NULL,
	"automatic" boolean NOT NULL,
	"priority" smallint NOT NULL,
	"state" text NOT NULL,
	"doubtful" boolean DEFAULT false NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"last_reply" text,
	"due_at" timestamp (3) with time zone,
	"fence" integer DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "letter_message_id" UNIQUE("message_id"),
	CONSTRAINT "letter_state_known" CHECK (state in ('pending', 'claimed', 'data_started', 'sent', 'retry', 'uncertain', 'failed', 'cancelled')),
	CONSTRAINT "letter_sent_has_time" CHECK (state <> 'sent' or sent_at is not null),
	CONSTRAINT "letter_held_has_lease" CHECK ((state in ('claimed', 'data_started')) = (lease_until is not null))
);
--> statement-breakpoint
CREATE TABLE "mail" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "mail_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"mailbox" text NOT NULL,
	"uid_validity" bigint,
	"uid" bigint,
	"sha256" text NOT NULL,
	"fingerprint" text NOT NULL,
	"size" integer NOT NULL,
	"octets_id" uuid NOT NULL,
	"message_id" text,
	"from_name" text,
	"from_address" text,
	"subject" text,
	"class" text,
	"authentication" text,
	"evidence" text,
	"outcome" text,
	"reason" text,
	"ticket_id" uuid,
	"decisions" jsonb,
	"over_limit" boolean DEFAULT false NOT NULL,
	"backfill" boolean DEFAULT false NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"received_at" timestamp (3) with time zone NOT NULL,
	"decided_at" timestamp (3) with time zone,
	"announced_at" timestamp (3) with time zone,
	CONSTRAINT "mail_uid" UNIQUE("mailbox","uid_validity","uid"),
	CONSTRAINT "mail_outcome_known" CHECK (outcome in ('ticketed', 'appended', 'command', 'refused', 'duplicate', 'ignored', 'held', 'quarantined', 'bounce')),
	CONSTRAINT "mail_decided_whole" CHECK ((outcome is null) = (decided_at is null))
);
--> statement-breakpoint
CREATE TABLE "mailbox" (
	"name" text PRIMARY KEY NOT NULL,
	"uid_validity" bigint,
	"uid" bigint,
	"started_at" timestamp (3) with time zone,
	"first_uid_validity" bigint,
	"backfill_uid" bigint,
	"reconciled_at" timestamp (3) with time zone,
	"holder" text,
	"fence" bigint DEFAULT 0 NOT NULL,
	"lease_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"ticket_id" uuid NOT NULL,
	"direction" text NOT NULL,
	"visibility" text NOT NULL,
	"from_name" text NOT NULL,
	"from_address" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"text" text NOT NULL,
	"full_text" text,
	"mail_id" bigint,
	"letter_id" uuid,
	CONSTRAINT "message_direction_known" CHECK (direction in ('in', 'out')),
	CONSTRAINT "message_visibility_known" CHECK (visibility in ('public', 'internal'))
);
--> statement-breakpoint
CREATE TABLE "notice" (
	"kind" text NOT NULL,
	"day" text NOT NULL,
	"written_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "notice_once" PRIMARY KEY("kind","day"),
	CONSTRAINT "notice_kind_known" CHECK (kind in ('digest', 'weekly', 'monthly'))
);
--> statement-breakpoint
CREATE TABLE "octets" (
	"id" uuid NOT NULL,
	"part" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "octets_id_part_pk" PRIMARY KEY("id","part")
);
--> statement-breakpoint
CREATE TABLE "participant" (
	"ticket_id" uuid NOT NULL,
	"address" text NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"confirmed" boolean NOT NULL,
	CONSTRAINT "participant_ticket_id_address_pk" PRIMARY KEY("ticket_id","address")
);
--> statement-breakpoint
CREATE TABLE "reference" (
	"message_id" text NOT NULL,
	"ticket_id" uuid NOT NULL,
	CONSTRAINT "reference_message_id_ticket_id_pk" PRIMARY KEY("message_id","ticket_id")
);
--> statement-breakpoint
CREATE TABLE "search_corpus" (
	"kind" text PRIMARY KEY NOT NULL,
	"documents" integer NOT NULL,
	"length" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "search_document" (
	"kind" text NOT NULL,
	"id" uuid NOT NULL,
	"terms" "tsvector" NOT NULL,
	"length" integer NOT NULL,
	CONSTRAINT "search_document_kind_id_pk" PRIMARY KEY("kind","id"),
	CONSTRAINT "search_document_kind_known" CHECK (kind in ('article', 'ticket'))
);
--> statement-breakpoint
CREATE TABLE "search_term" (
	"kind" text NOT NULL,
	"term" text NOT NULL,
	"documents" integer NOT NULL,
	CONSTRAINT "search_term_kind_term_pk" PRIMARY KEY("kind","term")
);
--> statement-breakpoint
CREATE TABLE "signing_key" (
	"id" smallint PRIMARY KEY NOT NULL,
	"salt" "bytea" NOT NULL,
	"proof" "bytea" NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ticket" (
	"id" uuid PRIMARY KEY NOT NULL,
	"number" text NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"urgency" text NOT NULL,
	"category" text NOT NULL,
	"subject" text NOT NULL,
	"locale" text NOT NULL,
	"requester_name" text NOT NULL,
	"requester_address" text NOT NULL,
	"company" text,
	"team" text,
	"line" smallint NOT NULL,
	"assignee" text,
	"follower" text,
	"created_at" timestamp (3) with time zone NOT NULL,
	"respond_by" timestamp (3) with time zone,
	"responded_at" timestamp (3) with time zone,
	"update_by" timestamp (3) with time zone,
	"accept_by" timestamp (3) with time zone,
	"accepted_at" timestamp (3) with time zone,
	"expected_by" timestamp (3) with time zone,
	"resolved_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"reopen_count" integer NOT NULL,
	"details" jsonb NOT NULL,
	CONSTRAINT "ticket_number" UNIQUE("number"),
	CONSTRAINT "ticket_state_known" CHECK (state in ('new', 'triaged', 'assigned', 'in_progress', 'pending', 'resolved', 'closed', 'reopened', 'merged')),
	CONSTRAINT "ticket_urgency_known" CHECK (urgency in ('urgent', 'high', 'medium', 'low')),
	CONSTRAINT "ticket_closed_has_time" CHECK (state <> 'closed' or closed_at is not null),
	CONSTRAINT "ticket_version_counts" CHECK (version >= 1)
);
--> statement-breakpoint
CREATE TABLE "ticket_counter" (
	"single" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"day" text NOT NULL,
	"sequence" integer NOT NULL,
	CONSTRAINT "ticket_counter_one_row" CHECK (single)
);
--> statement-breakpoint
ALTER TABLE "article" ADD CONSTRAINT "article_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "attachment" ADD CONSTRAINT "attachment_message_id_message_id_fk" FOREIGN KEY ("message_id") REFERENCES "public"."message"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clock" ADD CONSTRAINT "clock_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deferred_acknowledgement" ADD CONSTRAINT "deferred_acknowledgement_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "history" ADD CONSTRAINT "history_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter" ADD CONSTRAINT "letter_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "letter" ADD CONSTRAINT "letter_mail_id_mail_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mail"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "message" ADD CONSTRAINT "message_mail_id_mail_id_fk" FOREIGN KEY ("mail_id") REFERENCES "public"."mail"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reference" ADD CONSTRAINT "reference_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "article_ticket_draft" ON "article" USING btree ("ticket_id") WHERE state = 'draft';--> statement-breakpoint
CREATE INDEX "article_created" ON "article" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "clock_due" ON "clock" USING btree ("due_at");--> statement-breakpoint
CREATE INDEX "deferred_acknowledgement_address" ON "deferred_acknowledgement" USING btree ("address");--> statement-breakpoint
CREATE INDEX "duty_override_email" ON "duty_override" USING btree ("email");--> statement-breakpoint
CREATE INDEX "history_ticket" ON "history" USING btree ("ticket_id","id");--> statement-breakpoint
CREATE INDEX "history_at" ON "history" USING brin ("at");--> statement-breakpoint
CREATE INDEX "letter_due" ON "letter" USING btree ("mailbox","priority","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "letter_sent" ON "letter" USING btree ("mailbox","sent_at") WHERE sent_at is not null;--> statement-breakpoint
CREATE INDEX "letter_unsent" ON "letter" USING btree ("state") WHERE state <> 'sent';--> statement-breakpoint
CREATE INDEX "letter_held" ON "letter" USING btree ("lease_until") WHERE lease_until is not null;--> statement-breakpoint
CREATE INDEX "letter_ticket" ON "letter" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "letter_failed_to" ON "letter" USING btree ("to_address","created_at") WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX "letter_to" ON "letter" USING btree ("to_address","created_at");--> statement-breakpoint
CREATE INDEX "letter_automatic_to" ON "letter" USING btree ("to_address","created_at") WHERE automatic;--> statement-breakpoint
CREATE INDEX "letter_created" ON "letter" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "letter_undelivered" ON "letter" USING btree ("created_at") WHERE state in ('failed', 'uncertain');--> statement-breakpoint
CREATE INDEX "letter_tail" ON "letter" USING btree (right(id::text, 12));--> statement-breakpoint
CREATE INDEX "letter_automatic_domain" ON "letter" USING btree (split_part(to_address, '@', 2),"created_at") WHERE automatic;--> statement-breakpoint
CREATE INDEX "letter_automatic_kind" ON "letter" USING btree ("kind","created_at") WHERE automatic;--> statement-breakpoint
CREATE INDEX "mail_undecided" ON "mail" USING btree ("id") WHERE outcome is null;--> statement-breakpoint
CREATE UNIQUE INDEX "mail_counts_once" ON "mail" USING btree ("fingerprint") WHERE outcome not in ('duplicate', 'held', 'quarantined');--> statement-breakpoint
CREATE INDEX "mail_fingerprint" ON "mail" USING btree ("fingerprint");--> statement-breakpoint
CREATE INDEX "mail_unannounced" ON "mail" USING btree ("decided_at") WHERE announced_at is null and outcome in ('held', 'quarantined');--> statement-breakpoint
CREATE INDEX "mail_message_id" ON "mail" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "mail_ticket" ON "mail" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "mail_from" ON "mail" USING btree ("from_address","received_at");--> statement-breakpoint
CREATE INDEX "mail_quarantined" ON "mail" USING btree ("received_at") WHERE outcome = 'quarantined';--> statement-breakpoint
CREATE INDEX "message_ticket" ON "message" USING btree ("ticket_id","at");--> statement-breakpoint
CREATE INDEX "participant_address" ON "participant" USING btree ("address");--> statement-breakpoint
CREATE INDEX "search_document_terms" ON "search_document" USING gin ("terms");--> statement-breakpoint
CREATE INDEX "ticket_open" ON "ticket" USING btree ("assignee","follower") WHERE state not in ('closed', 'merged');--> statement-breakpoint
CREATE INDEX "ticket_assignee" ON "ticket" USING btree ("assignee","created_at");--> statement-breakpoint
CREATE INDEX "ticket_requester" ON "ticket" USING btree ("requester_address","created_at");--> statement-breakpoint
CREATE INDEX "ticket_created" ON "ticket" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "ticket_closed" ON "ticket" USING btree ("closed_at");