import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { simpleParser } from 'mailparser';
import { createParserPool } from '../src/mail/parser-pool.ts';
import { understandNow } from '../src/mail/understand.ts';
import { problems } from './mails.ts';
import { against, type Row, rate, type Stage } from './stage.ts';

const FIXTURES = join(import.meta.dirname, '../test/fixtures/mail');
const QUICK = { skipHtmlToText: true, skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true };

export const parse: Stage = {
  description: 'understanding mails: the test fixtures, and 200 of the benchmark’s own',
  long: false,
  run: async () => [
    ...(await compare(
      'fixtures',
      readdirSync(FIXTURES).map((name) => readFileSync(join(FIXTURES, name))),
    )),
    ...(await compare(
      'problems',
      problems(200).map((mail) => Buffer.from(mail)),
    )),
  ],
};

async function compare(which: string, mails: readonly Uint8Array[]): Promise<Row[]> {
  const pool = createParserPool({ threads: 2 });
  const simple = await rate(mails.length, async () => {
    for (const mail of mails) await simpleParser(Buffer.from(mail));
  });
  const quick = await rate(mails.length, async () => {
    for (const mail of mails) await simpleParser(Buffer.from(mail), QUICK);
  });
  const understood = await rate(mails.length, async () => {
    for (const mail of mails) understandNow(mail);
  });
  const pooled = await rate(mails.length, () => Promise.all(mails.map((mail) => pool.understand(mail))));
  await pool.close();
  const bare = { what: `${which}: mailparser, which understands nothing`, figure: simple };
  const [first, ...rest] = against(bare, `${which}: understood on one thread`, understood, 0.5);
  const ratio = (figure: number) => ({ ratio: { to: bare.what, times: figure / simple } });
  return [
    ...(first ? [first] : []),
    { what: `${which}: mailparser without its text and HTML extras`, figure: quick, unit: 'a second', ...ratio(quick) },
    ...rest,
    { what: `${which}: understood in a pool of two threads`, figure: pooled, unit: 'a second', ...ratio(pooled) },
  ];
}
