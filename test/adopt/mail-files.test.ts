import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findMailFiles, mailsOf } from '../../src/adopt/mail-files.ts';
import { makeScratch } from '../support/scratch.ts';

let scratch: Awaited<ReturnType<typeof makeScratch>>;
beforeEach(async () => {
  scratch = await makeScratch('mail-files');
});
afterEach(() => scratch.remove());

const write = (path: string, content: string): void => {
  mkdirSync(join(scratch.path, dirname(path)), { recursive: true });
  writeFileSync(join(scratch.path, path), content);
};

async function read(...paths: string[]): Promise<{ mails: string[]; unreadable: string[]; octets: number }> {
  const unreadable = new Map<string, string>();
  const files = await findMailFiles(
    paths.map((path) => join(scratch.path, path)),
    unreadable,
  );
  const mails: string[] = [];
  for await (const mail of mailsOf(files, unreadable)) mails.push(mail.toString());
  return { mails, unreadable: [...unreadable.keys()], octets: files.reduce((sum, { size }) => sum + size, 0) };
}

it('reads files, mbox files and folders in the order of their names', async () => {
  write('b.eml', 'Subject: b\n\n');
  write('a.mbox', 'From x\nSubject: 1\n\n>From y\n\nFrom x\nSubject: 2\n\n');
  expect(await read('.')).toMatchObject({
    mails: ['Subject: 1\n\nFrom y\n\n', 'Subject: 2\n\n', 'Subject: b\n\n'],
    octets: 59,
  });
});

it('takes of a Maildir what is delivered, its folders included', async () => {
  for (const folder of ['cur', 'new', 'tmp', '.Sent/cur', '.Sent/new'])
    mkdirSync(join(scratch.path, folder), { recursive: true });
  write('cur/1:2,S', 'one');
  write('new/2', 'two');
  write('tmp/3', 'half');
  write('dovecot.index.cache', 'index');
  write('.Sent/cur/4', 'sent');
  expect((await read('.')).mails).toEqual(['sent', 'one', 'two']);
});

it('goes on after what cannot be read', async () => {
  write('a.eml', 'a');
  expect(await read('nowhere', 'a.eml')).toMatchObject({ mails: ['a'], unreadable: [join(scratch.path, 'nowhere')] });
});
