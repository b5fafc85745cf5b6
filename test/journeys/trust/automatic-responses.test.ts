import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { limitKey } from '../../../src/people/address.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import { AUTHSERV, type WrittenMail } from '../../support/mail.ts';

type Answer = 'full' | 'short' | 'none';
type Row = readonly [name: string, mail: Partial<WrittenMail>, answer: Answer, outcome: string];

const forged = `Authentication-Results: ${AUTHSERV}; dmarc=fail (p=reject) header.from=x.example`;
const report = 'Content-Type: multipart/report; report-type=disposition-notification; boundary=b';

/** The table of docs/security.md, one mail a row; the sender of each is an address of its own. */
const ROWS: readonly Row[] = [
  ['Return-Path <>', { returnPath: [''] }, 'none', 'ticketed'],
  ['several Return-Paths', { returnPath: ['a@x.example', 'b@x.example'] }, 'none', 'ticketed'],
  ['no Return-Path, which this mailbox does not ask for', { returnPath: [] }, 'full', 'ticketed'],
  ['Auto-Submitted: auto-replied', { headers: ['Auto-Submitted: auto-replied'] }, 'none', 'quarantined'],
  ['Auto-Submitted: auto-generated', { headers: ['Auto-Submitted: auto-generated; owner-email="a@b"'] }, 'none', 'any'],
  ['Auto-Submitted: no', { headers: ['Auto-Submitted: no'] }, 'full', 'ticketed'],
  ['a disposition notification', { headers: [report], text: '--b\r\n\r\nread\r\n--b--' }, 'none', 'any'],
  ['List-Id', { headers: ['List-Id: <news.x.example>'] }, 'none', 'any'],
  ['List-Unsubscribe', { headers: ['List-Unsubscribe: <mailto:u@x.example>'] }, 'none', 'any'],
  ['Precedence: bulk', { headers: ['Precedence: bulk'] }, 'none', 'any'],
  ['Precedence: junk', { headers: ['Precedence: junk'] }, 'none', 'any'],
  ['X-Auto-Response-Suppress', { headers: ['X-Auto-Response-Suppress: OOF, AutoReply'] }, 'none', 'any'],
  ['mailer-daemon', { from: 'mailer-daemon@row-daemon.example' }, 'none', 'any'],
  ['no-reply', { from: 'No Reply <no-reply@row-no-reply.example>' }, 'none', 'any'],
  ['owner-', { from: 'owner-list@row-owner.example' }, 'none', 'any'],
  ['-request', { from: 'list-request@row-request.example' }, 'none', 'any'],
  ['none of the desk’s addresses', { to: 'somebody@else.example' }, 'none', 'ticketed'],
  ['the desk in Cc', { to: 'somebody@else.example', cc: 'Support <support@desk.example>' }, 'full', 'ticketed'],
  ['an alias of the desk', { to: 'help@desk.example' }, 'full', 'ticketed'],
  ['a tagged address of the desk', { to: 'support+contact@desk.example' }, 'full', 'ticketed'],
  ['authentication F', { proven: false, headers: [forged] }, 'none', 'quarantined'],
  ['marked as spam', { headers: ['X-Spam-Flag: YES'] }, 'none', 'quarantined'],
  ['two From fields', { headers: ['From: boss@other.example'] }, 'none', 'quarantined'],
  ['unauthenticated', { proven: false }, 'short', 'ticketed'],
  ['unauthenticated, another Return-Path', { proven: false, returnPath: ['bulk@sender.example'] }, 'none', 'ticketed'],
  ['authenticated, another Return-Path', { returnPath: ['bounces@sender.example'] }, 'full', 'ticketed'],
  ['authenticated', {}, 'full', 'ticketed'],
  ['authenticated, another Reply-To', { headers: ['Reply-To: victim@elsewhere.example'] }, 'full', 'ticketed'],
];

const SECRET_SUBJECT = 'Win a prize at http://spam.example';
const mails = ROWS.map(
  ([, mail], at): WrittenMail => ({
    from: `Row ${at} <customer@row${at}.example>`,
    subject: SECRET_SUBJECT,
    text: `The export of report ${at} stops half way through, could you have a look please?`,
    messageId: `<row-${at}@sender.example>`,
    references: '<earlier@sender.example>',
    ...mail,
  }),
);
const addressOf = ({ from }: WrittenMail): string => /<(.*)>/.exec(from)?.[1] ?? from;

