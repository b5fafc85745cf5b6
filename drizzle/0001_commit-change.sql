-- One state change is one statement: `select commit_change($1)` writes ticket, history, ledger entry and letters together
-- or not at all. A transaction of several statements would need the driver to notice a backend that died in between.
--
-- The argument is one JSON object; every key but those named is an array of rows in the shape of the table:
--   fence         {mailbox, fence} of the lease under which the change was decided, or absent
--   mail          the decision about one ledger row, or absent
--   tickets, participants, clocks, history, messages, attachments, blobs, references, customers, letters
--   duties        [{email, duty, since}], staff put on or off duty
--   deferred      acknowledgements a limit holds back; collected: [ticket id] those a collected letter makes up for
--   announced     [mail id], held or quarantined mails staff are told of
--   bounced       [{id, permanent, reply}], letters that came back
--   octets        [{id, base64}], the octets of the letters
--   articles      rows, guarded by their version as tickets are; documents: [{kind, id, terms, length}] for the search
--   notices       rows; one that is there already refuses the whole (unique violation on notice_once)
--
--   within        {kind, since, most}: of automatic letters of this kind no more than so many may have been written since then
--
-- Refusals, by SQLSTATE: TD001 the ticket has changed since it was read; TD002 the lease is lost; TD003 the mail is decided;
-- TD004 a limit is reached.
CREATE FUNCTION commit_change(change jsonb) RETURNS void LANGUAGE plpgsql AS $$
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
        class = r.class, authentication = r.authentication, evidence = r.evidence, outcome = r.outcome, reason = r.reason,
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
--> statement-breakpoint
-- The next number of a local day: sequences restart with the day and never go back, whatever the clock does.
CREATE FUNCTION next_ticket_number(today text, how_many int) RETURNS TABLE (day text, last_sequence int) LANGUAGE sql AS $$
  INSERT INTO ticket_counter AS c (single, day, sequence) VALUES (true, today, how_many)
  ON CONFLICT (single) DO UPDATE
    SET day = greatest(c.day, excluded.day),
        sequence = CASE WHEN excluded.day > c.day THEN how_many ELSE c.sequence + how_many END
  RETURNING c.day, c.sequence
$$;
