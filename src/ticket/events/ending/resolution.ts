import type { Staff } from '../../../people/person.ts';
import { besides, customers, isSame, order, watchers } from '../../audience.ts';
import { type Change, changed, type Refusal } from '../../change.ts';
import type { Context } from '../../context.ts';
import type { EventOf } from '../../states.ts';
import { readResolution } from '../../text/resolution-text.ts';
import type { Resolution, Ticket } from '../../ticket.ts';
import { responded, stopAll } from '../../time/clocks.ts';
import { enter } from '../../time/stage.ts';
import { withWork } from '../../work.ts';
import { askedToApprove } from '../approval/asking.ts';
import { awaitsApproval, heldForApproval, lacksApproval } from '../approval/solution.ts';
import { type Handlings, type Reading, unsignedCommandWords } from '../handling.ts';
import { awaitConfirmation } from './confirmation.ts';

/**
 * The solution goes to the customer at once, unless it waits for an approval, or with `resolution.via: frontline`
 * waits for the follower's release, unless the follower or a supervisor wrote it. What was released once is corrected
 * by those two only: refused with `resolved`.
 */
function resolve(ticket: Ticket, event: EventOf<'resolve'>, context: Context): Change | Refusal {
  const { by, words, hasAttachments } = event;
  const resolution: Resolution = { ...event.resolution, by: by.email, at: context.now, released: false };
  const told = event.work ?? { minutes: null, resources: resolution.resources };
  const proposed = withWork({ ...ticket, resolution }, told, { at: context.now, by: by.email, on: 'resolution' });
  const own = mayCorrect(ticket, by);
  const corrects = ticket.state === 'resolved';
  const demands = context.policy.resolution.via === 'frontline' || context.policy.resolution.approval === 'require';
  if (corrects && demands && !own) return { refused: 'resolved', detail: ticket.follower ?? '' };
  // It would go out at once, and there is no waiting in a ticket whose solution the customer has.
  if (corrects && lacksApproval(proposed, context)) return { refused: 'needs_approval' };
  if (corrects && own) return send(proposed, resolution, event, context);
  return heldForApproval(proposed, event, context) ?? proceed(proposed, { by, hasAttachments }, context, words);
}

/** Whose solution needs nobody to release it, and who may correct one that was. */
const mayCorrect = ({ follower }: Ticket, { email, roles }: Pick<Staff, 'email' | 'roles'>): boolean =>
  roles.includes('supervisor') || isSame(email, follower) || follower === null;

/**
 * A solution that waits for no yes any more: it goes out, or where the front line has the last word, to the follower
 * first. `by` has written or approved it; `words` are those of its mail, else the solution's own.
 */
export function proceed(
  ticket: Ticket,
  { by, hasAttachments }: Pick<EventOf<'resolve'>, 'by' | 'hasAttachments'>,
  context: Context,
  words = ownWords(ticket),
): Change | Refusal {
  const { resolution, follower } = ticket;
  if (resolution === null) throw new Error('there is no solution that could go out');
  const held = lacksApproval(ticket, context)
    ? heldForApproval(ticket, { by, words: ownWords(ticket), hasAttachments }, context)
    : null;
  if (held !== null) return held;
  const author = context.roster.find(({ staff }) => isSame(staff.email, resolution.by))?.staff ?? by;
  if (context.policy.resolution.via === 'engineer' || mayCorrect(ticket, author))
    return send(ticket, resolution, { by, words, hasAttachments }, context);
  return changed(
    ticket,
    { at: context.now, event: 'resolution_proposed', by: resolution.by, detail: resolution.cause },
    order('release_request', [follower], { words, values: { by: author.email }, withAttachments: hasAttachments }),
  );
}

const ownWords = ({ resolution }: Ticket): string => `${resolution?.cause ?? ''}\n${resolution?.steps ?? ''}`;

/** The follower, who is of the front line, or a supervisor lets a waiting resolution go out. */
function release(ticket: Ticket, event: EventOf<'release'>, context: Context): Change | Refusal {
  const { by } = event;
  const { resolution } = ticket;
  if (resolution === null || resolution.released) return { refused: 'nothing_to_release', detail: ticket.state };
  if (by.roles.every((role) => role === 'engineer')) return { refused: 'not_yours', detail: ticket.follower ?? '' };
  if (awaitsApproval(ticket, context))
    return { refused: 'waits_for_approval', detail: askedToApprove(ticket).join(', ') };
  const words = ownWords(ticket);
  const anew = 'moved_on' as const;
  // A supervisor's release is their yes.
  const held = lacksApproval(ticket, context)
    ? heldForApproval(ticket, { by, words, hasAttachments: true, anew }, context)
    : null;
  return held ?? send(ticket, resolution, { by, words, hasAttachments: true }, context);
}

/** Resolved: the letter that asks whether it is, copies to those who follow, and the wait for the answer begins. */
function send(
  ticket: Ticket,
  resolution: Resolution,
  { by, words, hasAttachments }: Pick<EventOf<'resolve'>, 'by' | 'words' | 'hasAttachments'>,
  context: Context,
): Change {
  const { now } = context;
  const done = enter(stopAll(responded(ticket, now)), 'resolved', context);
  const resolved = { ...done, resolution: { ...resolution, released: true }, resolvedAt: now, unclearAt: null };
  // Whoever lets it go out, the letters name who solved it.
  const content = { words, values: { by: resolution.by }, withAttachments: hasAttachments };
  return changed(
    awaitConfirmation(resolved, context),
    { at: now, event: 'resolved', by: by.email, detail: resolution.cause },
    [
      ...order('resolution', customers(ticket), content),
      ...order('resolution_copy', besides([ticket.assignee, ...watchers(ticket, context)], by.email), content),
    ],
  );
}

const readResolve: Reading = (command, author, _, { policy }) => {
  const words = unsignedCommandWords(command, author);
  const read = readResolution(words, policy.resolution.verify);
  return 'refused' in read ? read : { name: 'resolve', words, ...read, ...author };
};

const ADDRESS = /[^\s<>(),;:，；、]+@[^\s<>(),;:，；、]+/u;

/** With an address it lets that person take part. */
const readRelease: Reading = ({ argument }, { by }) => {
  const address = ADDRESS.exec(argument)?.[0];
  return address === undefined ? { name: 'release', by } : { name: 'admit', by, address };
};

/** Whose yes a solution waits for, else who releases it. */
const waitsFor = (ticket: Ticket): string => askedToApprove(ticket).join(', ') || (ticket.follower ?? '');

export const RESOLUTION = {
  resolve: { read: readResolve, apply: resolve, detail: (_, ticket) => waitsFor(ticket) },
  release: { read: readRelease, apply: release, detail: (_, ticket) => askedToApprove(ticket).join(', ') },
} satisfies Handlings<'resolve' | 'release'>;
