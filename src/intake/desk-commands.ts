import type { Command } from '../mail/mail.ts';
import { sameAddress } from '../people/address.ts';
import type { Staff } from '../people/person.ts';
import { dayOf, periodNamed } from '../report/period.ts';
import { absenceAsked, CANCELS, returnAsked, spanOf } from '../ticket/absence/asked.ts';
import { nearNames, variantsNamed } from '../ticket/canned/canned-answer.ts';
import { answerReaderOf, withInsertions, withNear } from '../ticket/canned/insertion.ts';
import {
  type AnswerChange,
  answerList,
  dropAnswer,
  keepAnswer,
  languageName,
  wholeAnswer,
} from '../ticket/canned/keeping.ts';
import type { Refusal } from '../ticket/change.ts';
import { type DeskAnswer, NO_ORDERS } from '../ticket/commands/steps.ts';
import type { LetterOrder } from '../ticket/letters.ts';
import { recurringAsked } from '../ticket/recurring/asked.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { DeskCommand, ToldCommand } from '../words/commands.ts';
import { lettersWanted } from '../words/letters-wanted.ts';
import { certificateConfirmed } from './certificate/asked.ts';
import { deskAddresses, type MailContext } from './context.ts';

type Asked = {
  readonly context: MailContext;
  readonly staff: Staff;
  readonly ticket: Ticket | null;
  /** What follows the word, and what stands below it. */
  readonly argument: string;
  /** The words below it. */
  readonly text: string;
};

/**
 * Answers the commands that are not about the ticket, one by one; whether the sender may ask was settled before.
 * Nothing is carried out here: the caller does that when the whole mail can be.
 */
export const answerByDesk =
  (context: MailContext, staff: Staff, ticket: Ticket | null) =>
  ({ argument, text }: Command, name: DeskCommand): DeskAnswer | Refusal =>
    ANSWERS[name]({ context, staff, ticket, argument, text });

const said = (result: DeskCommand & ToldCommand, detail: string): DeskAnswer => ({
  line: { result, detail },
  letters: [],
  ...NO_ORDERS,
});

/** A letter is the answer. */
const written = (letter: LetterOrder): DeskAnswer => ({ line: null, letters: [letter], ...NO_ORDERS });

const ANSWERS: Readonly<Record<DeskCommand, (asked: Asked) => DeskAnswer | Refusal>> = {
  help: ({ staff }) => written({ kind: 'help', to: [staff.email] }),
  status: ({ ticket }) => (ticket === null ? { refused: 'needs_ticket' } : said('status', statusOf(ticket))),
  onduty,
  notify,
  kb: ({ staff, argument: question }) =>
    question === '' ? { refused: 'no_text' } : written({ kind: 'knowledge', to: [staff.email], values: { question } }),
  report: ({ context, staff, argument }) => {
    const period = periodNamed(argument, dayOf(context.now, context.config.desk.timezone));
    if (period === null) return { refused: 'no_such_period', detail: argument };
    return written({ kind: 'report', to: [staff.email], values: { ...period } });
  },
  mine: ({ staff }) => written({ kind: 'ticket_list', to: [staff.email], values: { list: 'mine', asked: '' } }),
  team,
  find: ({ staff, argument: asked }) =>
    asked === ''
      ? { refused: 'no_text' }
      : written({ kind: 'ticket_list', to: [staff.email], values: { list: 'found', asked } }),
  announce: () => ({ refused: 'not_about_an_incident' }),
  answers,
  keep: ({ context, staff, argument, text }) =>
    changed('keep', keepAnswer(context.insertable.answers, { argument, text }, { by: staff.email, at: context.now })),
  forget: ({ context, argument }) => changed('forget', dropAnswer(context.insertable.answers, argument)),
  away,
  back: ({ context, staff, argument }) => returned(argument, staff, context),
  recurring,
  certificate,
  approve: () => ({ refused: 'not_a_reply_to_a_draft' }),
};

const changed = (result: 'keep' | 'forget', change: AnswerChange | Refusal): DeskAnswer | Refusal =>
  'refused' in change ? change : { ...said(result, shownAs(change)), answers: [change] };

const shownAs = (change: AnswerChange): string =>
  'kept' in change
    ? `@${change.kept.name} (${languageName(change.kept.locale)})`
    : `@${change.dropped.answer}${change.dropped.locale === null ? '' : ` (${languageName(change.dropped.locale)})`}`;

