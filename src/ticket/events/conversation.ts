import { besides, customers, order, watchers } from '../audience.ts';
import { type Change, changed } from '../change.ts';
import type { Context } from '../context.ts';
import type { LetterOrder } from '../letters.ts';
import type { EventOf } from '../states.ts';
import { readProgress } from '../text/progress-note.ts';
import type { Ticket } from '../ticket.ts';
import { awaitUpdate, pause, responded } from '../time/clocks.ts';
import { enter, goOn } from '../time/stage.ts';
import { awaitConfirmation } from './confirmation.ts';
import { commandWords, type Handlings, type Reading, unsignedCommandWords } from './handling.ts';

/** A question to the customer; the clocks stand still until the answer comes. */
function ask(ticket: Ticket, { by, words, hasAttachments }: EventOf<'ask'>, context: Context): Change {
  const asked = pause(responded(ticket, context.now), context.now);
  return changed(
    enter(asked, 'pending', context),
    { at: context.now, event: 'asked', by: by.email, detail: words },
    order('question', customers(ticket), { words, values: { by: by.name }, withAttachments: hasAttachments }),
  );
}

/**
 * Words to the customer: they are up to date with that, and after a resolution the wait for their answer begins again.
 * Whom the author has written to directly gets no letter.
 */
function reply(ticket: Ticket, { by, words, hasAttachments, sentTo }: EventOf<'reply'>, context: Context): Change {
  const answered = { ...responded(ticket, context.now), unclearAt: null };
  return changed(
    waiting(answered, context),
    { at: context.now, event: 'replied', by: by.email, detail: '' },
    order('public_reply', besides(customers(ticket), ...(sentTo ?? [])), {
      words,
      values: { by: by.name },
      withAttachments: hasAttachments,
    }),
  );
}

function waiting(answered: Ticket, context: Context): Ticket {
  if (answered.state === 'in_progress') return awaitUpdate(answered, context);
  return answered.state === 'resolved' ? awaitConfirmation(answered, context) : answered;
}

/** Internal: it reaches the assignee and, on an urgent ticket, the supervisors; never the customer. */
function note(ticket: Ticket, { by, words, hasAttachments }: EventOf<'note'>, context: Context): Change {
  const supervisorsToo = ticket.urgency === 'urgent' ? watchers(ticket, context) : [];
  return changed(
    ticket,
    { at: context.now, event: 'noted', by: by.email, detail: '' },
    order('note', besides([ticket.assignee, ...supervisorsToo], by.email), {
      words,
      values: { by: by.name },
      withAttachments: hasAttachments,
    }),
  );
}

/**
 * A progress note goes to those who follow; to the customer as the desk is set, or when they have asked since the last.
 */
function progress(ticket: Ticket, event: EventOf<'progress'>, context: Context): Change {
  const { by, analysis, words, hasAttachments } = event;
  const { now } = context;
  const toCustomer = customerHears(ticket, context);
  const noted = { ...goOn(ticket, context), analysis, lastProgressAt: now };
  const known = toCustomer ? responded(noted, now) : noted;
  const content = { words, values: { ...analysis, by: by.name }, withAttachments: hasAttachments };
  const letters: readonly LetterOrder[] = [
    ...order('progress', besides([ticket.assignee, ...watchers(ticket, context)], by.email), content),
    ...(toCustomer ? order('progress_to_customer', customers(ticket), content) : []),
  ];
  return changed(
    known.state === 'in_progress' ? awaitUpdate(known, context) : known,
    { at: now, event: 'progress', by: by.email, detail: analysis.current },
    letters,
  );
}

const customerHears = ({ customerAskedAt, lastProgressAt }: Ticket, { policy }: Context): boolean => {
  if (policy.progressToCustomer !== 'whenAsked') return policy.progressToCustomer === 'always';
  return customerAskedAt !== null && (lastProgressAt === null || customerAskedAt > lastProgressAt);
};

/** Commands that pass on words; without any they say nothing. */
const readWords =
  (name: 'ask' | 'reply' | 'note'): Reading =>
  (command, author) =>
    commandWords(command) === '' ? { refused: 'no_text' } : { name, words: commandWords(command), ...author };

const readProgressNote: Reading = (command, author) => {
  const words = unsignedCommandWords(command, author);
  return words === '' ? { refused: 'no_text' } : { name: 'progress', analysis: readProgress(words), words, ...author };
};

export const CONVERSATION = {
  ask: { read: readWords('ask'), apply: ask },
  reply: { read: readWords('reply'), apply: reply },
  note: { read: readWords('note'), apply: note },
  progress: { read: readProgressNote, apply: progress },
} satisfies Handlings<'ask' | 'reply' | 'note' | 'progress'>;
