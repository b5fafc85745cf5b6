import { applyWithoutMail } from '../desk/apply.ts';
import { composeWithoutMail } from '../desk/compose.ts';
import { fileAs } from '../desk/decision.ts';
import { type Desk, mailboxOf } from '../desk/desk.ts';
import { blameOf } from '../desk/health/trouble.ts';
import { withTicketOpened } from '../desk/opening.ts';
import { settlePending } from '../desk/pending-assignments.ts';
import { messageWithoutMail } from '../desk/records.ts';
import { ALONE } from '../lib/in-order.ts';
import { canonicalAddress, sameAddress } from '../people/address.ts';
import { personFor } from '../people/identify.ts';
import { findCustomer } from '../store/customer.ts';
import { dueRecurring } from '../store/recurring.ts';
import type { RecurringTicket } from '../ticket/recurring/asked.ts';
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
    } catch (error) {
      if (blameOf(error) === 'desk') throw error;
      desk.log.error({ event: 'recurring_failed', recurring: due.id, err: error });
    }
}

async function openOne(desk: Desk, due: RecurringTicket): Promise<void> {
  const mailbox = mailboxOf(desk.config, '');
  const opened = await withTicketOpened(desk, { mailbox }, await opening(desk, due), ALONE);
  let written = false;
  try {
    const [change] = opened.changes;
    if (change === undefined) throw new Error('a recurring ticket was not opened');
    const composed = await composeWithoutMail(desk, change, opened.said);
    const next = nextTime(due.rule, desk.now(), desk.config.desk.timezone);
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
async function opening(desk: Desk, { title, text, form, customer, setBy }: RecurringTicket) {
  const { staff } = desk.directory;
  const author = staff.find(({ email }) => sameAddress(email, setBy)) ?? null;
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
        from: { name: author?.name ?? '', address: setBy },
        text: text || title,
        fullText: null,
        withAttachments: false,
      },
      acknowledgeLater: null,
      opener: null,
    },
  };
}
