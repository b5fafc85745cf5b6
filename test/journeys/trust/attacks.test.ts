import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadMessages } from '../../../src/store/message.ts';
import { ticketByNumber } from '../../../src/store/ticket.ts';
import { createClock } from '../../support/clock.ts';
import { AUTHSERV, mailOf, type WrittenMail } from '../../support/mail.ts';
import { openQuietDesk, type QuietDesk, type WrittenLetter } from '../../support/quiet-desk.ts';
import { LI, TEAM } from './team.ts';

let quiet: QuietDesk;
/** Addresses in which a customer and the engineer answer about the customer's ticket, with their tokens. */
let customerToken = '';
let staffToken = '';
/** Message-IDs of the letters to them. */
let customerReference = '';
let staffReference = '';

const ANN = 'Ann <ann@a.example>';
const tokenIn = (letter: WrittenLetter | undefined): string => letter?.parsed.replyTo?.value[0]?.address ?? '';
const told = (results: string) => ({ proven: false, headers: [`Authentication-Results: ${AUTHSERV}; ${results}`] });
const STAFF_PROOF = 'dkim=pass header.d=staff.example; dmarc=pass header.from=staff.example';
const EVIL_PROOF = 'dkim=pass header.d=evil.example; dmarc=pass header.from=evil.example';

beforeAll(async () => {
  quiet = await openQuietDesk(createClock('2026-11-23T02:00:00Z'), {
    config: { ...TEAM, rules: [{ when: { words: ['urgent'] }, set: { urgency: 'urgent' } }] },
  });
  await quiet.receive({ from: ANN, subject: 'Export fails', text: 'The export stops half way through.' });
  const letters = await quiet.newLetters();
  const [toCustomer, toStaff] = ['acknowledgement', 'dispatch'].map((kind) =>
    letters.find((each) => each.kind === kind),
  );
  [customerToken, staffToken] = [tokenIn(toCustomer), tokenIn(toStaff)];
  customerReference = toCustomer?.parsed.messageId ?? '';
  staffReference = toStaff?.parsed.messageId ?? '';
});
afterAll(() => quiet.close());

describe('who has the address of an engineer and tries to command in their name', () => {
  const command = (mail: Partial<WrittenMail>): WrittenMail => ({
    from: LI,
    to: staffToken,
    subject: 'Re',
    text: '#accept',
    proven: false,
    ...mail,
  });
  it.each<[string, Partial<WrittenMail>, string]>([
    ['without any proof', {}, 'held'],
    ['with the word of another host', { headers: [`Authentication-Results: mx.evil.example; ${STAFF_PROOF}`] }, 'held'],
    ['with a proof in a comment', told(`spf=pass (${STAFF_PROOF}) smtp.mailfrom=evil.example`), 'held'],
    ['with a proof in a quoted local part', told(`spf=pass smtp.mailfrom="; ${STAFF_PROOF};"@evil.example`), 'held'],
    ['with a proof of their own domain', told(EVIL_PROOF), 'held'],
    ['below their own address', { from: '<x@evil.example> <li@staff.example>', ...told(EVIL_PROOF) }, 'held'],
    ['beside their own address', { from: 'li@staff.example, x@evil.example', ...told(STAFF_PROOF) }, 'quarantined'],
    [
      'with a second From',
      { ...told(STAFF_PROOF), headers: [...told(STAFF_PROOF).headers, 'From : x@evil.example'] },
      'quarantined',
    ],
    ['in a group', { from: 'Staff: li@staff.example;' }, 'held'],
    ['in the display name', { from: '"li@staff.example" <x@evil.example>', proven: true }, 'quarantined'],
    ['in a comment', { from: 'x@evil.example (li@staff.example)', proven: true }, 'quarantined'],
    ['as a quoted local part', { from: '"li@staff.example"@evil.example', proven: true }, 'quarantined'],
    ['in letters that look alike', { from: 'lі@staff.example', proven: true }, 'quarantined'],
    [
      'as Sender and Reply-To',
      { from: 'x@evil.example', proven: true, headers: ['Sender: li@staff.example', 'Reply-To: li@staff.example'] },
      'quarantined',
    ],
    [
      'as Resent-From',
      { from: 'x@evil.example', proven: true, headers: ['Resent-From: li@staff.example'] },
      'quarantined',
    ],
  ])('%s', async (_, mail, outcome) => {
    const [row] = await quiet.receive(command(mail));
    expect(row?.outcome).toBe(outcome);
  });
});

