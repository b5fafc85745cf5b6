import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
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

const link = (path: string, target: string): void => symlinkSync(target, join(scratch.path, path));

async function read(...paths: string[]) {
  const unreadable = new Map<string, string>();
  const { files, links } = await findMailFiles(
    paths.map((path) => join(scratch.path, path)),
    unreadable,
  );
  const mails: string[] = [];
  for await (const mail of mailsOf(files, unreadable)) mails.push(mail.toString());
  return {
    mails,
    links,
    unreadable: [...unreadable.keys()],
    why: [...unreadable.values()].join('\n'),
    octets: files.reduce((sum, { size }) => sum + size, 0),
  };
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

const TWO = 'From x\nSubject: 1\n\none\n\nFrom x\nSubject: 2\n\ntwo\n\n';
it.each<[string, string]>([
  ['a byte order mark', '\ufeff'],
  ['empty lines', '\n\n\r\n'],
  ['a byte order mark and empty lines', '\ufeff\r\n \n'],
])('an mbox with %s before its first mail is one all the same', async (_case, before) => {
  write('old.mbox', before + TWO);
  expect(await read('old.mbox')).toMatchObject({
    mails: ['Subject: 1\n\none\n\n', 'Subject: 2\n\ntwo\n\n'],
    unreadable: [],
  });
});

it.each(['', '\ufeff', '\n\n'])(
  'an mbox whose lines end with CR alone is refused, with the remedy (%j)',
  async (before) => {
    write('mac.mbox', (before + TWO).replaceAll('\n', '\r'));
    write('one.mbox', 'From x\r');
    const { mails, unreadable, why } = await read('mac.mbox', 'one.mbox');
    expect([mails, unreadable.length]).toEqual([[], 2]);
    expect(why).toContain("tr '\\r' '\\n'");
  },
);

it('follows a link that is named, and none inside a folder', async () => {
  write('elsewhere/secret', 'secret');
  write('md/cur/1', 'one');
  write('md/new/2', 'two');
  link('md/.Sent', '../elsewhere');
  link('md/cur/3', '../../elsewhere/secret');
  link('md/cur/a', '.');
  link('md/cur/b', '.');
  link('named', 'md');
  link('named.eml', 'elsewhere/secret');
  expect(await read('named', 'named.eml')).toMatchObject({ mails: ['one', 'two', 'secret'], links: 4, unreadable: [] });
});

it('reads a folder once, however often it is named', async () => {
  write('md/cur/1', 'one');
  link('same', 'md');
  expect((await read('md/cur', 'md', 'same', '.')).mails).toEqual(['one']);
});

it('passes over what leads nowhere; a named path must be there', async () => {
  write('md/cur/1', 'one');
  mkdirSync(join(scratch.path, 'md/new'));
  link('md/.lock', 'host:4711');
  link('md/cur/lock', 'host:4711');
  link('gone', 'nowhere');
  expect(await read('md', 'gone')).toMatchObject({ mails: ['one'], unreadable: [join(scratch.path, 'gone')] });
});

it('says of a named path that is neither file nor folder', async () => {
  const unreadable = new Map<string, string>();
  await findMailFiles(['/dev/null'], unreadable);
  expect([...unreadable]).toEqual([['/dev/null', expect.stringContaining('standard input')]]);
});
