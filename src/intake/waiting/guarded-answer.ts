import { type Decision, fileAs } from '../../desk/decision.ts';
import { linkWrittenWithin } from '../../desk/letters/tokens.ts';
import { onlyThanks } from '../../mail/meaning/thanks.ts';
import { canonicalAddress } from '../../people/address.ts';
import type { Staff } from '../../people/person.ts';
import type { Answering, SaidSince } from '../../store/answered.ts';
import { asWritten } from '../../ticket/commands/steps.ts';
import { because } from '../../ticket/mail-outcome.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { type CommandName, commandRow } from '../../words/commands.ts';
import type { Arrival, MailContext } from '../context.ts';
import type { Needs } from '../needs.ts';
import { composedIn, shownTo } from './composed.ts';

/** Whether a mail says something to the customer that waits where the newest words of others have overtaken it. */
const answers = ({ mail, config }: Arrival): boolean =>
  config.answers.overtaken === 'hold' && mail.commands.some(({ name }) => commandRow(name).customersRead === 'all');

/** A yes or no is for what the letter has shown. */
const DECIDES: ReadonlySet<CommandName> = new Set(['agree', 'refuse']);

/** The letter that was answered tells what its reader knew: by its Message-ID, else by the token of its link. */
export function guardNeeds(arrival: Arrival, staff: Staff, ticket: Ticket): Needs {
  return {
    ...(answers(arrival) ? { answering: answeringOf(arrival, staff, ticket) } : {}),
    ...(arrival.mail.commands.some(({ name }) => DECIDES.has(name))
      ? { letterAnswered: answeringOf(arrival, staff, ticket) }
      : {}),
  };
}

function answeringOf({ mail, tokens, redeemed, stored }: Arrival, { email }: Staff, ticket: Ticket): Answering {
  const linked = tokens.find(({ token, place }) => place === 'recipient' && token.purpose === 'reply')?.token;
  return {
    ticketId: ticket.id,
    by: canonicalAddress(email),
    messageIds: [...mail.inReplyTo, ...mail.references.toReversed()],
    within: linked?.expiresAt ? linkWrittenWithin(linked.expiresAt) : null,
    held: redeemed ? stored.id : null,
  };
}

/**
 * An answer that was written before the newest words of the customer or of a colleague were known waits, whole: its
 * author is shown what has happened, and sends it all the same with one tap; of what is said between that letter and
 * the tap they are told too. Thanks alone are no news. What the ticket refuses anyway is refused.
 */
export function guarded(context: MailContext, staff: Staff, decided: Decision): Decision {
  if (decided.outcome === 'refused' || !answers(context)) return decided;
  const { mail, ticket } = context;
  if (context.replaced) return replaced(context, staff);
  const [first] = context.spokenSince.filter(isNews);
  if (first === undefined) return decided;
  const words = ticket === null ? mail.reply : shownTo(composedIn(context, staff, ticket), mail.reply);
  return fileAs('held', 'overtaken', ticket, [
    { kind: 'overtaken', to: [staff.email], words, values: { after: first.at.toISOString() } },
  ]);
}

const isNews = ({ words, attached }: SaidSince): boolean => attached || !onlyThanks(words);

/**
 * Its author has sent the customer another answer since they were told: what they confirm now would go out beside it.
 */
function replaced({ mail, ticket }: MailContext, { email }: Staff): Decision {
  const lines = mail.commands.map(
    (command) => ({ command: asWritten(command), done: false, result: 'replaced', detail: '' }) as const,
  );
  return fileAs('refused', because('commands_refused', 'replaced'), ticket, [
    { kind: 'transcript', to: [email], lines },
  ]);
}