describe('a signed mail to somebody else, sent on to the desk with References added', () => {
  const elsewhere = { to: 'friend@x.example', cc: 'support@desk.example.evil.example', subject: 'Re' };
  it('commands nothing in the name of an engineer', async () => {
    const references = staffReference;
    const [row] = await quiet.receive({ from: LI, ...elsewhere, references, text: '#accept' });
    expect(row).toMatchObject({ outcome: 'held', reason: 'challenge' });
    await quiet.newLetters();
  });
  it('is an internal note when it is words of an engineer', async () => {
    const [row] = await quiet.receive({ from: LI, ...elsewhere, references: staffReference, text: 'I had a look.' });
    expect(row).toMatchObject({ outcome: 'appended' });
    await quiet.newLetters();
  });
  it('changes nothing in the name of a customer', async () => {
    const mail = { from: ANN, ...elsewhere, references: customerReference, text: 'It is solved, thank you.' };
    expect(await quiet.receive(mail)).toMatchObject([{ outcome: 'appended', reason: 'unverified' }]);
    await quiet.newLetters();
  });
});

it('a held command is not confirmed by an answer to the alert that asks who it was', async () => {
  await quiet.receive({ from: LI, to: staffToken, subject: 'Re', text: '#progress nothing', proven: false });
  quiet.clock.advance(3_600_000);
  const [held] = await quiet.receive({ from: LI, to: staffToken, subject: 'Re', text: '#eta tomorrow', proven: false });
  const alert = (await quiet.newLetters()).findLast(({ kind }) => kind === 'held_alert');
  const answers = ['是谁发的？不是我。', '确认不了，请查一下', 'Yes, who wrote this?', 'confirmed? It was not me!'];
  for (const answer of answers) {
    const quoted = (alert?.text ?? '').replace(/^/gm, '> ');
    await quiet.receive({ from: LI, to: tokenIn(alert), subject: 'Re', text: `${answer}\n\n${quoted}` });
  }
  expect((await quiet.ledger()).find(({ id }) => id === held?.id)?.outcome).toBe('held');
  const ref = /ref:\S+/.exec(alert?.text ?? '')?.[0];
  await quiet.receive({ from: LI, subject: 'Re', text: `Yes, this was me.\n\n${ref}`, proven: false });
  expect((await quiet.ledger()).find(({ id }) => id === held?.id)?.outcome).not.toBe('held');
});

describe('a mail of the staff that somebody else has', () => {
  const mail: WrittenMail = {
    from: LI,
    subject: 'Re',
    text: '#note  The disk   is full.',
    messageId: '<once@staff.example>',
    date: new Date('2026-11-23T02:00:00Z'),
  };
  it('counts once, however its white space is arranged', async () => {
    const [first] = await quiet.receive(mailOf({ ...mail, to: staffToken }));
    expect(first?.outcome).toBe('command');
    const copies = ['#note The disk is full.', '#note  The disk   is full. \t\n \n\n', '#note The\tdisk is  full.'];
    for (const text of copies) {
      const [again] = await quiet.receive(mailOf({ ...mail, to: staffToken, text }));
      expect(again?.outcome).toBe('duplicate');
    }
  });
});

it('the sender another program would read proves no customer', async () => {
  const guessed = { from: ANN, subject: 'Re: [TS20261123001]', text: 'It is solved.', ...told(EVIL_PROOF) };
  const [row] = await quiet.receive(guessed);
  expect(row).toMatchObject({ outcome: 'appended', reason: 'unverified', authentication: 'N' });
});

it('a copy that is better proven is heard although a worse one is in quarantine, and both together once', async () => {
  const mail = {
    from: ANN,
    to: customerToken,
    subject: 'Re: [TS20261123001] Export fails',
    text: 'It also fails on Tuesdays.',
    messageId: '<two-routes@a.example>',
  };
  const [forwarded] = await quiet.receive({ ...mail, ...told('dmarc=fail (p=reject)') });
  expect(forwarded?.outcome).toBe('quarantined');
  const [worse] = await quiet.receive({
    ...mail,
    ...told('dmarc=fail (p=reject)'),
    returnPath: ['x@elsewhere.example'],
  });
  expect(worse?.outcome).toBe('duplicate');
  const [direct] = await quiet.receive(mail);
  expect(direct).toMatchObject({ outcome: 'appended', ticket: 'TS20261123001' });
  expect(await quiet.release(forwarded?.id ?? 0)).toMatchObject({ outcome: 'duplicate' });
});

