import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { changeTicket } from '../../src/cli/ticket-change.ts';
import { writeScheduled } from '../../src/duties/scheduled-reports.ts';
import { replyAddress, tokensInAddress } from '../../src/people/token.ts';
import { sql } from '../../src/store/drizzle.ts';
import { loadMessages } from '../../src/store/message.ts';
import { ticketByNumber } from '../../src/store/ticket.ts';
import { COMMAND_NAMES, commandRow } from '../../src/words/commands.ts';
import { createClock } from '../support/clock.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';
import { mailOf } from '../support/mail.ts';
import type { ReceivedMail } from '../support/postbox.ts';
import { openQuietDesk, type QuietDesk, type WrittenLetter } from '../support/quiet-desk.ts';
import { replyTo } from '../support/reply.ts';

const [CLOUD, DATA, HELP] = ['cloud@desk.example', 'data@desk.example', 'support@desk.example'] as const;
const [ANN, CARL, BO, DANA, EVE, OTTO] = ['ann', 'carl', 'bo', 'dana', 'eve', 'otto'].map(
  (name) => `${name}@staff.example`,
) as [string, string, string, string, string, string];
const MAY = 'May Lin <may@customer.example>';
const BOSS = 'boss@customer.example';

const CONFIG = {
  desk: { name: 'Nebula Desk', domain: 'desk.example', timezone: 'Asia/Shanghai', locale: 'en' },
  staff: [
    { name: 'Ann', email: ANN, roles: ['engineer'], teams: ['platform'], letters: 'all' },
    { name: 'Carl', email: CARL, roles: ['supervisor', 'frontline'], letters: 'all' },
    { name: 'Bo', email: BO, roles: ['engineer'], teams: ['records'], letters: 'all' },
    { name: 'Dana', email: DANA, roles: ['supervisor', 'frontline'], letters: 'all' },
    { name: 'Eve', email: EVE, roles: ['supervisor'], locale: 'en' },
    { name: 'Otto', email: OTTO, roles: ['frontline', 'supervisor'] },
  ],
  customers: [{ company: 'May Ltd', domains: ['customer.example'], managers: [BOSS] }],
  teams: [
    { name: 'platform', categories: ['other', 'system_fault'] },
    { name: 'records', categories: ['other', 'system_fault'] },
  ],
  brands: [
    {
      name: 'cloud',
      address: CLOUD,
      sender: 'Nebula Cloud',
      locale: 'en',
      signature: 'Nebula Cloud · +86 10 5550 0200',
      numberPrefix: 'NC',
      staff: [ANN, CARL, EVE],
      teams: ['platform'],
    },
    {
      name: 'data',
      address: DATA,
      sender: '星云数据支持',
      locale: 'zh-CN',
      signature: '星云数据 · 010-5550-0300',
      numberPrefix: 'SJ',
      staff: [BO, DANA, EVE],
      teams: ['records'],
    },
  ],
};

/** Without what tells two letters apart that say the same about two numbers. */
const alike = (text: string, ...numbers: readonly string[]): string =>
  numbers
    .reduce((so, number) => so.replaceAll(number, 'NUMBER'), text)
    .replace(/ref:\S+/g, 'ref')
    .replace(/Tickets before: \d+; open now: \d+/g, 'Tickets')
    .replace(/\b[a-z2-7]{44}\b/g, 'token')
    .replace(/(?:NC|SJ|TS|INC)\d{11,}/g, 'ANOTHER');

