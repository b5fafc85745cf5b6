import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { authservId, demoAccounts } from '../../../src/sandbox/demo-team.ts';
import { type MailServer, startMailServer } from '../../../src/sandbox/mail/mail-server.ts';
import { createBell } from '../../../src/sandbox/page/news.ts';
import { type Page, servePage } from '../../../src/sandbox/page/page.ts';
import type { PageDesk } from '../../../src/sandbox/page/page-desk.ts';
import { makeScratch } from '../../support/scratch.ts';

let scratch: Awaited<ReturnType<typeof makeScratch>>;
let mail: MailServer;
let page: Page;
const bell = createBell();
const asked: string[] = [];
const visits: string[] = [];
beforeEach(() => {
  asked.length = 0;
  visits.length = 0;
});

/** A desk without a database, that knows no ticket. */
const desk: PageDesk = {
  timezone: 'Asia/Shanghai',
  now: () => new Date('2026-11-26T01:30:00Z'),
  locale: () => 'zh-CN',
  visited: async (locale, isChosen) => void visits.push(`${locale}${isChosen ? ' chosen' : ''}`),
  recent: async () => [],
  ticket: async (number) => {
    if (number === 'broken') throw new Error(`Failed query: select "id" from "ticket" params: ${number}`);
    return null;
  },
  why: async ({ subject }, toDesk) => ({
    headline: `${subject} ${toDesk ? 'to' : 'not to'} the desk`,
    sentences: ['<b>because</b>'],
    steps: ['from the staff? no'],
    ticket: '',
    isDecided: true,
  }),
  isMonthLoaded: async () => false,
  push: async (jump) => void asked.push(jump),
  loadMonth: async () => void asked.push('month'),
};

beforeAll(async () => {
  scratch = await makeScratch('page');
  mail = await startMailServer({ directory: scratch.path, accounts: demoAccounts(), authservId });
  page = await servePage(mail, desk, bell);
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
  const response = await post('/zhang/write', {
    to: 'support@desk.example',
    cc: 'emily@harbour.example',
    subject: '报错 <1>',
    text: '你好',
  });
  expect([response.status, response.headers.get('location')]).toEqual([
    303,
    '/zhang/sent/1?sent=support%40desk.example',
  ]);
  expect(await get('/zhang/sent/1?sent=support%40desk.example')).toMatch(
    /Sent to support@desk\.example[\s\S]*emily@harbour/,
  );
  expect(await get('/zhang/sent/1?sent=%3Cb%3E')).toContain('Sent to &lt;b&gt;');
  expect(await get('/zhang/sent')).toContain('报错 &lt;1&gt;');
  expect(await get('/support')).toContain('报错 &lt;1&gt;');
  expect(await get('/emily')).toContain('报错 &lt;1&gt;');
  const shown = await get(`/support/${lastOf('support')?.uid}`);
  expect(shown).toContain('报错 &lt;1&gt; to the desk');
  expect(shown).toContain('&lt;b&gt;because&lt;/b&gt;');
  expect(await get(`/support/${lastOf('support')?.uid}/body`)).toContain('你好');
  expect(lastOf('support')?.raw.toString()).toContain('Date: Thu, 26 Nov 2026 01:30:00 +0000');
});

test('what is opened is no longer unread', async () => {
  mail.submit({ from: '', to: ['chen@desk.example'] }, Buffer.from('Subject: look\r\n\r\n'));
  const badges = async () => [...(await get('/wang')).matchAll(/class="badge"/g)].length;
  const before = await badges();
  await get(`/chen/${lastOf('chen')?.uid}`);
  expect(lastOf('chen')?.seen).toBe(true);
  expect(await badges()).toBeLessThan(before);
});