describe.skipIf(dovecotMissing)('automatic responses (RFC 3834)', () => {
  let desk: TestDesk;
  let outcomes: Map<string | null, string | null>;
  let kinds: { to: string; kind: string }[];
  beforeAll(async () => {
    desk = await openTestDesk({
      mailbox: { aliases: ['help@desk.example'] },
      config: { limits: { newcomersPerHour: 0 } },
    });
    await desk.start();
    for (const mail of mails) await desk.receive(mail);
    await desk.settled(mails.length);
    await desk.allSent();
    kinds = (await desk.letters()).map(({ toAddress, kind }) => ({ to: toAddress, kind }));
    outcomes = new Map((await desk.ledger()).map((row) => [row.messageId, row.outcome]));
  });
  afterAll(() => desk.close());

  const answerTo = (mail: WrittenMail): Answer => {
    const letters = kinds.filter(({ to }) => to === addressOf(mail));
    expect(letters.length).toBeLessThanOrEqual(1);
    const { kind } = letters[0] ?? { kind: 'none' };
    return kind === 'acknowledgement' ? 'full' : kind === 'short_acknowledgement' ? 'short' : 'none';
  };

  it.each(ROWS.map((row, at) => [row[0], row[2], row[3], at] as const))('%s: %s, %s', (_, answer, outcome, at) => {
    const mail = mails[at] as WrittenMail;
    expect(answerTo(mail)).toBe(answer);
    const found = outcomes.get(`<row-${at}@sender.example>`);
    if (outcome === 'any') expect(['ignored', 'ticketed', 'bounce']).toContain(found);
    else expect(found).toBe(outcome);
  });

  it('go to From alone, from nobody, as automatic letters in the thread of the mail they answer', () => {
    expect(desk.postbox.mails.length).toBe(ROWS.filter(([, , answer]) => answer !== 'none').length);
    for (const letter of desk.postbox.mails) {
      expect(letter.from).toBe('');
      expect(letter.to).toHaveLength(1);
      expect(letter.header('auto-submitted')).toBe('auto-replied');
      const parent = letter.header('in-reply-to');
      expect(parent).toMatch(/^<row-\d+@sender\.example>$/);
      expect(letter.header('references').split(/\s+/)).toEqual(['<earlier@sender.example>', parent]);
      expect(letter.header('message-id')).toMatch(/@desk\.example>$/);
      expect(letter.header('cc')).toBe('');
    }
    expect(desk.postbox.mails.some(({ to }) => to.includes('victim@elsewhere.example'))).toBe(false);
  });

  it('say nothing but the number to who is not authenticated', () => {
    const letterOf = (kind: string) => {
      const to = kinds.find((each) => each.kind === kind)?.to ?? '';
      return desk.postbox.mails.find((mail) => mail.to.includes(to));
    };
    const short = letterOf('short_acknowledgement');
    expect(short?.text).toContain('Your request is on record as TS');
    const said = `${short?.subject} ${short?.text} ${short?.parsed.html}`;
    for (const word of ['prize', 'spam.example', 'export', 'Row ']) expect(said).not.toContain(word);
    expect(letterOf('acknowledgement')?.subject).toContain(SECRET_SUBJECT);
  });

  it('to one inbox are three an hour, however its address is spelled', async () => {
    const spellings = [
      ...['v.ictim', 'vi.ctim', 'VICTIM', 'Victim', 'v.i.c.t.i.m'].map((local) => `${local}@gmail.com`),
      ...['victim', 'Victim+a', 'v.ictim+b'].map((local) => `${local}@googlemail.com`),
      ...Array.from({ length: 8 }, (_, at) => `victim+${at}@Gmail.com`),
      'victim@gmail.com.',
      ...['"victim"', '"v\\ictim"', '"Victim+a"', '"v.ictim"', 'ｖｉｃｔｉｍ', 'victim＋a'].map(
        (local) => `<${local}@gmail.com>`,
      ),
      ...['ｇｍａｉｌ.com', 'gmail。com', 'GMAIL．COM.'].map((domain) => `<victim@${domain}>`),
      'victim(a)@gmail.com',
      '(victim@x.example) victim @ gmail.com',
    ];
    const before = (await desk.ledger()).length;
    for (const [at, from] of spellings.entries())
      await desk.receive({
        from,
        subject: `Question ${at}`,
        text: `How do I export report number ${at}?`,
        proven: false,
      });
    await desk.settled(before + spellings.length);
    await desk.allSent();
    const outcomes = (await desk.ledger()).slice(before).map(({ outcome }) => outcome);
    expect(outcomes).toEqual(spellings.map(() => 'ticketed'));
    const letters = (await desk.letters()).filter(({ toAddress }) => limitKey(toAddress) === 'victim@gmail.com');
    expect(letters.map(({ kind }) => kind)).toEqual(Array(3).fill('short_acknowledgement'));
  });
});

describe.skipIf(dovecotMissing)('a mailbox whose mail always carries a Return-Path', () => {
  it('answers no mail that has none', async () => {
    const desk = await openTestDesk({ mailbox: { returnPathRequired: true } });
    await desk.start();
    const mail = { subject: 'Login fails', text: 'Since this morning nobody can log in, please help us.' };
    await desk.receive({ ...mail, from: 'a@without.example', returnPath: [] });
    await desk.receive({ ...mail, from: 'b@with.example' });
    await desk.letterTo('b@with.example');
    await desk.allSent();
    expect(desk.postbox.mails.map(({ to }) => to[0])).toEqual(['b@with.example']);
    await desk.close();
  });
});
