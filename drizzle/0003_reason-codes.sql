ALTER TABLE "letter" ADD COLUMN "last_result" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "authentication_reason" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "reason_code" text;--> statement-breakpoint
ALTER TABLE "mail" ADD COLUMN "reason_detail" text;--> statement-breakpoint
-- Until now a reason was one text; its beginning told the code.
UPDATE "mail" SET reason_detail = '', reason_code = CASE
    WHEN outcome = 'command' AND reason = 'note' THEN NULL
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
ALTER TABLE "mail" ADD CONSTRAINT "mail_decided_has_reason" CHECK ((outcome is null) = (reason_code is null));--> statement-breakpoint
CREATE OR REPLACE FUNCTION commit_change(change jsonb) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  wanted int;
  done int;
BEGIN
  IF change ? 'fence' THEN
    PERFORM 1 FROM mailbox
      WHERE name = change #>> '{fence,mailbox}' AND fence = (change #>> '{fence,fence}')::bigint FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'the lease of mailbox % is lost', change #>> '{fence,mailbox}' USING ERRCODE = 'TD002';
    END IF;
  END IF;

  IF change ? 'mail' THEN
    UPDATE mail m SET
        class = r.class, authentication = r.authentication, authentication_reason = r.authentication_reason,
        evidence = r.evidence, outcome = r.outcome, reason_code = r.reason_code, reason_detail = r.reason_detail,
        message_id = r.message_id, from_name = r.from_name, from_address = r.from_address, subject = r.subject,
        decisions = coalesce(m.decisions, '[]') || r.decisions, decided_at = r.decided_at
      FROM jsonb_populate_record(NULL::mail, change -> 'mail') r
      WHERE m.id = r.id AND m.outcome IS NOT DISTINCT FROM change #>> '{mail,was}';
    IF NOT FOUND THEN
      RAISE EXCEPTION 'mail % is decided already', change #>> '{mail,id}' USING ERRCODE = 'TD003';
    END IF;
  END IF;

  IF change ? 'tickets' THEN
    INSERT INTO ticket SELECT r.* FROM jsonb_populate_recordset(NULL::ticket, change -> 'tickets') r WHERE r.version = 1;
    SELECT count(*) INTO wanted FROM jsonb_array_elements(change -> 'tickets') t WHERE (t ->> 'version')::int > 1;
    UPDATE ticket t SET
        version = r.version, state = r.state, urgency = r.urgency, category = r.category, subject = r.subject,
        locale = r.locale, requester_name = r.requester_name, requester_address = r.requester_address, company = r.company,
        team = r.team, line = r.line, assignee = r.assignee, follower = r.follower, respond_by = r.respond_by,
        responded_at = r.responded_at, update_by = r.update_by, accept_by = r.accept_by, accepted_at = r.accepted_at,
        expected_by = r.expected_by, resolved_at = r.resolved_at, closed_at = r.closed_at, reopen_count = r.reopen_count,
        details = r.details
      FROM jsonb_populate_recordset(NULL::ticket, change -> 'tickets') r
      WHERE t.id = r.id AND t.version = r.version - 1 AND r.version > 1;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> wanted THEN
      RAISE EXCEPTION 'a ticket has changed since it was read' USING ERRCODE = 'TD001';
    END IF;

    DELETE FROM clock c USING jsonb_array_elements(change -> 'tickets') t WHERE c.ticket_id = (t ->> 'id')::uuid;
    INSERT INTO clock SELECT r.* FROM jsonb_populate_recordset(NULL::clock, change -> 'clocks') r;
    INSERT INTO participant SELECT r.* FROM jsonb_populate_recordset(NULL::participant, change -> 'participants') r
      ON CONFLICT (ticket_id, address) DO UPDATE
        SET name = excluded.name, role = excluded.role, confirmed = excluded.confirmed;
  END IF;

  IF change #>> '{mail,ticket_id}' IS NOT NULL THEN
    UPDATE mail SET ticket_id = (change #>> '{mail,ticket_id}')::uuid WHERE id = (change #>> '{mail,id}')::bigint;
  END IF;

  INSERT INTO notice SELECT r.* FROM jsonb_populate_recordset(NULL::notice, change -> 'notices') r;
  INSERT INTO article SELECT r.* FROM jsonb_populate_recordset(NULL::article, change -> 'articles') r WHERE r.version = 1;
  SELECT count(*) INTO wanted FROM jsonb_array_elements(change -> 'articles') a WHERE (a ->> 'version')::int > 1;
  UPDATE article a SET
      version = r.version, state = r.state, locale = r.locale, title = r.title, symptom = r.symptom, cause = r.cause,
      steps = r.steps, category = r.category, module = r.module, tags = r.tags, decided_at = r.decided_at,
      decided_by = r.decided_by
    FROM jsonb_populate_recordset(NULL::article, change -> 'articles') r
    WHERE a.id = r.id AND a.version = r.version - 1 AND r.version > 1;
  GET DIAGNOSTICS done = ROW_COUNT;
  IF done <> wanted THEN
    RAISE EXCEPTION 'an article has changed since it was read' USING ERRCODE = 'TD001';
  END IF;
  INSERT INTO search_document SELECT r.* FROM jsonb_populate_recordset(NULL::search_document, change -> 'documents') r
    ON CONFLICT (kind, id) DO UPDATE SET terms = excluded.terms, length = excluded.length;

  INSERT INTO history (ticket_id, at, event, by, detail)
    SELECT r.ticket_id, r.at, r.event, r.by, r.detail FROM jsonb_populate_recordset(NULL::history, change -> 'history') r;
  INSERT INTO octets (id, part, bytes)
    SELECT (o ->> 'id')::uuid, 0, decode(o ->> 'base64', 'base64') FROM jsonb_array_elements(change -> 'octets') o;
  INSERT INTO letter SELECT r.* FROM jsonb_populate_recordset(NULL::letter, change -> 'letters') r;
  UPDATE letter l SET
      state = CASE WHEN b.permanent THEN 'failed' ELSE l.state END, last_reply = b.reply,
      last_result = CASE WHEN b.permanent THEN 'bounced' ELSE 'delayed' END,
      due_at = CASE WHEN b.permanent THEN NULL ELSE l.due_at END
    FROM jsonb_to_recordset(change -> 'bounced') AS b(id uuid, permanent boolean, reply text)
    WHERE l.id = b.id AND l.lease_until IS NULL;
  INSERT INTO duty_override (email, duty, since, set_at)
    SELECT r.email, r.duty, r.since, now() FROM jsonb_populate_recordset(NULL::duty_override, change -> 'duties') r;
  INSERT INTO deferred_acknowledgement
    SELECT r.* FROM jsonb_populate_recordset(NULL::deferred_acknowledgement, change -> 'deferred') r;
  DELETE FROM deferred_acknowledgement
    WHERE ticket_id IN (SELECT t.id::uuid FROM jsonb_array_elements_text(change -> 'collected') AS t(id));
  UPDATE mail SET announced_at = now()
    WHERE id IN (SELECT m.id::bigint FROM jsonb_array_elements_text(change -> 'announced') AS m(id));
  INSERT INTO message SELECT r.* FROM jsonb_populate_recordset(NULL::message, change -> 'messages') r;
  INSERT INTO blob SELECT r.* FROM jsonb_populate_recordset(NULL::blob, change -> 'blobs') r ON CONFLICT DO NOTHING;
  INSERT INTO attachment SELECT r.* FROM jsonb_populate_recordset(NULL::attachment, change -> 'attachments') r;
  INSERT INTO reference SELECT r.* FROM jsonb_populate_recordset(NULL::reference, change -> 'references') r
    ON CONFLICT DO NOTHING;
  INSERT INTO customer SELECT r.* FROM jsonb_populate_recordset(NULL::customer, change -> 'customers') r
    ON CONFLICT (address) DO UPDATE
      SET name = excluded.name, company = coalesce(excluded.company, customer.company),
          locale = coalesce(excluded.locale, customer.locale), charset = coalesce(excluded.charset, customer.charset);

  -- Last, so that others wait for as short a time as can be; whoever had the lock before has committed what is counted here.
  IF change ? 'within' THEN
    PERFORM pg_advisory_xact_lock(hashtext('tsdesk letters ' || (change #>> '{within,kind}')));
    SELECT count(*) INTO done FROM letter
      WHERE automatic AND kind = change #>> '{within,kind}' AND created_at > (change #>> '{within,since}')::timestamptz;
    IF done > (change #>> '{within,most}')::int THEN
      RAISE EXCEPTION 'the limit for letters of kind % is reached', change #>> '{within,kind}' USING ERRCODE = 'TD004';
    END IF;
  END IF;
END
$$;
