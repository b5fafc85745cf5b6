DROP INDEX "mail_counts_once";--> statement-breakpoint
CREATE INDEX "mail_fingerprint" ON "mail" USING btree ("fingerprint");--> statement-breakpoint
CREATE UNIQUE INDEX "mail_counts_once" ON "mail" USING btree ("fingerprint") WHERE outcome not in ('duplicate', 'held', 'quarantined');