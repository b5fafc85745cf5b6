import { expect, it } from 'vitest';
import type { Database } from '../../src/store/connection/connection.ts';
import { keepAtHand, takeFromHand } from '../../src/store/octets-at-hand.ts';

const database = (): Database => ({}) as Database;
const MEGABYTE = 1024 * 1024;

it('octets are at hand once, for the database they were written to', () => {
  const [here, there] = [database(), database()];
  const octets = Buffer.from('Subject: x\r\n\r\nx\r\n');
  keepAtHand(here, 'a', octets);
  expect(takeFromHand(there, 'a')).toBe(null);
  expect(takeFromHand(here, 'a')).toEqual({ bytes: octets, size: null });
  expect(takeFromHand(here, 'a')).toBe(null);
});

it('the oldest make room: 8 MB are kept, and one that is larger not at all', () => {
  const db = database();
  for (let at = 0; at < 12; at++) keepAtHand(db, String(at), Buffer.alloc(MEGABYTE));
  takeFromHand(db, '11');
  keepAtHand(db, 'last', Buffer.alloc(MEGABYTE));
  const left = [...Array.from({ length: 12 }, (_, at) => String(at)), 'last'].filter((id) => takeFromHand(db, id));
  expect(left).toEqual(['4', '5', '6', '7', '8', '9', '10', 'last']);
  keepAtHand(db, 'small', Buffer.alloc(1));
  keepAtHand(db, 'large', Buffer.alloc(8 * MEGABYTE + 1));
  expect(takeFromHand(db, 'large')).toBe(null);
});

it('they are kept for a minute: what the database has given up since is not sent', () => {
  const db = database();
  const octets = Buffer.from('x');
  keepAtHand(db, 'a', octets, 1_000);
  keepAtHand(db, 'b', octets, 1_000);
  expect(takeFromHand(db, 'a', 60_999)).toEqual({ bytes: octets, size: null });
  expect(takeFromHand(db, 'b', 61_000)).toBe(null);
  // Old ones go when a new one comes, and make no room that they do not have.
  keepAtHand(db, 'c', Buffer.alloc(5 * MEGABYTE), 1_000);
  keepAtHand(db, 'd', octets, 61_000);
  expect(takeFromHand(db, 'c', 1_000)).toBe(null);
  expect(takeFromHand(db, 'd', 61_000)).toEqual({ bytes: octets, size: null });
});
