import { isSame } from '../../ticket/audience.ts';
import { approvalsOf } from '../../ticket/events/approval/asking.ts';
import { COPY_KINDS } from '../../ticket/letters.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import { spelled } from '../../words/commands.ts';
import type { Because } from '../../words/language.ts';
import { wordsOf } from '../../words/words.ts';
import type { LetterFacts } from '../facts.ts';
import { LETTERS } from '../kinds.ts';

/**
 * Why a member of the staff gets this letter, in one line, and how to get no more copies of it; empty for customers.
 */
export function becauseText(facts: LetterFacts): string {
  const { kind, locale, ticket, recipient } = facts;
  if (LETTERS[kind].audience !== 'staff') return '';
  const words = wordsOf(locale).because;
  const isCopy = COPY_KINDS.some((each) => each === kind) && !isSame(ticket?.assignee ?? null, recipient.address);
  const line = words[reasonOf(facts)].replace('{}', facts.inPlaceOf?.name ?? '');
  return isCopy ? line + words.stop.replace('{}', spelled(locale)('mute')) : line;
}

function reasonOf({
  kind,
  ticket,
  incident,
  recipient: { address },
  readerRoles = [],
  inPlaceOf,
}: LetterFacts): Because {
  if (inPlaceOf !== undefined) return inPlaceOf.hasLeft ? 'hasLeft' : 'standingIn';
  if (LETTERS[kind].autoSubmitted === 'auto-replied') return 'answer';
  if (incident !== undefined) return 'incident';
  const part = ticket && partIn(ticket, address);
  if (part) return part;
  return readerRoles.includes('supervisor') ? 'supervisor' : 'staff';
}

/** What somebody has to do with a ticket; null for nothing. */
function partIn(
  { assignee, follower, followers = [], sideThreads, approvals = [], participants }: Ticket,
  address: string,
) {
  if (isSame(assignee, address)) return 'assignee';
  if (isSame(follower, address)) return 'follower';
  if (followers.some((each) => isSame(each, address))) return 'following';
  if (sideThreads.some(({ responsible }) => isSame(responsible, address))) return 'asked';
  if (approvalsOf({ approvals }, address).length > 0) return 'approver';
  return participants.some((each) => each.role === 'staff' && isSame(each.address, address)) ? 'worked' : null;
}
