import { simpleParser } from 'mailparser';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { authservId, demoAccounts } from '../../../src/sandbox/demo-team.ts';
import { EXAMPLES, type Example, sendExample } from '../../../src/sandbox/examples/examples.ts';
import { type MailServer, startMailServer } from '../../../src/sandbox/mail/mail-server.ts';
import { LOCALES, type Locale } from '../../../src/words/locale.ts';
import { makeScratch } from '../../support/scratch.ts';

const AT = new Date('2026-11-26T01:30:00Z');
let scratch: Awaited<ReturnType<typeof makeScratch>>;
let server: MailServer;
beforeEach(async () => {
  scratch = await makeScratch('examples');
  server = await startMailServer({ directory: scratch.path, accounts: demoAccounts(), authservId, now: () => AT });
});
afterEach(async () => {
  await server.stop();
  await scratch.remove();
});

const send = async (example: Example, world: Locale = 'zh-CN', at = AT) =>
  (await sendExample(server, example, at, world)).raw.toString();

it.each([
  ['fault', /dmarc=pass header\.from=bigcustomer\.example/, /From: .*<zhang@bigcustomer\.example>/],
  ['urgent', /dmarc=pass/, /From: .*<zhang@bigcustomer\.example>/],
  ['foreign', /dmarc=pass/, /Subject: Label printer/],
  ['forged', /dmarc=fail \(p=REJECT\) header\.from=desk\.example/, /From: .*<li@desk\.example>/],
  ['auto_reply', /dmarc=pass/, /Auto-Submitted: auto-replied/],
  ['bounce', /; none\r\n/, /multipart\/report; report-type=delivery-status/],
] as const)('%s arrives at the desk as such a mail does', async (example, trace, field) => {
  const raw = await send(example);
  expect(raw).toMatch(trace);
  expect(raw).toMatch(field);
  expect(raw).toContain('Thu, 26 Nov 2026 01:30:00 +0000');
});

it('each can be sent at once, also where nothing has been written yet; what is theirs lies among their sent mail', async () => {
  for (const example of EXAMPLES) await send(example);
  expect(server.inbox('support')).toHaveLength(EXAMPLES.length);
  expect(server.inbox('zhang', 'Sent')).toHaveLength(3);
  expect(server.inbox('emily', 'Sent')).toHaveLength(1);
  expect(server.inbox('li', 'Sent')).toEqual([]);
});

it.each([
  ['fault', /From: Emily Carter <emily@harbour\.example>/],
  ['urgent', /Subject: Production down/],
  ['foreign', /<zhang@bigcustomer\.example>/],
  ['forged', /From: Leo Li <li@desk\.example>/],
  ['auto_reply', /From: Emily Carter/],
] as const)(
  '%s is written in English to a desk that speaks it, and in Chinese only what is meant to be',
  async (example, field) => {
    const raw = await send(example, 'en');
    expect(raw).toMatch(field);
    const mail = await simpleParser(raw);
    expect(/\p{Script=Han}/u.test(`${mail.subject}${mail.text}`)).toBe(example === 'foreign');
  },
);

it.each([
  ['2026-11-26T01:30:00Z', '今天 08:50', 'today 08:50'],
  ['2026-11-25T16:10:00Z', '昨天 23:30', 'yesterday 23:30'],
])('at %s the problem began %s', async (at, zh, en) => {
  for (const world of LOCALES) {
    const mail = await simpleParser(await send('fault', world, new Date(at)));
    expect(mail.text).toContain(world === 'en' ? en : zh);
  }
});

it('a bounce comes back to the newest letter that it can come back to, and quotes its header', async () => {
  const letter = (id: string, hour: string) =>
    Buffer.from(
      `From: support@desk.example\r\nMessage-ID: <${id}@desk.example>\r\nDate: Thu, 26 Nov 2026 ${hour}:00:00 +0000\r\n\r\nx\r\n`,
    );
  server.submit({ from: 'support+b-new@desk.example', to: ['li@desk.example'] }, letter('new', '01'));
  server.submit({ from: 'support+b-old@desk.example', to: ['zhang@bigcustomer.example'] }, letter('old', '00'));
  server.submit({ from: '', to: ['emily@harbour.example'] }, letter('never', '02'));
  server.submit({ from: 'li@desk.example', to: ['support@desk.example'] }, letter('by-staff', '03'));
  server.submit({ from: 'li@desk.example', to: ['wang@desk.example'] }, letter('to-staff', '04'));
  const raw = await send('bounce');
  expect(raw).toContain('To: <support+b-new@desk.example>');
  expect(raw).toContain('Final-Recipient: rfc822; li@desk.example');
  expect(raw).toContain('Message-ID: <new@desk.example>');
});

it('an automatic answer is about the newest letter', async () => {
  server.submit(
    { from: '', to: ['zhang@bigcustomer.example'] },
    Buffer.from(
      'From: support@desk.example\r\nReply-To: support+t@desk.example\r\nMessage-ID: <1@desk.example>\r\n\r\nx\r\n',
    ),
  );
  const mail = await simpleParser(await send('auto_reply'));
  expect(mail.inReplyTo).toBe('<1@desk.example>');
  expect([mail.to].flat()[0]?.text).toBe('support+t@desk.example');
});
