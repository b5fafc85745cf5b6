CREATE TABLE "octets_archive" (
	"id" uuid NOT NULL,
	"part" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"size" integer,
	CONSTRAINT "octets_archive_id_part_pk" PRIMARY KEY("id","part")
);
--> statement-breakpoint
CREATE TABLE "staff_load" (
	"address" text NOT NULL,
	"open" integer NOT NULL
);
--> statement-breakpoint
DROP INDEX "letter_held";--> statement-breakpoint
DROP INDEX "letter_created";--> statement-breakpoint
DROP INDEX "letter_undelivered";--> statement-breakpoint
DROP INDEX "letter_unsent";--> statement-breakpoint
DROP INDEX "letter_failed_to";--> statement-breakpoint
DROP INDEX "ticket_open";--> statement-breakpoint
CREATE INDEX "clock_planned" ON "clock" USING btree ("ticket_id") WHERE kind in ('follow_up', 'send_later');--> statement-breakpoint
CREATE INDEX "ticket_followed" ON "ticket" USING btree ("follower","created_at") WHERE state not in ('closed', 'merged');--> statement-breakpoint
CREATE INDEX "ticket_deadline" ON "ticket" USING btree (least(case when responded_at is null then respond_by else update_by end, accept_by)) WHERE state not in ('closed', 'merged');--> statement-breakpoint
CREATE INDEX "letter_unsent" ON "letter" USING btree ("created_at") WHERE last_result is distinct from 'accepted';--> statement-breakpoint
CREATE INDEX "letter_failed_to" ON "letter" USING btree ("to_canonical","created_at") WHERE last_result = 'bounced';--> statement-breakpoint
CREATE INDEX "ticket_open" ON "ticket" USING btree ("assignee") WHERE state not in ('closed', 'merged');--> statement-breakpoint
-- As in the table they come from: the desk has packed them.
ALTER TABLE octets_archive ALTER COLUMN bytes SET STORAGE EXTERNAL;--> statement-breakpoint
-- Counted as it changes: what each of the staff has open is asked for with every batch of mails. Rows are added and never
-- changed, so that no two commits wait for each other; store/staff-load.ts sums them.
CREATE FUNCTION count_staff_loads() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO staff_load (address, open)
      SELECT address, count(*) FROM ticket_after t, LATERAL (
        SELECT t.assignee AS address UNION SELECT t.follower) staff
      WHERE state NOT IN ('closed', 'merged') AND address IS NOT NULL GROUP BY address;
  ELSE
    INSERT INTO staff_load (address, open)
      SELECT address, sum(change) FROM (
        SELECT 1 AS change, state, assignee, follower FROM ticket_after
        UNION ALL SELECT -1, state, assignee, follower FROM ticket_before
      ) t, LATERAL (SELECT t.assignee AS address UNION SELECT t.follower) staff
      WHERE state NOT IN ('closed', 'merged') AND address IS NOT NULL GROUP BY address HAVING sum(change) <> 0;
  END IF;
  RETURN NULL;
END
$$;--> statement-breakpoint
CREATE TRIGGER ticket_load_added AFTER INSERT ON ticket
  REFERENCING NEW TABLE AS ticket_after FOR EACH STATEMENT EXECUTE FUNCTION count_staff_loads();--> statement-breakpoint
CREATE TRIGGER ticket_load_changed AFTER UPDATE ON ticket
  REFERENCING OLD TABLE AS ticket_before NEW TABLE AS ticket_after FOR EACH STATEMENT EXECUTE FUNCTION count_staff_loads();--> statement-breakpoint
INSERT INTO staff_load (address, open)
  SELECT address, count(*) FROM ticket t, LATERAL (SELECT t.assignee AS address UNION SELECT t.follower) staff
  WHERE state NOT IN ('closed', 'merged') AND address IS NOT NULL GROUP BY address;--> statement-breakpoint
-- Sent before there were results: the index of what is not sent is to be small.
UPDATE letter SET last_result = 'accepted' WHERE state = 'sent' AND last_result IS NULL;--> statement-breakpoint
-- Room for the two updates of a letter that no index has to follow, until a later one prunes them.
ALTER TABLE letter SET (fillfactor = 75);--> statement-breakpoint
-- By default a table is vacuumed once a fifth of it has changed, which is months in a table of years.
ALTER TABLE ticket SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);--> statement-breakpoint
ALTER TABLE mail SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);--> statement-breakpoint
ALTER TABLE letter SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);--> statement-breakpoint
ALTER TABLE clock SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02);--> statement-breakpoint
ALTER TABLE octets SET (autovacuum_vacuum_scale_factor = 0.02);
