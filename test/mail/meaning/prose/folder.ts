import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Case, casesOf } from './cases.ts';

/**
 * The labelled mails as `tsdesk assist try` reads them, so that anybody can see what a model of theirs adds to the rules:
 * `npm run prose -- FOLDER`. Without `impact` a mail tells of no urgency.
 */
export function writeProse(folder: string): readonly Case[] {
  const cases = ['zh.txt', 'en.txt', 'fresh.txt'].flatMap(casesOf);
  mkdirSync(folder, { recursive: true });
  for (const each of cases) writeFileSync(join(folder, `${each.name}.eml`), mailOf(each));
  writeFileSync(join(folder, 'labels.jsonl'), cases.map((each) => `${JSON.stringify(labelOf(each))}\n`).join(''));
  return cases;
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

const mailOf = ({ name, subject, body }: Case): string =>
  [
    'From: Somebody <somebody@customer.example>',
    'To: support@desk.example',
    `Subject: =?utf-8?b?${base64(subject)}?=`,
    'Date: Thu, 26 Nov 2026 14:30:00 +0800',
    `Message-ID: <${name}@customer.example>`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=utf-8',
    'Content-Transfer-Encoding: base64',
    '',
    base64(body).replace(/.{76}/g, '$&\r\n'),
    '',
  ].join('\r\n');

const labelOf = ({ name, labels }: Case) => ({
  file: `${name}.eml`,
  urgency: labels.impact === undefined || labels.impact === 'none' ? '' : labels.impact,
  fields: {
    company: labels.company ?? '',
    occurredAt: labels.time ?? '',
    environment: ['version', 'system', 'browser', 'device'].flatMap((field) => labels[field] ?? []).join('; '),
    errorCode: labels.code ?? '',
  },
});

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [, , folder] = process.argv;
  if (folder === undefined) throw new Error('npm run prose -- FOLDER');
  const { length } = writeProse(folder);
  console.log(`${length} mails and labels.jsonl are in ${folder}.`);
}
