import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { leftOutStep, recurring, whoseMails } from '../../src/intake/boilerplate.ts';
import { canonicalAddress } from '../../src/people/address.ts';
import { EVERYBODY, type Witness } from '../../src/store/customer.ts';
import { addresses } from '../people/sample.ts';

const NOW = new Date('2026-11-26T04:00:00Z');
const BLOCK = 'the-gateways-own';
const day = (ago: number): string => new Date(NOW.getTime() - ago * 86_400_000).toISOString().slice(0, 10);

/** Somebody whose latest mail came `ago` days ago, who has had the block for `since` days, or does not have it. */
const witness = (at: number, ago: number, since: number | null = ago, organisation = 'acme.example'): Witness => ({
  address: canonicalAddress(`u${at}@${organisation}`),
  organisation,
  heardOn: day(ago),
  edges: since === null ? {} : { [BLOCK]: day(since) },
});
const many = (count: number, more: (at: number) => Witness): Witness[] =>
  Array.from({ length: count }, (_, at) => more(at));
const ask = (colleagues: readonly Witness[], everybody: readonly Witness[] = []) =>
  recurring([BLOCK], { colleagues, everybody }, { address: 'me@acme.example', organisation: 'acme.example', now: NOW });

describe('what colleagues have in their mails is boilerplate', () => {
  test.each<[what: string, colleagues: Witness[], found: string | null]>([
    ['of five, on three days', many(5, (at) => witness(at, at % 3)), '5 of 5'],
    ['of four', many(4, (at) => witness(at, at)), null],
    ['of six on two days', many(6, (at) => witness(at, at % 2)), null],
    ['of fifty on the day of an outage', many(50, (at) => witness(at, 0)), null],
    ['of five who wrote today, and have had it for long', many(5, (at) => witness(at, 0, at)), '5 of 5'],
    ['of eight in ten', [...many(8, (at) => witness(at, at % 3)), witness(8, 0, null), witness(9, 1, null)], '8 of 10'],
    ['of five in seven', [...many(5, (at) => witness(at, at % 3)), witness(8, 0, null), witness(9, 1, null)], null],
    [
      'of all since it is there',
      [...many(5, (at) => witness(at, at % 3)), ...many(9, (at) => witness(9 + at, 3 + at, null))],
      '5 of 5',
    ],
    [
      'of five, one of whom has had it longer than another has not written',
      [9, 3, 2, 1, 0, null].map((since, at) => witness(at, since === null ? 9 : 0, since)),
      '5 of 6',
    ],
    ['of five, half a year ago', many(5, (at) => witness(at, 181 + at)), null],
    ['of five, lately', many(5, (at) => witness(at, 176 + at)), '5 of 5'],
  ])('%s', (_, colleagues, found) => {
    const [first] = ask(colleagues);
    expect(first === undefined ? null : `${first.senders} of ${first.of}`).toBe(found);
    if (first) expect(first).toMatchObject({ fingerprint: BLOCK, organisation: 'acme.example' });
  });

  it('and not what the sender alone has had before', () => {
    const self = { ...witness(0, 0, 9), address: canonicalAddress('me@acme.example') };
    expect(ask([self, ...many(4, (at) => witness(1 + at, at))])).toEqual([]);
  });
});

test('one inbox under many spellings is one sender', () => {
  const spelled = (at: number, own: string) => ({
    ...witness(at, at),
    address: canonicalAddress(`${own}+${at}@acme.example`),
  });
  expect(ask(many(5, (at) => spelled(at, 'ann')))).toEqual([]);
  expect(ask([...many(4, (at) => witness(at, at)), spelled(0, 'me')])).toEqual([]);
});

describe('who has several addresses is heard by the latest mail', () => {
  const spelled = (tag: string, ago: number, since: number | null) => ({
    ...witness(0, ago, since),
    address: canonicalAddress(`u0+${tag}@acme.example`),
  });
  const four = many(4, (at) => witness(1 + at, at));
  it.each<[what: string, mails: Witness[], found: boolean]>([
    ['it has it', [spelled('a', 3, null), spelled('b', 2, 2)], true],
    ['it has it no more', [spelled('a', 3, 3), spelled('b', 2, null)], false],
    ['of two on one day the first by address, which has it', [spelled('a', 2, 2), spelled('b', 2, null)], true],
    ['of two on one day the first by address, which has none', [spelled('a', 2, null), spelled('b', 2, 2)], false],
  ])('%s', (_, mails, found) => {
    expect(ask([...mails, ...four])).toHaveLength(found ? 1 : 0);
    expect(ask([...four, ...mails.toReversed()])).toHaveLength(found ? 1 : 0);
  });
});

