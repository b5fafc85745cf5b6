import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sql } from '../../src/store/drizzle.ts';
import { ticketByNumber } from '../../src/store/ticket.ts';
import { createClock } from '../support/clock.ts';
import { deliveryReport } from '../support/delivery-report.ts';
import { openQuietDesk, type QuietDesk, type WrittenLetter } from '../support/quiet-desk.ts';

const [CLOUD, DATA] = ['cloud@desk.example', 'data@desk.example'] as const;
const [ANN, CARL, BO, DANA] = ['ann', 'carl', 'bo', 'dana'].map((name) => `${name}@staff.example`) as [
  string,
  string,
  string,
  string,
];
const MAY = 'May Lin <may@customer.example>';
const VENDOR = 'Vic <vic@vendor.example>';

const config = (cloud: readonly string[], data: readonly string[]) => ({
  desk: { name: 'Nebula Desk', domain: 'desk.example', timezone: 'Asia/Shanghai', locale: 'en' },
  staff: [
    { name: 'Ann', email: ANN, roles: ['engineer', 'frontline'], teams: ['platform'] },
    { name: 'Carl', email: CARL, roles: ['engineer', 'supervisor'], teams: ['platform'] },
    { name: 'Bo', email: BO, roles: ['engineer'], teams: ['records'] },
    { name: 'Dana', email: DANA, roles: ['supervisor'], teams: ['records'] },
  ],
  teams: [
    { name: 'platform', categories: ['other'] },
    { name: 'records', categories: ['other'] },
  ],
  brands: [
    { name: 'cloud', address: CLOUD, sender: 'Nebula Cloud', numberPrefix: 'NC', staff: cloud, teams: ['platform'] },
    { name: 'data', address: DATA, sender: 'Nebula Data', numberPrefix: 'ND', staff: data, teams: ['records'] },
  ],
});

/** What somebody answers to a letter of theirs. */
const answer = ({ parsed, to: from }: WrittenLetter, text: string) => {
  const [reply] = [parsed.replyTo].flat();
  const to = [reply?.value ?? []].flat()[0]?.address ?? '';
  return { from, to, subject: `Re: ${parsed.subject}`, text };
};
const dispatched = async (quiet: QuietDesk, reader: string): Promise<WrittenLetter> => {
  const found = (await quiet.newLetters()).find(({ kind, to }) => kind === 'dispatch' && to === reader);
  if (found === undefined) throw new Error(`nothing was given to ${reader}`);
  return found;
};

describe('somebody who works for another brand from now on', () => {
  let quiet: QuietDesk;
  let release: WrittenLetter;
  let quarantined = 0;
  let cloud = '';
  const clock = createClock('2026-11-23T02:00:00Z');
  const on = async (number: string) => ticketByNumber(quiet.desk.db, number);

  beforeAll(async () => {
    quiet = await openQuietDesk(clock, {
      config: config([ANN, CARL], [BO, DANA]),
      mailbox: { aliases: [CLOUD, DATA] },
    });
    const [first] = await quiet.receive({ from: MAY, to: CLOUD, subject: 'Export stops', text: 'The export stops.' });
    cloud = first?.ticket ?? '';
    const letter = await dispatched(quiet, ANN);
    for (const text of ['#accept', '#remind 2026-11-24 09:00 Look at the cloud’s log', '#follow'])
      await quiet.receive(answer(letter, text));
    await quiet.receive(answer(letter, '#later 2026-11-24 10:00\n#reply The fix of the cloud is out.'));
    await quiet.receive({ from: `X <${CLOUD}>`, to: CLOUD, subject: 'Odd', text: 'From itself', proven: false });
    clock.advance(8 * 60_000);
    await quiet.round();
    release = (await quiet.newLetters()).find(
      ({ kind, to }) => kind === 'quarantine_notice' && to === ANN,
    ) as WrittenLetter;
    quarantined = (await quiet.ledger()).find(({ outcome }) => outcome === 'quarantined')?.id ?? 0;
    expect((await on(cloud))?.laters).toHaveLength(1);
    await quiet.reconfigure(config([CARL], [BO, DANA, ANN]));
  });
  afterAll(() => quiet.close());

  it('lets no mail go that was written to the brand they left', async () => {
    const token = /\b[a-z2-7]{44}\b/.exec(release.text)?.[0] ?? '';
    await quiet.receive({ from: ANN, to: CLOUD, subject: 'Re: quarantine', text: `#release\n\nref:${token}` });
    expect((await quiet.ledger()).find(({ id }) => id === quarantined)?.outcome).toBe('quarantined');
    const [told] = await quiet.newLetters();
    expect(told?.text).toMatch(/✗/);
    expect(told?.text).not.toContain('Odd');
  });

  it('is reminded of nothing, and what they would have said later goes to who has the ticket', async () => {
    clock.set('2026-11-24T02:01:00Z');
    await quiet.round();
    const letters = await quiet.newLetters();
    const words = ({ text }: WrittenLetter) => /cloud’s log|fix of the cloud/.test(text);
    expect(letters.filter(words).map(({ kind, to }) => `${kind} to ${to}`)).toContain(`later_ended to ${CARL}`);
    expect(letters.filter(({ to, text }) => to === ANN && /cloud|NC2/i.test(text))).toEqual([]);
    expect((await on(cloud))?.laters ?? []).toEqual([]);
  });
});

