import { cut } from '../../../lib/cut.ts';
import type { Staff } from '../../../people/person.ts';
import { actsFor } from '../../absence/absence.ts';
import { besides, isSame, order, supervising, watchers } from '../../audience.ts';
import { andThen, type Change, changed, type Refusal } from '../../change.ts';
import type { Context } from '../../context.ts';
import type { AnsweredLetter, EventOf } from '../../states.ts';
import type { Approval, Ticket } from '../../ticket.ts';
import { disarm } from '../../time/clocks.ts';
import { proceed } from '../ending/resolution.ts';
import { commandWords, type Handlings, type Reading } from '../handling.ts';
import { approversOf, askedToApprove, lastNumber, openApprovals, withdrawn } from './asking.ts';
import { awaitsApproval, lacksApproval, withYes } from './solution.ts';

type Answer = EventOf<'agree'> | EventOf<'refuse'>;

type Answered = { readonly approval: Approval; readonly words: string };

/**
 * The request that somebody answers, and their words: the one they name by its number, and no other in its place, else
 * the one that the letter they answer has shown them. A yes is for what its giver was shown: where several may be meant
 * none is answered. They answer what they were asked, themselves or in the place of whom they stand in for; a
 * supervisor also answers in the place of others. Nobody approves what they asked for themselves, nor their own
 * solution in the place of others.
 */
function answered(ticket: Ticket, { by, id, words, letter }: Answer, context: Context): Answered | Refusal {
  const named = ticket.approvals?.find((each) => each.id === id);
  const open = named === undefined ? shownBy(letter, ticket) : openApprovals(ticket).filter((each) => each === named);
  const isOld = named === undefined && id !== '' && Number(id) <= lastNumber(ticket);
  if (open.length === 0 || isOld) return { refused: 'nothing_to_approve' };
  const isAbove = by.roles.includes('supervisor');
  const isFor = (each: Approval, email = by.email): boolean =>
    approversOf(each, context).some((one) => isSame(one, email));
  const theirs = open.filter(
    (each) => isAbove || isFor(each) || approversOf(each, context).some((one) => represents(by, one, context)),
  );
  const solved = awaitsApproval(ticket, context) && isSame(ticket.resolution?.by ?? null, by.email);
  const may = theirs
    .filter(({ askedBy }) => !isSame(askedBy, by.email))
    // A supervisor's solution needs no yes but those that were asked for.
    .filter((each) => !solved || (isAbove && isFor(each)));
  // A letter that asks several at once asks its reader for their own.
  const own = letter?.asksApproval ? may.filter((each) => isFor(each)) : [];
  const meant = own.length > 0 ? own : may;
  const [approval, ...others] = meant;
  if (approval === undefined)
    return theirs.length > 0
      ? { refused: 'own_approval' }
      : { refused: 'not_your_approval', detail: askedToApprove({ approvals: open }).join(', ') };
  if (others.length > 0) return { refused: 'which_approval', detail: meant.map(inShort).join(' · ') };
  return { approval, words: named === undefined ? [id, words].filter(Boolean).join(' ') : words };
}

/**
 * The open requests that somebody may mean who answers this letter: those it was written for, where it asks for a yes
 * or no; none that was made after it.
 */
function shownBy(letter: AnsweredLetter | undefined, ticket: Ticket): readonly Approval[] {
  if (letter === undefined) return openApprovals(ticket);
  const known = (ticket.approvals ?? []).filter(({ askedAt }) => askedAt <= letter.writtenAt);
  const last = Math.max(...known.map(({ askedAt }) => askedAt.getTime()));
  return openApprovals({ approvals: known }).filter(
    ({ askedAt }) => !letter.asksApproval || askedAt.getTime() === last,
  );
}

/** Its number, to be written behind the command, and what it is about. */
const inShort = ({ id, what }: Approval): string => `${id} ${cut(what.replace(/\s+/gu, ' '), NAMED)}`;

/** Characters of a request where several are named. */
const NAMED = 40;

const represents = ({ email }: Staff, whom: string, { roster, now }: Context): boolean =>
  actsFor(roster, email, whom, now);

