import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { mailsOfExports, type Noted } from '../../../src/adopt/export/read-export.ts';
import { understandNow } from '../../../src/mail/understand.ts';
import { identityOfMail } from '../../../src/store/fingerprint.ts';
import { makeScratch } from '../../support/scratch.ts';

let scratch: Awaited<ReturnType<typeof makeScratch>>;
beforeEach(async () => {
  scratch = await makeScratch('exports');
});
afterEach(() => scratch.remove());

/** A ledger that remembers what it was given, as the desk's does. */
function ledger() {
  const mails = new Map<string, Set<string>>();
  return {
    mails,
    known: async (ids: readonly string[]) => new Map([...mails].filter(([id]) => ids.includes(id))),
    take(raw: Buffer): string {
      const { messageId, subject, from } = understandNow(raw, {});
      const prints = mails.get(messageId ?? '') ?? new Set();
      mails.set(messageId ?? '', prints.add(identityOfMail(raw).fingerprint));
      return `${subject} ${from[0]?.address}`;
    },
  };
}

async function take(into: ReturnType<typeof ledger>, ...contents: readonly (readonly string[])[]) {
  const files = contents.map((lines, at) => {
    const path = join(scratch.path, `${at}.csv`);
    writeFileSync(path, ['ticket,subject,customer,date,text', ...lines].join('\n'));
    return { path, size: 0 };
  });
  const noted: Noted = { unreadable: new Map(), leftOut: [] };
  const raws: Buffer[] = [];
  const desk = { address: 'support@desk.example', known: into.known };
  for await (const { raw } of mailsOfExports(files, 'csv', desk, noted)) raws.push(raw);
  return { taken: raws.map(into.take), ...noted };
}

const line = (ticket: string, customer: string, day: number): string =>
  `${ticket},S,${customer}@customer.example,2024-03-${String(day).padStart(2, '0')},Words.`;

it('leaves the ticket of another help desk out that has a number that is taken, in one run and in the next', async () => {
  const [mine, theirs] = [[line('1', 'ann', 1)], [line('1', 'bob', 1), line('1', 'bob', 2), line('2', 'bob', 1)]];
  const left = [
    expect.stringMatching(/\.csv, ticket 1: was taken in before with other words, people or times as its message 1; /),
  ];
  expect(await take(ledger(), mine, theirs)).toMatchObject({
    taken: ['S ann@customer.example', 'S bob@customer.example'],
    leftOut: left,
  });
  const desk = ledger();
  expect(await take(desk, mine)).toMatchObject({ taken: ['S ann@customer.example'], leftOut: [] });
  expect(await take(desk, theirs)).toMatchObject({ taken: ['S bob@customer.example'], leftOut: left });
});

it('takes of a newer table what stands behind, and nothing twice from one in which lines have moved', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uniqueArray(fc.integer({ min: 1, max: 28 }), { minLength: 2, maxLength: 6 }),
      fc.nat(),
      fc.boolean(),
      async (days, place, moved) => {
        const all = days.toSorted((a, b) => a - b).map((day) => line('1', 'ann', day));
        const without = moved ? place % (all.length - 1) : all.length - 1;
        const desk = ledger();
        await take(desk, all.toSpliced(without, 1));
        const { taken, leftOut } = await take(desk, all);
        // What is known is given again, and the ledger counts it.
        expect([taken.length, leftOut.length]).toEqual(moved ? [0, 1] : [all.length, 0]);
        for (const prints of desk.mails.values()) expect(prints.size).toBe(1);
      },
    ),
    { numRuns: 30 },
  );
});

it('names the file that has no ticket, and goes on', async () => {
  const { taken, unreadable } = await take(ledger(), [], [line('1', 'ann', 1)]);
  expect([...unreadable.values()]).toEqual(['has no ticket that --format csv can take in']);
  expect(taken).toHaveLength(1);
});
