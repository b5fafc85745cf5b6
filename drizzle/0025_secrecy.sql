CREATE TABLE "certificate" (
	"address" text NOT NULL,
	"fingerprint" text NOT NULL,
	"form" text NOT NULL,
	"name" text NOT NULL,
	"issuer" text NOT NULL,
	"content" text NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"first_seen_at" timestamp (3) with time zone NOT NULL,
	"confirmed_at" timestamp (3) with time zone,
	"confirmed_by" text,
	CONSTRAINT "certificate_once" PRIMARY KEY("address","fingerprint"),
	CONSTRAINT "certificate_form_known" CHECK (form in ('smime', 'openpgp')),
	CONSTRAINT "certificate_confirmed_by_somebody" CHECK ((confirmed_at is null) = (confirmed_by is null))
);
--> statement-breakpoint
ALTER TABLE "notice" DROP CONSTRAINT "notice_kind_known";--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "confidential" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "notice" ADD CONSTRAINT "notice_kind_known" CHECK (kind in ('digest', 'weekly', 'monthly', 'contract_most', 'contract_all', 'certificate_30', 'certificate_7'));