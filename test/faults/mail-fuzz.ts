/**
 * Feeds mutated mails to the parser: `node test/faults/mail-fuzz.ts [FOLDER] [COUNT] [SEED]`, by default the project's own
 * fixtures, 100,000 mails. Every mail must end in a class, none may throw or take longer than 10 seconds. Exit 1 otherwise.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { understandNow } from '../../src/mail/understand.ts';

const CLASSES = new Set(['human', 'auto_reply', 'bounce', 'receipt', 'list', 'own', 'malformed']);
const SLOW_MS = 10_000;

/** Numbers between 0 and 1 that a seed fixes (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

type Mutation = (mail: Buffer, random: () => number, others: readonly Buffer[]) => Buffer;

const at = (mail: Buffer, random: () => number): number => Math.floor(random() * mail.length);
const spliced = (mail: Buffer, from: number, to: number, between: Uint8Array): Buffer =>
  Buffer.concat([mail.subarray(0, from), between, mail.subarray(to)]);
const TOKENS = [
  '\r\n',
  '\r\n\r\n',
  '\n',
  '\r',
  '\0',
  '--',
  '=?utf-8?B?',
  '?=',
  '=?gb2312?Q?=',
  'Content-Type: ',
  'boundary=',
  'charset=utf-7',
  ';',
  '"',
  '<',
  '>',
  '(',
  ':',
  '@',
  'base64',
  '\x1b$B',
  '\xff\xfe',
  '\u{1f600}',
  '>'.repeat(300),
  ' '.repeat(2000),
  'a'.repeat(3000),
  '<'.repeat(500),
  '('.repeat(500),
  'Re: '.repeat(200),
];

const MUTATIONS: readonly Mutation[] = [
  (mail, random) => {
    const copy = Buffer.from(mail);
    for (let i = 0; i < 1 + random() * 20; i++) copy[at(mail, random)] = Math.floor(random() * 256);
    return copy;
  },
  (mail, random) => mail.subarray(0, at(mail, random)),
  (mail, random) => mail.subarray(at(mail, random)),
  (mail, random) => {
    const from = at(mail, random);
    return spliced(mail, from, Math.min(mail.length, from + Math.floor(random() * 200)), Buffer.alloc(0));
  },
  (mail, random) => {
    const from = at(mail, random);
    const piece = mail.subarray(from, from + Math.floor(random() * 500));
    return spliced(mail, from, from, Buffer.concat(Array.from({ length: 1 + Math.floor(random() * 8) }, () => piece)));
  },
  (mail, random) => {
    const from = at(mail, random);
    return spliced(mail, from, from, Buffer.from(TOKENS[Math.floor(random() * TOKENS.length)] ?? '', 'latin1'));
  },
  (mail, random, others) => {
    const other = others[Math.floor(random() * others.length)] ?? mail;
    return Buffer.concat([mail.subarray(0, at(mail, random)), other.subarray(at(other, random))]);
  },
];

const folder = process.argv[2] ?? join(import.meta.dirname, '../fixtures/mail');
const count = Number(process.argv[3] ?? 100_000);
const random = randomFrom(Number(process.argv[4] ?? 1));
const mails = readdirSync(folder)
  .filter((name) => !name.startsWith('.'))
  .map((name) => readFileSync(join(folder, name)).subarray(0, 100_000));

let wrong = 0;
let slowest = 0;
for (let i = 0; i < count; i++) {
  let mail: Buffer = mails[Math.floor(random() * mails.length)] ?? Buffer.alloc(0);
  for (let n = 0; n < 1 + random() * 3; n++)
    mail = MUTATIONS[Math.floor(random() * MUTATIONS.length)]?.(mail, random, mails) ?? mail;
  const started = performance.now();
  try {
    const understood = understandNow(mail);
    if (!CLASSES.has(understood.class)) throw new Error(`class ${understood.class}`);
  } catch (error) {
    wrong++;
    console.error(`mail ${i}:`, error);
  }
  const took = performance.now() - started;
  if (took > SLOW_MS) {
    wrong++;
    console.error(`mail ${i}: ${took.toFixed(0)} ms`);
  }
  if (took > slowest) {
    slowest = took;
    console.error(`mail ${i}: slowest so far, ${took.toFixed(0)} ms for ${mail.length} octets`);
  }
}
console.log(`${count} mutated mails, ${wrong} wrong, slowest ${slowest.toFixed(0)} ms`);
process.exitCode = wrong > 0 ? 1 : 0;
