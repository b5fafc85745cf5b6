ALTER TABLE "mail" ADD COLUMN "withheld" text;--> statement-breakpoint
CREATE INDEX "mail_withheld" ON "mail" USING btree ("mailbox","uid_validity","uid") WHERE withheld is not null;