import fc from 'fast-check';
import { expect, it } from 'vitest';
import { composeLetter } from '../../src/letter/compose.ts';
import type { LetterFacts } from '../../src/letter/facts.ts';
import { forwardable } from '../../src/letter/forwardable.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';

const render = createRenderer(readTemplates(null));

/** What a stranger may hope to find its way into a header. */
const PIECES = [
  ...['\r\n', '\n', '\r', '\r\n ', '\u0000', '\u0085', '\u2028', '\u2029', '\v', '\f', '\t', ' ', '\u00a0'],
  ...['\u202e', '\u2066', '\u200b', '\ufeff', '\ud83d', '😀', '张', 'é'],
  ...[',', ';', ':', '<', '>', '"', '\\', '@', '(', ')', '=?', '?=', '=?utf-8?q?=0D=0ABcc:_x@evil.example?=', '%0d%0a'],
  ...[
    'Bcc: x@evil.example',
    'X-Injected: yes',
    'x@evil.example',
    'Group: x@evil.example;',
    '--',
    '../../a',
    '.txt',
    'a',
  ],
  'a'.repeat(500),
];
const text = fc.array(fc.constantFrom(...PIECES), { maxLength: 12 }).map((pieces) => pieces.join(''));
const long = fc.constantFrom('a'.repeat(10_000), '张'.repeat(10_000), 'a '.repeat(5_000), ','.repeat(10_000));
const hostile = fc.oneof({ weight: 9, arbitrary: text }, { weight: 1, arbitrary: long });

const FIELDS: ReadonlySet<string> = new Set([
  ...['from', 'to', 'reply-to', 'subject', 'date', 'message-id', 'in-reply-to', 'references', 'mime-version'],
  ...['content-type', 'content-transfer-encoding', 'content-language', 'content-disposition', 'content-id'],
  ...['auto-submitted', 'x-auto-response-suppress', 'x-tsdesk-hops'],
]);

/** The header of the whole and of each part, unfolded. */
function headersIn(octets: string): string[][] {
  const boundaries = [...octets.matchAll(/boundary="([^"]+)"/g)].map((match) => match[1] ?? '');
  const parts = [octets, ...boundaries.flatMap((boundary) => octets.split(`\r\n--${boundary}\r\n`).slice(1))];
  return parts.map((part) => (part.split('\r\n\r\n', 1)[0] ?? '').replace(/\r\n[ \t]/g, ' ').split(/\r\n|\r|\n/));
}

it('nothing that a mail brings makes a field, a recipient or a line of its own in a letter', async () => {
  const facts: LetterFacts = sampleFacts('relay', 'en');
  const { ticket } = facts;
  if (ticket === null) throw new Error('the sample is about no ticket');
  let letters = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        name: hostile,
        subject: hostile,
        file: hostile,
        type: hostile,
        cid: hostile,
        id: hostile,
        hops: text,
      }),
      async (given) => {
        const { forwarded } = forwardable([
          {
            name: given.file,
            type: given.type,
            cid: given.cid,
            inline: true,
            size: 1,
            sha256: '00',
            content: Buffer.from('x'),
          },
        ]);
        const letter = composeLetter(
          {
            ...facts,
            recipient: { name: given.name, address: 'zhang@customer.example' },
            ticket: { ...ticket, subject: given.subject },
            inReplyTo: given.id,
            references: [given.id, `<${given.id}>`, ...Array.from({ length: 60 }, (_, at) => `<${at}@x.example>`)],
            attachments: forwarded,
          },
          render,
        );
        letters += 1;
        const octets = Buffer.from(letter.bytes).toString('latin1');
        const [top = [], ...parts] = headersIn(octets);
        for (const lines of [top, ...parts]) {
          const names = lines
            .filter((line) => line !== '')
            .map((line) => line.slice(0, line.indexOf(':')).toLowerCase());
          expect(names.filter((name) => !FIELDS.has(name))).toEqual([]);
          expect(names.length).toBe(new Set(names).size);
        }
        expect(Math.max(...octets.split('\r\n').map(({ length }) => length))).toBeLessThanOrEqual(998);
        expect(octets.replaceAll('\r\n', '')).not.toMatch(/[\r\n\0]/);
        expect(letter.envelope.to).toBe('zhang@customer.example');
        const to = top.find((line) => /^to:/i.test(line)) ?? '';
        const outside = to.replace(/"(?:[^"\\]|\\.)*"/g, '').match(/[\w.]+@[\w.]+/g);
        expect(outside).toEqual(['zhang@customer.example']);
        expect(letter.subject).not.toMatch(/[\p{Cc}\u2028\u2029\u202a-\u202e\u2066-\u2069]/u);
      },
    ),
    { numRuns: 150 },
  );
  expect(letters).toBeGreaterThanOrEqual(150);
}, 60_000);
