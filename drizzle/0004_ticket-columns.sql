ALTER TABLE "ticket" ADD COLUMN "state_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "unclear_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "satisfaction" smallint;--> statement-breakpoint
ALTER TABLE "ticket" ADD COLUMN "token_epoch" integer;--> statement-breakpoint
-- What SQL asks for stands in columns; the details are for the process alone.
UPDATE "ticket" SET
    state_since = coalesce((details #>> '{stateSince,$at}')::timestamptz, created_at),
    unclear_at = (details #>> '{unclearAt,$at}')::timestamptz,
    satisfaction = (details #>> '{closing,satisfaction}')::smallint,
    token_epoch = coalesce((details ->> 'tokenEpoch')::int, 0),
    details = (details - '{stateSince,unclearAt,tokenEpoch}'::text[]) #- '{closing,satisfaction}';--> statement-breakpoint
ALTER TABLE "ticket" ALTER COLUMN "state_since" SET NOT NULL;--> statement-breakpoint
ALTER TABLE "ticket" ALTER COLUMN "token_epoch" SET NOT NULL;
