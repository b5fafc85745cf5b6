import { actsFor, hasLeft } from '../absence/absence.ts';
import { order } from '../audience.ts';
import { type Change, changed, type Refusal } from '../change.ts';
import type { Context } from '../context.ts';
import type { EventOf } from '../states.ts';
import { leadingTime } from '../text/human-time.ts';
import type { FollowUp, Ticket } from '../ticket.ts';
import { arm, disarm } from '../time/clocks.ts';
import { commandWords, type Handlings, type Reading } from './handling.ts';

/** Somebody is to be reminded, in the thread of the ticket; one there is already is put off. */
function remind(ticket: Ticket, event: EventOf<'remind'>, context: Context): Change | Refusal {
  const { now } = context;
  const { by, at, words } = event;
  const { followUps = [] } = ticket;
  const before = followUpMeant(ticket, event, context);
  if (event.id !== null && before === undefined) return unknown(ticket, by.email, event.id, context);
  const id = before?.id ?? String(Math.max(0, ...followUps.map((each) => Number(each.id))) + 1);
  const one: FollowUp = { id, by: by.email, at, words: words || (before?.words ?? ''), remindedAt: null };
  const others = followUps.filter((each) => each !== before);
  return changed(arm({ ...ticket, followUps: [...others, one] }, 'follow_up', at, id), {
    at: now,
    event: 'reminder_set',
    by: by.email,
    detail: `${at.toISOString()} ${one.words}`.trim(),
  });
}

function done(ticket: Ticket, event: EventOf<'follow_up_done'>, context: Context): Change | Refusal {
  const { now } = context;
  const { by, id } = event;
  const own = followUpsFor(ticket, by.email, context);
  const one = followUpMeant(ticket, event, context) ?? (id === null && own.length === 1 ? own[0] : undefined);
  if (one === undefined && id === null && own.length > 1)
    return { refused: 'which_follow_up', detail: own.map(named).join(' · ') };
  if (one === undefined) return unknown(ticket, by.email, id ?? '', context);
  const left = (ticket.followUps ?? []).filter((each) => each !== one);
  return changed(disarm(withFollowUps(ticket, left), ['follow_up'], one.id), {
    at: now,
    event: 'reminder_done',
    by: by.email,
    detail: one.words,
  });
}

/** The time has come: it stays in the ticket until it is done or put off. */
function due(ticket: Ticket, { clock }: EventOf<'follow_up_due'>, { now }: Context): Change | Refusal {
  const one = (ticket.followUps ?? []).find(({ id }) => id === clock.subject);
  if (one === undefined) return { refused: 'no_such_follow_up', detail: clock.subject };
  const followUps = (ticket.followUps ?? []).map((each) => (each === one ? { ...each, remindedAt: now } : each));
  return changed(
    { ...ticket, followUps },
    { at: now, event: 'reminded', by: 'clock', detail: one.by },
    order('follow_up', [one.by], { words: one.words, values: { followUp: one.id } }),
  );
}

/** The change with nobody reminded any more of a ticket that has ended; each of those who wanted it hears what of. */
export function withFollowUpsEnded(change: Change, { now }: Context): Change {
  const { ticket } = change;
  const { followUps = [] } = ticket;
  if (followUps.length === 0 || (ticket.state !== 'closed' && ticket.state !== 'merged')) return change;
  const byReader = Map.groupBy(followUps, ({ by }) => by);
  return {
    ...change,
    ticket: disarm(withFollowUps(ticket, []), ['follow_up']),
    history: [
      ...change.history,
      { at: now, event: 'reminders_ended', by: 'desk', detail: [...byReader.keys()].join(', ') },
    ],
    letters: [
      ...change.letters,
      ...[...byReader].flatMap(([by, each]) =>
        order('follow_ups_ended', [by], {
          words: each
            .map(({ words }) => words)
            .filter(Boolean)
            .join('\n'),
        }),
      ),
    ],
  };
}

