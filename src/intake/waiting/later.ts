import { type Decision, fileAs } from '../../desk/decision.ts';
import type { Staff } from '../../people/person.ts';
import type { ComposedWords } from '../../ticket/canned/composed.ts';
import { languageName } from '../../ticket/canned/keeping.ts';
import { changed, isRefusal, type Refusal } from '../../ticket/change.ts';
import type { OutcomeCode } from '../../ticket/command-outcome.ts';
import { asWritten } from '../../ticket/commands/steps.ts';
import { withLaterTold, withoutLater } from '../../ticket/events/later.ts';
import { because } from '../../ticket/mail-outcome.ts';
import { leadingTime } from '../../ticket/text/human-time.ts';
import type { LaterAnswer, Ticket } from '../../ticket/ticket.ts';
import { transition } from '../../ticket/transition.ts';
import { commandRow } from '../../words/commands.ts';
import type { Arrival, MailContext } from '../context.ts';
import { answersAmong, composedIn, isInserted, shownTo } from './composed.ts';

/** Whether a mail has something to send to the customer at another time. */
export const isLater = ({ mail }: Pick<Arrival, 'mail'>): boolean =>
  mail.commands.some(({ name }) => name === 'later') &&
  mail.commands.some(({ name }) => commandRow(name).customersRead === 'all');

type Work = (context: MailContext, ticket: Ticket) => Decision;

/**
 * `#later TIME` in a mail with an answer: the mail waits, whole, once all of it can be done as things are. When it
 * comes up again it is carried out, unless somebody has spoken meanwhile: then its author is asked, as for any answer
 * that was overtaken.
 */
export function decideLater(context: MailContext, staff: Staff, ticket: Ticket, work: Work): Decision {
  const one = (ticket.laters ?? []).find(({ mailId }) => mailId === context.stored.id);
  if (!context.redeemed || one === undefined) return schedule(context, staff, ticket, work);
  return one.overtakenAt !== null && one.toldAt === null
    ? ask(context, staff, ticket, one)
    : work(withoutCommand(context), withoutLater(ticket, one.mailId));
}

function schedule(context: MailContext, staff: Staff, ticket: Ticket, work: Work): Decision {
  const { mail, now, policy, stored } = context;
  const [command] = mail.commands.filter(({ name }) => name === 'later');
  const { argument = '' } = command ?? {};
  const found = leadingTime(argument, now, policy.timezone);
  if (found === null || found.rest !== '') return refused(context, staff, { refused: 'no_time', detail: argument });
  if (found.time <= now) return refused(context, staff, { refused: 'time_passed', detail: found.time.toISOString() });
  const tried = work(withoutCommand(context), ticket);
  if (tried.outcome === 'refused' || tried.outcome === 'held') return tried;
  const at = { now, policy, roster: context.roster };
  const composed = composedIn(withoutCommand(context), staff, ticket);
  const event = {
    ...({ name: 'later', by: staff, mailId: stored.id, at: found.time, words: answersAmong(composed) } as const),
    // What its author is shown now is what goes out: nothing is put in anew at its time.
    ...(composed.some(isInserted) ? { composed: composed.map(withoutRefusal) } : {}),
  };
  const change = transition(ticket, event, at);
  if (isRefusal(change)) return refused(context, staff, change);
  return {
    ...fileAs('held', because('send_later', found.time.toISOString()), change.ticket, [
      {
        kind: 'send_later',
        to: [staff.email],
        words: shownTo(composed, mail.reply),
        values: { sendAt: found.time.toISOString(), otherLanguage: languagesOf(composed) },
      },
    ]),
    changes: [change],
  };
}

/** It is not sent: its author sees what came first, and sends it all the same with one tap. */
function ask(context: MailContext, { email }: Staff, ticket: Ticket, one: LaterAnswer): Decision {
  const after = (one.overtakenAt ?? context.now).toISOString();
  return {
    ...fileAs('held', 'overtaken', ticket, [
      { kind: 'overtaken', to: [email], words: shownTo(one.composed ?? [], context.mail.reply), values: { after } },
    ]),
    changes: [changed(withLaterTold(ticket, one.mailId, context.now), [])],
  };
}

function refused({ mail, ticket }: MailContext, { email }: Staff, refusal: Refusal): Decision {
  const lines = mail.commands.map((command) => ({
    command: asWritten(command),
    done: false,
    result: (command.name === 'later' ? refusal.refused : 'held_back') as OutcomeCode,
    detail: command.name === 'later' ? (refusal.detail ?? '') : '',
  }));
  return fileAs('refused', because('commands_refused', 'later'), ticket, [{ kind: 'transcript', to: [email], lines }]);
}

const withoutCommand = (context: MailContext): MailContext => ({
  ...context,
  mail: { ...context.mail, commands: context.mail.commands.filter(({ name }) => name !== 'later') },
});

const withoutRefusal = ({ written, command, inserted, otherLanguage }: ComposedWords): ComposedWords => ({
  written,
  command,
  inserted,
  otherLanguage,
});

/** In which answers go out that are not there in the customer's language. */
const languagesOf = (composed: readonly ComposedWords[]): string =>
  [
    ...new Set(composed.flatMap(({ otherLanguage }) => (otherLanguage === null ? [] : languageName(otherLanguage)))),
  ].join(', ');
