import { besides, customers, isSame, order, watchers } from '../../audience.ts';
import { type Change, changed, type Refusal } from '../../change.ts';
import type { Context } from '../../context.ts';
import type { EventOf } from '../../states.ts';
import { readResolution } from '../../text/resolution-text.ts';
import type { Resolution, Ticket } from '../../ticket.ts';
import { responded, stopAll } from '../../time/clocks.ts';
import { enter } from '../../time/stage.ts';
import { withWork } from '../../work.ts';
import { type Handlings, type Reading, unsignedCommandWords } from '../handling.ts';
import { awaitConfirmation } from './confirmation.ts';

/**
 * The solution goes to the customer at once, or with `resolution.via: frontline` waits for the follower's release,
 * unless the follower or a supervisor wrote it. What was released once is corrected by those two only: refused with
 * `resolved`.
 */
function resolve(ticket: Ticket, event: EventOf<'resolve'>, context: Context): Change | Refusal {
  const { by, words, hasAttachments } = event;
  const resolution: Resolution = { ...event.resolution, by: by.email, at: context.now, released: false };
  const told = event.work ?? { minutes: null, resources: resolution.resources };
  const proposed = withWork({ ...ticket, resolution }, told, { at: context.now, by: by.email, on: 'resolution' });
  const own = by.roles.includes('supervisor') || isSame(by.email, ticket.follower) || ticket.follower === null;
  if (context.policy.resolution.via === 'engineer' || own) return send(proposed, resolution, event, context);
  if (ticket.state === 'resolved') return { refused: 'resolved', detail: ticket.follower ?? '' };
  return changed(
    proposed,
    { at: context.now, event: 'resolution_proposed', by: by.email, detail: resolution.cause },
    order('release_request', [ticket.follower], { words, values: { by: by.name }, withAttachments: hasAttachments }),
  );
}

/** The follower, who is of the front line, or a supervisor lets a waiting resolution go out. */
function release(ticket: Ticket, event: EventOf<'release'>, context: Context): Change | Refusal {
  const { by } = event;
  const { resolution } = ticket;
  if (resolution === null || resolution.released) return { refused: 'nothing_to_release', detail: ticket.state };
  if (by.roles.every((role) => role === 'engineer')) return { refused: 'not_yours', detail: ticket.follower ?? '' };
  const words = `${resolution.cause}\n${resolution.steps}`;
  return send(ticket, resolution, { by, words, hasAttachments: true }, context);
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
  const content = { words, values: { by: solver(resolution, context) }, withAttachments: hasAttachments };
  return changed(
    awaitConfirmation(resolved, context),
    { at: now, event: 'resolved', by: by.email, detail: resolution.cause },
    [
      ...order('resolution', customers(ticket), content),
      ...order('resolution_copy', besides([ticket.assignee, ...watchers(ticket, context)], by.email), content),
    ],
  );
}

/** Whoever lets it go out, the letters name who solved it. */
const solver = ({ by }: Resolution, { roster }: Context): string =>
  roster.find(({ staff }) => isSame(staff.email, by))?.staff.name ?? by;

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

export const RESOLUTION = {
  resolve: { read: readResolve, apply: resolve, detail: (_, { follower }) => follower ?? '' },
  release: { read: readRelease, apply: release },
} satisfies Handlings<'resolve' | 'release'>;
