import { afterEach, describe, expect, it } from 'vitest';
import { openTestDesk, type TestDesk, type TestDeskOptions } from '../../support/desk.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import type { ReceivedMail } from '../../support/postbox.ts';
import { answerTo, LI, openTicket, receiveDecided, resolveTicket, TEAM, ticketOf } from './team.ts';

/** The mail a `mailto:` link of a letter opens, as far as a mail program fills it in. */
function prepared(letter: ReceivedMail, label: string): { to: string; subject: string; text: string } {
  const html = String(letter.parsed.html);
  const [, href = ''] = new RegExp(`href="(mailto:[^"]*)"[^>]*>\\s*${label}`).exec(html) ?? [];
  const url = new URL(href.replaceAll('&amp;', '&').replaceAll('&#x3D;', '='));
  const field = (name: string): string =>
    decodeURIComponent(new RegExp(`[?&]${name}=([^&]*)`).exec(url.search)?.[1] ?? '');
  return { to: decodeURIComponent(url.pathname), subject: field('subject'), text: field('body') };
}

describe.skipIf(dovecotMissing)('a mailbox', () => {
  let desk: TestDesk;
  afterEach(() => desk.close());
  const open = async (options: TestDeskOptions): Promise<void> => {
    desk = await openTestDesk({ config: TEAM, ...options });
    await desk.start();
  };

  it('without plus-addressing knows every answer by its ref: line', async () => {
    await open({ mailbox: { plusAddressing: false } });
    const from = 'Ann <ann@a.example>';
    const { number, resolution, dispatch } = await resolveTicket(desk, from);
    expect(resolution.parsed.replyTo?.value[0]?.address).toBe('support@desk.example');
    for (const { raw, from: sender } of desk.postbox.mails) {
      expect(raw.toString()).not.toMatch(/support\+\w+@/);
      expect(['', 'support@desk.example']).toContain(sender);
    }
    const accept = prepared(dispatch, 'Resolve');
    expect(accept).toMatchObject({ to: 'support@desk.example', text: expect.stringMatching(/ref:[a-z2-7]{44}/) });
    const solved = { ...prepared(resolution, 'Solved'), from, proven: false };
    expect(await receiveDecided(desk, solved)).toMatchObject({ outcome: 'appended', evidence: 'E4' });
    expect((await ticketOf(desk, number)).state).toBe('closed');
    const notice = await desk.letterTo('ann@a.example', ({ text }) => text.includes('Undo'));
    const undo = { ...prepared(notice, 'Undo'), from, proven: false };
    expect(await receiveDecided(desk, undo)).toMatchObject({ outcome: 'appended', evidence: 'E4' });
    expect((await ticketOf(desk, number)).reopenCount).toBe(1);
  });

  it('without plus-addressing confirms a held mail by the ref: line of its alert', async () => {
    await open({ mailbox: { plusAddressing: false } });
    const { number, dispatch } = await openTicket(desk, 'Ben <ben@b.example>');
    const command = answerTo(dispatch, LI, '#urgency high', { proven: false });
    expect(await receiveDecided(desk, command)).toMatchObject({ outcome: 'held' });
    const alert = await desk.letterTo('li@staff.example', ({ subject }) => subject.includes('held back'));
    const confirm = { ...prepared(alert, 'Yes, this was me'), from: LI };
    expect(confirm.to).toBe('support@desk.example');
    await receiveDecided(desk, confirm);
    expect((await ticketOf(desk, number)).urgency).toBe('high');
  });

  it('whose relay demands sender = login sends every letter from that address', async () => {
    await open({ smtp: { envelopeFrom: 'support@desk.example' } });
    await resolveTicket(desk, 'Cao <cao@c.example>');
    await desk.allSent();
    expect(new Set(desk.postbox.mails.map(({ from }) => from))).toEqual(new Set(['support@desk.example']));
  });

  it('behind a website form answers the requester the form names, and nobody on the staff’s behalf', async () => {
    await open({ config: { ...TEAM, trust: { authservId: 'mx.desk.example', gateways: ['no-reply@www.example'] } } });
    const form = { from: 'Website <no-reply@www.example>', subject: 'Contact form', headers: ['Precedence: bulk'] };
    const text = 'Contact: Dan\nContact details: dan@d.example\nDescription: The login page shows error E42.';
    await receiveDecided(desk, { ...form, text });
    const acknowledgement = await desk.letterTo('dan@d.example');
    expect(acknowledgement.header('auto-submitted')).toBe('auto-replied');
    const replyTo = {
      ...form,
      headers: ['Reply-To: Eva <eva@e.example>'],
      text: 'The export is broken again, please help.',
    };
    await receiveDecided(desk, replyTo);
    await desk.letterTo('eva@e.example');
    const staff = text.replace('dan@d.example', 'li@staff.example').replace('The login', '#close\nThe login');
    expect(await receiveDecided(desk, { ...form, text: staff })).toMatchObject({ outcome: 'ticketed' });
    await desk.allSent();
    expect(desk.postbox.mails.some(({ to }) => to.includes('no-reply@www.example'))).toBe(false);
    const requesters = (await desk.tickets()).map(({ requester }) => requester.address);
    expect(requesters).toEqual(['dan@d.example', 'eva@e.example', 'no-reply@www.example']);
  });

  it('of a private mail system may believe staff without a signature', async () => {
    await open({ config: { ...TEAM, trust: { authservId: 'mx.desk.example', staffWithoutDkim: true } } });
    const { number, dispatch } = await openTicket(desk, 'Fay <fay@f.example>');
    expect(await receiveDecided(desk, answerTo(dispatch, LI, '#accept', { proven: false }))).toMatchObject({
      outcome: 'command',
    });
    expect((await ticketOf(desk, number)).state).toBe('in_progress');
    const { stdout } = await desk.tsdesk(['doctor']);
    expect(stdout.join('\n')).toContain('staffWithoutDkim is on');
  });
});
