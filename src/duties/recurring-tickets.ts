import { applyLetters, applyWithoutMail } from '../desk/apply.ts';
import { deskOf, writingMailbox } from '../desk/brand/brand.ts';
import { composeWithoutMail } from '../desk/compose.ts';
import { fileAs } from '../desk/decision.ts';
import type { Desk } from '../desk/desk.ts';
import { alarmLetters } from '../desk/health/alarm.ts';
import { blameOf } from '../desk/health/trouble.ts';
import { writeLetters } from '../desk/letters/letters.ts';
import { withTicketOpened } from '../desk/opening.ts';
import { settlePending } from '../desk/pending-assignments.ts';
import { messageWithoutMail } from '../desk/records.ts';
import { ALONE } from '../lib/in-order.ts';
import { toldOf } from '../lib/logged-error.ts';
import type { Address } from '../mail/mail.ts';
import { canonicalAddress } from '../people/address.ts';
import { personFor } from '../people/identify.ts';
import type { Staff } from '../people/person.ts';
import { findCustomer } from '../store/customer.ts';
import { dueRecurring } from '../store/recurring.ts';
import type { RecurringTicket } from '../ticket/recurring/asked.ts';
import { makingOf } from '../ticket/recurring/making.ts';
import { nextTime } from '../ticket/recurring/rule.ts';
import { localeFor } from '../words/locale.ts';

/**
 * Opens the tickets whose time has come. What was missed while the desk was away is made up for once: the next time is
 * counted from now. Of two processes one opens a ticket: who moves its time on in the same commit.
 */
export async function openRecurring(desk: Desk): Promise<void> {
  for (const due of await dueRecurring(desk.db, desk.now()))
    try {
      await openOne(desk, due);
      desk.troubles.settled(PART, String(due.id));
    } catch (error) {
      if (blameOf(error) === 'desk') throw error;
      desk.log.error({ event: 'recurring_failed', recurring: due.id, err: error });
      if (isItsOwn(desk, due, error)) await stop(desk, due, `${due.title}: ${toldOf(error)}`);
    }
}

/** The part of the desk that troubles with them are reported for. */
const PART = 'recurring_tickets';

/** Whether it would fail whenever it is tried; where the error does not tell, once others were made meanwhile. */
function isItsOwn(desk: Desk, { id }: RecurringTicket, error: unknown): boolean {
  if (blameOf(error) === 'content' || desk.troubles.isItsOwn(PART, String(id))) return true;
  desk.troubles.report(PART, String(id), toldOf(error));
  return false;
}

/** No more are made of it: what fails once fails at every time. Supervisors hear of it, who can set it anew. */
async function stop(whole: Desk, { id, brand }: RecurringTicket, detail: string): Promise<void> {
  const desk = deskOf(whole, brand);
  const orders = alarmLetters(desk.directory, { reason: 'recurring_stopped', mailbox: '', detail: `${id} ${detail}` });
  const letters = await writeLetters(desk, writingMailbox(desk, ''), { ticket: null, orders, cause: null });
  const refusal = await applyLetters(desk, letters, { recurringStopped: [id] });
  desk.log.error({ event: 'recurring_stopped', recurring: id, result: refusal ?? 'written' });
}

async function openOne(whole: Desk, due: RecurringTicket): Promise<void> {
  const desk = deskOf(whole, due.brand);
  const { directory, config } = desk;
  const own = config.mailboxes.flatMap(({ address, aliases }) => [address, ...aliases]);
  const { customer, author } = makingOf(due, { ...directory, own });
  if (customer === null) return stop(desk, due, `${due.title}: ${due.customer.address}`);
  const { brand = null } = desk;
  const mailbox = writingMailbox(desk, '');
  const opened = await withTicketOpened(
    desk,
    { mailbox, brand },
    await opening(desk, due, { customer, author }),
    ALONE,
  );
  let written = false;
  try {
    const [change] = opened.changes;
    if (change === undefined) throw new Error('a recurring ticket was not opened');
    const composed = await composeWithoutMail(desk, change, opened.said);
    const next = nextTime(due.rule, desk.now(), config.desk.timezone);
    const refusal = await applyWithoutMail(desk, composed, {
      said: opened.said.map((said) => messageWithoutMail(said, desk.now())),
      recurringMade: [{ id: due.id, was: due.nextAt, nextAt: next }],
    });
    written = refusal === null;
    desk.log.info({ event: 'recurring_opened', ticket: change.ticket.number, result: refusal ?? 'written' });
  } finally {
    settlePending(desk, opened.changes, written);
  }
}

/** Staff have planned it: nobody is acknowledged, the customer hears of it when somebody writes to them. */
async function opening(
  desk: Desk,
  { title, text, form, setBy }: RecurringTicket,
  { customer, author }: { readonly customer: Address; readonly author: Staff | null },
) {
  const known = await findCustomer(desk.db, canonicalAddress(customer.address));
  const person = personFor(customer, desk.directory);
  const configured = person.kind === 'customer' ? person : null;
  return {
    ...fileAs('ticketed', 'unacknowledged'),
    opens: {
      received: {
        requester: customer,
        company: configured?.company ?? form.company ?? known?.company ?? null,
        locale: localeFor(configured?.locale ?? known?.locale ?? null) ?? desk.config.desk.locale,
        timezone: null,
        subject: title,
        words: text || title,
        form,
        copies: [],
        acknowledge: 'none' as const,
        proven: true,
        reportedBy: author,
        linkedTo: null,
        claims: null,
        hasAttachments: false,
        writtenAt: null,
      },
      said: {
        visibility: 'public' as const,
        from: { name: author?.name ?? '', address: author?.email ?? setBy },
        text: text || title,
        fullText: null,
        withAttachments: false,
      },
      acknowledgeLater: null,
      opener: null,
    },
  };
}
