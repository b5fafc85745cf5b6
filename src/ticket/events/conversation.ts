import { besides, customers, order, watchers } from '../audience.ts';
import { type Change, changed } from '../change.ts';
import type { Context } from '../context.ts';
import type { LetterOrder } from '../letters.ts';
import type { EventOf } from '../states.ts';
import { readFinding } from '../text/finding.ts';
import { ANALYSIS_PARTS, missingParts, readProgress } from '../text/progress-note.ts';
import type { Analysis, Ticket } from '../ticket.ts';
import { awaitUpdate, pause, responded } from '../time/clocks.ts';
import { enter, goOn } from '../time/stage.ts';
import { withMailWork, withWork } from '../work.ts';
import { awaitConfirmation } from './ending/confirmation.ts';
import { completedByNote } from './ending/record.ts';
import { commandWords, type Handlings, type Reading, unsignedCommandWords, withEffort } from './handling.ts';

/** A question to the customer; the clocks stand still until the answer comes. */
function ask(ticket: Ticket, event: EventOf<'ask'>, context: Context): Change {
  const { by, words, hasAttachments } = event;
  const asked = pause(responded(withMailWork(ticket, event, context.now), context.now), context.now);
  return changed(enter(asked, 'pending', context), { at: context.now, event: 'asked', by: by.email, detail: words }, [
    ...order('question', customers(ticket), { words, values: { by: by.email }, withAttachments: hasAttachments }),
    ...sentCopies(ticket, { by, words, hasAttachments, what: 'question' }, context),
  ]);
}

/**
 * Words to the customer: they are up to date with that, and after a resolution the wait for their answer begins again.
 * Whom the author has written to directly gets no letter.
 */
function reply(ticket: Ticket, event: EventOf<'reply'>, context: Context): Change {
  const { by, words, hasAttachments, sentTo } = event;
  const answered = { ...responded(withMailWork(ticket, event, context.now), context.now), unclearAt: null };
  return changed(waiting(answered, context), { at: context.now, event: 'replied', by: by.email, detail: '' }, [
    ...order('public_reply', besides(customers(ticket), ...(sentTo ?? [])), {
      words,
      values: { by: by.email },
      withAttachments: hasAttachments,
    }),
    ...sentCopies(ticket, { by, words, hasAttachments, what: 'reply' }, context),
  ]);
}

type Sent = Pick<EventOf<'ask'>, 'by' | 'words' | 'hasAttachments'> & { readonly what: 'question' | 'reply' };

/** Who follows the ticket, and has it, reads what was written to the customer. */
const sentCopies = (ticket: Ticket, { by, words, hasAttachments, what }: Sent, context: Context) =>
  order('sent_copy', besides([ticket.assignee, ...watchers(ticket, context)], by.email), {
    words,
    values: { by: by.email, what },
    withAttachments: hasAttachments,
  });

function waiting(answered: Ticket, context: Context): Ticket {
  if (answered.state === 'in_progress') return awaitUpdate(answered, context);
  return answered.state === 'resolved' ? awaitConfirmation(answered, context) : answered;
}

/**
 * Internal: it reaches the assignee and those who follow; never the customer. Labelled lines add what the record
 * lacks.
 */
function note(ticket: Ticket, event: EventOf<'note'>, context: Context): Change {
  const { by, words, hasAttachments } = event;
  const added = completedByNote(ticket, event, context);
  const entry = (name: string, detail: string) => ({ at: context.now, event: name, by: by.email, detail });
  return changed(
    added?.ticket ?? withMailWork(ticket, event, context.now),
    [entry('noted', ''), ...(added ? [entry('record_completed', added.parts.join(', '))] : [])],
    order('note', besides([ticket.assignee, ...watchers(ticket, context)], by.email), {
      words,
      values: { by: by.email },
      withAttachments: hasAttachments,
    }),
  );
}

/** What was found out stays with the ticket, whoever has it next; those who work on it hear of it. */
function analysis(ticket: Ticket, event: EventOf<'analysis'>, context: Context): Change {
  const { by, finding, words, hasAttachments } = event;
  const found = { ...finding, by: by.email, at: context.now };
  return changed(
    { ...withMailWork(ticket, event, context.now), findings: [...(ticket.findings ?? []), found] },
    { at: context.now, event: 'analysed', by: by.email, detail: finding.suspected || finding.checked },
    order('note', besides([ticket.assignee, ...watchers(ticket, context)], by.email), {
      words,
      values: { by: by.email, is: 'analysis' },
      withAttachments: hasAttachments,
    }),
  );
}

