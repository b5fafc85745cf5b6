import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { mailboxOf } from '../../src/desk/desk.ts';
import { openQuickLane } from '../../src/intake/process.ts';
import type { Mail } from '../../src/mail/mail.ts';
import type { ParseFailure, ParserPool } from '../../src/mail/parser-pool.ts';
import { createSlowSenders, type SlowSenders } from '../../src/mail/slow-senders.ts';
import { understandNow } from '../../src/mail/understand.ts';
import { identityOfMail } from '../../src/store/fingerprint.ts';
import type { StoredMail } from '../../src/store/mail.ts';
import { storeMails } from '../../src/store/mail-arrival.ts';
import { createClock } from '../support/clock.ts';
import { mailOf, type WrittenMail } from '../support/mail.ts';
import { openQuietDesk, type QuietDesk } from '../support/quiet-desk.ts';
import { until } from '../support/until.ts';

const LATE: ParseFailure = { failed: 'time', detail: 'not understood within 2000 ms' };

let quiet: QuietDesk;
let senders: SlowSenders;
/** Subjects of mails that were given to the parser, in order. */
let understood: string[];
let answer: (mail: Mail) => Promise<Mail | ParseFailure>;
beforeAll(async () => {
  quiet = await openQuietDesk(createClock('2026-11-23T09:00:00Z'));
});
afterAll(() => quiet.close());
beforeEach(() => {
  senders = createSlowSenders();
  understood = [];
  answer = async (mail) => mail;
});

const parser: ParserPool = {
  understand(raw, options, turn) {
    const mail = understandNow(raw, options);
    understood.push(mail.subject);
    turn?.took?.(1);
    return answer(mail);
  },
  close: async () => undefined,
};
const open = () => openQuickLane(quiet.desk, mailboxOf(quiet.desk.config, 'support'), parser, senders);

let uid = 0;
async function stored(...mails: readonly WrittenMail[]): Promise<StoredMail[]> {
  const arrivals = mails.map((mail) => {
    const raw = Buffer.from(mailOf({ date: quiet.clock.now(), ...mail }));
    const where = { mailbox: 'support', uidValidity: 1, uid: ++uid, receivedAt: quiet.clock.now() };
    return { ...where, backfill: false, overLimit: false, ...identityOfMail(raw), raw };
  });
  return (await storeMails(quiet.desk.db, arrivals, null)) ?? [];
}
const from = (name: string, subject = `It fails for ${name}`): WrittenMail => ({
  from: `${name}@${name}.example`,
  subject,
  text: 'The export of last month fails with an error.',
});
const outcomes = async (mails: readonly StoredMail[]): Promise<(string | null | undefined)[]> => {
  const rows = await quiet.ledger();
  return mails.map(({ id }) => rows.find((row) => row.id === id)?.outcome);
};

describe('mails of the quick lane', () => {
  it('are understood once, when they are begun, and decided later', async () => {
    const lane = open();
    const mails = await stored(from('ann'), from('bob'));
    lane.begin(mails);
    expect(understood).toEqual(['It fails for ann', 'It fails for bob']);
    expect(await outcomes(mails)).toEqual([null, null]);
    expect(await lane.decide(mails, null)).toEqual({ waiting: [], slow: [] });
    expect(await outcomes(mails)).toEqual(['ticketed', 'ticketed']);
    expect(understood).toHaveLength(2);
  });

  it('are understood when they are decided, where they were not begun', async () => {
    const mails = await stored(from('carl'));
    await open().decide(mails, null);
    expect(understood).toEqual(['It fails for carl']);
    expect(await outcomes(mails)).toEqual(['ticketed']);
  });

  it('are begun two at a time: what is needed now waits for no more of them', async () => {
    const lane = open();
    const names = ['jan', 'kim', 'lea', 'max'];
    const mails = await stored(...names.map((name) => from(name)));
    const going = mails.map(() => Promise.withResolvers<void>());
    answer = async (mail) => {
      await going[understood.length - 1]?.promise;
      return mail;
    };
    lane.begin(mails);
    await new Promise(setImmediate);
    expect(understood).toEqual(['It fails for jan', 'It fails for kim']);
    going[0]?.resolve();
    await until('the third to be begun', () => understood.length === 3);
    for (const { resolve } of going) resolve();
    await lane.decide(mails, null);
    expect(understood).toEqual(names.map((name) => `It fails for ${name}`));
    expect(await outcomes(mails)).toEqual(names.map(() => 'ticketed'));
  });

  it('that could not be read when they were begun are read when they are decided', async () => {
    const lane = open();
    const mails = await stored(from('nora'));
    answer = () => Promise.reject(new Error('the database was away'));
    lane.begin(mails);
    await new Promise(setImmediate);
    answer = async (mail) => mail;
    expect(await lane.decide(mails, null)).toEqual({ waiting: [], slow: [] });
    expect(understood).toEqual(['It fails for nora', 'It fails for nora']);
    expect(await outcomes(mails)).toEqual(['ticketed']);
  });

  it('that take long are given back with later ones of their conversation', async () => {
    const lane = open();
    answer = async (mail) => (mail.subject === 'It takes long' ? LATE : mail);
    const mails = await stored(from('dora', 'It takes long'), from('dora', 'One more thing'), from('emil'));
    lane.begin(mails);
    const { waiting, slow } = await lane.decide(mails, null);
    expect(waiting).toEqual([]);
    expect(slow).toEqual(mails.slice(0, 2).map((mail) => ({ ...mail, raw: null })));
    expect(await outcomes(mails)).toEqual([null, null, 'ticketed']);
  });

  it('that take long while others are decided are nobody’s unhandled failure', async () => {
    const lane = open();
    const [mail] = await stored(from('fred'));
    if (mail === undefined) throw new Error('nothing was stored');
    answer = async () => LATE;
    lane.begin([mail]);
    await new Promise(setImmediate);
    expect(await lane.decide([mail], null)).toEqual({ waiting: [], slow: [{ ...mail, raw: null }] });
  });

  it('of a sender whose mails have taken long are not begun, and given back', async () => {
    senders.note('gina@gina.example', 60_000);
    const lane = open();
    const mails = await stored(from('gina'), from('hugo'));
    lane.begin(mails);
    expect(understood).toEqual(['It fails for hugo']);
    expect(await lane.decide(mails, null)).toEqual({ waiting: [], slow: [{ ...mails[0], raw: null }] });
    expect(await outcomes(mails)).toEqual([null, 'ticketed']);
  });

  it('that were begun are decided, even when their sender’s mails have taken long since', async () => {
    const lane = open();
    const mails = await stored(from('ida'));
    lane.begin(mails);
    senders.note('ida@ida.example', 60_000);
    expect(await lane.decide(mails, null)).toEqual({ waiting: [], slow: [] });
    expect(await outcomes(mails)).toEqual(['ticketed']);
  });
});
