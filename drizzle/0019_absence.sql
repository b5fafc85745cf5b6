CREATE TABLE "absence" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "absence_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"email" text NOT NULL,
	"starts_at" timestamp (3) with time zone NOT NULL,
	"ends_at" timestamp (3) with time zone NOT NULL,
	"substitute" text,
	"set_by" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"begun_told_at" timestamp (3) with time zone,
	"over_told_at" timestamp (3) with time zone,
	CONSTRAINT "absence_has_a_length" CHECK (ends_at >= starts_at)
);
--> statement-breakpoint
CREATE TABLE "absence_question" (
	"email" text NOT NULL,
	"about" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "absence_question_once" PRIMARY KEY("email","about")
);
--> statement-breakpoint
CREATE TABLE "recurring" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "recurring_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"rule" jsonb NOT NULL,
	"title" text NOT NULL,
	"text" text NOT NULL,
	"form" jsonb NOT NULL,
	"customer_name" text NOT NULL,
	"customer_address" text NOT NULL,
	"set_by" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	"next_at" timestamp (3) with time zone NOT NULL,
	"stopped_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE INDEX "absence_ends" ON "absence" USING btree ("ends_at");--> statement-breakpoint
CREATE INDEX "absence_to_tell" ON "absence" USING btree ("starts_at") WHERE begun_told_at is null or over_told_at is null;--> statement-breakpoint
CREATE INDEX "recurring_next" ON "recurring" USING btree ("next_at") WHERE stopped_at is null;