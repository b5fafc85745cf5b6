/**
 * Mails a second, parsed and understood: `node bench/parse.ts [FOLDER] [ROUNDS]`, by default the project's own fixtures.
 * Prints mailparser alone, understanding on one thread, and the pool of two threads, each as figure and as ratio to mailparser.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { createParserPool } from '../src/mail/parser-pool.ts';
import { understandNow } from '../src/mail/understand.ts';

const folder = process.argv[2] ?? join(import.meta.dirname, '../test/fixtures/mail');
const rounds = Number(process.argv[3] ?? 5);
const mails = readdirSync(folder).map((name) => readFileSync(join(folder, name)));
const octets = mails.reduce((sum, mail) => sum + mail.length, 0);
const pool = createParserPool({ threads: 2 });

const STAGES: readonly (readonly [name: string, run: () => Promise<unknown>])[] = [
  [
    'mailparser, simpleParser',
    async () => {
      for (const mail of mails) await simpleParser(mail);
    },
  ],
  [
    'mailparser without its text and html extras',
    async () => {
      for (const mail of mails)
        await simpleParser(mail, {
          skipHtmlToText: true,
          skipTextToHtml: true,
          skipTextLinks: true,
          skipImageLinks: true,
        });
    },
  ],
  [
    'understood on this thread',
    async () => {
      for (const mail of mails) understandNow(mail);
    },
  ],
  ['understood in a pool of two threads', () => Promise.all(mails.map((mail) => pool.understand(mail)))],
];

console.log(`${mails.length} mails, mean ${Math.round(octets / mails.length / 1024)} kB, best of ${rounds} rounds`);
let base = 0;
for (const [name, run] of STAGES) {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round <= rounds; round++) {
    const started = performance.now();
    await run();
    if (round > 0) best = Math.min(best, performance.now() - started);
  }
  const rate = (mails.length / best) * 1000;
  base ||= rate;
  console.log(`${rate.toFixed(0).padStart(7)} a second  ${(rate / base).toFixed(2).padStart(5)} ×  ${name}`);
}
await pool.close();
