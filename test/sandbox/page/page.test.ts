import { afterAll, beforeAll, expect, test } from 'vitest';
import { authservId, demoAccounts } from '../../../src/sandbox/demo-team.ts';
import { type MailServer, startMailServer } from '../../../src/sandbox/mail/mail-server.ts';
import { type Page, servePage } from '../../../src/sandbox/page/page.ts';
import { makeScratch } from '../../support/scratch.ts';

let scratch: Awaited<ReturnType<typeof makeScratch>>;
let mail: MailServer;
let page: Page;
beforeAll(async () => {
  scratch = await makeScratch('page');
  mail = await startMailServer({ directory: scratch.path, accounts: demoAccounts(), authservId });
  page = await servePage(mail);
});
afterAll(async () => {
  await page.close();
  await mail.stop();
  await scratch.remove();
});

const get = async (path: string) => (await fetch(page.url + path)).text();
const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(page.url + path, { method: 'POST', body: new URLSearchParams(fields), headers, redirect: 'manual' });
const lastOf = (user: string) => mail.inbox(user).at(-1);

test('shows everybody, and what is written as one arrives at another', async () => {
  expect(await get('/zhang')).toMatch(/张三[\s\S]*李工[\s\S]*王主管/);
  const response = await post('/zhang/write', { to: 'support@desk.example', subject: '报错 <1>', text: '你好' });
  expect([response.status, response.headers.get('location')]).toEqual([303, '/zhang?sent=support%40desk.example']);
  expect(await get('/zhang?sent=support%40desk.example')).toContain('Sent to support@desk.example');
  expect(await get('/zhang?sent=%3Cb%3E')).toContain('Sent to &lt;b&gt;');
  expect(await get('/support')).toContain('报错 &lt;1&gt;');
  expect(await get(`/support/${lastOf('support')?.uid}`)).toContain('你好');
});

test('a reply goes to Reply-To, in the thread, with the letter quoted', async () => {
  const letter =
    'From: Desk <support@desk.example>\r\nReply-To: support+token@desk.example\r\nSubject: Re: [TS1] hello\r\n' +
    'Message-ID: <2@desk.example>\r\nReferences: <1@desk.example>\r\n\r\nIs it solved?\r\n';
  mail.submit({ from: '', to: ['emily@harbour.example'] }, Buffer.from(letter));
  const form = await get(`/emily/${lastOf('emily')?.uid}/reply`);
  const value = (name: string) =>
    new RegExp(`name="${name}" value="([^"]*)"`)
      .exec(form)?.[1]
      ?.replace(/&[lg]t;/g, (entity) => (entity === '&lt;' ? '<' : '>')) ?? '';
  expect(value('to')).toBe('support+token@desk.example');
  expect(value('subject')).toBe('Re: [TS1] hello');
  expect(form).toContain('&gt; Is it solved?');
  await post('/emily/write', {
    ...Object.fromEntries(['to', 'subject', 'inReplyTo', 'references'].map((name) => [name, value(name)])),
    text: 'Yes.',
  });
  const reply = lastOf('support')?.raw.toString() ?? '';
  expect(reply).toContain('In-Reply-To: <2@desk.example>');
  expect(reply).toContain('References: <1@desk.example> <2@desk.example>');
});

test('links of a letter that write a mail open the form, filled in; nothing active is left of it', async () => {
  const html =
    '<a href="mailto:support+t@desk.example?subject=Re%3A%20x&amp;body=%23accept%0A">accept</a><script>evil()</script>';
  const letter = `From: support@desk.example\r\nSubject: x\r\nContent-Type: text/html\r\n\r\n${html}\r\n`;
  mail.submit({ from: '', to: ['li@desk.example'] }, Buffer.from(letter));
  const shown = await get(`/li/${lastOf('li')?.uid}`);
  expect(shown).not.toContain('evil');
  const href = /href="(\/li\/write\?to=[^"]*)"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const form = await get(href);
  expect(form).toContain('value="support+t@desk.example"');
  expect(form).toContain('value="Re: x"');
  expect(form).toContain('#accept');
});

test.each([
  ['a recipient nobody has', () => post('/zhang/write', { to: 'nobody@nowhere.example' }), 422],
  ['a person nobody knows', () => fetch(`${page.url}/nobody`), 404],
  ['a letter that is not there', () => fetch(`${page.url}/zhang/999`), 404],
  [
    "another site's form",
    () => post('/zhang/write', { to: 'support@desk.example' }, { origin: 'https://evil.example' }),
    403,
  ],
])('refuses %s', async (_case, ask, status) => {
  expect((await ask()).status).toBe(status);
});

test('an open inbox hears of a delivery', async () => {
  const news = await fetch(`${page.url}/news`);
  const reader = news.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  mail.submit({ from: '', to: ['wang@desk.example'] }, Buffer.from('Subject: x\r\n\r\n'));
  expect((await reader?.read())?.value).toBe('data: wang\n\n');
  await reader?.cancel();
});
