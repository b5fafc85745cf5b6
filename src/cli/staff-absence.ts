import type { Desk } from '../desk/desk.ts';
import { loadContext } from '../desk/staffing.ts';
import type { Commit } from '../store/commit/change.ts';
import { NOTHING } from '../store/commit/change.ts';
import { commit } from '../store/commit/commit.ts';
import { absenceAsked, returnAsked } from '../ticket/absence/asked.ts';
import type { Refusal } from '../ticket/change.ts';
import type { Context } from '../ticket/context.ts';
import { personNamed } from '../ticket/text/named.ts';
import { administrator } from './administrator.ts';
import { deskClock } from './desk-time.ts';
import { CommandError, EXIT } from './exit.ts';
import { refusalText } from './refusal-text.ts';
import { type Run, withDesk } from './run.ts';

/** `tsdesk staff away PERSON DAYS… [--substitute PERSON]`: as a supervisor notes it by mail. */
export async function noteAbsence(
  run: Run,
  [who = '', ...days]: readonly string[],
  { substitute }: { substitute?: string },
): Promise<undefined> {
  await withDesk(run, async (desk) => {
    const context = await loadContext(desk);
    const standsIn = substitute === undefined ? '' : ` substitute ${substitute}`;
    const asked = absenceAsked(`${addressOf(who, context)} ${days.join(' ')}${standsIn}`, administrator(desk), context);
    if ('refused' in asked) throw refusedFor(asked, context);
    await write(desk, { absences: [asked] });
    const { email: address, from, to } = asked;
    const at = deskClock(context.policy.timezone);
    if (run.output.json) run.output.object({ address, from, to, substitute: asked.substitute });
    else
      run.output.line(
        `${address} is away from ${at(from)} until ${at(to)}; ${asked.substitute ?? 'nobody'} stands in.`,
      );
  });
}

/** `tsdesk staff back PERSON [DAY]`: the absence they are in, else the next, or the one of that day. */
export async function endAbsence(run: Run, [who = '', day = '']: readonly string[]): Promise<undefined> {
  await withDesk(run, async (desk) => {
    const context = await loadContext(desk);
    const asked = returnAsked(`${addressOf(who, context)} ${day}`, administrator(desk), context);
    if ('refused' in asked) throw refusedFor(asked, context);
    await write(desk, { returns: [asked] });
    const { email: address, at } = asked;
    if (run.output.json) run.output.object({ address, back: at });
    else run.output.line(`The absence of ${address} is over, or called off.`);
  });
}

function addressOf(who: string, context: Context): string {
  const found = personNamed(who, context);
  if (found === null || found.rest !== '')
    throw new CommandError(EXIT.failed, `${who} is not on the staff; tsdesk staff list shows who is.`);
  return found.to.person.email;
}

const refusedFor = (refusal: Refusal, { policy }: Context): CommandError =>
  new CommandError(EXIT.failed, `${refusalText(refusal, policy.timezone)}.`);

async function write(desk: Desk, change: Partial<Commit>): Promise<void> {
  if ((await commit(desk.db, { ...NOTHING, ...change })) !== null)
    throw new CommandError(EXIT.tryAgain, 'Somebody else has changed that absence just now; look again.');
}
