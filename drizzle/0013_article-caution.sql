-- Articles of before say nothing to mind.
ALTER TABLE "article" ADD COLUMN "caution" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "article" ALTER COLUMN "caution" DROP DEFAULT;