describe('header injection', () => {
  const LINES = 'Hi\r\nBcc: victim@v.example\r\n\r\nSmuggled: body';
  const encoded = `=?utf-8?B?${Buffer.from(LINES).toString('base64')}?=`;
  it.each<[string, (mail: string) => string]>([
    ['in an encoded subject', (mail) => mail.replace(/^Subject: .*$/m, `Subject: ${encoded}`)],
    ['in an encoded name', (mail) => mail.replace(/^From: .*$/m, `From: ${encoded} <bob@b.example>`)],
    ['in a Message-ID', (mail) => mail.replace(/^Message-ID: .*$/m, `Message-ID: <a@b>\r\n Bcc: victim@v.example`)],
    [
      'in References',
      (mail) => mail.replace(/^Message-ID: /m, `References: <a@b>\r\n Bcc: victim@v.example\r\nMessage-ID: `),
    ],
    ['in the form', (mail) => `${mail}\r\nContact: Bob\rBcc: victim@v.example\r\nContact details: ${encoded}`],
    [
      'in the hop count',
      (mail) =>
        mail.replace(
          /^Message-ID: /m,
          `X-Tsdesk-Hops: a.example;1;0;${'a'.repeat(26)}\r\n Bcc: victim@v.example\r\nMessage-ID: `,
        ),
    ],
  ])('%s', async (name, changed) => {
    const mail = mailOf({ from: 'Bob <bob@b.example>', subject: name, text: `The export fails ${name}.` });
    const [row] = await quiet.receive(changed(mail));
    expect(row?.outcome).toBe('ticketed');
    const letters = await quiet.newLetters();
    expect(letters.length).toBeGreaterThan(0);
    for (const { raw, parsed } of letters) {
      const [header = ''] = raw.toString('latin1').split('\r\n\r\n');
      expect(header).not.toMatch(/^(?:Bcc|Smuggled)[ \t]*:/im);
      expect([...(parsed.to && 'value' in parsed.to ? parsed.to.value : [])]).toHaveLength(1);
      expect(parsed.headers.has('bcc')).toBe(false);
    }
  });
});

describe('a mail that is large on purpose', () => {
  const size = 300_000;
  it.each<[string, (mail: string) => string]>([
    [
      '10,000 people in Cc',
      (mail) =>
        mail.replace(
          /^To: /m,
          `Cc: ${Array.from({ length: 10_000 }, (_, at) => `u${at}@many.example`).join(',\r\n ')}\r\nTo: `,
        ),
    ],
    ['a header of 10 MB', (mail) => mail.replace(/^To: /m, `X-Large: ${'a '.repeat(5_000_000)}\r\nTo: `)],
    ['a domain of dots', (mail) => mail.replace(/^To: /m, `Reply-To: <a@b${'.'.repeat(size)}c>\r\nTo: `)],
    ['a charset of commas', (mail) => mail.replace('charset=utf-8', `charset="utf-8${','.repeat(size)}x"`)],
    ['folded blanks', (mail) => mail.replace(/^To: /m, `X-Blank: a${'\r\n '.repeat(size)}b\r\nTo: `)],
    ['a body of line breaks', (mail) => `${mail}${'\r\n'.repeat(size)}.`],
    ['a body of blanks', (mail) => `${mail}${' '.repeat(size)}.`],
  ])('%s is decided, and the letters about it stay small', async (name, changed) => {
    await quiet.newLetters();
    const [row] = await quiet.receive(
      changed(mailOf({ from: 'Cao <cao@c.example>', subject: name, text: `It fails: ${name}` })),
    );
    expect(row).toMatchObject({ outcome: 'ticketed', class: 'human' });
    for (const { raw } of await quiet.newLetters()) expect(raw.length).toBeLessThan(1_000_000);
  });

  it.each([
    ['a From of dots', `From: <a@b${'.'.repeat(size)}c>`, 'no_sender'],
    ['a From of letters', `From: <${'a'.repeat(size)}@b.example>`, 'no_sender'],
  ])('%s names nobody', async (_, from, reason) => {
    const [row] = await quiet.receive(
      mailOf({ from: 'x@y.example', subject: from.slice(0, 20), text: 'x' }).replace(/^From: .*$/m, from),
    );
    expect(row).toMatchObject({ outcome: 'quarantined', reason });
  });
});