/** All that are kept; one of them, about a ticket as its customer would read it before anything is sent. */
function answers({ context, staff, ticket: named, argument }: Asked): DeskAnswer | Refusal {
  const all = context.insertable.answers;
  // A number in a subject shows nobody a ticket they take no part in.
  const ticket = context.evidence.level === 'E1' ? null : named;
  const letter = (shows: 'all' | 'one' | 'preview', asked: string, words: string): DeskAnswer =>
    written({ kind: 'canned_answers', to: [staff.email], words, values: { shows, asked } });
  if (argument === '') return letter('all', '', answerList(all));
  const line = argument.replace(/^[@＠]?/u, '@');
  const variants = variantsNamed(all, line.slice(1).split(/\s/u)[0] ?? '');
  if (ticket === null && variants.length > 0) return letter('one', variants[0]?.name ?? '', wholeAnswer(variants));
  if (ticket === null) return { refused: 'no_such_answer', detail: withNear(line, nearNames(all, line)) };
  const asked = { name: 'reply', argument: line, text: '' } as const;
  const [composed] = withInsertions([asked], context.insertable, answerReaderOf(ticket, staff));
  if (composed === undefined || composed.refused !== null) return composed?.refused ?? { refused: 'no_text' };
  return letter('preview', line.slice(1), composed.command.text);
}

/** One's own team unless another is named, which is its members' and the supervisors' to see. */
function team({ context, staff, argument }: Asked): DeskAnswer | Refusal {
  const named = context.config.teams.find(({ name }) => name.toLowerCase() === argument.toLowerCase());
  if (argument !== '' && named === undefined) return { refused: 'no_such_team', detail: argument };
  const asked = named?.name ?? '';
  if (asked !== '' && !staff.teams.includes(asked) && !staff.roles.includes('supervisor'))
    return { refused: 'not_your_team', detail: asked };
  return written({ kind: 'ticket_list', to: [staff.email], values: { list: 'team', asked } });
}

/** Who will be away, and who stands in; or that it is called off. */
function away({ context, staff, argument }: Asked): DeskAnswer | Refusal {
  if (CANCELS.test(argument)) return returned(argument.replace(CANCELS, ' '), staff, context);
  const asked = absenceAsked(argument, staff, context);
  if ('refused' in asked) return asked;
  const detail = [asked.email, spanOf(asked), asked.substitute].filter(Boolean).join(' ');
  return { ...said('away', detail), absences: [asked] };
}

function returned(argument: string, staff: Staff, context: MailContext): DeskAnswer | Refusal {
  const asked = returnAsked(argument.trim(), staff, context);
  if ('refused' in asked) return asked;
  const meant = context.roster.flatMap(({ absences = [] }) => absences).find(({ id }) => id === asked.id);
  const detail = meant === undefined ? asked.email : `${asked.email} ${spanOf(meant)}`;
  return { ...said('back', detail), returns: [asked] };
}

/** A ticket that is made again: listed, set or changed, stopped. */
function recurring({ context, staff, argument, text }: Asked): DeskAnswer | Refusal {
  const asked = recurringAsked(
    { argument, text },
    staff,
    context.recurring,
    context,
    context.config.mailboxes.flatMap(deskAddresses),
  );
  if ('refused' in asked) return asked;
  if ('list' in asked)
    return written({ kind: 'ticket_list', to: [staff.email], values: { list: 'recurring', asked: '' } });
  if ('stop' in asked) {
    const title = context.recurring.find(({ id }) => id === asked.stop)?.title ?? '';
    const line = { result: 'recurring_stopped', detail: `${asked.stop} ${title}` } as const;
    return { line, letters: [], ...NO_ORDERS, recurringStopped: [asked.stop] };
  }
  const order = { ...asked.set, ...(context.brand && { brand: context.brand }) };
  return { ...said('recurring', order.nextAt.toISOString()), recurring: [order] };
}

/** Whose certificate it is, as `tsdesk certs confirm` says at the command line. */
function certificate({ context, staff, argument }: Asked): DeskAnswer | Refusal {
  const asked = certificateConfirmed(argument, context.certificates, { by: staff.email, at: context.now });
  return 'refused' in asked
    ? asked
    : { ...said('certificate', asked.confirms.address), certificates: [asked.confirms] };
}

function onduty({ context, argument }: Asked): DeskAnswer | Refusal {
  const [, who = '', word] = /^(.*?)\s*(on|off|上班?|下班?|开|关)$/i.exec(argument.trim()) ?? [];
  const person = context.directory.staff.find((each) => each.name === who || sameAddress(each.email, who));
  if (person === undefined || word === undefined) return { refused: 'no_such_person', detail: argument };
  const duty = /on|上|开/i.test(word) ? 'on' : 'off';
  return {
    ...said('onduty', `${person.name} ${duty}`),
    duties: [{ email: person.email, duty, since: context.now }],
  };
}

function notify({ staff, argument }: Asked): DeskAnswer | Refusal {
  const letters = lettersWanted(argument);
  if (letters === null) return { refused: 'no_such_letters', detail: argument };
  return { ...said('notify', letters), wishes: [{ email: staff.email, letters }] };
}

const statusOf = ({ state, urgency, assignee, updateBy, respondBy, respondedAt }: Ticket): string =>
  [state, urgency, assignee, (respondedAt === null ? respondBy : updateBy)?.toISOString()].filter(Boolean).join(' · ');