describe('what staff of one brand can do to the tickets of another', () => {
  let quiet: QuietDesk;
  let theirs: WrittenLetter;
  let acknowledged: WrittenLetter[] = [];
  let folder = '';
  const LOGO = Buffer.from('89504e470d0a1a0a0000', 'hex');
  let own = '';
  let other = '';
  const clock = createClock('2026-11-23T02:00:00Z');
  const NONE = 'SJ20261123987';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tsdesk-brands-'));
    mkdirSync(join(folder, 'en'));
    const built = readFileSync('templates/en/acknowledgement.hbs', 'utf8');
    writeFileSync(
      join(folder, 'en', 'acknowledgement.hbs'),
      built.replace(/\{\{> greeting\}\}/, '$&\n{{#> p}}Words of the cloud{{/p}}'),
    );
    writeFileSync(join(folder, 'logo.png'), LOGO);
    const [cloud, ...others] = CONFIG.brands;
    const dressed = { ...cloud, logo: join(folder, 'logo.png'), templates: folder };
    quiet = await openQuietDesk(clock, {
      config: { ...CONFIG, brands: [dressed, ...others] },
      mailbox: { aliases: [CLOUD, DATA] },
    });
    const [first, second] = await quiet.receive(
      { from: MAY, to: CLOUD, subject: 'The export stops', text: 'The export stops with error E-17.' },
      { from: MAY, to: DATA, subject: 'Secret figures differ', text: 'The secret figures differ, error E-17.' },
    );
    [own, other] = [first?.ticket ?? '', second?.ticket ?? ''];
    const letters = await quiet.newLetters();
    acknowledged = letters.filter(({ kind }) => kind === 'acknowledgement');
    theirs = letters.find(({ kind, to }) => kind === 'dispatch' && to === BO) as WrittenLetter;
    await quiet.receive({ from: ANN, to: CLOUD, subject: `Re: [${own}]`, text: '#accept' });
    await quiet.newLetters();
  });
  afterAll(async () => {
    await quiet.close();
    rmSync(folder, { recursive: true });
  });

  /** What comes of a mail: its row of the ledger and the letters it brings. */
  const outcome = async (mail: { subject: string; text: string; to?: string }, number: string) => {
    const [row] = await quiet.receive({ from: ANN, to: CLOUD, ...mail });
    const letters = await quiet.newLetters();
    return {
      outcome: row?.outcome,
      reason: alike(row?.reason ?? '', number),
      letters: letters
        .map(({ kind, to, text, parsed }) => `${kind} to ${to}\n${alike(`${parsed.subject}\n${text}`, number)}`)
        .toSorted(),
      ticket: row?.ticket === other,
    };
  };
  const untouched = async () => {
    const ticket = await ticketByNumber(quiet.desk.db, other);
    return { version: ticket?.version, said: (await loadMessages(quiet.desk.db, ticket?.id ?? '')).length };
  };

  it('numbers, teams and people are those of the brand', async () => {
    expect([own.slice(0, 2), other.slice(0, 2)]).toEqual(['NC', 'SJ']);
    expect(theirs.to).toBe(BO);
    expect(await ticketByNumber(quiet.desk.db, own)).toMatchObject({ brand: 'cloud', team: 'platform', assignee: ANN });
    expect(await ticketByNumber(quiet.desk.db, other)).toMatchObject({ brand: 'data', team: 'records', assignee: BO });
  });

  it('nor does a program change it in their name', async () => {
    const ann = quiet.desk.directory.staff.find(({ email }) => email === ANN);
    if (ann === undefined) throw new Error('Ann is not there');
    const note = () => ({ name: 'note', by: ann, words: 'A note', hasAttachments: false }) as const;
    await expect(changeTicket(quiet.desk, other, note, null, ann)).rejects.toThrow(`There is no ticket ${other}.`);
    await expect(changeTicket(quiet.desk, own, note, null, ann)).resolves.toMatchObject({ ticket: { number: own } });
    await quiet.newLetters();
  });

  it('letters have the picture and the words of their brand', () => {
    const [cloud, data] = [CLOUD, DATA].map((from) =>
      acknowledged.find(({ parsed }) => parsed.from?.value[0]?.address === from),
    );
    expect(cloud?.text).toContain('Words of the cloud');
    expect(cloud?.parsed.attachments.map(({ cid, size }) => [cid, size])).toEqual([['logo@tsdesk', LOGO.length]]);
    expect(cloud?.parsed.html).toMatch(/<img src="[^"]+" alt="Nebula Cloud"/);
    expect(data?.text).not.toContain('Words of the cloud');
    expect(data?.parsed.attachments).toEqual([]);
  });

  it.each(COMMAND_NAMES)('#%s on a number of another brand is the same as on none there is', async (name) => {
    const before = await untouched();
    const [word] = commandRow(name).words.en;
    const text = `#${word} two words\nand a line below`;
    const missing = await outcome({ subject: `Re: [${NONE}] Hello`, text }, NONE);
    const real = await outcome({ subject: `Re: [${other}] Hello`, text }, other);
    expect(real).toEqual(missing);
    expect(real.ticket).toBe(false);
    expect(await untouched()).toEqual(before);
  });

  it.each([
    ['merge', ''],
    ['merge', ' into'],
    ['incident', ''],
    ['incident', ' Database away'],
    ['find', ''],
    ['status', ''],
    ['split', ''],
  ] as const)('#%s NUMBER%s on a ticket of one’s own does not find another brand’s', async (name, rest) => {
    const before = await untouched();
    const [word] = commandRow(name).words.en;
    const missing = await outcome({ subject: `Re: [${own}] x`, text: `#${word} ${NONE}${rest}` }, NONE);
    const real = await outcome({ subject: `Re: [${own}] x`, text: `#${word} ${other}${rest}` }, other);
    if (name !== 'split') expect(real.letters).toEqual(missing.letters);
    expect(real.outcome).toBe(missing.outcome);
    expect(JSON.stringify(real)).not.toContain('ecret');
    expect(await untouched()).toEqual(before);
  });

  it('words and commands to the address of a letter that was passed on do nothing either', async () => {
    const before = await untouched();
    const [answer] = [theirs.parsed.replyTo].flat();
    const to = [answer?.value ?? []].flat()[0]?.address ?? '';
    expect(tokensInAddress(to)).toHaveLength(1);
    const forged = replyAddress(DATA, 'a'.repeat(44));
    for (const text of ['#status', '#close', '#reply Hello', 'A note'])
      expect(await outcome({ subject: 'Re: Hello', to, text }, other)).toEqual(
        await outcome({ subject: 'Re: Hello', to: forged, text }, NONE),
      );
    expect(await untouched()).toEqual(before);
  });

  it.each([
    [ANN, CLOUD, '#mine'],
    [ANN, DATA, '#mine'],
    [ANN, CLOUD, '#team'],
    [ANN, CLOUD, '#find figures'],
    [CARL, CLOUD, '#find figures'],
    [CARL, DATA, '#find figures'],
    [CARL, CLOUD, '#team'],
    [CARL, CLOUD, '#team records'],
    [CARL, HELP, '#report 2026-11-23 to 2026-11-23'],
    [CARL, DATA, '#kb figures differ'],
    [EVE, CLOUD, '#find figures'],
    [EVE, CLOUD, '#team'],
  ])('%s asks %s for %s and reads nothing of the other brand', async (from, to, text) => {
    await quiet.receive({ from, to, subject: 'A question', text });
    const letters = await quiet.newLetters();
    expect(letters.map((each) => each.to)).toEqual([from]);
    const [letter] = letters;
    expect(letter?.text).not.toMatch(/ecret|SJ2026|\bBo\b/);
    expect(letter?.parsed.from?.value[0]).toMatchObject({ name: 'Nebula Cloud', address: CLOUD });
  });

  it('who works for both finds each by its address', async () => {
    const found = async (to: string): Promise<string> => {
      await quiet.receive({ from: EVE, to, subject: 'A question', text: '#find error' });
      return (await quiet.newLetters()).map(({ text }) => text).join();
    };
    const [cloud, data] = [await found(CLOUD), await found(DATA)];
    expect([cloud.includes(own), cloud.includes(other)]).toEqual([true, false]);
    expect([data.includes(own), data.includes(other)]).toEqual([false, true]);
  });

  it('a new ticket looks like none of another brand, with the same error or words', async () => {
    await quiet.receive({
      from: 'Jo <jo@other.example>',
      to: CLOUD,
      subject: 'The figures differ',
      text: 'The secret figures differ, error E-17',
    });
    const letters = (await quiet.newLetters()).filter(({ to }) => to.endsWith('@staff.example'));
    expect(letters.map(({ to }) => to)).toContain(ANN);
    for (const { to, text } of letters) {
      expect([ANN, CARL, EVE]).toContain(to);
      expect(text).not.toContain(other);
    }
    expect(letters.map(({ text }) => text).join()).toContain(own);
  });

  it('a customer gets what is open for them at the brand they ask', async () => {
    await quiet.receive({ from: MAY, to: CLOUD, subject: 'My tickets', text: 'Which of my tickets are still open?' });
    const [letter] = await quiet.newLetters();
    expect(letter?.kind).toBe('customer_tickets');
    expect(letter?.text).toContain(own);
    expect(letter?.text).not.toContain(other);
    expect(letter?.text).toContain('Nebula Cloud · +86 10 5550 0200');
  });

  it('an answer stays with its ticket whatever address it was sent to, and a number alone moves nothing', async () => {
    const [acknowledged] = await quiet.receive({
      from: 'Kim <kim@third.example>',
      to: DATA,
      subject: 'Upload',
      text: 'It stops at 80 %.',
    });
    const letter = (await quiet.newLetters()).find(({ kind }) => kind === 'acknowledgement');
    const id = letter?.parsed.messageId ?? '';
    const [answer] = await quiet.receive({
      from: 'Kim <kim@third.example>',
      to: CLOUD,
      subject: `Re: ${letter?.parsed.subject}`,
      text: 'And now at 90 %.',
      inReplyTo: id,
      references: id,
    });
    expect(answer).toMatchObject({ outcome: 'appended', ticket: acknowledged?.ticket });
    expect((await quiet.newLetters()).map(({ to }) => to)).not.toContain(ANN);
    const [stranger] = await quiet.receive({
      from: 'Lou <lou@fourth.example>',
      to: CLOUD,
      subject: `About ${other}`,
      text: 'I would like to know more about this.',
    });
    expect(stranger?.outcome).toBe('ticketed');
    expect(await ticketByNumber(quiet.desk.db, stranger?.ticket ?? '')).toMatchObject({ brand: 'cloud' });
    await quiet.newLetters();
  });

  it('one mail to both brands is a ticket of each', async () => {
    const mail = {
      from: 'Pat <pat@fifth.example>',
      subject: 'Both',
      text: 'It is down.',
      messageId: '<both@fifth.example>',
      date: clock.now(),
    };
    const each = [];
    for (const at of [CLOUD, DATA])
      each.push(...(await quiet.receive({ ...mail, to: `${CLOUD}, ${DATA}`, headers: [`Delivered-To: ${at}`] })));
    expect(each.map(({ outcome, ticket }) => [outcome, ticket?.slice(0, 2)])).toEqual([
      ['ticketed', 'NC'],
      ['ticketed', 'SJ'],
    ]);
    await quiet.newLetters();
  });

  it('mail in quarantine is shown to the staff of the brand it was written to', async () => {
    await quiet.receive({
      from: `Mallory <${CLOUD}>`,
      to: DATA,
      subject: 'Secret quarantine',
      text: 'From the desk to the desk',
      proven: false,
    });
    clock.advance(8 * 60_000);
    await quiet.round();
    const notices = (await quiet.newLetters()).filter(({ kind }) => kind === 'quarantine_notice');
    expect(notices.map(({ to }) => to)).toEqual([DANA]);
  });

  it('digests and reports are of one brand each, and who supervises two gets two', async () => {
    await quiet.desk.db.execute(sql`update mailbox set started_at = '2026-11-01T00:00:00Z'`);
    await quiet.desk.db.execute(
      sql`insert into mailbox (name, uid, started_at) values ('other', 1, '2026-11-01T00:00:00Z') on conflict do nothing`,
    );
    clock.set('2026-11-30T00:31:00Z');
    await writeScheduled(quiet.desk);
    await writeScheduled(quiet.desk);
    const letters = await quiet.newLetters();
    const of = (kind: string) =>
      letters
        .filter((each) => each.kind === kind)
        .map(({ to, parsed }) => `${parsed.from?.value[0]?.name} → ${to}`)
        .toSorted();
    const expected = [
      `Nebula Cloud → ${CARL}`,
      `Nebula Cloud → ${EVE}`,
      `Nebula Desk → ${OTTO}`,
      `星云数据支持 → ${DANA}`,
      `星云数据支持 → ${EVE}`,
    ];
    expect(of('digest')).toEqual(expected);
    expect(of('report')).toEqual(expected);
    for (const { text, parsed } of letters) {
      const name = parsed.from?.value[0]?.name;
      if (name !== '星云数据支持') expect(text).not.toMatch(/^SJ2026|Secret|\bBo\b/m);
      if (name !== 'Nebula Cloud') expect(text).not.toMatch(/^NC2026|\bAnn\b/m);
    }
  });

  it('the managers of a company read of each brand apart', async () => {
    clock.set('2026-12-01T00:31:00Z');
    await writeScheduled(quiet.desk);
    const reports = (await quiet.newLetters()).filter(({ kind }) => kind === 'service_report');
    const numbersIn = (text: string) => [...new Set(text.match(/^(?:NC|SJ|TS)(?=2026)/gm))];
    expect(
      reports.map(({ to, parsed, text }) => [parsed.from?.value[0]?.name, to, numbersIn(text)]).toSorted(),
    ).toEqual([
      ['Nebula Cloud', BOSS, ['NC']],
      ['星云数据支持', BOSS, ['SJ']],
    ]);
  });
});

