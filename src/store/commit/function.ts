import type { PgTable } from 'drizzle-orm/pg-core';
import { getTableColumns } from '../drizzle.ts';
import { article, certificate, incident, mail, ticket } from '../schema.ts';

/** Columns of a mail that its decision sets. */
export const DECIDED_COLUMNS = [
  'class',
  'authentication',
  'authenticationReason',
  'evidence',
  'outcome',
  'reasonCode',
  'reasonDetail',
  'messageId',
  'fromName',
  'fromAddress',
  'fromCanonical',
  'fromLimitKey',
  'subject',
  'brand',
  'decidedAt',
] as const satisfies readonly (keyof typeof mail.$inferSelect)[];

type Key<T extends PgTable> = keyof T['$inferSelect'] & string;

const columnsBut = <T extends PgTable>(table: T, fixed: readonly NoInfer<Key<T>>[]): Key<T>[] =>
  (Object.keys(getTableColumns(table)) as Key<T>[]).filter((key) => !fixed.includes(key));

const ARTICLE_COLUMNS = columnsBut(article, ['number']);

const CERTIFICATE_COLUMNS = columnsBut(certificate, ['confirmedAt', 'confirmedBy']);

function namesOf<T extends PgTable>(table: T, keys: readonly NoInfer<Key<T>>[]): string {
  const columns = getTableColumns(table);
  return keys.map((key) => columns[key]?.name).join(', ');
}

/** The list behind SET: each of these columns takes its value from the row `r`. */
function assigned<T extends PgTable>(table: T, keys: readonly NoInfer<Key<T>>[]): string {
  const columns = getTableColumns(table);
  return keys
    .map((key) => columns[key]?.name)
    .map((name) => `${name} = r.${name}`)
    .join(', ');
}

/**
 * One state change, or several that have nothing in common, is one statement: `select commit_change($1)` writes ticket,
 * history, ledger entry and letters together or not at all, and the statement their octets with them. A transaction of
 * several statements would need the driver to notice a backend that died in between.
 *
 * The argument is one JSON object; what there is nothing of is absent, and every key but those named is an array of
 * rows in the shape of the table:
 *   fence         {mailbox, fence} of the lease under which the change was decided
 *   mails         what was decided about rows of the ledger, with the outcome each `was` of
 *   tickets, participants, clocks, history, messages, attachments, blobs, references, customers, letters
 *   duties        [{email, duty, since}], staff put on or off duty
 *   wishes        [{email, letters}], what staff want of the letters to them
 *   letter_wishes [{address, courtesies}], whether somebody wants what answers nothing
 *   answers       canned answers, kept or changed; answers_dropped: [{answer, locale}], a null for all of its languages
 *   absences      [{email, starts_at, ends_at, substitute, set_by}], who will be away; returns: [{id, ends_at}]
 *   absences_begun, absences_over: [id] of whose beginning or end a letter tells; absence_questions: [{email, about}]
 *   recurring     rows, those with an id change one; recurring_stopped: [id]; recurring_made: [{id, was, next_at}]
 *   certificates  [{address, fingerprint, confirmed_at, confirmed_by}], offered ones that are confirmed
 *   copies        what waits to be collected; copies_told: [id] those a letter has in it, all of them still waiting
 *   incidents     rows, guarded by their version as tickets are; incident_entries: rows; entry_tickets: rows, each once
 *   entries_done  [{id, at}], entries that every ticket has got, none of them said so before
 *   deferred      acknowledgements a limit holds back; collected: [ticket id] those a collected letter makes up for
 *   announced     [mail id], held or quarantined mails staff are told of
 *   bounced       [{id, permanent, proven, reply}], letters that came back
 *   failed        [{id, fence, result, reply}], letters that the relay refuses for good
 *   articles      rows, guarded by their version as tickets are; documents: [{kind, id, terms, length}] for the search
 *   notices       rows; one that is there already refuses the whole (unique violation on notice_once)
 *   webhook_events  what webhooks are told, in the order of the history
 *   assist_tasks  rows, one that is there already stays; suggestions_told: [id] those a letter has, none told before
 *   waiting_letters  rows; waiting_letters_told: [id] those that are written now, all of them still waiting
 *   within        {kind, since, most}: no more automatic letters of this kind may have been written since then
 *
 * Refusals, by SQLSTATE: TD001 the ticket, or an absence, has changed since it was read; TD002 the lease is lost;
 * TD003 the mail is decided; TD004 a limit is reached; TD005 a failed letter is no longer its sender's; TD006 copies,
 * absences or suggestions are told already, or an entry is done.
 *
 * The body is made from the schema, so that no column is written once and never updated. `tsdesk migrate` installs it
 * after the migrations, and a database with another body or other settings is not at this version.
 */
