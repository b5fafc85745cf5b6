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
