import { describe, expect, it } from 'vitest';
import { HOPS_FIELD, MAX_HOPS, nextHops, readHops } from '../../src/people/hops.ts';
import { deriveKey } from '../../src/people/token.ts';
import { KEYS, sampleMail } from './sample.ts';

const OURS = 'desk.example';
const THEIRS = 'other.example';
const THEIR_KEYS = [deriveKey('the secret of another desk')];
const answered = (value: string) => sampleMail({ headers: [[HOPS_FIELD, value]] });
const first = nextHops(sampleMail(), OURS, KEYS);

it('counts how often a mail has come through the desk', () => {
  let mail = sampleMail();
  for (let hop = 1; hop <= MAX_HOPS; hop += 1) {
    mail = answered(nextHops(mail, OURS, KEYS));
    expect(readHops(mail, OURS, KEYS)).toBe(hop);
  }
});

it('counts what an earlier version of the desk has signed', () => {
  expect(readHops(answered('desk.example;1;0;3bhygq5tg6j2mlf6otw6jgo6nu'), OURS, KEYS)).toBe(1);
});

it('finds its own count again behind another desk, which hands it on', () => {
  const theirs = nextHops(answered(first), THEIRS, THEIR_KEYS);
  expect(readHops(answered(theirs), OURS, KEYS)).toBe(1);
  const ours = nextHops(answered(theirs), OURS, KEYS);
  expect(readHops(answered(ours), OURS, KEYS)).toBe(2);
  expect(readHops(answered(ours), THEIRS, THEIR_KEYS)).toBe(1);
  expect(ours.split(', ')).toHaveLength(2);
});

describe('believes nothing but its signature', () => {
  const [domain, , key, mac] = first.split(';');
  it.each([
    ['a raised count', `${domain};9;${key};${mac}`],
    ['another domain', `evil.example;1;${key};${mac}`],
    ['an unknown key', `${domain};1;7;${mac}`],
    ['signed by somebody else', nextHops(sampleMail(), OURS, THEIR_KEYS)],
    ['cut', first.slice(0, -1)],
    ['with something before it', `!${first}`],
    ['with something behind it', `${first}a`],
    ['of the other desk', nextHops(sampleMail(), THEIRS, KEYS)],
    ['4,000 characters into the field', `${'x'.repeat(4_000)}, ${first}`],
    ['nonsense', 'a;b;c'],
    ['empty', ''],
  ])('%s', (_, value) => expect(readHops(answered(value), OURS, KEYS)).toBe(0));
});

it('hands on four entries of others at most, and nothing that is no entry', () => {
  const entry = (n: number) => `d${n}.example;1;0;${'a'.repeat(26)}`;
  const mail = answered(`<script>, x\r\nBcc: a@b, ${[1, 2, 3, 4, 5, 6].map(entry).join(', ')}`);
  expect(nextHops(mail, OURS, KEYS).split(', ').slice(1)).toEqual([1, 2, 3, 4].map(entry));
});

it('is read from its own field, whatever the case of the domain', () => {
  expect(HOPS_FIELD).toBe('x-tsdesk-hops');
  expect(readHops(answered(first), 'Desk.Example', KEYS)).toBe(1);
  expect(nextHops(sampleMail(), 'Desk.Example', KEYS)).toBe(first);
  expect(readHops(sampleMail({ headers: [['x-other', first]] }), OURS, KEYS)).toBe(0);
});

it('counts beyond nine and by keys with more than one digit', () => {
  const key = deriveKey('another secret', { id: 12, salt: new Uint8Array(), createdAt: new Date(0) });
  let mail = sampleMail();
  for (let hop = 0; hop < 11; hop += 1) mail = answered(nextHops(mail, OURS, [key]));
  expect(readHops(mail, OURS, [key])).toBe(11);
});
