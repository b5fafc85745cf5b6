import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import { AUTHSERV } from '../../support/mail.ts';
import {
  answerTo,
  LI,
  mailToOffered,
  openTicket,
  receiveDecided,
  resolveTicket,
  TEAM,
  ticketOf,
  WANG,
} from './team.ts';

const UNPROVEN = { proven: false };
const FORGED = {
  proven: false,
  headers: [`Authentication-Results: ${AUTHSERV}; dmarc=fail (p=quarantine) header.from=staff.example`],
};
const RESOLVE = '#resolve\nCause: the disk was full\nSteps: space was made';
const CONFIRM = /"Confirm" to/;

describe.skipIf(dovecotMissing)('what staff may do by mail', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk({ config: TEAM });
    await desk.start();
  });
  afterAll(() => desk.close());

  it('an unproven command is held; a confirmation from the registered address applies it once', async () => {
    const { number, address, dispatch } = await openTicket(desk, 'Ann <ann@a.example>');
    const row = await receiveDecided(desk, answerTo(dispatch, LI, RESOLVE, UNPROVEN));
    expect(row).toMatchObject({ outcome: 'held', authentication: 'N' });
    expect((await ticketOf(desk, number)).state).toBe('assigned');
    const alert = await desk.letterTo('li@staff.example', ({ subject }) => subject.includes('held back'));
    expect(alert.header('auto-submitted')).toBe('auto-generated');
    const confirm = { ...mailToOffered(alert, CONFIRM, LI, 'Confirm'), ...UNPROVEN };
    await receiveDecided(desk, confirm);
    await desk.letterTo(address, ({ text }) => text.includes('space was made'));
    const { version, state } = await ticketOf(desk, number);
    expect(state).toBe('resolved');
    expect(await receiveDecided(desk, { ...confirm, proven: true })).toMatchObject({ outcome: 'refused' });
    await desk.letterTo('li@staff.example', ({ text }) => text.includes('used already'));
    await desk.allSent();
    expect((await ticketOf(desk, number)).version).toBe(version);
    expect(
      desk.postbox.mails.filter(({ to, text }) => to.includes(address) && text.includes('space was made')),
    ).toHaveLength(1);
  });

  it('nobody else can confirm it', async () => {
    const { number, dispatch } = await openTicket(desk, 'Ben <ben@b.example>');
    await receiveDecided(desk, answerTo(dispatch, LI, '#accept\n#resolve\nCause: x\nSteps: y', UNPROVEN));
    const alert = await desk.letterTo('li@staff.example', ({ text }) => text.includes('Cause: x'));
    const other = await receiveDecided(desk, mailToOffered(alert, CONFIRM, WANG, 'Confirm'));
    expect(other).toMatchObject({ outcome: 'refused', reason: 'nothing_waits', ticket: null });
    const forged = await receiveDecided(desk, { ...mailToOffered(alert, CONFIRM, LI, 'Confirm'), ...FORGED });
    expect(forged).toMatchObject({ outcome: 'quarantined' });
    expect((await ticketOf(desk, number)).state).toBe('assigned');
  });

  it('a forged command is quarantined; the alert offers no way to apply it', async () => {
    const { number, dispatch } = await openTicket(desk, 'Cao <cao@c.example>');
    const row = await receiveDecided(desk, answerTo(dispatch, WANG, '#resolve\nCause: forged\nSteps: none', FORGED));
    expect(row).toMatchObject({ outcome: 'quarantined', authentication: 'F' });
    const alert = await desk.letterTo('wang@staff.example', ({ text }) => text.includes('Cause: forged'));
    expect(alert.text).not.toContain('Confirm');
    expect((await ticketOf(desk, number)).state).toBe('assigned');
  });

  it('SPF alone proves no staff', async () => {
    const { dispatch } = await openTicket(desk, 'Dan <dan@d.example>');
    const spf = `Authentication-Results: ${AUTHSERV}; spf=pass smtp.mailfrom=li@staff.example; dmarc=pass header.from=staff.example`;
    const row = await receiveDecided(desk, answerTo(dispatch, LI, '#accept', { proven: false, headers: [spf] }));
    expect(row).toMatchObject({ outcome: 'held' });
  });

  it.each([
    ['with nothing but the number', false],
    ['as the sender of a reference', true],
  ])('commands %s wait for a challenge; its answer applies them', async (_, referring) => {
    const { number, address, messageId } = await openTicket(desk, `Eva <eva@e${Number(referring)}.example>`);
    const mail = { from: LI, subject: referring ? 'export' : `Re: [${number}] export`, text: RESOLVE };
    const row = await receiveDecided(desk, referring ? { ...mail, references: messageId } : mail);
    expect(row).toMatchObject({ outcome: 'held', reason: 'challenge', evidence: referring ? 'E3' : 'E2' });
    const challenge = await desk.letterTo('li@staff.example', ({ subject }) => subject.includes('confirm it was you'));
    await receiveDecided(desk, mailToOffered(challenge, CONFIRM, LI, 'Confirm'));
    await desk.letterTo(address, ({ text }) => text.includes('space was made'));
    expect((await ticketOf(desk, number)).state).toBe('resolved');
  });

  it('a note needs no challenge, and an engineer who works on something else is told so', async () => {
    const { number } = await openTicket(desk, 'Fay <fay@f.example>');
    const note = { from: LI, subject: `Re: [${number}]`, text: 'Looks like the disk again.' };
    expect(await receiveDecided(desk, note)).toMatchObject({ outcome: 'appended' });
    const notHis = { from: 'zhao@staff.example', subject: `Re: [${number}]`, text: '#report last week' };
    expect(await receiveDecided(desk, notHis)).toMatchObject({ outcome: 'refused', reason: 'supervisors_only' });
    await desk.letterTo('zhao@staff.example', ({ text }) => text.includes('Only supervisors'));
  });

  it('a supervisor’s bulk action asks for a fresh token even with a proven answer', async () => {
    const first = await openTicket(desk, 'Gus <gus@g.example>');
    const second = await openTicket(desk, 'Hal <hal@h.example>');
    const bulk = { from: WANG, subject: `[${first.number}] [${second.number}]`, text: '#urgency high' };
    expect(await receiveDecided(desk, bulk)).toMatchObject({ outcome: 'held', reason: 'challenge' });
    const challenge = await desk.letterTo('wang@staff.example', ({ subject }) =>
      subject.includes('confirm it was you'),
    );
    await receiveDecided(desk, mailToOffered(challenge, CONFIRM, WANG, 'Confirm'));
    expect((await ticketOf(desk, first.number)).urgency).toBe('high');
    expect((await ticketOf(desk, second.number)).urgency).toBe('high');
  });

  it('reports go to the registered address only, whatever Reply-To says', async () => {
    const report = { from: WANG, subject: 'figures', text: '#help', headers: ['Reply-To: spy@elsewhere.example'] };
    await receiveDecided(desk, report);
    await desk.letterTo('wang@staff.example', ({ text }) => text.includes('#resolve'));
    expect(desk.postbox.mails.some(({ to }) => to.includes('spy@elsewhere.example'))).toBe(false);
  });

  it('commands of customers are words', async () => {
    const from = 'Ivy <ivy@i.example>';
    const { number, resolution } = await resolveTicket(desk, from);
    await receiveDecided(desk, answerTo(resolution, from, '#close\n#urgency urgent'));
    expect(await ticketOf(desk, number)).toMatchObject({ state: 'resolved', urgency: 'medium' });
  });
});