describe('what ten organisations have in their mails is boilerplate', () => {
  const of = (count: number, more: (at: number) => Partial<Witness> = () => ({})) =>
    many(count, (at) => ({ ...witness(at, at % 8, at % 8, `o${at}.example`), ...more(at) }));
  test.each<[what: string, everybody: Witness[], found: string | null]>([
    ['on eight days', of(10), '10 of 10'],
    ['nine organisations', of(9), null],
    ['on few days', of(10, (at) => witness(at, at % 6, at % 6, `o${at}.example`)), null],
    ['forty people of one', many(40, (at) => witness(at, at % 8, at % 8, 'evil.example')), null],
    [
      'forty people of one beside nine',
      [...of(9), ...many(40, (at) => witness(at, at % 8, at % 8, 'evil.example'))],
      '10 of 10',
    ],
    [
      'people of the same organisation do not count',
      of(10, (at) => (at < 1 ? { organisation: 'acme.example' } : {})),
      null,
    ],
    ['ten of thirteen', [...of(10), ...many(3, (at) => witness(at, 0, null, `p${at}.example`))], null],
    ['ten of twelve', [...of(10), ...many(2, (at) => witness(at, 0, null, `p${at}.example`))], '10 of 12'],
  ])('%s', (_, everybody, found) => {
    const [first] = ask([], everybody);
    expect(first === undefined ? null : `${first.senders} of ${first.of}`).toBe(found);
    if (first) expect(first.organisation).toBeNull();
  });
  it('an organisation speaks with its latest mail', () => {
    const silent = many(10, (at) => witness(99, 0, null, `o${at}.example`));
    const before = of(10, (at) => witness(at, 1 + (at % 8), 1 + (at % 8), `o${at}.example`));
    expect(ask([], [...before, ...silent])).toEqual([]);
  });
});

describe('whose mails are asked', () => {
  const ofColleagues = { organisation: 'acme.example', blocks: [BLOCK], least: 5 };
  const ofEverybody = { organisation: EVERYBODY, blocks: [BLOCK], least: 10 };
  it.each([
    ['colleagues’ and everybody’s', 'Ann@Mail.ACME.example', 'ann@mail.acme.example', 'acme.example', ofColleagues],
    ['at a mail provider nobody is a colleague', 'ann@gmail.com', 'ann@gmail.com', 'gmail.com', null],
  ])('%s', (_, from, address, organisation, colleagues) => {
    const asked = whoseMails({ from: addresses(from) }, [BLOCK]);
    expect(asked).toEqual({ address, organisation, colleagues, everybody: ofEverybody });
  });
  it.each<[what: string, from: string[], blocks: string[]]>([
    ['without a sender', [], [BLOCK]],
    ['without a block', ['ann@acme.example'], []],
  ])('nobody’s %s', (_, from, blocks) => {
    expect(whoseMails({ from: addresses(...from) }, blocks)).toBeNull();
  });
  it('nobody’s when the sender has no domain', () => {
    expect(whoseMails({ from: [{ name: '', address: 'ann' }] }, [BLOCK])).toBeNull();
  });
});

test('`mail explain` tells how many have it', () => {
  const found = { fingerprint: BLOCK, senders: 6, of: 7, organisation: 'acme.example' };
  expect(leftOutStep(found)).toBe('boilerplate left out: 6 of 7 senders of acme.example have it in their mails');
  expect(leftOutStep({ ...found, organisation: null })).toBe(
    'boilerplate left out: 6 of 7 organisations have it in their mails',
  );
});

const witnessed = fc
  .tuple(fc.nat(30), fc.nat(20), fc.option(fc.nat(20)), fc.nat(3))
  .map(([at, ago, since, organisation]) =>
    witness(at, ago, since === null ? null : ago + since, `o${organisation}.example`),
  );

test('nothing is boilerplate that fewer than five have, that most do not have, or that was seen on two days', () => {
  fc.assert(
    fc.property(fc.array(witnessed, { maxLength: 40 }), (colleagues) => {
      const found = ask(colleagues);
      const having = colleagues.filter(({ edges }) => BLOCK in edges);
      const days = new Set(having.flatMap(({ edges, heardOn }) => [edges[BLOCK], heardOn]));
      if (having.length < 5 || days.size < 3) expect(found).toEqual([]);
      for (const { senders, of } of found) expect(senders).toBeGreaterThanOrEqual(0.8 * of);
    }),
  );
});

test('the order of the witnesses does not matter', () => {
  fc.assert(
    fc.property(fc.uniqueArray(witnessed, { maxLength: 40, selector: ({ address }) => address }), (all) => {
      expect(ask(all.toReversed(), all.toReversed())).toEqual(ask(all, all));
    }),
  );
});
