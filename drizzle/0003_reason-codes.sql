ALTER TABLE "letter" ADD COLUMN "last_result" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "authentication_reason" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "reason_code" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "reason_detail" text;--> statement-breakpoint
-- Until now a reason was one text; its beginning told the code.
UPDATE "mail" SET reason_detail = '', reason_code = CASE
    WHEN outcome IN ('command', 'refused') AND reason = 'note' THEN NULL
    WHEN reason = 'none' THEN 'unacknowledged'
    WHEN reason = 'matches no letter' THEN 'matches_no_letter'
    WHEN reason = 'unknown commands' THEN 'unknown_commands'
    WHEN reason IN ('acknowledgement', 'short_acknowledgement', 'E4', 'E3', 'E2', 'E1', 'E0', 'unverified', 'unconfirmed', 'note',
      'draft_changed', 'nothing_waits', 'own_mail', 'older_than_the_desk', 'auto_reply', 'receipt', 'list', 'malformed',
      'no_sender', 'marked_spam', 'not_scanned', 'ticket_trick', 'third_party_reply', 'challenge', 'permanent', 'temporary')
      THEN reason
  END WHERE outcome IS NOT NULL;--> statement-breakpoint
UPDATE "mail" SET
    reason_code = (regexp_match(reason, '^(over_limit|virus|quarantine|held|held_forged|failed|parser_time|parser_memory|parser_crash): '))[1],
    reason_detail = substr(reason, strpos(reason, ': ') + 2)
  WHERE outcome IS NOT NULL AND reason_code IS NULL
    AND reason ~ '^(over_limit|virus|quarantine|held|held_forged|failed|parser_time|parser_memory|parser_crash): ';--> statement-breakpoint
UPDATE "mail" SET reason_code = known.code, reason_detail = substr(mail.reason, length(known.words) + 2)
  FROM (VALUES ('follows up', 'follows_up'), ('claims', 'claims'), ('releases mail', 'releases'), ('confirms mail', 'confirms'),
    ('of mail', 'copy_of'), ('permanent', 'permanent'), ('temporary', 'temporary')) AS known(words, code)
  WHERE mail.outcome IS NOT NULL AND mail.reason_code IS NULL AND starts_with(mail.reason, known.words || ' ');--> statement-breakpoint
-- What is left are names of commands and what became of each; the rest keeps its text as the detail.
UPDATE "mail" SET reason_detail = coalesce(reason, ''), reason_code = CASE
    WHEN reason IN ('article_approved', 'article_dropped') THEN 'draft_decided'
    WHEN outcome = 'command' THEN 'commands'
    WHEN outcome = 'refused' THEN 'commands_refused'
    WHEN outcome = 'ticketed' THEN 'unacknowledged'
    WHEN outcome = 'appended' THEN 'note'
    WHEN outcome = 'duplicate' THEN 'copy_of'
    WHEN outcome = 'ignored' THEN 'auto_reply'
    WHEN outcome = 'bounce' THEN 'matches_no_letter'
    WHEN outcome = 'held' THEN 'held'
    ELSE 'quarantine'
  END WHERE outcome IS NOT NULL AND reason_code IS NULL;--> statement-breakpoint
UPDATE "mail" SET authentication_reason = found.reason
  FROM (
    SELECT id, (array_agg(substring(step, '[a-z_]+$') ORDER BY place DESC))[1] AS reason
    FROM "mail", jsonb_array_elements_text(CASE WHEN jsonb_typeof(decisions) = 'array' THEN decisions ELSE '[]' END)
      WITH ORDINALITY AS steps(step, place)
    WHERE step ~ '^authentication [PNF]: [a-z_]+$'
    GROUP BY id
  ) AS found
  WHERE found.id = mail.id;--> statement-breakpoint
UPDATE "letter" SET last_result = CASE
    WHEN last_reply LIKE 'bounced%' THEN CASE WHEN state = 'failed' THEN 'bounced' ELSE 'delayed' END
    WHEN last_reply LIKE 'held back:%' THEN 'held_back'
    WHEN last_reply LIKE 'the sender was gone%' THEN 'sender_gone'
    WHEN last_reply LIKE 'the configuration has no mailbox%' THEN 'no_mailbox'
    WHEN last_reply LIKE 'restored from a backup%' THEN 'restored'
    WHEN last_reply LIKE 'not ended:%' THEN 'interrupted'
    WHEN state = 'sent' THEN 'accepted'
    WHEN last_reply ~ '^[45][0-9][0-9]' OR last_reply = 'its octets are gone from the database'
      THEN CASE WHEN state = 'failed' AND last_reply !~ '^4' THEN 'refused' ELSE 'put_off' END
    WHEN last_reply IS NOT NULL THEN 'lost'
  END;--> statement-breakpoint
ALTER TABLE "mail" DROP COLUMN "reason";--> statement-breakpoint
ALTER TABLE "letter" ADD CONSTRAINT "letter_result_known" CHECK (last_result in ('accepted', 'put_off', 'refused', 'lost', 'interrupted', 'sender_gone', 'bounced', 'delayed', 'held_back', 'no_mailbox', 'restored'));--> statement-breakpoint
ALTER TABLE "mail" ADD CONSTRAINT "mail_decided_has_reason" CHECK ((outcome is null) = (reason_code is null));