function withFollowUps(ticket: Ticket, followUps: readonly FollowUp[]): Ticket {
  const { followUps: _, ...rest } = ticket;
  return followUps.length === 0 ? rest : { ...rest, followUps };
}

/** By its number, else the one of which the letter that is answered reminded. */
function followUpMeant(
  ticket: Ticket,
  { by, id, letterAt = null }: EventOf<'remind' | 'follow_up_done'>,
  context: Context,
): FollowUp | undefined {
  return followUpsFor(ticket, by.email, context).find((each) =>
    id === null ? letterAt !== null && each.remindedAt?.getTime() === letterAt.getTime() : each.id === id,
  );
}

/** Its number and the first line of its words. */
const named = ({ id, words }: FollowUp): string => `${id} ${words.split('\n')[0] ?? ''}`.trim();

/** Their own, those of whom they stand in for, and those of who has left: whoever reads of these may end them. */
const followUpsFor = ({ followUps = [] }: Ticket, by: string, { roster, now }: Context): readonly FollowUp[] =>
  followUps.filter((each) => actsFor(roster, by, each.by, now) || hasLeft(roster, each.by));

/** Names those there are, so that the right one can be written. */
const unknown = (ticket: Ticket, by: string, id: string, context: Context): Refusal => {
  const own = followUpsFor(ticket, by, context).map(named);
  return { refused: 'no_such_follow_up', detail: own.length === 0 ? id : own.join(' · ') };
};

const DONE = /^(?:(?:第)?(\d{1,3})\s*)?(?:完成|已完成|取消|done|cancel(?:led)?)(?:\s*(\d{1,3}))?$/iu;
const NUMBERED = /^(?:第)?(\d{1,3})\s+(?=\S)/u;

/** `周一10点 打电话`; `2 明天9点` puts the second off; `完成 2`. */
const readRemind: Reading = (command, { by }, { reminderAt: letterAt = null }, { now, policy }) => {
  const written = commandWords(command).trim();
  const [first = ''] = written.split('\n');
  const ends = DONE.exec(first.normalize('NFKC').trim());
  if (ends) return { name: 'follow_up_done', by, id: ends[1] ?? ends[2] ?? null, letterAt };
  const plain = leadingTime(written, now, policy.timezone);
  const [number = '', id = null] = plain === null ? (NUMBERED.exec(written) ?? []) : [];
  const found = plain ?? leadingTime(written.slice(number.length), now, policy.timezone);
  if (found === null) return { refused: written === '' ? 'no_text' : 'no_time', detail: first };
  if (found.time <= now) return { refused: 'time_passed', detail: found.time.toISOString() };
  return { name: 'remind', by, at: found.time, words: found.rest, id, letterAt };
};

/** Which one it was, by what is there no more. */
const ended = (event: EventOf<'follow_up_done'>, { followUps = [] }: Ticket, before: Ticket): string =>
  (before.followUps ?? [])
    .filter(({ id }) => !followUps.some((each) => each.id === id) && (event.id ?? id) === id)
    .map(named)
    .join(' · ');

/** When, and which one it is that was put off: it was there before, for another time. */
function setFor({ at }: EventOf<'remind'>, { followUps = [] }: Ticket, before: Ticket): string {
  const earlier = (id: string) => before.followUps?.find((each) => each.id === id)?.at.getTime();
  const putOff = followUps.find((each) => ![undefined, each.at.getTime()].includes(earlier(each.id)));
  return putOff === undefined ? at.toISOString() : `${at.toISOString()} ${named(putOff)}`;
}

export const FOLLOW_UP = {
  remind: {
    read: readRemind,
    apply: remind,
    detail: setFor,
  },
  follow_up_done: { apply: done, detail: ended },
  follow_up_due: { apply: due },
} satisfies Handlings<'remind' | 'follow_up_done' | 'follow_up_due'>;