test('a reply goes to Reply-To, in the thread, with the letter quoted; one to all has the others in copy', async () => {
  const letter =
    'From: Desk <support@desk.example>\r\nReply-To: support+token@desk.example\r\nSubject: Re: [TS1] hello\r\n' +
    'To: emily@harbour.example\r\nCc: boss@harbour.example\r\n' +
    'Message-ID: <2@desk.example>\r\nReferences: <1@desk.example>\r\n\r\nIs it solved?\r\n';
  mail.submit({ from: '', to: ['emily@harbour.example'] }, Buffer.from(letter));
  const path = `/emily/${lastOf('emily')?.uid}/reply`;
  const form = await get(path);
  const value = (name: string, text = form) =>
    new RegExp(`name="${name}" value="([^"]*)"`)
      .exec(text)?.[1]
      ?.replace(/&[lg]t;/g, (entity) => (entity === '&lt;' ? '<' : '>')) ?? '';
  expect(value('to')).toBe('support+token@desk.example');
  expect(value('cc')).toBe('');
  expect(value('cc', await get(`${path}?all=1`))).toBe('boss@harbour.example');
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

test.each([
  ['zh-CN', /还没有发出：请先写上主题/],
  ['en', /Not sent yet: write a subject/],
])('a mail without a word is not sent, and the form says so in %s', async (language, said) => {
  const thread = { inReplyTo: '<2@desk.example>', references: '<1@desk.example> <2@desk.example>' };
  const fields = { to: 'support+t@desk.example', cc: 'a@b.example', subject: ' ', text: '\r\n \r\n', ...thread };
  const before = lastOf('support')?.uid;
  const refused = await post('/emily/write', fields);
  expect(refused.status).toBe(303);
  expect(lastOf('support')?.uid).toBe(before);
  const answer = await fetch(page.url + refused.headers.get('location'), { headers: { 'accept-language': language } });
  const form = await answer.text();
  const [, alert = ''] = /id="write-empty" class="refused" role="alert">([^<]*)/.exec(form) ?? [];
  expect(alert).toMatch(said);
  expect(form.match(/aria-invalid="true" aria-describedby="write-empty"/g)).toHaveLength(2);
  for (const value of [
    'support+t@desk.example',
    'a@b.example',
    '&lt;2@desk.example&gt;',
    '&lt;1@desk.example&gt; &lt;2@',
  ])
    expect(form).toContain(`value="${value}`);
  expect(await get('/emily/write')).not.toContain('role="alert"');
  expect(
    (await post('/emily/write', { to: 'support@desk.example', subject: 'x', text: '' })).headers.get('location'),
  ).toMatch(/sent=/);
});

test('links of a letter that write a mail open the form, filled in; nothing of it may act or fetch', async () => {
  const html =
    '<style>@media (prefers-color-scheme:dark){p{color:red}}</style><p>你好 &lt;b&gt;</p>' +
    '<a href="mailto:support+t@desk.example?subject=Re%3A%20x&amp;body=%23accept%0A">accept</a>' +
    '<a href="https://elsewhere.example/">out</a><script>evil()</script>';
  const letter = `From: support@desk.example\r\nSubject: x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n${html}\r\n`;
  mail.submit({ from: '', to: ['li@desk.example'] }, Buffer.from(letter));
  const path = `/li/${lastOf('li')?.uid}`;
  expect(await get(path)).toMatch(/<iframe [^>]*sandbox="allow-same-origin allow-popups /);
  const body = await fetch(`${page.url}${path}/body?scheme=dark`);
  const policy = body.headers.get('content-security-policy') ?? '';
  expect(policy).toMatch(/default-src 'none'.*sandbox /);
  expect(policy).not.toMatch(/script/);
  const shown = await body.text();
  expect(shown).toContain('@media (min-width:0){p{color:red}}');
  expect(shown).toContain('你好 &lt;b&gt;');
  expect(shown).toMatch(/href="https:\/\/elsewhere\.example\/" target="_blank" rel="noopener noreferrer"/);
  expect(await get(`${path}/body?scheme=light`)).toContain('@media (max-width:0)');
  const href = /href="(\/li\/write\?to=[^"]*)" target="_top"/.exec(shown)?.[1]?.replaceAll('&amp;', '&') ?? '';
  const form = await get(href);
  expect(form).toContain('value="support+t@desk.example"');
  expect(form).toContain('value="Re: x"');
  expect(form).toContain('#accept');
  expect(await get(`${path}/body?as=source`)).toContain('&lt;script&gt;evil()');
});

test('an attachment is handed out under its name, and never shown in place', async () => {
  const letter =
    'From: a@desk.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n' +
    '--b\r\n\r\nsee\r\n--b\r\nContent-Type: text/html\r\nContent-Disposition: attachment; filename="a\'b.html"\r\n\r\n' +
    '<script>evil()</script>\r\n--b--\r\n';
  mail.submit({ from: '', to: ['li@desk.example'] }, Buffer.from(letter));
  const path = `/li/${lastOf('li')?.uid}`;
  expect(await get(path)).toContain(`${path}/files/0`);
  const file = await fetch(`${page.url}${path}/files/0`);
  expect(file.headers.get('content-type')).toBe('application/octet-stream');
  expect(file.headers.get('x-content-type-options')).toBe('nosniff');
  expect(file.headers.get('content-disposition')).toBe("attachment; filename*=UTF-8''a%27b.html");
});

test('the clock and the month are asked for by their buttons, which lead back', async () => {
  const pushed = await post('/clock', { jump: 'morning', back: '/li/1?ticket=TS1' });
  expect([pushed.status, pushed.headers.get('location')]).toEqual([303, '/li/1?ticket=TS1']);
  const loaded = await post('/month', { back: '//evil.example/' });
  expect(loaded.headers.get('location')).toBe('/');
  expect(asked).toEqual(['morning', 'month']);
});

test.each([
  ['zh-CN,zh;q=0.9', '', 'zh-CN'],
  ['en-GB', '', 'en'],
  ['fr', '', 'en'],
  ['en', 'lang=zh-CN', 'zh-CN'],
  ['en', 'lang=<script>', 'en'],
])('a browser of %s with %s reads %s', async (language, cookie, locale) => {
  const answer = await fetch(page.url, { headers: { 'accept-language': language, cookie } });
  expect(await answer.text()).toContain(`<html lang="${locale}">`);
});

test('the other language is chosen by a link, and kept', async () => {
  const answer = await fetch(`${page.url}/li?lang=zh-CN`);
  expect(answer.headers.getSetCookie().join()).toContain('lang=zh-CN; Path=/');
  expect(await answer.text()).toMatch(/\/li\?lang&#x3D;en/);
  expect(visits).toEqual(['zh-CN chosen']);
});

test('a page elsewhere chooses no language', async () => {
  visits.length = 0;
  const answer = await fetch(`${page.url}/li?lang=zh-CN`, { headers: { 'sec-fetch-site': 'cross-site' } });
  expect(answer.headers.getSetCookie().join()).not.toContain('lang=');
  expect(visits.filter((visit) => visit.includes('chosen'))).toEqual([]);
});

const toDesk = { to: 'support@desk.example' };
const posted = (body: string, type: string) => () =>
  fetch(`${page.url}/clock`, { method: 'POST', body, headers: { 'content-type': type } });
test.each([
  ['a form without a field', posted('', 'application/x-www-form-urlencoded'), 400],
  ['no form at all', () => fetch(`${page.url}/clock`, { method: 'POST' }), 400],
  ['JSON', posted('null', 'application/json'), 415],
  ['plain text', posted('jump=monday', 'text/plain'), 415],
  ['a recipient nobody has', () => post('/zhang/write', { to: 'nobody@nowhere.example', text: 'x' }), 422],
  ['a mail to nobody', () => post('/zhang/write', { to: '', text: 'x' }), 422],
  ['a person nobody knows', () => fetch(`${page.url}/nobody`), 404],
  ['a letter that is not there', () => fetch(`${page.url}/zhang/999`), 404],
  ['an example there is none of', () => post('/examples', { example: 'virus' }), 400],
  ['a time there is none of', () => post('/clock', { jump: 'yesterday' }), 400],
  ["another site's form", () => post('/zhang/write', toDesk, { origin: 'https://evil.example' }), 403],
  ['a form of nobody', () => post('/zhang/write', toDesk, { origin: 'null' }), 403],
  ['another port of this machine', () => post('/clock', { jump: 'monday' }, { origin: 'http://127.0.0.1:1' }), 403],
  ['a form that says no origin', () => post('/clock', { jump: 'monday' }, { 'sec-fetch-site': 'cross-site' }), 403],
])('refuses %s', async (_case, ask, status) => {
  expect((await ask()).status).toBe(status);
  expect(asked).toEqual([]);
});

test('a defect is told without the words of a statement', async () => {
  const answer = await fetch(`${page.url}/?ticket=broken`);
  expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringMatching(/select|params|broken/)]);
});

test('another host name that leads here is refused', async () => {
  const answer = await new Promise<number | undefined>((resolve, reject) => {
    request(`${page.url}/zhang`, { headers: { host: 'evil.example' } }, (found) => resolve(found.statusCode))
      .on('error', reject)
      .end();
  });
  expect(answer).toBe(403);
});

test('an open page hears of a delivery, and of what else the desk does', async () => {
  const news = await fetch(`${page.url}/news`);
  const reader = news.body?.pipeThrough(new TextDecoderStream()).getReader();
  await reader?.read();
  mail.submit({ from: '', to: ['wang@desk.example'] }, Buffer.from('Subject: x\r\n\r\n'));
  expect((await reader?.read())?.value).toBe('data: wang\n\n');
  bell.ring();
  expect((await reader?.read())?.value).toBe('data: \n\n');
  await reader?.cancel();
});
