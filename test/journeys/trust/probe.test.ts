import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import { SUPPORT } from '../../support/mail.ts';
import { until } from '../../support/until.ts';

describe.skipIf(dovecotMissing)('tsdesk doctor --probe', () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk();
  });
  afterEach(() => desk.close());

  const probe = async (): Promise<Record<string, { ok: boolean; finding: string; remedy: string }>> => {
    const { stdout } = await desk.tsdesk(['doctor', '--probe', '--json']);
    const findings = stdout.map((line) => JSON.parse(line));
    return Object.fromEntries(findings.map(({ check, ...finding }) => [check, finding]));
  };

  it('refuses a receiving system that lets forged Authentication-Results through; the daemon leaves the mail alone', async () => {
    desk.postbox.forward(SUPPORT, { deliver: (raw) => desk.mailbox.deliver(raw) });
    await desk.start();
    const found = await probe();
    expect(found['envelope sender support']).toMatchObject({ ok: true, finding: 'the relay takes <>' });
    expect(found['round trip support']).toMatchObject({ ok: true, finding: expect.stringContaining('support+probe@') });
    expect(found['authentication results support']).toMatchObject({
      ok: false,
      finding: expect.stringContaining('arrive as they were sent, and are believed'),
      remedy: expect.stringContaining('trust.authservId'),
    });
    const row = await until('the probe to be decided', async () =>
      (await desk.ledger()).find(({ outcome }) => outcome !== null),
    );
    expect(row).toMatchObject({ class: 'own', outcome: 'ignored', reason: 'own_mail' });
    expect(desk.postbox.mails).toHaveLength(1);
  });

  it('is content with one that removes them', async () => {
    const strip = (raw: Buffer): string =>
      raw.toString('latin1').replace(/^Authentication-Results:.*(?:\r?\n[ \t].*)*\r?\n/im, '');
    desk.postbox.forward(SUPPORT, { deliver: (raw) => desk.mailbox.deliver(strip(raw)) });
    expect((await probe())['authentication results support']).toMatchObject({
      ok: true,
      finding: 'forged ones are removed',
    });
  });

  it('finds out that a relay wants the login as the sender', async () => {
    desk.postbox.fault('MAIL', '550 5.7.1 sender must be the login', { when: (said) => /MAIL FROM:<>/i.test(said) });
    expect((await probe())['envelope sender support']).toMatchObject({
      ok: false,
      remedy: 'set mailboxes.support.smtp.envelopeFrom: support@desk.example',
    });
  });
});
