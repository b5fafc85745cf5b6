ALTER TABLE "letter" DROP CONSTRAINT "letter_result_known";--> statement-breakpoint
DROP INDEX "participant_address";--> statement-breakpoint
DROP INDEX "letter_failed_to";--> statement-breakpoint
DROP INDEX "letter_to";--> statement-breakpoint
DROP INDEX "letter_automatic_to";--> statement-breakpoint
DROP INDEX "letter_automatic_domain";--> statement-breakpoint
DROP INDEX "mail_from";--> statement-breakpoint
DROP INDEX "ticket_requester";--> statement-breakpoint
ALTER TABLE "participant" DROP CONSTRAINT "participant_ticket_id_address_pk";--> statement-breakpoint
ALTER TABLE "letter" ADD COLUMN "to_canonical" text;--> statement-breakpoint
ALTER TABLE "letter" ADD COLUMN "to_limit_key" text;--> statement-breakpoint
ALTER TABLE "letter" ADD COLUMN "reduced_id" uuid;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "from_canonical" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "from_limit_key" text;--> statement-breakpoint
ALTER TABLE "message" ADD COLUMN "from_canonical" text;--> statement-breakpoint
ALTER TABLE "participant" ADD COLUMN "canonical" text;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "requester_canonical" text;--> statement-breakpoint
-- As people/address.ts has it, as far as SQL can: a domain with other letters than ASCII stays as it was written.
UPDATE "letter" SET to_canonical = lower(rtrim(to_address, '.')),
    to_limit_key = regexp_replace(lower(rtrim(to_address, '.')), '^([^+]+)[+][^@]*@', '\1@');--> statement-breakpoint
UPDATE "letter" SET to_limit_key = replace(split_part(to_limit_key, '@', 1), '.', '') || '@gmail.com'
  WHERE split_part(to_limit_key, '@', 2) IN ('gmail.com', 'googlemail.com');--> statement-breakpoint
UPDATE "mail" SET from_canonical = lower(rtrim(from_address, '.')),
    from_limit_key = regexp_replace(lower(rtrim(from_address, '.')), '^([^+]+)[+][^@]*@', '\1@') WHERE from_address IS NOT NULL;--> statement-breakpoint
UPDATE "mail" SET from_limit_key = replace(split_part(from_limit_key, '@', 1), '.', '') || '@gmail.com'
  WHERE split_part(from_limit_key, '@', 2) IN ('gmail.com', 'googlemail.com');--> statement-breakpoint
UPDATE "message" SET from_canonical = lower(rtrim(from_address, '.'));--> statement-breakpoint
UPDATE "ticket" SET requester_canonical = lower(rtrim(requester_address, '.'));--> statement-breakpoint
UPDATE "participant" SET canonical = lower(rtrim(address, '.'));--> statement-breakpoint
-- Two spellings of one person: the confirmed one stays.
DELETE FROM "participant" p USING "participant" q
  WHERE p.ticket_id = q.ticket_id AND p.canonical = q.canonical AND (q.confirmed, q.address) > (p.confirmed, p.address);--> statement-breakpoint
ALTER TABLE "letter" ALTER COLUMN "to_canonical" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "letter" ALTER COLUMN "to_limit_key" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "message" ALTER COLUMN "from_canonical" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "participant" ALTER COLUMN "canonical" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "ticket" ALTER COLUMN "requester_canonical" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "participant" ADD CONSTRAINT "participant_once" PRIMARY KEY("ticket_id","canonical");--> statement-breakpoint
CREATE INDEX "mail_from_limit" ON "mail" USING btree ("from_limit_key","received_at");--> statement-breakpoint
CREATE INDEX "participant_canonical" ON "participant" USING btree ("canonical");--> statement-breakpoint
CREATE INDEX "letter_failed_to" ON "letter" USING btree ("to_canonical","created_at") WHERE state = 'failed';--> statement-breakpoint
CREATE INDEX "letter_to" ON "letter" USING btree ("to_canonical","created_at");--> statement-breakpoint
CREATE INDEX "letter_automatic_to" ON "letter" USING btree ("to_limit_key","created_at") WHERE automatic;--> statement-breakpoint
CREATE INDEX "letter_automatic_domain" ON "letter" USING btree (split_part(to_limit_key, '@', 2),"created_at") WHERE automatic;--> statement-breakpoint
CREATE INDEX "mail_from" ON "mail" USING btree ("from_canonical");--> statement-breakpoint
CREATE INDEX "ticket_requester" ON "ticket" USING btree ("requester_canonical","created_at");--> statement-breakpoint
ALTER TABLE "letter" ADD CONSTRAINT "letter_result_known" CHECK (last_result in ('accepted', 'put_off', 'refused', 'lost', 'interrupted', 'sender_gone', 'bounced', 'reported', 'delayed', 'held_back', 'no_mailbox', 'restored'));