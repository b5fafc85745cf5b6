import { keepAttachments } from '../store/blob.ts';
import { type Commit, type NewMessage, NOTHING } from '../store/commit/change.ts';
import { type CommitRefusal, commit } from '../store/commit/commit.ts';
import type { Fence } from '../store/lease.ts';
import type { Change } from '../ticket/change.ts';
import type { Composed, ComposedDecision } from './compose.ts';
import type { Decision } from './decision.ts';
import type { Desk } from './desk.ts';
import type { IncomingMail } from './incoming.ts';
import type { Written } from './letters/letters.ts';
import { settlePending } from './pending-assignments.ts';
import {
  announcedBy,
  customersOf,
  incidentEntries,
  ledgerEntry,
  messageIn,
  messageOut,
  nextIncident,
  nextVersion,
  referencesIn,
  referencesOut,
} from './records.ts';
import { webhookEventsOf } from './webhooks/events.ts';

/** What applying a decision needs beside what it was composed to. */
type Applying = {
  /** Which question decided, for `mail explain`. */
  readonly steps: readonly string[];
  /** The lease under which it was decided; null without one. */
  readonly fence: Fence | null;
};

/** What came of it: the decision as it was written, with the ticket it opened, or why nothing was written. */
export type Applied = { readonly written: Decision } | { readonly refusal: CommitRefusal };

/**
 * Applies what was decided about a mail: keeps its attachments, and writes all of it down in one commit. A refusal
 * means that the mail must be decided again, or not at all.
 */
export async function applyDecision(
  desk: Desk,
  incoming: IncomingMail,
  composed: ComposedDecision,
  applying: Applying,
): Promise<Applied> {
  const { decision } = composed;
  let written = false;
  try {
    const refusal = await write(desk, incoming, composed, applying);
    written = refusal === null;
    if (refusal !== null) return { refusal };
    if (decision.limited !== undefined) desk.log.warn({ event: 'acknowledgement_limited', limit: decision.limited });
    return { written: decision };
  } finally {
    settlePending(desk, decision.changes, written);
  }
}

async function write(
  desk: Desk,
  incoming: IncomingMail,
  { decision, changes, learned, letters, copies, assisted }: ComposedDecision,
  { steps, fence }: Applying,
): Promise<CommitRefusal | null> {
  const kept = decision.said.some((said) => said.withAttachments)
    ? await keepAttachments(desk.db, desk.config.storage.attachments, incoming.mail.attachments)
    : [];
  const tickets = changes.map(nextVersion);
  const messages = [...decision.said.map((said) => messageIn(incoming, said)), ...letters.flatMap(messageOut)];
  const webhookEvents = webhookEventsOf(desk, { tickets, messages, changes });
  const refusal = await commit(desk.db, {
    ...NOTHING,
    fence,
    decision: ledgerEntry(incoming, decision, steps, desk.now()),
    tickets,
    incidents: (decision.incidents ?? []).map(nextIncident),
    incidentEntries: (decision.incidents ?? []).flatMap(incidentEntries),
    messages,
    webhookEvents,
    blobs: kept,
    references: [...referencesIn(incoming, decision), ...referencesOut(letters)],
    customers: customersOf(incoming, decision),
    letters: letters.map(({ row }) => row),
    bounced: decision.bounced ? [decision.bounced] : [],
    duties: decision.duties ?? [],
    wishes: decision.wishes ?? [],
    letterWishes: decision.letterWishes ?? [],
    answers: decision.answers ?? [],
    absences: decision.absences ?? [],
    returns: decision.returns ?? [],
    absenceQuestions: decision.absenceQuestions ?? [],
    recurring: decision.recurring ?? [],
    recurringStopped: decision.recurringStopped ?? [],
    certificates: decision.certificates ?? [],
    copies,
    articles: learned.articles,
    documents: learned.documents,
    deferred: decision.deferred ?? [],
    within: decision.within ?? null,
    announced: announcedBy(letters, incoming),
    ...assisted,
  });
  if (refusal === null) follow(desk, letters, changes, [...webhookEvents, ...assisted.assistTasks]);
  return refusal;
}

/** Writes down what was done to a ticket without a mail, with what was said in it. */
export const applyWithoutMail = (
  desk: Desk,
  { letters, changes, learned, copies, assisted }: Composed,
  beside: Partial<Commit> & { readonly said?: readonly NewMessage[] } = {},
): Promise<CommitRefusal | null> => {
  const { said = [], ...more } = beside;
  return applyLetters(
    desk,
    letters,
    {
      tickets: changes.map(nextVersion),
      copies,
      articles: learned.articles,
      documents: learned.documents,
      messages: [...said, ...letters.flatMap(messageOut)],
      ...assisted,
      ...more,
    },
    changes,
  );
};

/** Writes down letters that no mail has caused, with what belongs to the same commit. */
export async function applyLetters(
  desk: Desk,
  letters: readonly Written[],
  beside: Partial<Commit>,
  changes: readonly Change[] = [],
): Promise<CommitRefusal | null> {
  const { tickets = [], messages = letters.flatMap(messageOut), assistTasks = [] } = beside;
  const webhookEvents = webhookEventsOf(desk, { tickets, messages, changes });
  const refusal = await commit(desk.db, {
    ...NOTHING,
    messages,
    references: referencesOut(letters),
    letters: letters.map(({ row }) => row),
    webhookEvents,
    ...beside,
  });
  if (refusal === null) follow(desk, letters, changes, [...webhookEvents, ...assistTasks]);
  return refusal;
}

/** What goes on outside once the commit is done; none of it is the truth, and losing it loses nothing. */
function follow(
  desk: Desk,
  letters: readonly Written[],
  changes: readonly Change[],
  others: readonly { readonly id: string }[],
): void {
  const sent = letters.filter(({ row }) => row.heldBack === null).map(({ row }) => row);
  desk.wake([...sent, ...others].map(({ id }) => id));
  desk.notify(changes.flatMap(({ alerts }) => alerts));
}