/**
 * A progress note goes to those who follow. The customer gets the words meant for them, or only the state and the next
 * step, never the note itself: as the desk is set, or when they have asked since the last note or were promised to
 * hear; who wants no progress gets what was written for them alone.
 */
function progress(ticket: Ticket, event: EventOf<'progress'>, context: Context): Change {
  const { by, words, hasAttachments, work } = event;
  const { now } = context;
  const analysis = completing(ticket.analysis, event.analysis);
  const toCustomer = customerHears(ticket, analysis, context);
  const noted = { ...goOn(ticket, context), ...partsAskedFor(ticket, analysis), analysis, lastProgressAt: now };
  const told = work ? withWork(noted, work, { at: now, by: by.email, on: 'progress' }) : noted;
  const known = toCustomer ? responded(told, now) : told;
  const { next, toCustomer: own = '' } = analysis;
  const letters: readonly LetterOrder[] = [
    ...order('progress', besides([ticket.assignee, ...watchers(ticket, context)], by.email), {
      words,
      values: { ...analysis, by: by.email },
      withAttachments: hasAttachments,
    }),
    ...(toCustomer
      ? order('progress_to_customer', customers(ticket), {
          values: { toCustomer: own, next, by: by.email },
          withAttachments: hasAttachments && own !== '',
        })
      : []),
  ];
  return changed(
    known.state === 'in_progress' ? awaitUpdate(known, context) : known,
    { at: now, event: 'progress', by: by.email, detail: analysis.current || analysis.next },
    letters,
  );
}

/** A note that has only what the last one lacked completes it; one for the customer alone leaves it as it is. */
function completing(last: Analysis | null, note: Analysis): Analysis {
  const told = ANALYSIS_PARTS.filter((part) => note[part] !== '');
  if (last === null || told.some((part) => last[part] !== '')) return note;
  const { toCustomer: _, ...parts } = last;
  const { toCustomer } = note;
  return { ...parts, ...Object.fromEntries(told.map((part) => [part, note[part]])), ...(toCustomer && { toCustomer }) };
}

/** Its author is asked for parts that are missing, once: the transcript says which. */
const partsAskedFor = ({ partsAsked }: Ticket, analysis: Analysis): Pick<Ticket, 'partsAsked'> =>
  partsAsked || missingParts(analysis).length > 0 ? { partsAsked: true } : {};

function customerHears(
  { customerAskedAt, lastProgressAt, promisedBy, progressDeclined }: Ticket,
  { toCustomer }: Analysis,
  { policy }: Context,
): boolean {
  if (progressDeclined && toCustomer === undefined) return false;
  if (policy.progressToCustomer !== 'whenAsked') return policy.progressToCustomer === 'always';
  if (toCustomer !== undefined || promisedBy !== undefined) return true;
  return customerAskedAt !== null && (lastProgressAt === null || customerAskedAt > lastProgressAt);
}

/** Commands that pass on words; without any they say nothing. */
const readWords =
  (name: 'ask' | 'reply' | 'note'): Reading =>
  (command, author) => {
    const read = withEffort(commandWords(command), name === 'note' ? 'whole' : 'without');
    return read.words === '' ? { refused: 'no_text' } : { name, ...read, ...author };
  };

const readProgressNote: Reading = (command, author) => {
  const words = unsignedCommandWords(command, author);
  return words === '' ? { refused: 'no_text' } : { name: 'progress', ...readProgress(words), words, ...author };
};

const readAnalysis: Reading = (command, author) => {
  const words = unsignedCommandWords(command, author);
  return words === ''
    ? { refused: 'no_text' }
    : { name: 'analysis', finding: readFinding(words), ...withEffort(words, 'whole'), ...author };
};

export const CONVERSATION = {
  ask: { read: readWords('ask'), apply: ask },
  reply: { read: readWords('reply'), apply: reply },
  note: { read: readWords('note'), apply: note },
  analysis: { read: readAnalysis, apply: analysis },
  progress: { read: readProgressNote, apply: progress },
} satisfies Handlings<'ask' | 'reply' | 'note' | 'analysis' | 'progress'>;