describe('somebody outside who is asked by two brands under one subject', () => {
  let quiet: QuietDesk;
  const clock = createClock('2026-11-23T02:00:00Z');
  const numbers: string[] = [];
  beforeAll(async () => {
    quiet = await openQuietDesk(clock, {
      config: config([ANN, CARL], [BO, DANA]),
      mailbox: { aliases: [CLOUD, DATA] },
    });
    for (const [to, by] of [
      [CLOUD, ANN],
      [DATA, BO],
    ] as const) {
      const [row] = await quiet.receive({ from: MAY, to, subject: 'Licence', text: `A licence at ${to}` });
      numbers.push(row?.ticket ?? '');
      const letter = await dispatched(quiet, by);
      await quiet.receive(answer(letter, '#accept'));
      await quiet.receive(answer(letter, '#involve vic@vendor.example Which licence is it?'));
      clock.advance(60_000);
    }
    await quiet.newLetters();
  });
  afterAll(() => quiet.close());

  it.each([
    [CLOUD, 0],
    [DATA, 1],
  ])('answers by that subject alone whom they write to: %s', async (to, which) => {
    const subject = 'Re: Which licence is it?';
    const [row] = await quiet.receive({ from: VENDOR, to, subject, text: `Number 4711, told to ${to}` });
    expect(row?.ticket).toBe(numbers[which]);
    const heard = (await quiet.newLetters()).filter(({ text }) => text.includes('4711')).map((each) => each.to);
    expect(heard.toSorted()).toEqual(which === 0 ? [ANN] : [BO, DANA]);
  });
});

/** Brands that number their tickets alike. */
const alike = (given: ReturnType<typeof config>) => ({
  ...given,
  brands: given.brands.map(({ numberPrefix: _, ...brand }) => brand),
});

describe('a letter of the one brand in a mail to the other', () => {
  let quiet: QuietDesk;
  const clock = createClock('2026-11-23T02:00:00Z');
  let [ours, theirs] = [] as unknown as [WrittenLetter, WrittenLetter];
  let number = '';
  beforeAll(async () => {
    quiet = await openQuietDesk(clock, {
      config: alike(config([ANN, CARL], [BO, DANA])),
      mailbox: { aliases: [CLOUD, DATA] },
    });
    const [cloud] = await quiet.receive({ from: MAY, to: CLOUD, subject: 'Licence', text: 'A licence' });
    number = cloud?.ticket ?? '';
    theirs = await dispatched(quiet, ANN);
    await quiet.receive({ from: MAY, to: DATA, subject: 'Figures', text: 'Wrong figures' });
    ours = await dispatched(quiet, BO);
    await quiet.receive(answer(theirs, '#accept'), answer(ours, '#accept'));
    await quiet.newLetters();
  });
  afterAll(() => quiet.close());

  it('makes no target of its ticket, whatever else the mail asks for', async () => {
    const toldOf = async (target: string) => {
      const text = `#remind 2026-11-24 09:00 look\n\n#merge ${target}`;
      await quiet.receive({ ...answer(ours, text), inReplyTo: theirs.parsed.messageId ?? '' });
      const [told] = await quiet.newLetters();
      return told?.text.replaceAll(target, 'NUMBER').replace(/^ref:.*$/m, '');
    };
    expect(await toldOf(number)).toBe(await toldOf('TS20261123987'));
    const own = (await ticketByNumber(quiet.desk.db, ours.parsed.subject?.slice(1, 14) ?? '')) ?? null;
    expect([own?.state, own?.mergedInto]).toEqual(['in_progress', null]);
  });

  it('that came back is told to its own supervisors', async () => {
    await quiet.receive({
      ...answer(theirs, 'x'),
      from: MAY,
      to: CLOUD,
      subject: `Re: [${number}]`,
      text: 'More of it',
    });
    const relay = (await quiet.newLetters()).find(({ kind, to }) => kind === 'relay' && to === ANN);
    const original = String(relay?.parsed.messageId);
    const [row] = await quiet.receive(deliveryReport({ to: DATA, recipient: ANN, status: '5.1.1', original }));
    expect([row?.outcome, row?.ticket]).toEqual(['bounce', number]);
    const told = (await quiet.newLetters()).filter(({ kind }) => kind === 'undeliverable');
    expect(told.map(({ to }) => to)).toEqual([CARL]);
  });

  it('keeps no mail in quarantine from being told, however many wait at the other', async () => {
    const at = new Date(clock.now().getTime() - 60_000).toISOString();
    await quiet.desk.db.execute(sql`
      insert into mail (mailbox, sha256, fingerprint, size, octets_id, from_address, subject, outcome, reason_code, brand, received_at, decided_at)
      select 'support', 'x' || n, 'x' || n, 1, gen_random_uuid(), 'x@x.example', 'Flood', 'quarantined', 'own_address', 'cloud', ${at}, ${at}
      from generate_series(1, 200) n`);
    await quiet.receive({ from: `X <${DATA}>`, to: DATA, subject: 'Odd', text: 'From itself', proven: false });
    clock.advance(8 * 60_000);
    await quiet.round();
    const told = (await quiet.newLetters()).filter(({ kind }) => kind === 'quarantine_notice');
    expect(told.map(({ to }) => to).toSorted()).toEqual([ANN, DANA]);
  });
});