/** Whether their yes is that of a supervisor: they are one, or stand in for one who was asked. */
const isAboveFor = (by: Staff, approval: Approval, context: Context): boolean =>
  supervising(context.roster).some(
    ({ staff }) =>
      isSame(staff.email, by.email) ||
      (approversOf(approval, context).some((one) => isSame(one, staff.email)) && represents(by, staff.email, context)),
  );

/**
 * Yes: who asked hears it, and a solution that waited for nothing else goes on its way in the same change. No: it goes
 * back to its author with the words.
 */
const answer =
  (is: 'agreed' | 'refused') =>
  (ticket: Ticket, event: Answer, context: Context): Change | Refusal => {
    const found = answered(ticket, event, context);
    if ('refused' in found) return found;
    const { approval, words } = found;
    const { by } = event;
    const { now } = context;
    const waited = awaitsApproval(ticket, context);
    const returned = waited && is === 'refused';
    const told = { is, by: by.email, at: now, words };
    const approvals = (ticket.approvals ?? []).map((each) => (each === approval ? { ...each, answer: told } : each));
    const settled = disarm({ ...ticket, approvals }, ['approval', 'approval_warning'], approval.id);
    const { resolution } = settled;
    const agreed =
      waited && is === 'agreed' && resolution !== null
        ? { ...settled, resolution: withYes(resolution, isAboveFor(by, approval, context)) }
        : settled;
    const isLast = waited && is === 'agreed' && openApprovals(settled).length === 0;
    const goesOn = isLast && !lacksApproval(agreed, context);
    const detail = [cut(approval.what, SHOWN), words].filter(Boolean).join(' — ');
    // Everybody else reads of a solution that goes on by its own letters.
    const concerned = goesOn ? [approval.askedBy] : [approval.askedBy, ticket.assignee, ...watchers(ticket, context)];
    // What the desk itself asked about it has nothing to be about any more.
    const demanded = returned ? openApprovals(settled).filter((each) => each.demanded) : [];
    const ended = withdrawn(returned ? { ...settled, resolution: null } : agreed, demanded, by.email, context);
    const answering = changed(
      ended.ticket,
      { at: now, event: `approval_${is}`, by: by.email, detail },
      order('approval_answer', besides(concerned, by.email), {
        words,
        values: {
          by: by.email,
          answer: is,
          question: approval.what,
          ...(waited && (returned || goesOn) ? { solution: returned ? 'returned' : 'goes_on' } : {}),
        },
      }),
    );
    const change = {
      ...answering,
      history: [...answering.history, ...ended.history],
      letters: [...answering.letters, ...ended.letters],
    };
    return isLast ? andThen(change, (after) => proceed(after, { by, hasAttachments: true }, context)) : change;
  };

/** Characters of a request that the history repeats. */
const SHOWN = 200;

/** `#同意 2 今晚可以`: which request where there are several, and words for whoever asked. */
const readAnswer =
  (name: 'agree' | 'refuse'): Reading =>
  (command, { by }, { isOfMerged, letter }) => {
    // What it was asked about is withdrawn, and its number may be another's in the ticket that the mail leads to.
    if (isOfMerged) return { refused: 'nothing_to_approve' };
    const [numbered = '', id = ''] = /^(\d{1,3})(?:[\s,，。:：]+|$)/u.exec(command.argument) ?? [];
    const words = commandWords({ ...command, argument: command.argument.slice(numbered.length) });
    return { name, by, id, words, letter };
  };

/** What it was said to, in its own words. */
const answeredLast = ({ by }: Answer, { approvals = [] }: Ticket): string => {
  const theirs = approvals.filter(({ answer }) => isSame(answer?.by ?? null, by.email));
  const last = theirs.toSorted((a, b) => Number(a.answer?.at) - Number(b.answer?.at)).at(-1);
  return last === undefined ? '' : cut(last.what.replace(/\s+/gu, ' '), SHOWN);
};

export const APPROVAL_ANSWERED = {
  agree: { read: readAnswer('agree'), apply: answer('agreed'), detail: answeredLast },
  refuse: { read: readAnswer('refuse'), apply: answer('refused'), detail: answeredLast },
} satisfies Handlings<'agree' | 'refuse'>;