export const COMMIT_CHANGE_BODY = `
DECLARE
  wanted int;
  done int;
BEGIN
  -- They were part of the change once. A desk of that version would have its letters written without them.
  IF change ? 'octets' THEN
    RAISE EXCEPTION 'a desk that is older than its database writes to it: stop it' USING ERRCODE = '58000';
  END IF;

  IF change ? 'fence' THEN
    PERFORM 1 FROM mailbox
      WHERE name = change #>> '{fence,mailbox}' AND fence = (change #>> '{fence,fence}')::bigint FOR SHARE;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'the lease of mailbox % is lost', change #>> '{fence,mailbox}' USING ERRCODE = 'TD002';
    END IF;
  END IF;

  -- Asked first, since a mail that is decided says more than a ticket that has changed. It is written below, where its
  -- ticket exists.
  IF change ? 'mails' THEN
    PERFORM 1 FROM jsonb_array_elements(change -> 'mails') d JOIN mail m ON m.id = (d ->> 'id')::bigint
      WHERE m.outcome IS DISTINCT FROM d ->> 'was';
    IF FOUND THEN
      RAISE EXCEPTION 'a mail is decided already' USING ERRCODE = 'TD003';
    END IF;
  END IF;

  IF change ? 'tickets' THEN
    INSERT INTO ticket SELECT r.* FROM jsonb_populate_recordset(NULL::ticket, change -> 'tickets') r WHERE r.version = 1;
    SELECT count(*) INTO wanted FROM jsonb_array_elements(change -> 'tickets') t WHERE (t ->> 'version')::int > 1;
    UPDATE ticket t SET
        ${assigned(ticket, columnsBut(ticket, ['id', 'number', 'createdAt']))}
      FROM jsonb_populate_recordset(NULL::ticket, change -> 'tickets') r
      WHERE t.id = r.id AND t.version = r.version - 1 AND r.version > 1;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> wanted THEN
      RAISE EXCEPTION 'a ticket has changed since it was read' USING ERRCODE = 'TD001';
    END IF;

    DELETE FROM clock c USING jsonb_array_elements(change -> 'tickets') t WHERE c.ticket_id = (t ->> 'id')::uuid;
    INSERT INTO clock SELECT r.* FROM jsonb_populate_recordset(NULL::clock, change -> 'clocks') r;
    INSERT INTO participant SELECT r.* FROM jsonb_populate_recordset(NULL::participant, change -> 'participants') r
      ON CONFLICT (ticket_id, canonical) DO UPDATE
        SET name = excluded.name, role = excluded.role, confirmed = excluded.confirmed;
  END IF;

  IF change ? 'mails' THEN
    UPDATE mail m SET
        ${assigned(mail, DECIDED_COLUMNS)},
        ticket_id = coalesce(r.ticket_id, m.ticket_id), decisions = coalesce(m.decisions, '[]') || r.decisions
      FROM jsonb_array_elements(change -> 'mails') d, jsonb_populate_record(NULL::mail, d) r
      WHERE m.id = r.id AND m.outcome IS NOT DISTINCT FROM d ->> 'was';
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'mails') THEN
      RAISE EXCEPTION 'a mail is decided already' USING ERRCODE = 'TD003';
    END IF;
  END IF;

  IF change ? 'notices' THEN
    INSERT INTO notice SELECT r.* FROM jsonb_populate_recordset(NULL::notice, change -> 'notices') r;
  END IF;
  IF change ? 'articles' THEN
    -- Its short number the database draws.
    INSERT INTO article (${namesOf(article, ARTICLE_COLUMNS)})
      SELECT ${namesOf(article, ARTICLE_COLUMNS)}
      FROM jsonb_populate_recordset(NULL::article, change -> 'articles') r WHERE r.version = 1;
    SELECT count(*) INTO wanted FROM jsonb_array_elements(change -> 'articles') a WHERE (a ->> 'version')::int > 1;
    UPDATE article a SET
        ${assigned(article, columnsBut(article, ['id', 'number', 'ticketId', 'createdAt']))}
      FROM jsonb_populate_recordset(NULL::article, change -> 'articles') r
      WHERE a.id = r.id AND a.version = r.version - 1 AND r.version > 1;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> wanted THEN
      RAISE EXCEPTION 'an article has changed since it was read' USING ERRCODE = 'TD001';
    END IF;
  END IF;
  IF change ? 'documents' THEN
    INSERT INTO search_document SELECT r.* FROM jsonb_populate_recordset(NULL::search_document, change -> 'documents') r
      ON CONFLICT (kind, id) DO UPDATE SET terms = excluded.terms, length = excluded.length;
  END IF;

  INSERT INTO history (ticket_id, at, event, by, detail)
    SELECT r.ticket_id, r.at, r.event, r.by, r.detail FROM jsonb_populate_recordset(NULL::history, change -> 'history') r;
  INSERT INTO letter SELECT r.* FROM jsonb_populate_recordset(NULL::letter, change -> 'letters') r;
  IF change ? 'bounced' THEN
    UPDATE letter l SET
        state = CASE WHEN b.permanent THEN 'failed' ELSE l.state END, last_reply = b.reply,
        last_result = CASE WHEN NOT b.permanent THEN 'delayed' WHEN b.proven THEN 'bounced' ELSE 'reported' END,
        due_at = CASE WHEN b.permanent THEN NULL ELSE l.due_at END
      FROM jsonb_to_recordset(change -> 'bounced') AS b(id uuid, permanent boolean, proven boolean, reply text)
      WHERE l.id = b.id AND l.lease_until IS NULL;
  END IF;
  IF change ? 'failed' THEN
    UPDATE letter l SET state = 'failed', last_result = f.result, last_reply = f.reply, lease_until = NULL, due_at = NULL
      FROM jsonb_to_recordset(change -> 'failed') AS f(id uuid, fence int, result text, reply text)
      WHERE l.id = f.id AND l.fence = f.fence AND l.lease_until IS NOT NULL;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'failed') THEN
      RAISE EXCEPTION 'a letter has passed to another sender' USING ERRCODE = 'TD005';
    END IF;
  END IF;
  IF change ? 'duties' THEN
    INSERT INTO duty_override (email, duty, since, set_at)
      SELECT r.email, r.duty, r.since, now() FROM jsonb_populate_recordset(NULL::duty_override, change -> 'duties') r;
  END IF;
  IF change ? 'wishes' THEN
    INSERT INTO staff_wish (email, letters, set_at)
      SELECT r.email, r.letters, now() FROM jsonb_populate_recordset(NULL::staff_wish, change -> 'wishes') r
      ON CONFLICT (email) DO UPDATE SET letters = excluded.letters, set_at = excluded.set_at;
  END IF;
  IF change ? 'letter_wishes' THEN
    INSERT INTO letter_wish (address, courtesies, set_at)
      SELECT r.address, r.courtesies, now() FROM jsonb_populate_recordset(NULL::letter_wish, change -> 'letter_wishes') r
      ON CONFLICT (address) DO UPDATE SET courtesies = excluded.courtesies, set_at = excluded.set_at;
  END IF;
  IF change ? 'answers_dropped' THEN
    DELETE FROM canned_answer a USING jsonb_to_recordset(change -> 'answers_dropped') AS d(answer text, locale text)
      WHERE a.answer = d.answer AND (d.locale IS NULL OR a.locale = d.locale);
  END IF;
  IF change ? 'answers' THEN
    INSERT INTO canned_answer SELECT r.* FROM jsonb_populate_recordset(NULL::canned_answer, change -> 'answers') r
      ON CONFLICT (answer, locale) DO UPDATE SET name = excluded.name, text = excluded.text, by = excluded.by, at = excluded.at;
  END IF;
  IF change ? 'absences' THEN
    PERFORM 1 FROM jsonb_populate_recordset(NULL::absence, change -> 'absences') r
      JOIN absence a ON a.email = r.email AND a.starts_at < r.ends_at AND r.starts_at < a.ends_at AND a.ends_at > a.starts_at;
    IF FOUND THEN
      RAISE EXCEPTION 'somebody is away in that time already' USING ERRCODE = 'TD001';
    END IF;
    INSERT INTO absence (email, starts_at, ends_at, substitute, set_by, set_at)
      SELECT r.email, r.starts_at, r.ends_at, r.substitute, r.set_by, now()
      FROM jsonb_populate_recordset(NULL::absence, change -> 'absences') r;
  END IF;
  IF change ? 'returns' THEN
    UPDATE absence a SET ends_at = greatest(r.ends_at, a.starts_at)
      FROM jsonb_populate_recordset(NULL::absence, change -> 'returns') r WHERE a.id = r.id AND a.ends_at > r.ends_at;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'returns') THEN
      RAISE EXCEPTION 'an absence is over already' USING ERRCODE = 'TD001';
    END IF;
  END IF;
  IF change ? 'absences_begun' THEN
    UPDATE absence SET begun_told_at = now()
      WHERE begun_told_at IS NULL
        AND id IN (SELECT a.id::bigint FROM jsonb_array_elements_text(change -> 'absences_begun') AS a(id));
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'absences_begun') THEN
      RAISE EXCEPTION 'another letter tells of this absence' USING ERRCODE = 'TD006';
    END IF;
  END IF;
  IF change ? 'absences_over' THEN
    UPDATE absence SET over_told_at = now(), begun_told_at = coalesce(begun_told_at, now())
      WHERE over_told_at IS NULL
        AND id IN (SELECT a.id::bigint FROM jsonb_array_elements_text(change -> 'absences_over') AS a(id));
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'absences_over') THEN
      RAISE EXCEPTION 'another letter tells of this absence' USING ERRCODE = 'TD006';
    END IF;
  END IF;
  IF change ? 'recurring' THEN
    INSERT INTO recurring (rule, title, text, form, customer_name, customer_address, set_by, brand, set_at, next_at)
      SELECT r.rule, r.title, r.text, r.form, r.customer_name, r.customer_address, r.set_by, r.brand, now(), r.next_at
      FROM jsonb_populate_recordset(NULL::recurring, change -> 'recurring') r WHERE r.id IS NULL;
    UPDATE recurring a SET rule = r.rule, title = r.title, text = r.text, form = r.form, customer_name = r.customer_name,
        customer_address = r.customer_address, set_by = r.set_by, brand = r.brand, set_at = now(), next_at = r.next_at
      FROM jsonb_populate_recordset(NULL::recurring, change -> 'recurring') r
      WHERE a.id = r.id AND a.stopped_at IS NULL;
    GET DIAGNOSTICS done = ROW_COUNT;
    SELECT count(*) INTO wanted FROM jsonb_array_elements(change -> 'recurring') r WHERE r ->> 'id' IS NOT NULL;
    IF done <> wanted THEN
      RAISE EXCEPTION 'a recurring ticket was stopped' USING ERRCODE = 'TD001';
    END IF;
  END IF;
  IF change ? 'recurring_stopped' THEN
    UPDATE recurring SET stopped_at = now() WHERE stopped_at IS NULL
      AND id IN (SELECT a.id::bigint FROM jsonb_array_elements_text(change -> 'recurring_stopped') AS a(id));
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'recurring_stopped') THEN
      RAISE EXCEPTION 'a recurring ticket was stopped' USING ERRCODE = 'TD001';
    END IF;
  END IF;
  IF change ? 'certificates' THEN
    -- Taken away first: of two who confirm it at once, one finds it offered.
    WITH offered AS (
      DELETE FROM certificate c USING jsonb_populate_recordset(NULL::certificate, change -> 'certificates') r
        WHERE c.address = r.address AND c.fingerprint = r.fingerprint AND c.confirmed_at IS NULL
        RETURNING ${CERTIFICATE_COLUMNS.map((key) => `c.${namesOf(certificate, [key])}`).join(', ')}, r.confirmed_at, r.confirmed_by
    )
    INSERT INTO certificate (${namesOf(certificate, CERTIFICATE_COLUMNS)}, confirmed_at, confirmed_by)
      SELECT ${namesOf(certificate, CERTIFICATE_COLUMNS)}, confirmed_at, confirmed_by FROM offered
      ON CONFLICT (address, fingerprint, (confirmed_at IS NULL)) DO UPDATE SET name = excluded.name, issuer = excluded.issuer,
        content = excluded.content, expires_at = excluded.expires_at, confirmed_at = excluded.confirmed_at,
        confirmed_by = excluded.confirmed_by;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'certificates') THEN
      RAISE EXCEPTION 'a certificate is offered no more' USING ERRCODE = 'TD001';
    END IF;
  END IF;
  IF change ? 'recurring_made' THEN
    UPDATE recurring a SET next_at = (m ->> 'next_at')::timestamptz FROM jsonb_array_elements(change -> 'recurring_made') m
      WHERE a.id = (m ->> 'id')::bigint AND a.next_at = (m ->> 'was')::timestamptz AND a.stopped_at IS NULL;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'recurring_made') THEN
      RAISE EXCEPTION 'the ticket of this time is made already' USING ERRCODE = 'TD006';
    END IF;
  END IF;
  IF change ? 'absence_questions' THEN
    INSERT INTO absence_question (email, about, asked_at)
      SELECT r.email, r.about, r.asked_at FROM jsonb_populate_recordset(NULL::absence_question, change -> 'absence_questions') r;
  END IF;
  IF change ? 'copies' THEN
    INSERT INTO waiting_copy (reader, ticket_id, kind, content, mailbox, at)
      SELECT r.reader, r.ticket_id, r.kind, r.content, r.mailbox, r.at
      FROM jsonb_populate_recordset(NULL::waiting_copy, change -> 'copies') r;
  END IF;
  IF change ? 'copies_told' THEN
    DELETE FROM waiting_copy
      WHERE id IN (SELECT c.id::bigint FROM jsonb_array_elements_text(change -> 'copies_told') AS c(id));
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'copies_told') THEN
      RAISE EXCEPTION 'another letter has these copies in it' USING ERRCODE = 'TD006';
    END IF;
  END IF;
  IF change ? 'incidents' THEN
    INSERT INTO incident SELECT r.* FROM jsonb_populate_recordset(NULL::incident, change -> 'incidents') r WHERE r.version = 1;
    SELECT count(*) INTO wanted FROM jsonb_array_elements(change -> 'incidents') i WHERE (i ->> 'version')::int > 1;
    UPDATE incident i SET
        ${assigned(incident, columnsBut(incident, ['id', 'number', 'openedAt', 'openedBy']))}
      FROM jsonb_populate_recordset(NULL::incident, change -> 'incidents') r
      WHERE i.id = r.id AND i.version = r.version - 1 AND r.version > 1;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> wanted THEN
      RAISE EXCEPTION 'an incident has changed since it was read' USING ERRCODE = 'TD001';
    END IF;
  END IF;
  IF change ? 'incident_entries' THEN
    INSERT INTO incident_entry
      SELECT r.* FROM jsonb_populate_recordset(NULL::incident_entry, change -> 'incident_entries') r;
  END IF;
  IF change ? 'entry_tickets' THEN
    INSERT INTO incident_entry_ticket
      SELECT r.* FROM jsonb_populate_recordset(NULL::incident_entry_ticket, change -> 'entry_tickets') r;
  END IF;
  IF change ? 'entries_done' THEN
    UPDATE incident_entry e SET done_at = d.at
      FROM jsonb_to_recordset(change -> 'entries_done') AS d(id uuid, at timestamptz)
      WHERE e.id = d.id AND e.done_at IS NULL;
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'entries_done') THEN
      RAISE EXCEPTION 'an entry was done before' USING ERRCODE = 'TD006';
    END IF;
  END IF;
  IF change ? 'webhook_events' THEN
    INSERT INTO webhook_event (id, webhook, ticket_id, type, body, state, attempts, due_at, fence, created_at)
      SELECT r.id, r.webhook, r.ticket_id, r.type, r.body, 'pending', 0, now(), 0, r.created_at
      FROM jsonb_populate_recordset(NULL::webhook_event, change -> 'webhook_events') r;
  END IF;
  IF change ? 'assist_tasks' THEN
    INSERT INTO assist_task (id, ticket_id, purpose, about, language, state, attempts, due_at, fence, created_at)
      SELECT r.id, r.ticket_id, r.purpose, r.about, r.language, 'waiting', 0, r.created_at, 0, r.created_at
      FROM jsonb_populate_recordset(NULL::assist_task, change -> 'assist_tasks') r
      ON CONFLICT ON CONSTRAINT assist_task_once DO NOTHING;
  END IF;
  IF change ? 'suggestions_told' THEN
    UPDATE assist_task SET told_at = now() WHERE told_at IS NULL
      AND id IN (SELECT s.id::uuid FROM jsonb_array_elements_text(change -> 'suggestions_told') AS s(id));
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'suggestions_told') THEN
      RAISE EXCEPTION 'another letter has these suggestions in it' USING ERRCODE = 'TD006';
    END IF;
  END IF;
  IF change ? 'waiting_letters' THEN
    INSERT INTO waiting_letter
      SELECT r.* FROM jsonb_populate_recordset(NULL::waiting_letter, change -> 'waiting_letters') r;
  END IF;
  IF change ? 'waiting_letters_told' THEN
    DELETE FROM waiting_letter
      WHERE id IN (SELECT w.id::uuid FROM jsonb_array_elements_text(change -> 'waiting_letters_told') AS w(id));
    GET DIAGNOSTICS done = ROW_COUNT;
    IF done <> jsonb_array_length(change -> 'waiting_letters_told') THEN
      RAISE EXCEPTION 'these letters are written already' USING ERRCODE = 'TD006';
    END IF;
  END IF;
  IF change ? 'deferred' THEN
    INSERT INTO deferred_acknowledgement
      SELECT r.* FROM jsonb_populate_recordset(NULL::deferred_acknowledgement, change -> 'deferred') r;
  END IF;
  IF change ? 'collected' THEN
    DELETE FROM deferred_acknowledgement
      WHERE ticket_id IN (SELECT t.id::uuid FROM jsonb_array_elements_text(change -> 'collected') AS t(id));
  END IF;
  IF change ? 'announced' THEN
    UPDATE mail SET announced_at = now()
      WHERE id IN (SELECT m.id::bigint FROM jsonb_array_elements_text(change -> 'announced') AS m(id));
  END IF;
  INSERT INTO message SELECT r.* FROM jsonb_populate_recordset(NULL::message, change -> 'messages') r;
  INSERT INTO blob SELECT r.* FROM jsonb_populate_recordset(NULL::blob, change -> 'blobs') r ON CONFLICT DO NOTHING;
  INSERT INTO attachment SELECT r.* FROM jsonb_populate_recordset(NULL::attachment, change -> 'attachments') r;
  INSERT INTO reference SELECT r.* FROM jsonb_populate_recordset(NULL::reference, change -> 'references') r
    ON CONFLICT DO NOTHING;
  INSERT INTO customer SELECT r.* FROM jsonb_populate_recordset(NULL::customer, change -> 'customers') r
    ON CONFLICT (address) DO UPDATE
      SET name = excluded.name, company = coalesce(excluded.company, customer.company),
          -- One mail in another language may be pasted, forwarded or guessed wrongly: two in a row are a decision.
          locale = CASE
            WHEN customer.locale IS NULL OR excluded.locale = customer.heard_locale THEN coalesce(excluded.locale, customer.locale)
            ELSE customer.locale END,
          heard_locale = coalesce(excluded.heard_locale, customer.heard_locale),
          charset = coalesce(excluded.charset, customer.charset),
          organisation = coalesce(excluded.organisation, customer.organisation),
          -- What the mail before had too keeps its first day; an older mail that is decided late tells nothing new.
          edges = CASE
            WHEN excluded.edges IS NULL OR excluded.heard_on < customer.heard_on THEN customer.edges
            ELSE (SELECT coalesce(jsonb_object_agg(e.key, least(e.value, customer.edges ->> e.key)), '{}')
              FROM jsonb_each_text(excluded.edges) e) END,
          heard_on = greatest(excluded.heard_on, customer.heard_on);

  -- Last, so that others wait as briefly as possible; who had the lock before has committed what is counted here.
  IF change ? 'within' THEN
    PERFORM pg_advisory_xact_lock(hashtext('tsdesk letters ' || (change #>> '{within,kind}')));
    SELECT count(*) INTO done FROM letter
      WHERE automatic AND kind = change #>> '{within,kind}' AND created_at > (change #>> '{within,since}')::timestamptz;
    IF done > (change #>> '{within,most}')::int THEN
      RAISE EXCEPTION 'the limit for letters of kind % is reached', change #>> '{within,kind}' USING ERRCODE = 'TD004';
    END IF;
  END IF;
END
`;

/**
 * Rows are found by their keys. PostgreSQL expects a hundred rows of every JSON array, and as long as a table has only
 * thousands it would read all of it, for a hash or beside every row of the array.
 */
export const COMMIT_CHANGE_SETTINGS = ['enable_hashjoin=off', 'enable_mergejoin=off', 'enable_seqscan=off'] as const;

export const COMMIT_CHANGE = `CREATE OR REPLACE FUNCTION commit_change(change jsonb) RETURNS void LANGUAGE plpgsql
  ${COMMIT_CHANGE_SETTINGS.map((setting) => `SET ${setting}`).join(' ')} AS $commit$${COMMIT_CHANGE_BODY}$commit$`;
