CREATE TABLE "attachment_folder" (
	"only_one" boolean PRIMARY KEY DEFAULT true NOT NULL,
	"id" uuid NOT NULL,
	"server" text NOT NULL,
	CONSTRAINT "attachment_folder_only_one" CHECK (only_one)
);