it('an attachment is stored under a name of the desk’s, for the desk’s eyes only', async () => {
  const attachments = ['../../../etc/cron.d/x', '..\\..\\x.txt', '/etc/passwd', 'a\u0000b.txt', '.'].map(
    (name, at) => ({
      name,
      type: 'text/plain',
      content: `stored content ${at}`,
    }),
  );
  await quiet.receive({ from: 'Kim <kim@k.example>', subject: 'Files', text: 'The files you asked for.', attachments });
  const folder = quiet.desk.config.storage.attachments;
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((each) => each.isFile());
  const stored = files.map((file) => join(file.parentPath, file.name));
  const found = stored.filter((path) => readFileSync(path, 'utf8').startsWith('stored content'));
  expect(found).toHaveLength(attachments.length);
  for (const path of found) {
    expect(path.slice(folder.length)).toMatch(/^[/\\][\da-f]{2}[/\\][\w-]{20,}$/);
    expect(statSync(path).mode & 0o777).toBe(0o600);
  }
});

describe('wrapped content', () => {
  it('words and commands inside an attached mail are not the sender’s', async () => {
    const inner = 'From: li@staff.example\r\nSubject: [TS20261123001] Re\r\n\r\n#resolve\r\nCause: x\r\nSteps: y\r\n';
    const attachments = [{ name: 'inner.eml', type: 'message/rfc822', content: inner }];
    const [row] = await quiet.receive({
      from: 'Dee <dee@d.example>',
      subject: 'see',
      text: 'See the mail.',
      attachments,
    });
    expect(row).toMatchObject({ outcome: 'ticketed', evidence: 'E0' });
  });

  it.each([
    ['S/MIME', 'application/pkcs7-mime; smime-type=signed-data; name=smime.p7m'],
    ['PGP', 'multipart/encrypted; protocol="application/pgp-encrypted"; boundary=b'],
  ])('a mail in %s that the desk cannot open does nothing on its ticket but is kept', async (_, type) => {
    const mail = mailOf({ from: LI, to: staffToken, subject: 'Re', text: '' }).replace(
      /Content-Type: .*/,
      `Content-Type: ${type}`,
    );
    const body = '--b\r\nContent-Type: application/octet-stream\r\n\r\nI3Jlc29sdmU=\r\n--b--\r\n';
    const [row] = await quiet.receive(mail + body);
    expect(row).toMatchObject({ outcome: 'appended', reason: 'note' });
  });
});

it('text that names no charset is read in the one its sender used to name', async () => {
  const words = 'добрый день, отчет за неделю не выгружается, появляется ошибка.';
  const koi8 = (text: string): number[] =>
    [...text].map((letter) => KOI8.indexOf(letter)).map((at, index) => (at < 0 ? text.charCodeAt(index) : 0xc0 + at));
  const write = (label: string) => {
    const mail = mailOf({ from: 'Ivan <ivan@i.example>', subject: 'Export', text: '' });
    const head = Buffer.from(mail.replace('text/plain; charset=utf-8', `text/plain${label}`));
    return Buffer.concat([head, Buffer.from(koi8(words))]).toString('latin1');
  };
  const [named] = await quiet.receive(Buffer.from(write('; charset=koi8-r'), 'latin1'));
  const [unnamed] = await quiet.receive(Buffer.from(write(''), 'latin1'));
  expect([named?.outcome, unnamed?.outcome]).toEqual(['ticketed', 'ticketed']);
  const dispatches = (await quiet.newLetters()).filter(
    ({ kind, to }) => kind === 'dispatch' && to === 'li@staff.example',
  );
  expect(dispatches.filter(({ text }) => text.includes('отчет за неделю'))).toHaveLength(2);
});

const KOI8 = 'юабцдефгхийклмнопярстужвьызшэщчъЮАБЦДЕФГХИЙКЛМНОПЯРСТУЖВЬЫЗШЭЩЧЪ';

