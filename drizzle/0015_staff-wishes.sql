CREATE TABLE "waiting_copy" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "waiting_copy_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"reader" text NOT NULL,
	"ticket_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"content" jsonb NOT NULL,
	"mailbox" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "staff_wish" (
	"email" text PRIMARY KEY NOT NULL,
	"letters" text NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "staff_wish_known" CHECK (letters in ('all', 'needed', 'digest'))
);
--> statement-breakpoint
ALTER TABLE "waiting_copy" ADD CONSTRAINT "waiting_copy_ticket_id_ticket_id_fk" FOREIGN KEY ("ticket_id") REFERENCES "public"."ticket"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "waiting_copy_reader" ON "waiting_copy" USING btree ("reader","at");--> statement-breakpoint
CREATE INDEX "waiting_copy_ticket" ON "waiting_copy" USING btree ("ticket_id");