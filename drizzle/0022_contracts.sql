CREATE TABLE "letter_wish" (
	"address" text PRIMARY KEY NOT NULL,
	"courtesies" boolean NOT NULL,
	"set_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "notice" DROP CONSTRAINT "notice_kind_known";--> statement-breakpoint
ALTER TABLE "notice" ADD COLUMN "about" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "contract" text;--> statement-breakpoint
CREATE INDEX "ticket_contract" ON "ticket" USING btree ("contract","created_at") WHERE contract is not null;--> statement-breakpoint
ALTER TABLE "notice" DROP CONSTRAINT "notice_once";
--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_once" PRIMARY KEY("kind","day","about");--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_kind_known" CHECK (kind in ('digest', 'weekly', 'monthly', 'contract_most', 'contract_all'));