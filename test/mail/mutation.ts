import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { randomOf } from '../../src/lib/random.ts';

/** What a mail can be before the desk has looked whether it is its own. */
export const CLASSES: ReadonlySet<string> = new Set(['human', 'auto_reply', 'bounce', 'receipt', 'list', 'malformed']);

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

const FIXTURES = join(import.meta.dirname, '../fixtures/mail');
/** Of larger ones the beginning is taken. */
const LARGEST = 100_000;

/** Mails of a folder, each changed by up to four mutations; a seed gives the same ones each time. */
export function* mutatedMails(count: number, seed: number, folder = FIXTURES): Generator<Buffer> {
  const random = randomOf(seed);
  const mails = readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => readFileSync(join(folder, name)).subarray(0, LARGEST));
  for (let i = 0; i < count; i++) {
    let mail: Buffer = mails[Math.floor(random() * mails.length)] ?? Buffer.alloc(0);
    for (let n = 0; n < 1 + random() * 3; n++)
      mail = MUTATIONS[Math.floor(random() * MUTATIONS.length)]?.(mail, random, mails) ?? mail;
    yield mail;
  }
}
