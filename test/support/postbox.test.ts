import { createTransport } from 'nodemailer';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Postbox, startPostbox } from './postbox.ts';
import type { SmtpFault, SmtpVerb } from './smtp-fault.ts';

let postbox: Postbox;
beforeEach(async () => {
  postbox = await startPostbox();
});
afterEach(() => postbox.stop());

/** `patienceMs`: how long silence is borne. Short only where silence is what is tested: a busy machine is slow too. */
function send(
  subject: string,
  { from = 'desk@desk.example', to = 'zhang@example.com', port = postbox.port, patienceMs = 60_000 } = {},
) {
  const transport = createTransport({
    host: postbox.host,
    port,
    ignoreTLS: true,
    socketTimeout: patienceMs,
    greetingTimeout: patienceMs,
  });
  const raw = `From: ${from}\r\nSubject: ${subject}\r\n\r\n.dotted\r\n`;
  return transport.sendMail({ envelope: { from, to }, raw });
}

test('records envelope, bytes, headers and verbs of what it accepts', async () => {
  const arrival = postbox.waitFor((mail) => mail.subject === '中文');
  await send('=?utf-8?B?5Lit5paH?=', { from: '' });
  const mail = await arrival;
  expect(mail).toMatchObject({ from: '', to: ['zhang@example.com'], text: '.dotted\n' });
  expect(mail.raw.toString()).toBe('From: \r\nSubject: =?utf-8?B?5Lit5paH?=\r\n\r\n.dotted\r\n');
  expect(mail.header('subject')).toBe('=?utf-8?B?5Lit5paH?=');
  expect(postbox.counts).toMatchObject({ CONNECT: 1, EHLO: 1, MAIL: 1, RCPT: 1, DATA: 1, CONTENT: 1 });
});

test('when a mail does not come, the error says what did', async () => {
  await send('here');
  await expect(postbox.waitFor(({ subject }) => subject === 'elsewhere', 10)).rejects.toThrow(
    'zhang@example.com: here',
  );
});

describe('a fault', () => {
  const faults: [SmtpVerb, SmtpFault, { code: string; responseCode?: number }, number][] = [
    ['CONNECT', '421 4.3.2 busy', { code: 'EPROTOCOL', responseCode: 421 }, 0],
    ['CONNECT', 'drop', { code: 'ECONNECTION' }, 0],
    ['CONNECT', 'silence', { code: 'ETIMEDOUT' }, 0],
    ['EHLO', 'drop', { code: 'ECONNECTION' }, 0],
    ['EHLO', 'silence', { code: 'ETIMEDOUT' }, 0],
    ['MAIL', '451 4.3.0 later', { code: 'EENVELOPE', responseCode: 451 }, 0],
    ['MAIL', '550 5.7.1 no', { code: 'EENVELOPE', responseCode: 550 }, 0],
    ['RCPT', '450 4.2.0 later', { code: 'EENVELOPE', responseCode: 450 }, 0],
    ['RCPT', 'drop', { code: 'ECONNECTION' }, 0],
    ['DATA', '554 5.3.0 no', { code: 'EENVELOPE', responseCode: 554 }, 0],
    ['DATA', 'silence', { code: 'ETIMEDOUT' }, 0],
    ['CONTENT', '451 4.3.0 disk full', { code: 'EMESSAGE', responseCode: 451 }, 0],
    ['CONTENT', '421 4.3.0 going away', { code: 'EMESSAGE', responseCode: 421 }, 0],
    ['CONTENT', 'drop', { code: 'ECONNECTION' }, 0],
    ['CONTENT', 'silence', { code: 'ETIMEDOUT' }, 0],
    ['CONTENT', 'keptThenDrop', { code: 'ECONNECTION' }, 1],
    ['CONTENT', 'keptThenSilence', { code: 'ETIMEDOUT' }, 1],
  ];
  test.each(faults)('at %s: %s', async (verb, fault, error, kept) => {
    postbox.fault(verb, fault, { times: 1 });
    const patience = error.code === 'ETIMEDOUT' ? { patienceMs: 3_000 } : {};
    await expect(send('first', patience)).rejects.toMatchObject(error);
    expect(postbox.mails).toHaveLength(kept);
    await send('second');
    expect(postbox.mails.map(({ subject }) => subject)).toEqual([...(kept === 1 ? ['first'] : []), 'second']);
  });

  test('meets only the mail it is meant for, until it is healed', async () => {
    postbox.fault('RCPT', '550 5.1.1 unknown', { when: (said) => said.includes('nobody@') });
    await expect(send('lost', { to: 'nobody@example.com' })).rejects.toMatchObject({ responseCode: 550 });
    await send('found');
    postbox.heal();
    await send('healed', { to: 'nobody@example.com' });
    expect(postbox.mails.map(({ subject }) => subject)).toEqual(['found', 'healed']);
  });
});

test('stopped it refuses, started again it listens on its old port', async () => {
  await postbox.stop();
  await expect(send('lost')).rejects.toMatchObject({ code: 'ESOCKET' });
  await postbox.start();
  await send('found');
  expect(postbox.mails).toHaveLength(1);
});

test('asks for the login it was given', async () => {
  const guarded = await startPostbox({ login: { user: 'desk', pass: 'secret' } });
  await expect(send('anonymous', { port: guarded.port })).rejects.toMatchObject({ responseCode: 530 });
  await createTransport(guarded.url).sendMail({
    envelope: { from: 'a@b.example', to: 'c@d.example' },
    raw: 'Subject: known\r\n\r\n',
  });
  await expect(createTransport(guarded.url.replace('secret', 'wrong')).verify()).rejects.toMatchObject({
    responseCode: 535,
  });
  expect(guarded.mails).toHaveLength(1);
  await guarded.stop();
});

test('hands mail on to a mailbox, plus tag or not, as a receiving system does', async () => {
  const vouching = await startPostbox({ authservId: 'mx.desk.example' });
  const delivered: string[] = [];
  vouching.forward('zhang@example.com', { deliver: async (raw) => void delivered.push(raw.toString()) });
  await send('hello', { port: vouching.port, to: 'zhang+tag@example.com' });
  await send('elsewhere', { port: vouching.port, to: 'other@example.com' });
  expect(delivered).toHaveLength(1);
  expect(delivered[0]).toMatch(
    /^Return-Path: <desk@desk.example>\r\nAuthentication-Results: mx.desk.example;\r\n\tdkim=pass/,
  );
  await vouching.stop();
});