describe.skipIf(dovecotMissing)('two brands on real servers', () => {
  let desk: TestDesk;
  const box = (user: string) => desk.dovecot.createMailbox(user);
  let data: ReturnType<typeof box>;
  const JO = 'jo@first.example';
  const LI = 'li@second.example';
  const today = () => new Date().toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
  let since = '';

  beforeAll(async () => {
    since = today();
    desk = await openTestDesk({
      config: { ...CONFIG, reports: { digestAt: 'off' } },
      mailbox: { aliases: [CLOUD] },
      others: ({ dovecot, postbox }) => [
        {
          name: 'data',
          address: DATA,
          imap: { host: dovecot.host, port: dovecot.port, user: 'data', pass: 'data-secret', tls: 'none' },
          smtp: { host: postbox.host, port: postbox.port, tls: 'none' },
          pollEvery: '300ms',
        },
      ],
    });
    data = box('data');
    const daemon = await desk.start();
    await daemon.waitForLog((line) => line.includes('"mailbox_reading"') && line.includes('"data"'));
  });
  afterAll(() => desk.close());

  const about = (prefix: string) => (mail: ReceivedMail) => mail.subject.startsWith(`[${prefix}`);
  let [cloudLetter, dataLetter, dispatched] = [] as unknown as [ReceivedMail, ReceivedMail, ReceivedMail];

  it('each answers from its own address, in its own name, language and numbers', async () => {
    await desk.receive({ from: JO, to: CLOUD, subject: 'E-17', text: 'E-17 / 500' });
    await data.deliver(mailOf({ from: LI, to: DATA, subject: 'E-17', text: 'E-17 / 500' }));
    [cloudLetter, dataLetter] = [await desk.letterTo(JO), await desk.letterTo(LI)];
    const seen = ({ header, subject, from }: ReceivedMail) => ({
      from: header('from'),
      replyTo: header('reply-to').replace(/\+[a-z2-7]{44}@/, '+TOKEN@'),
      language: header('content-language'),
      number: subject.slice(1, 3),
      envelope: from,
    });
    expect(seen(cloudLetter)).toEqual({
      from: `Nebula Cloud <${CLOUD}>`,
      replyTo: 'Nebula Cloud <cloud+TOKEN@desk.example>',
      language: 'en',
      number: 'NC',
      envelope: '',
    });
    expect(seen(dataLetter)).toMatchObject({ language: 'zh-CN', number: 'SJ', envelope: '' });
    expect(dataLetter.parsed.from?.value[0]).toMatchObject({ name: '星云数据支持', address: DATA });
    expect([dataLetter.parsed.replyTo].flat()[0]?.value[0]?.address).toMatch(/^data\+[a-z2-7]{44}@desk\.example$/);
    expect(cloudLetter.text).toContain(`Nebula Cloud · +86 10 5550 0200\n`);
    expect(dataLetter.text).toContain('星云数据 · 010-5550-0300');
    expect(dataLetter.text).not.toContain('Nebula');
  });

  it('each gives its tickets to its own people, with a letter of its own', async () => {
    const ours = await desk.letterTo(ANN, about('NC'));
    dispatched = await desk.letterTo(BO, about('SJ'));
    expect(ours.header('from')).toContain(CLOUD);
    expect(dispatched.header('from')).toContain(DATA);
    expect(dispatched.text).not.toContain('星云数据 · 010-5550-0300');
    for (const mail of desk.postbox.mails.filter(about('SJ')))
      for (const to of [ANN, CARL, OTTO, JO]) expect(mail.to).not.toContain(to);
  });

  it('staff of the one cannot see or change a ticket of the other', async () => {
    const number = dispatched.subject.slice(1, 14);
    const before = (await desk.tickets()).find((each) => each.number === number);
    await data.deliver(mailOf({ from: ANN, to: DATA, subject: `Re: [${number}]`, text: '#reply It is done' }));
    const refused = await desk.letterTo(ANN, ({ text }) => text.includes('✗'));
    expect(refused.header('from')).toContain(CLOUD);
    expect(refused.text).toMatch(/✗ #reply It is done: .*ticket/);
    expect((await desk.tickets()).find((each) => each.number === number)).toEqual(before);
  });

  it('what its people answer comes from it, also where the customer writes to another address', async () => {
    await data.deliver(mailOf(replyTo(dispatched, BO, '#reply 请重启服务。')));
    const answer = await desk.letterTo(LI, ({ text }) => text.includes('请重启服务'));
    expect(answer.parsed.from?.value[0]).toMatchObject({ name: 'Bo（星云数据支持）', address: DATA });
    expect(answer.from).toMatch(/^data\+[a-z2-7]{44}@desk\.example$/);
    await desk.receive(replyTo(answer, LI, 'It still says E-17 after the restart.', { to: CLOUD }));
    const heard = await desk.letterTo(BO, ({ text }) => text.includes('after the restart'));
    expect(heard.subject).toContain(dispatched.subject.slice(1, 14));
    expect(await desk.tickets()).toHaveLength(2);
  });

  it('mail from one of its own addresses is never a ticket', async () => {
    const { length } = await desk.ledger();
    await desk.receive({
      from: DATA,
      to: CLOUD,
      subject: 'Hello',
      text: 'From one brand to the other.',
      proven: false,
    });
    await data.deliver(mailOf({ from: CLOUD, to: DATA, subject: 'Hello', text: 'And back.', proven: false }));
    await desk.settled(length + 2);
    const [one, two] = (await desk.ledger()).slice(-2);
    expect([one?.outcome, two?.outcome]).toEqual(['quarantined', 'quarantined']);
    expect(await desk.tickets()).toHaveLength(2);
  });

  it('an administrator sees both, or one', async () => {
    const list = async (...more: string[]): Promise<unknown[]> => {
      const { stdout } = await desk.tsdesk(['ticket', 'list', '--json', ...more]);
      return stdout.map((line) => JSON.parse(line).brand).toSorted();
    };
    expect(await list()).toEqual(['cloud', 'data']);
    expect(await list('--brand', 'data')).toEqual(['data']);
    expect(await list('--brand', 'desk')).toEqual([]);
    expect(await desk.tsdesk(['ticket', 'list', '--brand', 'other'])).toMatchObject({
      code: 2,
      stderr: ['other is no brand. Brands are: desk, cloud, data.'],
    });
    const { stdout } = await desk.tsdesk(['report', '--from', since, '--to', today(), '--format', 'csv']);
    expect(stdout[0]?.trim()).toBe('brand,figure,group,value,previous');
    expect(stdout.filter((line) => line.includes(',open,')).map((line) => line.trim())).toEqual([
      'desk,open,,0,0',
      'cloud,open,,1,0',
      'data,open,,1,0',
    ]);
  });

  it('digests are of one brand each', async () => {
    await desk.tsdesk(['digest', '--send']);
    const [first, second] = [await desk.letterTo(EVE), await desk.letterTo(EVE)];
    const senders = [first, second].map(({ parsed }) => parsed.from?.value[0]?.address);
    expect(senders.toSorted()).toEqual([CLOUD, DATA]);
    for (const { text, header } of [first, second])
      expect(text).not.toContain(header('from').includes(CLOUD) ? 'SJ2' : 'NC2');
  });
});
