ALTER TABLE "octets" ADD COLUMN "size" integer;--> statement-breakpoint
-- The desk packs them itself, and PostgreSQL would try again.
ALTER TABLE "octets" ALTER COLUMN "bytes" SET STORAGE EXTERNAL;
