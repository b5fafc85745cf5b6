import { describe, expect, it } from 'vitest';
import { entriesOf, resolutionEntry } from '../../../src/desk/letters/entries.ts';
import { CUSTOMER, h, li, NOON, resolved } from '../../ticket/sample.ts';
import { file, incoming } from '../sample.ts';

type Stored = Parameters<typeof entriesOf>[1];
const stored = (text: string, more: object = {}): Stored[number] =>
  ({
    direction: 'in',
    fromName: '',
    fromAddress: CUSTOMER.address,
    at: h(-1),
    text,
    fullText: null,
    attachments: [],
    ...more,
  }) as unknown as Stored[number];
const said = (ticketId: string, more: object = {}) => ({
  ticketId,
  visibility: 'public' as const,
  from: CUSTOMER,
  text: 'new',
  fullText: null,
  withAttachments: true,
  ...more,
});
const entries = (before: Stored, occasion: Parameters<typeof entriesOf>[2]) =>
  entriesOf({ id: 't' }, before, occasion, NOON);

describe('what people wrote on a ticket', () => {
  it('is what came in, and not what was sent', () => {
    const all = [stored('a', { fullText: 'a\n> b' }), stored('sent', { direction: 'out' }), stored('c')];
    expect(entries(all, { incoming: null, said: [] }).map(({ words, text }) => [words, text])).toEqual([
      ['a', 'a\n> b'],
      ['c', 'c'],
    ]);
  });
  it('ends with what the mail at hand adds to this ticket', () => {
    const mail = { attachments: [file('a.txt')] };
    const occasion = {
      incoming: incoming({ mail }),
      said: [said('other'), said('t'), said('t', { withAttachments: false })],
    };
    const added = entries([stored('a')], occasion);
    expect(added.map(({ words, attachments }) => [words, attachments.length])).toEqual([
      ['a', 0],
      ['new', 1],
      ['new', 0],
    ]);
    expect(added[1]?.at).toEqual(NOON);
  });
});

describe('the mail that proposed the resolution that stands', () => {
  const by = (address: string, at: Date, words: string) => ({
    from: { name: '', address },
    at,
    words,
    text: '',
    attachments: [],
  });
  const at = resolved.resolution?.at ?? NOON;
  const all = [
    by(li.email, h(-2, at), 'earlier'),
    by('LI@desk.example', at, 'it'),
    by(CUSTOMER.address, at, 'other'),
    by(li.email, h(1, at), 'later'),
  ];
  it('is the newest by its author up to then', () => {
    expect(resolutionEntry(resolved, all)?.words).toBe('it');
    expect(resolutionEntry(resolved, all.slice(2))).toBeNull();
    expect(resolutionEntry({ ...resolved, resolution: null }, all)).toBeNull();
  });
});