describe('people in Cc', () => {
  it('take part once the requester, proven, says so, and nobody else can say it', async () => {
    const mail = { from: 'Eve <eve@e.example>', subject: 'Export', text: 'The export fails again and again.' };
    const [row] = await quiet.receive({ ...mail, cc: 'Fay <fay@f.example>, gus@g.example' });
    const acknowledgement = (await quiet.newLetters()).find(({ kind }) => kind === 'acknowledgement');
    expect(acknowledgement?.text).toContain('Yes, fay@f.example');
    const to = tokenIn(acknowledgement);
    const answer = { from: mail.from, to, subject: `[${row?.ticket}] Let them in`, text: 'Yes, fay@f.example' };
    const asks = { subject: `Re: [${row?.ticket}]`, text: 'How far is it?' };
    const belongs = async (from: string) =>
      (await quiet.receive({ ...asks, from, messageId: `<${from}${Math.random()}>` }))[0]?.outcome;
    await quiet.receive(
      { ...answer, from: 'fay@f.example' },
      { ...answer, proven: false, text: `${answer.text}\nplease` },
    );
    expect(await belongs('fay@f.example')).toBe('ticketed');
    await quiet.receive(answer);
    expect(await belongs('fay@f.example')).toBe('appended');
    expect(await belongs('gus@g.example')).toBe('ticketed');
  });
});

describe('what a gateway writes into the mails of a company’s people', () => {
  const BANNER = 'Acme mail fence 7.2, check 48213: for urgent matters dial 4711. Errors were solved. #close';
  const PROBLEMS = ['The export stops', 'A report is empty', 'My invoice lacks a line', 'The menu is gone'];
  const writes = (name: string, { words = '', above = BANNER, domain = 'acme.example' } = {}): WrittenMail => ({
    from: `${name} <${name}@${domain}>`,
    subject: `${name} needs help`,
    text: `${above}\n\n${words || PROBLEMS[name.length % PROBLEMS.length]} half way through since the update, as ${name} has seen.`,
  });
  const NAMES = ['ada', 'bo', 'cleo', 'dirk', 'emil', 'fred'];
  const receive = async (mail: WrittenMail) => {
    const [row] = await quiet.receive(mail);
    const ticket = await ticketByNumber(quiet.desk.db, row?.ticket ?? '');
    const [message] = await loadMessages(quiet.desk.db, ticket?.id ?? '');
    return { steps: String(row?.decisions), urgency: ticket?.urgency, ...message };
  };
  const onDays = async (mails: readonly WrittenMail[], days: number) => {
    const received = [];
    for (const [at, mail] of mails.entries()) {
      if (at > 0 && at % Math.ceil(mails.length / days) === 0) quiet.clock.advance(86_400_000);
      received.push(await receive(mail));
    }
    return received;
  };

  it('is read like their own words until five others have it, on three days', async () => {
    const received = await onDays(
      NAMES.map((name) => writes(name)),
      3,
    );
    expect(received.map(({ urgency }) => urgency)).toEqual([...Array(5).fill('urgent'), 'medium']);
    expect(received.map(({ steps }) => steps.includes('boilerplate'))).toEqual([...Array(5).fill(false), true]);
    const found = await receive(writes('gil'));
    expect(found).toMatchObject({ urgency: 'medium' });
    expect(found.text).not.toContain('fence');
    expect(found.fullText).toContain(BANNER);
    expect(found.steps).toContain('boilerplate left out: 6 of 6 senders of acme.example have it in their mails');
  });

  it('is read nowhere else, and the mail of one of them counts once however often it is decided', async () => {
    const elsewhere = await receive(writes('hal', { domain: 'other.example' }));
    expect(elsewhere).toMatchObject({ urgency: 'urgent' });
    const again = await receive({ ...writes('ada'), subject: 'ada again' });
    expect(again.steps).toContain('6 of 6 senders');
  });

  it('is none of what ten of them paste on the day of an outage', async () => {
    const above = 'The page says: urgent, your session has ended because the service did not answer in time.';
    const names = Array.from({ length: 12 }, (_, at) => `outage${at}`);
    for (const { text } of await onDays(
      names.map((name) => writes(name, { above, domain: 'big.example' })),
      1,
    ))
      expect(text).toContain(above);
  });

  it.each<[string, string, Partial<WrittenMail>]>([
    ['whom nothing proves', 'weak.example', { proven: false }],
    ['with addresses that anybody can have', 'gmail.com', {}],
  ])('is none of what people write %s', async (_, domain, more) => {
    const mails = [...NAMES, 'gil'].map((name) => ({ ...writes(name, { domain }), ...more }));
    for (const { text } of await onDays(mails, 3)) expect(text).toContain(BANNER);
  });

  it('never makes a short confirmation unheard', async () => {
    const above = '谢谢，已解决，可以关闭。';
    const mails = [...NAMES, 'gil'].map((name) => writes(name, { above, domain: 'short.example' }));
    for (const { text } of await onDays(mails, 3)) expect(text).toContain(above);
  });
});
