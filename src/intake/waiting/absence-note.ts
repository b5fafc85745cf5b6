import { type Decision, fileAs } from '../../desk/decision.ts';
import { dayOf } from '../../report/period.ts';
import { type AbsenceOrder, arranged, spanOf } from '../../ticket/absence/asked.ts';
import { absenceTold, type ToldAbsence, tellsOfAbsence } from '../../ticket/absence/auto-reply.ts';
import type { Refusal } from '../../ticket/change.ts';
import type { TranscriptLine } from '../../ticket/letters.ts';
import { because } from '../../ticket/mail-outcome.ts';
import type { Arrival, MailContext } from '../context.ts';
import { decideMachineMail } from '../machine/machine.ts';
import type { Needs } from '../needs.ts';

/**
 * The automatic reply of a proven member of the staff. It changes nothing by itself: its author is asked once about an
 * absence whether it is to be noted, with an answer prepared from what it says.
 */
export const isAbsenceNote = ({ mail, person, verdict, released }: Arrival): boolean =>
  mail.class === 'auto_reply' && person?.kind === 'staff' && verdict === 'P' && !released;

/** What it says can only be read with the staff at hand; the day it ends tells one absence from another. */
export const absenceNoteNeeds = (arrival: Arrival): Needs => ({
  roster: true,
  absenceQuestion: { email: arrival.from?.address ?? '', endsOn: endsOn(arrival, toldIn({ ...arrival, roster: [] })) },
});

const toldIn = (arrival: Arrival & Pick<MailContext, 'roster'>): ToldAbsence =>
  absenceTold(arrival.mail.text, arrival.from?.address ?? '', arrival.stored.receivedAt, arrival);

/** The local day on which the absence it tells of ends; null when it tells none. */
const endsOn = ({ config }: Arrival, { period }: ToldAbsence): string | null =>
  period && dayOf(period.to, config.desk.timezone);

export function decideAbsenceNote(context: MailContext): Decision {
  const { person, redeemed, now, roster, config } = context;
  if (person?.kind !== 'staff') throw new Error('this mail is not from the staff');
  const { staff } = person;
  const told = toldIn(context);
  if (redeemed) return confirmed(context, told);
  const filed = decideMachineMail(context);
  if (told.period === null && !tellsOfAbsence(context.mail.subject, context.mail.text)) return filed;
  const known = roster.find((entry) => entry.staff.email === staff.email)?.absences ?? [];
  const until = told.period?.to ?? now;
  if (context.absenceAsked || known.some(({ from, to }) => from <= until && to > now)) return filed;
  const about = endsOn(context, told) ?? `? ${dayOf(now, config.desk.timezone)}`;
  const { period, substitute } = told;
  const values = period
    ? { begins: period.from.toISOString(), ends: period.to.toISOString(), substitute: substitute ?? '' }
    : { begins: '', ends: '', substitute: '' };
  return {
    // What was read waits for one tap; without it there is nothing to wait for.
    ...(period ? fileAs('held', 'absence', filed.ticket) : filed),
    letters: [{ kind: 'absence_question', to: [staff.email], values }],
    absenceQuestions: [{ email: staff.email, about, askedAt: now }],
  };
}

/** Its author has confirmed it: the absence is noted, or they hear why not. */
function confirmed(context: MailContext, { period, substitute }: ToldAbsence): Decision {
  const { person, now } = context;
  if (person?.kind !== 'staff') throw new Error('this mail is not from the staff');
  const { staff } = person;
  const order: AbsenceOrder | Refusal =
    period === null
      ? { refused: 'time_passed', detail: now.toISOString() }
      : arranged(staff, period, substitute, staff, context);
  const line: TranscriptLine =
    'refused' in order
      ? { command: '', done: false, result: order.refused as TranscriptLine['result'], detail: order.detail ?? '' }
      : {
          command: '',
          done: true,
          result: 'away',
          detail: [order.email, spanOf(order), order.substitute].filter(Boolean).join(' '),
        };
  const reason = because(line.done ? 'commands' : 'commands_refused', 'away');
  const decided = fileAs(line.done ? 'command' : 'refused', reason, null, [
    { kind: 'transcript', to: [staff.email], lines: [line] },
  ]);
  return 'refused' in order ? decided : { ...decided, absences: [order] };
}
