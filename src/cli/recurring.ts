import { loadContext } from '../desk/staffing.ts';
import { deskAddresses } from '../intake/context.ts';
import { NOTHING } from '../store/commit/change.ts';
import { commit } from '../store/commit/commit.ts';
import { allRecurring } from '../store/recurring.ts';
import { type RecurringAsked, recurringAsked } from '../ticket/recurring/asked.ts';
import { administrator } from './administrator.ts';
import { type DeskClock, deskClock } from './desk-time.ts';
import { CommandError, EXIT } from './exit.ts';
import { list } from './output.ts';
import { refusalText } from './refusal-text.ts';
import { type Run, withDesk } from './run.ts';

/** `tsdesk recurring list` */
export async function listRecurring(run: Run): Promise<undefined> {
  await withDesk(run, async (desk) => {
    const rows = (await allRecurring(desk.db)).map(({ customer, ...each }) => ({
      ...each,
      customer: customer.address,
    }));
    const at = deskClock(desk.policy.timezone);
    list(
      run.output,
      rows,
      {
        id: (row) => row.id,
        every: (row) => row.rule.every,
        on: (row) => (row.rule.on === -1 ? 'last day' : row.rule.on === 0 ? '' : row.rule.on),
        at: (row) => row.rule.at,
        title: (row) => row.title,
        customer: (row) => row.customer,
        next: (row) => at(row.nextAt),
      },
      'No ticket is made again: see tsdesk recurring set.',
    );
  });
}

/** `tsdesk recurring set RULE TITLE… [--customer ADDRESS] [--text TEXT] [--change NUMBER]` */
export function setRecurring(
  run: Run,
  words: readonly string[],
  { customer, text = '', change }: { customer?: string; text?: string; change?: string },
): Promise<undefined> {
  const lines = [...(customer === undefined ? [] : [`Contact details: ${customer}`]), text].filter(Boolean);
  return asks(run, [change, ...words].filter(Boolean).join(' '), lines.join('\n'));
}

/** `tsdesk recurring stop NUMBER` */
export const stopRecurring = (run: Run, number: string): Promise<undefined> => asks(run, `stop ${number}`, '');

async function asks(run: Run, argument: string, text: string): Promise<undefined> {
  await withDesk(run, async (desk) => {
    const context = await loadContext(desk);
    const asked = recurringAsked(
      { argument, text },
      administrator(desk),
      await allRecurring(desk.db),
      context,
      desk.config.mailboxes.flatMap(deskAddresses),
    );
    if ('refused' in asked) throw new CommandError(EXIT.failed, `${refusalText(asked, context.policy.timezone)}.`);
    if ('list' in asked)
      throw new CommandError(EXIT.usage, 'Say when and what about, such as: every Monday 9am Backup');
    const change = 'stop' in asked ? { recurringStopped: [asked.stop] } : { recurring: [asked.set] };
    if ((await commit(desk.db, { ...NOTHING, ...change })) !== null)
      throw new CommandError(EXIT.tryAgain, 'Somebody else has changed that one just now; look again.');
    tell(run, asked, deskClock(context.policy.timezone));
  });
}

function tell({ output }: Run, asked: Exclude<RecurringAsked, { list: true }>, at: DeskClock): void {
  if ('stop' in asked) {
    if (output.json) output.object({ stopped: asked.stop });
    else output.line(`No more tickets are made of number ${asked.stop}.`);
    return;
  }
  const { rule, title, customer, nextAt } = asked.set;
  if (output.json) output.object({ rule, title, customer: customer.address, nextAt });
  else output.line(`“${title}” is made again for ${customer.address}, next ${at(nextAt)}.`);
}
