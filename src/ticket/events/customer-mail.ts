import { readForm } from '../../mail/meaning/form.ts';
import { readIntent } from '../../mail/meaning/intent.ts';
import { asksForNews, declinesProgress } from '../../mail/meaning/news.ts';
import { readSatisfaction } from '../../mail/meaning/satisfaction.ts';
import { onlyThanks } from '../../mail/meaning/thanks.ts';
import { besides, customers, inCharge, isSame, order, supervisors, watchers, writerOf } from '../audience.ts';
import { andThen, type Change, changed, isRefusal, type Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import { isSpokenFor } from '../incident/incident.ts';
import type { LetterKind, LetterOrder, RelayMarks } from '../letters.ts';
import type { CustomerWrote, EventOf } from '../states.ts';
import { LOW_RATING, type Ticket } from '../ticket.ts';
import { goOn } from '../time/stage.ts';
import { answerAfterClosing, answerToResolution } from './ending/confirmation.ts';
import { fillIn } from './form-answer.ts';
import { commandWords, type Handlings, type Reading, unsignedCommandWords } from './handling.ts';
import { admitByRequester, withUnconfirmed } from './participant.ts';

/** "Any news?" is answered at most once in this time. */
const NEWS_INTERVAL = 60 * 60_000;

/** A mail of the customer's side: always heard, and where the ticket waits for it, acted upon. */
function customerWrote(ticket: Ticket, event: CustomerWrote, context: Context): Change | Refusal {
  const heard =
    event.rights.mark === null
      ? withProgressWish(attended(ticket, event, context), event, context)
      : hear(ticket, event, context);
  switch (ticket.state) {
    case 'pending':
      return andThen(withNews(heard, event, context), (next) => answerToQuestion(next, event, context));
    case 'resolved':
      return relayed(
        ticket,
        event,
        andThen(withNews(heard, event, context), (next) => answerToResolution(next, event, context)),
        context,
      );
    case 'closed':
      return relayed(
        ticket,
        event,
        andThen(withNews(heard, event, context), (next) => answerAfterClosing(next, event, context)),
        context,
      );
    default:
      return withNews(heard, event, context);
  }
}

/**
 * What somebody who takes part adds to the ticket itself: the form's fields, while it is open, and whom they copied.
 */
function attended(ticket: Ticket, event: CustomerWrote, context: Context): Change {
  const heard = hear(ticket, event, context);
  const admitted = admitByRequester(withUnconfirmed(heard.ticket, event.copies), event, context);
  const withCopies = {
    ...admitted,
    history: [...heard.history, ...admitted.history],
    letters: [...heard.letters, ...admitted.letters],
  };
  return ticket.state === 'resolved' || ticket.state === 'closed' ? withCopies : fillIn(withCopies, event, context);
}

/**
 * The relayed copy says what the mail has done to the ticket. Who is asked what an unclear answer means, or has the
 * record of what it closed, has the words in that letter, and gets no copy; nor does anybody when the ticket is open
 * again: the words go out with its new dispatch, the escalation, and the letter that takes it from its former assignee.
 * Nor of a bare "solved" among the many of an incident.
 */
function relayed(before: Ticket, event: CustomerWrote, change: Change | Refusal, context: Context): Change | Refusal {
  if (isRefusal(change)) return change;
  const { words } = event;
  const isBare = isSpokenFor(before) && change.ticket.state === 'closed' && words.trim().length <= FEW_CHARACTERS;
  const reopens = change.ticket.reopenCount > before.reopenCount;
  const asked = change.letters.filter(({ kind }) => SAYS_IT_ALL.has(kind)).flatMap(({ to }) => to);
  const done = whatItDid(before, change.ticket);
  const left = reopens || isBare ? change.letters.filter(({ kind }) => kind !== 'relay') : change.letters;
  return { ...change, letters: [...withMarks(left, done, asked), ...lowRating(done, event, context)] };
}

/** Characters of an answer that says no more than that it is solved. */
const FEW_CHARACTERS = 30;

const SAYS_IT_ALL: ReadonlySet<LetterKind> = new Set(['unclear_reply', 'closing_record']);

/** The same letters, where the relayed copy says this too, and does not go to those who know. */
const withMarks = (letters: readonly LetterOrder[], marks: RelayMarks, known: readonly string[] = []) =>
  letters.flatMap((each): readonly LetterOrder[] => {
    if (each.kind !== 'relay') return [each];
    const { kind, to, values, ...content } = each;
    return order(kind, besides(to, ...known), { ...content, values: { ...values, ...marks } });
  });

/** The supervisors hear of a low rating, with the words it came with. */
const lowRating = ({ rating }: RelayMarks, { words, from, hasAttachments }: CustomerWrote, context: Context) =>
  rating === undefined || Number(rating) > LOW_RATING
    ? []
    : order('low_rating', supervisors(context), {
        words,
        values: { from: from.address, rating },
        withAttachments: hasAttachments,
      });

/** Rated, as a value of the letter. */
function whatItDid(before: Ticket, after: Ticket): Pick<RelayMarks, 'rating'> {
  const rating = after.closing?.satisfaction ?? null;
  return rating !== null && rating !== before.closing?.satisfaction ? { rating: String(rating) } : {};
}

/** What every mail of the customer's side gets: a line in the history, and relayed at once with its attachments. */
function hear(ticket: Ticket, event: CustomerWrote, context: Context): Change {
  const { from, words, rights, encrypted = false, toldBy } = event;
  const values = {
    from: from.address,
    ...(rights.mark && { mark: rights.mark }),
    ...(toldBy && { toldBy: toldBy.name }),
  };
  const happened = toldBy === undefined ? 'customer_wrote' : 'customer_said';
  const history = { at: context.now, event: happened, by: writerOf(event), detail: rights.mark ?? '' };
  const readers = besides([...inCharge(ticket, context), ...watchers(ticket, context)], toldBy?.email ?? null);
  const relay = order('relay', readers, { words, values, withAttachments: event.hasAttachments });
  const heard = rights.mark === 'unconfirmed' ? withUnconfirmed(ticket, [from]) : ticket;
  // What nothing proves changes nothing of the ticket.
  const changes = rights.mark === null && encrypted !== (ticket.encrypted ?? false);
  return changed(changes ? { ...heard, encrypted } : heard, history, relay);
}

/**
 * A proven sender who asks for news gets the state of things, at most once an hour; in between the follower answers.
 * How often they have asked since a person wrote to them is counted, and told with their mail.
 */
function withNews(heard: Change, { from, asksForNews, rights }: CustomerWrote, { now }: Context): Change {
  if (!asksForNews || rights.mark !== null) return heard;
  const { ticket } = heard;
  const times = (ticket.newsAsked ?? 0) + 1;
  const asked = { ...ticket, customerAskedAt: now, newsAsked: times };
  const readers = customers(ticket).filter((address) => isSame(address, from.address));
  const recently = ticket.newsSentAt !== null && now.getTime() - ticket.newsSentAt.getTime() < NEWS_INTERVAL;
  const byDesk = !recently && readers.length > 0;
  const answerer = byDesk ? null : (ticket.follower ?? ticket.assignee);
  const marks = times < 2 ? {} : { asked: String(times), ...(answerer && { answerer }) };
  const history = { at: now, event: 'asked_for_news', by: from.address, detail: String(times) };
  return {
    ...heard,
    ticket: byDesk ? { ...asked, newsSentAt: now } : asked,
    history: times < 2 ? heard.history : [...heard.history, history],
    letters: [...withMarks(heard.letters, marks), ...(byDesk ? order('news', readers) : [])],
  };
}

/** The requester alone says whether progress is written to the customer's side. */
function withProgressWish(heard: Change, event: CustomerWrote, { now }: Context): Change {
  const { progressDeclined = false, ...ticket } = heard.ticket;
  const declined = event.declinesProgress ? true : progressDeclined && !event.asksForNews;
  if (declined === progressDeclined || !isSame(event.from.address, ticket.requester.address)) return heard;
  const history = {
    at: now,
    event: declined ? 'progress_declined' : 'progress_wanted',
    by: writerOf(event),
    detail: '',
  };
  return {
    ...heard,
    ticket: declined ? { ...ticket, progressDeclined: true } : ticket,
    history: [...heard.history, history],
  };
}

/** Any answer but mere thanks sets the clocks going again; an unproven one does not. */
function answerToQuestion(ticket: Ticket, event: CustomerWrote, context: Context): Change {
  if (event.onlyThanks || event.rights.mark !== null) return changed(ticket, []);
  return changed(goOn(ticket, context), { at: context.now, event: 'answered', by: writerOf(event), detail: '' });
}

/** What staff pass on counts as if its customer had written it, and proven who they are. */
function customerSaid(ticket: Ticket, event: EventOf<'customer'>, context: Context): Change | Refusal {
  const { by, words, hasAttachments } = event;
  const form = readForm(words, '');
  const said: CustomerWrote = {
    name: 'customer_wrote',
    from: ticket.requester,
    toldBy: by,
    words,
    intent: readIntent(words),
    asksForNews: asksForNews(words),
    declinesProgress: declinesProgress(words),
    onlyThanks: onlyThanks(words),
    satisfaction: readSatisfaction(words),
    rights: { confirm: 'yes', reopen: true, mark: null },
    hasAttachments,
    form,
    filledIn: form,
    copies: [],
    lettingIn: [],
  };
  return customerWrote(ticket, said, context);
}

/** Nothing changes: that they know is part of the story. */
const told = (ticket: Ticket, { by, words }: EventOf<'told'>, { now }: Context): Change =>
  changed(ticket, { at: now, event: 'customer_told', by: by.email, detail: words });

const readSaid: Reading = (command, author) => {
  const words = unsignedCommandWords(command, author);
  return words === '' ? { refused: 'no_text' } : { name: 'customer', words, ...author };
};

export const CUSTOMER_MAIL = {
  customer_wrote: { apply: customerWrote },
  customer: { read: readSaid, apply: customerSaid },
  told: { read: (command, { by }) => ({ name: 'told', by, words: commandWords(command) }), apply: told },
} satisfies Handlings<'customer_wrote' | 'customer' | 'told'>;
