import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ExportedMessage, type ExportedTicket, mailsOfTicket } from '../../../src/adopt/export/exported-ticket.ts';
import { FORMATS, type Format } from '../../../src/adopt/export/formats.ts';
import { understandNow } from '../../../src/mail/understand.ts';

const DESK = 'support@desk.example';
const formats = Object.keys(FORMATS) as Format[];

const message = (id: string): ExportedMessage => ({
  id,
  at: new Date('2024-03-01T02:00:00Z'),
  by: 'customer',
  from: null,
  internal: false,
  cc: [],
  text: 'x',
  isHtml: false,
  messageId: null,
});

const ticket = (id: string, messages: readonly string[]): ExportedTicket => ({
  id,
  subject: 'x',
  closed: true,
  customer: { name: '', address: 'ann@customer.example' },
  messages: messages.map(message),
});

async function messageIds(format: Format, id: string, messages: readonly string[]): Promise<(string | null)[]> {
  const ids = [];
  for await (const { raw } of mailsOfTicket(format, ticket(id, messages), DESK))
    ids.push(understandNow(raw, {}).messageId);
  return ids;
}

/** Ids as people give them, and what they have in common with another. */
const anId = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 70 }),
  fc.constantFrom('工单一', '工单二', 'A/1', 'A-1', 'A--1', 'a-1', '', '0', '-', ' 1', '1', '1.1', '\ud800', '\ud801'),
  fc.string({ unit: fc.constantFrom('A', '-', '_', '1'), maxLength: 6 }),
  fc.nat(3).map((end) => `${'T'.repeat(60)}${end}`),
);

describe.each(formats)('the Message-IDs of %s', (format) => {
  it('are different wherever ids are: else the answer in one ticket would reach the customer of another', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anId, { minLength: 2, maxLength: 4 }), async (ids) => {
        const all = [];
        for (const id of ids) all.push(...(await messageIds(format, id, ids)));
        expect(new Set(all).size).toBe(ids.length ** 2);
        for (const each of all) expect(each).toMatch(/^<[\w.-]+@import\.invalid>$/);
      }),
      { numRuns: 25 },
    );
  });

  it.each(['7', '2024030112345', 'A-1', 'T'.repeat(60)])('stay what they were where they say all: %s', async (id) => {
    expect(await messageIds(format, id, ['1'])).toEqual([`<${format}.${id}.1@import.invalid>`]);
  });
});
