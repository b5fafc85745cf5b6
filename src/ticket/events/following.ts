import { isSame } from '../audience.ts';
import { type Change, changed } from '../change.ts';
import type { Context } from '../context.ts';
import type { EventOf } from '../states.ts';
import type { Ticket } from '../ticket.ts';
import type { Handlings } from './handling.ts';

/** From now on they hear of the ticket what its follower hears. */
function follow(ticket: Ticket, { by }: EventOf<'follow'>, { now }: Context): Change {
  const { followers = [], muted = [], ...rest } = ticket;
  const others = without(followers, by.email);
  return changed(
    { ...rest, followers: [...others, by.email], ...listed('muted', without(muted, by.email)) },
    { at: now, event: 'followed', by: by.email, detail: '' },
  );
}

/** From now on they hear only what is theirs to act upon. */
function mute(ticket: Ticket, { by }: EventOf<'mute'>, { now }: Context): Change {
  const { followers = [], muted = [], ...rest } = ticket;
  return changed(
    { ...rest, ...listed('followers', without(followers, by.email)), muted: [...without(muted, by.email), by.email] },
    { at: now, event: 'muted', by: by.email, detail: '' },
  );
}

const without = (addresses: readonly string[], gone: string): readonly string[] =>
  addresses.filter((address) => !isSame(address, gone));

/** A list that is empty is absent. */
const listed = (name: 'followers' | 'muted', addresses: readonly string[]): Pick<Ticket, 'followers' | 'muted'> =>
  addresses.length === 0 ? {} : { [name]: addresses };

export const FOLLOWING = {
  follow: { read: (_command, { by }) => ({ name: 'follow', by }), apply: follow },
  mute: { read: (_command, { by }) => ({ name: 'mute', by }), apply: mute },
} satisfies Handlings<'follow' | 'mute'>;
