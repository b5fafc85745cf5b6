DROP INDEX "ticket_open_error";--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "error_code" text;--> statement-breakpoint
UPDATE "ticket" SET "error_code" = lower(btrim("details" #>> '{form,errorCode}')) WHERE btrim("details" #>> '{form,errorCode}') <> '';--> statement-breakpoint
CREATE INDEX "ticket_open_error" ON "ticket" USING btree ("error_code") WHERE state not in ('closed', 'merged') and error_code is not null;