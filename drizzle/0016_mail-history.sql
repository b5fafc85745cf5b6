ALTER TABLE "mail" ADD COLUMN "history" text;--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_history_known" CHECK (history in ('open', 'closed'));