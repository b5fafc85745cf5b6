import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import { AUTHSERV } from '../../support/mail.ts';
import { answerTo, LI, mailToOffered, openTicket, receiveDecided, resolveTicket, TEAM, ticketOf } from './team.ts';

const UNPROVEN = { proven: false };
const FORGED = {
  proven: false,
  headers: [`Authentication-Results: ${AUTHSERV}; dmarc=fail (p=reject) header.from=customer.example`],
};

describe.skipIf(dovecotMissing)('what customers and strangers may do by mail', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk({ config: TEAM });
    await desk.start();
  });
  afterAll(() => desk.close());

  it('a forged "solved" closes nothing', async () => {
    const from = 'Ann <ann@a.example>';
    const { number, resolution, messageId } = await resolveTicket(desk, from);
    const solved = answerTo(resolution, from, 'It is solved, thank you.', FORGED);
    expect(await receiveDecided(desk, solved)).toMatchObject({ outcome: 'quarantined', authentication: 'F' });
    const guessed = { from, subject: `[${number}] solved`, text: 'It is solved, thank you.', ...UNPROVEN };
    expect(await receiveDecided(desk, guessed)).toMatchObject({ outcome: 'appended', reason: 'unverified' });
    const referring = { ...guessed, subject: 'solved', references: messageId };
    expect(await receiveDecided(desk, referring)).toMatchObject({ outcome: 'appended', evidence: 'E3' });
    expect((await ticketOf(desk, number)).state).toBe('resolved');
    await desk.letterTo('zhao@staff.example', ({ subject }) => subject.includes(number));
  });

  it('a help desk that answers under its own number alone goes on with its ticket; nobody else does', async () => {
    const from = 'Help desk <helpdesk@big.example>';
    await receiveDecided(desk, { from, subject: '[INC0012345] Export fails', text: 'The export fails since Monday.' });
    const update = { subject: 'INC0012345 has a new comment', text: 'The user also tried another browser.' };
    expect(await receiveDecided(desk, { ...update, from })).toMatchObject({ outcome: 'appended', evidence: 'E2' });
    expect(await receiveDecided(desk, { ...update, from: 'Eve <eve@other.example>' })).toMatchObject({
      outcome: 'ticketed',
    });
  });

  it('an unproven "solved" to the address made for it closes the ticket, and can be taken back', async () => {
    const from = 'Ben <ben@b.example>';
    const { number, address, resolution } = await resolveTicket(desk, from);
    await receiveDecided(desk, { ...mailToOffered(resolution, /Solved:/, from, 'Solved'), ...UNPROVEN });
    expect((await ticketOf(desk, number)).state).toBe('closed');
    const notice = await desk.letterTo(address, ({ text }) => text.includes('Undo'));
    const undo = { ...mailToOffered(notice, /"Undo" to/, from, 'Undo'), ...UNPROVEN };
    expect(await receiveDecided(desk, undo)).toMatchObject({ outcome: 'appended', evidence: 'E4' });
    const { state, reopenCount } = await ticketOf(desk, number);
    expect(state).not.toBe('closed');
    expect(reopenCount).toBe(1);
  });

  it('a proven "solved" closes the ticket without further ado', async () => {
    const from = 'Cao <cao@c.example>';
    const { number, address, resolution } = await resolveTicket(desk, from);
    await receiveDecided(desk, answerTo(resolution, from, 'It is solved, thank you.'));
    expect((await ticketOf(desk, number)).state).toBe('closed');
    await desk.allSent();
    expect((await desk.letters()).some((each) => each.toAddress === address && each.kind === 'undo_notice')).toBe(
      false,
    );
  });

  it('"solved" with nothing but the number is asked back once, then staff are asked', async () => {
    const from = 'Dan <dan@d.example>';
    const { number, address } = await resolveTicket(desk, from);
    const solved = { from, subject: `${number} is solved`, text: 'It is solved, thank you.' };
    expect(await receiveDecided(desk, solved)).toMatchObject({ outcome: 'appended', evidence: 'E2' });
    await desk.letterTo(address, ({ text }) => text.includes('confirm once more'));
    await receiveDecided(desk, { ...solved, text: 'Solved, I said it already.' });
    await desk.letterTo('zhao@staff.example', ({ subject }) => subject.includes(number));
    expect((await ticketOf(desk, number)).state).toBe('resolved');
    const kinds = (await desk.letters()).filter((each) => each.toAddress === address).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'confirm_ask_back')).toHaveLength(1);
  });

  it('a stranger with the number gets a ticket of their own, which staff see is claimed', async () => {
    const { number, address } = await openTicket(desk, 'Eva <eva@e.example>');
    const stranger = { from: 'Mallory <mallory@m.example>', subject: `Re: [${number}]`, text: 'What was said so far?' };
    const row = await receiveDecided(desk, stranger);
    expect(row).toMatchObject({ outcome: 'ticketed', reason: `claims ${number}` });
    const acknowledgement = await desk.letterTo('mallory@m.example');
    expect(acknowledgement.text).not.toContain(number);
    expect(acknowledgement.text).not.toContain('E1001');
    const dispatch = await desk.letterTo('li@staff.example', ({ subject }) => subject.includes(row.ticket ?? ''));
    expect(dispatch.text).toContain(number);
    const nonexistent = { ...stranger, from: 'Mal <mal@m2.example>', subject: 'Re: [TS20200101001]' };
    await receiveDecided(desk, nonexistent);
    const other = await desk.letterTo('mal@m2.example');
    const moment = /(?:today|tomorrow|\w{3} \d{1,2} \w{3}(?: \d{4})?,) \d\d:\d\d/g;
    const shape = (text: string) =>
      text
        .replace(moment, '…')
        .replace(/TS\d+|ref:\S+|support\+\S+/g, '…')
        .replace(/\bmal\w*(?:@\S+)?/gi, '');
    expect(shape(other.text)).toBe(shape(acknowledgement.text));
    await desk.allSent();
    expect((await desk.letters()).filter(({ toAddress }) => toAddress === address)).toHaveLength(1);
  });

  it('who has somebody else’s letter is a third party: quarantined, and heard once the front line releases it', async () => {
    const { number, acknowledgement } = await openTicket(desk, 'Fay <fay@f.example>');
    const words = 'Fay has left us, I am taking this over.';
    const third = answerTo(acknowledgement, 'Gus <gus@gmail.com>', words);
    expect(await receiveDecided(desk, third)).toMatchObject({ outcome: 'quarantined', reason: 'third_party_reply' });
    const notice = await desk.letterTo('zhao@staff.example', ({ text }) => text.includes(words));
    await receiveDecided(desk, answerTo(notice, 'zhao@staff.example', '#release'));
    const row = (await desk.ledger()).find(({ fromAddress }) => fromAddress === 'gus@gmail.com');
    expect(row).toMatchObject({ outcome: 'appended', reason: 'unconfirmed', ticket: number });
    const { id } = await ticketOf(desk, number);
    const heard = (await desk.messages(id)).find(({ fromAddress }) => fromAddress === 'gus@gmail.com');
    expect(heard).toMatchObject({ visibility: 'internal', text: words });
    await desk.allSent();
    expect(desk.postbox.mails.some(({ to }) => to.includes('gus@gmail.com'))).toBe(false);
  });

  it('an engineer cannot release what the front line looks after; an administrator can', async () => {
    const { number, acknowledgement } = await openTicket(desk, 'Hal <hal@h.example>');
    const row = await receiveDecided(desk, answerTo(acknowledgement, 'Ivy <ivy@gmail.com>', 'Me too, by the way.'));
    expect(row.outcome).toBe('quarantined');
    const notice = await desk.letterTo('zhao@staff.example', ({ text }) => text.includes('Me too, by the way.'));
    await receiveDecided(desk, answerTo(notice, LI, '#release'));
    expect((await desk.ledger()).find(({ id }) => id === row.id)?.outcome).toBe('quarantined');
    const { code, stdout } = await desk.tsdesk(['mail', 'release', String(row.id), '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout[0] ?? '')).toMatchObject({ outcome: 'appended', ticket: number });
    expect((await desk.tsdesk(['mail', 'release', String(row.id)])).code).toBe(1);
  });

  it('a colleague who answers is heard, changes nothing and reads nothing', async () => {
    const { number, messageId } = await resolveTicket(desk, 'Jo <jo@customer.example>');
    const colleague = { from: 'Kim <kim@customer.example>', subject: 'Re: export', text: 'It is solved. Any news?' };
    const row = await receiveDecided(desk, { ...colleague, inReplyTo: messageId });
    expect(row).toMatchObject({ outcome: 'appended', reason: 'unconfirmed', ticket: number });
    expect((await ticketOf(desk, number)).state).toBe('resolved');
    await desk.letterTo('li@staff.example', ({ text }) => text.includes('Any news?'));
    await desk.allSent();
    expect(desk.postbox.mails.some(({ to }) => to.includes('kim@customer.example'))).toBe(false);
  });

  it('Cc makes nobody a participant', async () => {
    const { number } = await openTicket(desk, 'Lu <lu@l.example>', { cc: 'Max <max@elsewhere.example>' });
    const max = { from: 'Max <max@elsewhere.example>', subject: `Re: [${number}]`, text: 'How far is it, please?' };
    expect(await receiveDecided(desk, max)).toMatchObject({ outcome: 'ticketed', reason: `claims ${number}` });
  });

  it('an account verification is not echoed, a customer without a code is served', async () => {
    const trick = {
      from: 'Signup <notifications@chat.example>',
      subject: 'Confirm your e-mail address',
      text: 'Your verification code is 493817. Enter it to join the workspace.',
    };
    expect(await receiveDecided(desk, trick)).toMatchObject({ outcome: 'quarantined', reason: 'ticket_trick' });
    const customer = {
      from: '白 <bai@n.example>',
      subject: '收不到验证码',
      text: '登录的时候一直收不到验证码，请帮忙处理。',
    };
    expect(await receiveDecided(desk, customer)).toMatchObject({ outcome: 'ticketed' });
    await desk.letterTo('bai@n.example');
    await desk.allSent();
    expect(desk.postbox.mails.some(({ to }) => to.includes('notifications@chat.example'))).toBe(false);
  });
});
