import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deliveryReport } from '../../support/delivery-report.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import { newMessageId } from '../../support/mail.ts';
import type { ReceivedMail } from '../../support/postbox.ts';
import { until } from '../../support/until.ts';
import { answerTo, LI, openTicket, TEAM } from './team.ts';

describe.skipIf(dovecotMissing)('letters that come back', () => {
  let desk: TestDesk;
  let dispatch: ReceivedMail;
  const customer = 'ann@customer.example';
  beforeAll(async () => {
    desk = await openTestDesk({ config: TEAM });
    await desk.start();
    ({ dispatch } = await openTicket(desk, `Ann <${customer}>`));
  });
  afterAll(() => desk.close());

  const letterRow = async (letter: ReceivedMail) =>
    (await desk.letters()).find(({ messageId }) => messageId === letter.header('message-id'));
  /** It has come before the desk has heard that it was taken, and nothing comes back so soon. */
  const sentTo = async (address: string, words: string): Promise<ReceivedMail> => {
    const letter = await desk.letterTo(address, ({ text }) => text.includes(words));
    await until('the letter to be sent', async () => (await letterRow(letter))?.state === 'sent');
    return letter;
  };
  const ask = async (question: string): Promise<ReceivedMail> => {
    await desk.receive(answerTo(dispatch, LI, `#reply\n${question}`));
    return sentTo(customer, question);
  };
  const decided = (count: number) =>
    until(`${count} notifications to be decided`, async () => {
      const rows = (await desk.ledger()).filter(({ class: kind, outcome }) => kind === 'bounce' && outcome !== null);
      return rows.length >= count ? rows : undefined;
    });

  it('are sent from an address that names them; automatic ones from nobody', async () => {
    const letter = await ask('Which version is it?');
    expect(letter.from).toMatch(/^support\+[a-z2-7]{44}@desk\.example$/);
    const acknowledgement = desk.postbox.mails.find(
      ({ to, text }) => to.includes(customer) && text.includes('on record'),
    );
    expect(acknowledgement?.from).toBe('');
  });

  it('are known by that address even when nothing of them is quoted', async () => {
    const letter = await ask('Which browser is it?');
    await desk.mailbox.deliver(
      deliveryReport({ to: letter.from, recipient: customer, status: '5.1.1', original: null }),
    );
    const [row] = await decided(1);
    expect(row).toMatchObject({ outcome: 'bounce', reason: 'permanent 5.1.1' });
    expect(row?.ticket).toMatch(/^TS/);
    expect(await letterRow(letter)).toMatchObject({ state: 'failed', lastReply: expect.stringContaining('5.1.1') });
    await desk.letterTo('li@staff.example', ({ text }) => text.includes(customer) && text.includes('5.1.1'));
    const told = async () => (await desk.letters()).filter(({ kind }) => kind === 'undeliverable').length;
    const before = await told();
    await desk.mailbox.deliver(
      deliveryReport({ to: letter.from, recipient: customer, status: '5.1.2', original: null }),
    );
    expect((await decided(2))[1]).toMatchObject({ outcome: 'bounce', ticket: row?.ticket });
    expect(await letterRow(letter)).toMatchObject({ lastReply: expect.stringContaining('5.1.1') });
    expect(await told()).toBe(before);
  });

  it('are known by their Message-ID; a delay is noted and nothing else', async () => {
    const letter = await ask('Which system is it?');
    const original = letter.header('message-id');
    await desk.mailbox.deliver(
      deliveryReport({ to: 'support@desk.example', recipient: customer, status: '4.4.1', original }),
    );
    expect((await decided(3))[2]).toMatchObject({ outcome: 'bounce', reason: 'temporary 4.4.1' });
    expect(await letterRow(letter)).toMatchObject({ state: 'sent', lastReply: expect.stringContaining('4.4.1') });
  });

  it('change nothing when they are not the desk’s, or only pretend to be', async () => {
    const letter = await ask('Which screen is it?');
    const strange = { recipient: customer, status: '5.1.1' };
    const forgedToken = letter.from.replace(/\+(.)/, (_, first) => `+${first === 'c' ? 'd' : 'c'}`);
    await desk.mailbox.deliver(deliveryReport({ ...strange, to: forgedToken, original: null }));
    await desk.mailbox.deliver(
      deliveryReport({ ...strange, to: 'support@desk.example', original: '<no@letter.example>' }),
    );
    expect((await decided(5)).slice(3).map(({ reason, ticket }) => [reason, ticket])).toEqual([
      ['matches no letter', null],
      ['matches no letter', null],
    ]);
    expect(await letterRow(letter)).toMatchObject({ state: 'sent' });
  });

  it('hold the address back after the third time; none of them opens a ticket or is answered', async () => {
    for (const [at, question] of ['First?', 'Second?'].entries()) {
      const letter = await ask(question);
      await desk.mailbox.deliver(
        deliveryReport({ to: letter.from, recipient: customer, status: '5.1.1', original: null }),
      );
      await decided(6 + at);
    }
    await desk.receive(answerTo(dispatch, LI, '#reply\nThe last word.'));
    const transcript = await desk.letterTo('li@staff.example', ({ text }) => text.includes('NOT sent'));
    expect(transcript.text).not.toContain('Sent to the customer');
    await desk.letterTo('li@staff.example', ({ text }) => text.includes('was not sent: letters to this address'));
    const held = await until('the letter to be held back', async () =>
      (await desk.letters()).find(({ lastReply }) => lastReply?.startsWith('held back')),
    );
    expect(held).toMatchObject({ toAddress: customer, state: 'failed', attempts: 0 });
    await desk.allSent();
    expect(desk.postbox.mails.some(({ text }) => text.includes('The last word.') && !text.includes('#reply'))).toBe(
      false,
    );
    expect(await desk.tickets()).toHaveLength(1);
    expect(desk.postbox.mails.some(({ to }) => to.some((address) => /daemon/i.test(address)))).toBe(false);
  });

  it('by a server that refuses them are told to those in charge at once', async () => {
    const { dispatch: theirs } = await openTicket(desk, 'Bo <bo@refused.example>');
    desk.postbox.fault('RCPT', '550 5.1.1 no such user', { when: (said) => said.includes('bo@refused.example') });
    await desk.receive(answerTo(theirs, LI, '#reply\nWho reads this?'));
    const told = await desk.letterTo('li@staff.example', ({ text }) => text.includes('bo@refused.example was refused'));
    expect(told.text).toContain('550 5.1.1');
    const refused = (await desk.letters()).find(
      ({ toAddress, kind }) => toAddress === 'bo@refused.example' && kind === 'public_reply',
    );
    expect(refused).toMatchObject({ state: 'failed', lastResult: 'refused' });
  });

  it('only in somebody’s words never cut a customer off, however often and in whatever form', async () => {
    const victim = 'carol@victim.example';
    const { dispatch: theirs } = await openTicket(desk, `Carol <${victim}>`);
    const ids: string[] = [];
    for (const question of ['One?', 'Two?', 'Three?', 'Four?']) {
      await desk.receive(answerTo(theirs, LI, `#reply\n${question}`));
      const letter = await sentTo(victim, question);
      ids.push(letter.header('message-id'));
    }
    const known = (await desk.ledger()).length;
    const forged = ids.flatMap((original) => [
      deliveryReport({ to: 'support@desk.example', recipient: victim, status: '5.1.1', original }),
      deliveryReport({ to: 'support@desk.example', recipient: 'other@victim.example', status: '5.1.1', original }),
      textBounce(victim, original),
      sieveReject(victim, original),
      embeddedBounce(victim, original),
    ]);
    for (const mail of forged) await desk.mailbox.deliver(mail);
    await until('the forged ones to be decided', async () => {
      const rows = await desk.ledger();
      return rows.length >= known + forged.length && rows.every(({ outcome }) => outcome !== null);
    });
    await desk.receive(answerTo(theirs, LI, '#reply\nStill with you.'));
    await desk.letterTo(victim, ({ text }) => text.includes('Still with you.'));
  });
});

