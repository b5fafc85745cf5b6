import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createClock } from '../../support/clock.ts';
import { AUTHSERV, type WrittenMail } from '../../support/mail.ts';
import { openQuietDesk, type QuietDesk, type WrittenLetter } from '../../support/quiet-desk.ts';
import { LI, TEAM } from './team.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const FORGED = {
  proven: false,
  headers: [`Authentication-Results: ${AUTHSERV}; dmarc=fail (p=reject) header.from=customer.example`],
};
const problem = (from: string, at: number | string = ''): WrittenMail => ({
  from,
  subject: `Export fails ${at}`,
  text: `The export of report ${at} stops half way through, please have a look.`,
});

let quiet: QuietDesk;
beforeEach(async () => {
  quiet = await openQuietDesk(createClock('2026-11-23T02:00:00Z'), { config: TEAM });
});
afterEach(() => quiet.close());

const lettersOf = async (kind: string) => (await quiet.newLetters()).filter((letter) => letter.kind === kind);
const passing = async (milliseconds: number): Promise<void> => {
  quiet.clock.advance(milliseconds);
  await quiet.round();
};

describe('mail in quarantine', () => {
  it('is told to the front line within 15 minutes, in one letter, once', async () => {
    await quiet.receive({ ...problem('Ann <ann@customer.example>', 1), ...FORGED });
    await passing(4 * MINUTE);
    await quiet.receive({ ...problem('Ben <ben@customer.example>', 2), ...FORGED });
    expect(await lettersOf('quarantine_notice')).toEqual([]);
    for (let minutes = 4; minutes < 15; minutes++) await passing(MINUTE);
    const [notice, ...more] = await lettersOf('quarantine_notice');
    expect(more).toEqual([]);
    expect(notice?.to).toBe('zhao@staff.example');
    expect(notice?.text).toContain('ann@customer.example');
    expect(notice?.text).toContain('ben@customer.example');
    await passing(24 * HOUR);
    expect(await lettersOf('quarantine_notice')).toEqual([]);
  });

  it('is told in one letter at a time, however much of it comes', async () => {
    const forged = Array.from({ length: 450 }, (_, at) => ({ ...problem(`x@forged${at}.example`, at), ...FORGED }));
    await quiet.receive(...forged);
    const notices: number[] = [];
    for (let minute = 1; minute <= 30; minute++) {
      await passing(MINUTE);
      for (const { text } of await lettersOf('quarantine_notice')) {
        notices.push(minute);
        expect(text).toContain('@forged');
      }
    }
    expect(notices).toHaveLength(3);
    expect(Math.min(...notices.slice(1).map((at, index) => at - (notices[index] ?? 0)))).toBeGreaterThanOrEqual(7);
  });

  it('is told to a supervisor as well while the whole front line is away, who may let it go', async () => {
    await quiet.receive({ from: 'zhao@staff.example', subject: 'Off', text: '#away 2026-11-23 to 2026-11-25' });
    const [challenge] = await lettersOf('challenge');
    const confirm = /support\+\w+@desk\.example/.exec(challenge?.text ?? '')?.[0] ?? '';
    await quiet.receive({ from: 'zhao@staff.example', to: confirm, subject: 'Re', text: 'Confirm' });
    await quiet.newLetters();
    const [row] = await quiet.receive({ ...problem('Ann <ann@customer.example>'), ...FORGED });
    await passing(11 * MINUTE);
    const notices = await lettersOf('quarantine_notice');
    expect(notices.map(({ to }) => to).sort()).toEqual(['wang@staff.example', 'zhao@staff.example']);
    const text = notices.find(({ to }) => to === 'wang@staff.example')?.text ?? '';
    const to = /support\+\w+@desk\.example/.exec(text)?.[0] ?? '';
    await quiet.receive({ from: 'wang@staff.example', to, subject: 'Re', text: '#release' });
    expect((await quiet.ledger()).find(({ id }) => id === row?.id)?.outcome).toBe('ticketed');
  });

  it('is released by a reply to it, by the front line only', async () => {
    const [row] = await quiet.receive({ ...problem('Ann <ann@customer.example>'), ...FORGED });
    await passing(11 * MINUTE);
    const [notice] = await lettersOf('quarantine_notice');
    const to = /support\+\w+@desk\.example/.exec(notice?.text ?? '')?.[0] ?? '';
    await quiet.receive({ from: LI, to, subject: 'Re', text: '#release' });
    expect((await quiet.ledger()).find(({ id }) => id === row?.id)?.outcome).toBe('quarantined');
    await quiet.receive({ from: 'zhao@staff.example', to, subject: 'Re', text: '#release' });
    expect((await quiet.ledger()).find(({ id }) => id === row?.id)?.outcome).toBe('ticketed');
    const [, told] = await lettersOf('transcript');
    expect([told?.to, told?.text]).toEqual([
      'zhao@staff.example',
      expect.stringMatching(/✓ #release: The mail was let go/),
    ]);
  });
});

it('mail of third parties is told at once three times an hour, then in the collected letter', async () => {
  await quiet.receive(problem('Ann <ann@customer.example>'));
  const to = (await lettersOf('acknowledgement'))[0]?.parsed.replyTo?.value[0]?.address ?? '';
  for (let at = 1; at <= 6; at++) await quiet.receive({ ...problem(`x@third${at}.example`, at), to });
  expect(await lettersOf('third_party_reply')).toHaveLength(3);
  await passing(8 * MINUTE);
  const [notice] = await lettersOf('quarantine_notice');
  for (const at of [4, 5, 6]) expect(notice?.text).toContain(`x@third${at}.example`);
  expect(notice?.text).not.toContain('x@third3.example');
});

describe('without plus-addressing', () => {
  /** The mail that the only link behind a label opens. */
  const prepared = (letter: WrittenLetter | undefined, label: string): string => {
    const [, href = ''] = new RegExp(`href="(mailto:[^"]*)"[^>]*>${label}`).exec(String(letter?.parsed.html)) ?? [];
    expect(href).toMatch(/^mailto:support@desk\.example\?/);
    return decodeURIComponent(/body=([^&]*)/.exec(href)?.[1] ?? '');
  };
  beforeEach(async () => {
    await quiet.close();
    const mailbox = { plusAddressing: false };
    quiet = await openQuietDesk(createClock('2026-11-23T02:00:00Z'), { config: TEAM, mailbox });
  });

  it('the front line releases quarantined mail by the link behind it', async () => {
    const [row] = await quiet.receive({ ...problem('Ann <ann@customer.example>'), ...FORGED });
    await passing(8 * MINUTE);
    const [notice] = await lettersOf('quarantine_notice');
    expect(notice?.text).not.toContain('ref:aaa');
    await quiet.receive({ from: 'zhao@staff.example', subject: 'Release', text: prepared(notice, 'Release') });
    expect((await quiet.ledger()).find(({ id }) => id === row?.id)?.outcome).toBe('ticketed');
  });

  it('a third party’s mail is released by an answer that quotes the notice', async () => {
    await quiet.receive(problem('Ann <ann@customer.example>'));
    const acknowledgement = (await quiet.newLetters()).find(({ kind }) => kind === 'acknowledgement');
    const third = `I am taking this over.\n\n${acknowledgement?.text.replace(/^/gm, '> ')}`;
    const [row] = await quiet.receive({
      from: 'Gus <gus@gmail.com>',
      subject: `Re: ${acknowledgement?.parsed.subject}`,
      text: third,
    });
    expect(row).toMatchObject({ outcome: 'quarantined', reason: 'third_party_reply' });
    const [notice] = await lettersOf('third_party_reply');
    const text = `#release\n\n${notice?.text.replace(/^/gm, '> ')}`;
    await quiet.receive({ from: 'zhao@staff.example', subject: 'Re', text });
    expect((await quiet.ledger()).find(({ id }) => id === row?.id)?.reason).toBe('unconfirmed');
  });

  it('a member of the staff confirms what was told in the summary', async () => {
    for (let at = 1; at <= 4; at++) await quiet.receive({ from: LI, subject: `Q ${at}`, text: '#help', proven: false });
    await passing(61 * MINUTE);
    const [summary] = await lettersOf('quarantine_notice');
    await quiet.receive({ from: LI, subject: 'Re', text: prepared(summary, 'Yes, this was me'), proven: false });
    expect((await quiet.ledger()).filter(({ outcome }) => outcome === 'command')).toHaveLength(2);
  });
});

describe('mail in a staff member’s name', () => {
  it('is told at once three times an hour, then in one summary from which it can be confirmed', async () => {
    const command = { from: LI, text: '#help', proven: false };
    for (let at = 1; at <= 6; at++) await quiet.receive({ ...command, subject: `Question ${at}` });
    expect(await lettersOf('held_alert')).toHaveLength(3);
    for (let minutes = 0; minutes <= 61; minutes += 5) await passing(5 * MINUTE);
    const [summary, ...more] = await lettersOf('quarantine_notice');
    expect(more).toEqual([]);
    expect(summary?.to).toBe('li@staff.example');
    for (const at of [4, 5, 6]) expect(summary?.text).toContain(`Question ${at}`);
    expect(summary?.text).not.toContain('Question 3');
    const to = /support\+\w+@desk\.example/.exec(summary?.text ?? '')?.[0] ?? '';
    await quiet.receive({ from: LI, to, subject: 'Re', text: 'Confirm', proven: false });
    expect((await quiet.ledger()).filter(({ outcome }) => outcome === 'command')).toHaveLength(2);
    expect(await lettersOf('help')).toHaveLength(1);
  });
});

describe('acknowledgements over a limit', () => {
  it('are made up for by one collected letter, which counts like any other', async () => {
    const from = 'Ann <ann@customer.example>';
    for (let at = 1; at <= 6; at++) await quiet.receive(problem(from, at));
    expect(await lettersOf('acknowledgement')).toHaveLength(3);
    await passing(30 * MINUTE);
    expect(await lettersOf('collected_acknowledgement')).toEqual([]);
    await passing(31 * MINUTE);
    const [collected, ...more] = await lettersOf('collected_acknowledgement');
    expect(more).toEqual([]);
    expect(collected?.text.match(/TS\d{11}/g)).toHaveLength(3);
    await passing(HOUR);
    expect(await lettersOf('collected_acknowledgement')).toEqual([]);
  });

  it('are not made up for to who is not authenticated', async () => {
    for (let at = 1; at <= 6; at++) await quiet.receive({ ...problem('x@forged.example', at), proven: false });
    expect(await lettersOf('short_acknowledgement')).toHaveLength(3);
    await passing(25 * HOUR);
    expect((await quiet.newLetters()).filter(({ to }) => to === 'x@forged.example')).toEqual([]);
  });

  it('stop for a sender who writes the same words again and again', async () => {
    const robot = { from: 'desk@other.example', subject: 'Request', text: 'Your request has been received.' };
    for (let hour = 0; hour < 24; hour++) {
      await quiet.receive(robot);
      await passing(HOUR);
    }
    expect((await quiet.newLetters()).filter(({ to }) => to === 'desk@other.example')).toHaveLength(2);
    expect((await quiet.ledger()).filter(({ outcome }) => outcome === 'ticketed')).toHaveLength(24);
  });
});
