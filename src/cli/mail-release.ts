import { decideAgain } from '../intake/process.ts';
import { createParserPool } from '../mail/parser-pool.ts';
import { reasonText } from '../ticket/mail-outcome.ts';
import { CommandError, EXIT } from './exit.ts';
import { type Run, withDesk } from './run.ts';

/** `tsdesk mail release ID`: lets a quarantined mail go, or applies a held one, on the administrator's word. */
export async function releaseMail(run: Run, id: string): Promise<undefined> {
  if (!/^\d+$/.test(id)) throw new CommandError(EXIT.usage, `${id} is no id of a mail; tsdesk mail list shows them.`);
  const mailId = Number(id);
  await withDesk(run, async (desk) => {
    const parser = createParserPool({ threads: 1 });
    try {
      const decision =
        (await decideAgain(desk, parser, { mailId, redeemed: false }, null)) ??
        (await decideAgain(desk, parser, { mailId, redeemed: true }, null));
      if (decision === null) throw new CommandError(EXIT.failed, `Mail ${id} is neither in quarantine nor held.`);
      const { outcome, ticket } = decision;
      const reason = reasonText(decision.reason);
      if (run.output.json) run.output.object({ id: mailId, outcome, reason, ticket: ticket?.number ?? null });
      else run.output.line(`Mail ${id}: ${outcome}${ticket ? ` ${ticket.number}` : ''} (${reason}).`);
    } finally {
      await parser.close();
    }
  });
}