const report = (victim: string, lines: readonly string[]): string =>
  [
    'Return-Path: <>',
    `From: MAILER-DAEMON@${victim.slice(victim.indexOf('@') + 1)}`,
    'To: support@desk.example',
    `Message-ID: ${newMessageId('mx.victim.example')}`,
    'MIME-Version: 1.0',
    ...lines,
    '',
  ].join('\r\n');

/** As qmail writes it: no structure at all. */
const textBounce = (victim: string, original: string): string =>
  report(victim, [
    'Subject: failure notice',
    'Content-Type: text/plain',
    '',
    'Hi. This is the qmail-send program at mx.victim.example.',
    `<${victim}>:`,
    'Sorry, no mailbox here by that name. (#5.1.1)',
    '',
    '--- Below this line is a copy of the message.',
    '',
    `Message-ID: ${original}`,
  ]);

/** RFC 5429 §2.2. */
const sieveReject = (victim: string, original: string): string =>
  report(victim, [
    'Subject: Automatically rejected mail',
    'Auto-Submitted: auto-replied (rejected)',
    'Content-Type: multipart/report; report-type=disposition-notification; boundary=s',
    '',
    '--s',
    'Content-Type: text/plain',
    '',
    'Your message was automatically rejected: user unknown.',
    '--s',
    'Content-Type: message/disposition-notification',
    '',
    `Final-Recipient: rfc822;${victim}`,
    `Original-Message-ID: ${original}`,
    'Disposition: automatic-action/MDN-sent-automatically; deleted',
    '--s--',
  ]);

/** A report within a report, with the copy's own Return-Path. */
const embeddedBounce = (victim: string, original: string): string =>
  report(victim, [
    'Subject: Undelivered Mail Returned to Sender',
    'Content-Type: multipart/report; report-type=delivery-status; boundary=e',
    '',
    '--e',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.victim.example',
    '',
    `Final-Recipient: rfc822; ${victim}`,
    'Action: failed',
    'Status: 5.1.1',
    '--e',
    'Content-Type: message/rfc822',
    '',
    `Return-Path: <support+${'a'.repeat(44)}@desk.example>`,
    `Message-ID: ${original}`,
    `To: ${victim}`,
    'Subject: x',
    '',
    'x',
    '--e--',
  ]);
