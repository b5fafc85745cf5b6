import { type DeskStore, mailboxOf } from '../desk/desk.ts';
import { type LedgerRow, listMails, reopenMails } from '../store/mail.ts';
import { readOctets } from '../store/octets.ts';
import { reasonText } from '../ticket/mail-outcome.ts';
import { explanationOf } from '../words/reasons.ts';
import { deskClock, momentsBy } from './desk-time.ts';
import { CommandError, EXIT } from './exit.ts';
import { limitNamed } from './limit.ts';
import { list } from './output.ts';
import { type Run, withDesk, withStore } from './run.ts';

/** `tsdesk mail list`: oldest first; with a limit the newest, and these first. */
export async function listLedger(
  run: Run,
  { limit, ...filter }: { outcome?: string; ticket?: string; limit?: string },
): Promise<undefined> {
  const newest = limit === undefined ? {} : { newest: limitNamed(limit) };
  await withStore(run, async (desk) => {
    const { ticket, ...others } = filter;
    const rows = await listMails(desk.db, {
      ...others,
      ...newest,
      ...(ticket === undefined ? {} : { ticketNumber: ticket.toUpperCase() }),
    });
    const at = deskClock(desk.policy.timezone);
    list(
      run.output,
      rows.map(shown),
      {
        id: (row) => row.id,
        received: (row) => at(row.receivedAt),
        outcome: (row) => row.outcome ?? 'undecided',
        ticket: (row) => row.ticket,
        from: (row) => row.from?.address,
        subject: (row) => row.subject,
        reason: (row) => row.reason && momentsBy(at, row.reason),
      },
      'No mail was taken in yet.',
    );
  });
}

/** A ledger row as `--json` prints it; `outcome` is absent until the mail is decided. */
function shown(row: LedgerRow) {
  return {
    id: row.id,
    mailbox: row.mailbox,
    uid: row.uid,
    messageId: row.messageId,
    from: row.fromAddress === null ? null : { name: row.fromName ?? '', address: row.fromAddress },
    subject: row.subject,
    class: row.class,
    authentication: row.authentication,
    evidence: row.evidence,
    ...(row.outcome === null ? {} : { outcome: row.outcome }),
    ticket: row.ticket,
    reason: row.reason && reasonText(row.reason),
    reasonCode: row.reason?.code ?? null,
    receivedAt: row.receivedAt,
  };
}

/** `tsdesk mail show ID`: the mail's octets as they arrived; with `--json` its row and the octets as base64. */
export async function showMail(run: Run, id: string): Promise<undefined> {
  await withStore(run, async (desk) => {
    const row = await ledgerRow(desk, id);
    const raw = await readOctets(desk.db, row.octetsId);
    if (run.output.json) run.output.object({ ...shown(row), size: row.size, raw: raw.toString('base64') });
    else process.stdout.write(raw);
  });
}

/** `tsdesk mail explain ID` */
export async function explainMail(run: Run, id: string): Promise<undefined> {
  await withStore(run, async (desk) => {
    const row = await ledgerRow(desk, id);
    const { steps, explanation, ...mail } = explained(row);
    if (run.output.json) {
      run.output.object({ ...mail, steps, explanation });
      return;
    }
    const at = deskClock(desk.policy.timezone);
    run.output.line(
      `mail ${row.id} from ${row.fromAddress ?? 'nobody'}, received ${at(row.receivedAt)} in ${row.mailbox}`,
    );
    for (const step of steps) run.output.line(`  ${momentsBy(at, step)}`);
    run.output.line(`→ ${momentsBy(at, resultOf(row))}`);
    for (const sentence of explanation) run.output.line(`  ${momentsBy(at, sentence)}`);
  });
}

/** A mail with every step of its decision, as `--json` prints it. */
export const explained = (row: LedgerRow) => ({
  ...shown(row),
  decidedAt: row.decidedAt,
  steps: Array.isArray(row.decisions) ? row.decisions.map(String) : [],
  explanation: explanationOf(row, 'en'),
});

/** Outcome, ticket and reason in the short form of `mail list`. */
const resultOf = ({ outcome, ticket, reason }: LedgerRow): string =>
  [outcome ?? 'undecided', ticket, reason && `(${reasonText(reason)})`].filter(Boolean).join(' ');

/**
 * `tsdesk mail replay [ID…]`: decides quarantined and undecided mails once more, by the rules of now; with `--failed`
 * all that are in quarantine because understanding or deciding them failed. Nobody's word is taken for them, unlike
 * `release`.
 */
export async function replayMails(
  run: Run,
  ids: readonly string[],
  { failed }: { failed?: boolean },
): Promise<undefined> {
  if ((ids.length === 0) !== (failed === true))
    throw new CommandError(EXIT.usage, 'Say which mails: their ids, or --failed.');
  const wrong = ids.find((id) => !/^\d+$/.test(id));
  if (wrong !== undefined)
    throw new CommandError(EXIT.usage, `${wrong} is no id of a mail; tsdesk mail list shows them.`);
  // Loaded here: to look at mails, nobody has to be able to decide them.
  const { decideMails } = await import('../intake/process.ts');
  const { createParserPool } = await import('../mail/parser-pool.ts');
  await withDesk(run, async (desk) => {
    const mails = await reopenMails(desk.db, failed === true ? null : ids.map(Number));
    const refused = ids.find((id) => !mails.some((mail) => mail.id === Number(id)));
    const parser = createParserPool({ threads: 1 });
    try {
      for (const stored of mails)
        await decideMails(desk, mailboxOf(desk.config, stored.mailbox), parser, [stored], null);
    } finally {
      await parser.close();
    }
    for (const { id } of mails) {
      const row = await ledgerRow(desk, String(id));
      if (run.output.json) run.output.object(shown(row));
      else run.output.line(`Mail ${id}: ${momentsBy(deskClock(desk.policy.timezone), resultOf(row))}.`);
    }
    if (refused !== undefined)
      throw new CommandError(
        EXIT.failed,
        `Mail ${refused} does not exist, or is decided for good: only mail in quarantine is replayed.`,
      );
  });
}

/** Throws CommandError when there is none. */
export async function ledgerRow(desk: DeskStore, id: string): Promise<LedgerRow> {
  const row = /^\d+$/.test(id) ? (await listMails(desk.db, { id: Number(id) }))[0] : undefined;
  if (row === undefined)
    throw new CommandError(EXIT.failed, `There is no mail ${id}; tsdesk mail list shows them all.`);
  return row;
}
