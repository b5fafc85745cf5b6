import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { dkimSign } from 'mailauth/lib/dkim/sign.js';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClock } from '../../support/clock.ts';
import { mailOf, type WrittenMail } from '../../support/mail.ts';
import { openQuietDesk, type QuietDesk } from '../../support/quiet-desk.ts';
import { LI, TEAM } from './team.ts';

/** What DNS says; a test changes it. */
const zone = new Map<string, string>();
let quiet: QuietDesk;
beforeAll(async () => {
  const config = { ...TEAM, trust: {} };
  quiet = await openQuietDesk(createClock('2026-11-23T02:00:00Z'), { config });
  Object.assign(quiet.desk, {
    resolve: async (name: string, type: string) => {
      const record = type === 'TXT' ? zone.get(name) : undefined;
      if (record === undefined) throw Object.assign(new Error(`${name} does not exist`), { code: 'ENOTFOUND' });
      return [[record]];
    },
  });
  zone.set('_dmarc.staff.example', 'v=DMARC1; p=reject');
  zone.set('_dmarc.a.example', 'v=DMARC1; p=none');
});
afterAll(() => quiet.close());

/** A key the domain publishes under one selector, the same each time: the one before is gone. */
function newKey(): KeyObject {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const text = publicKey.export({ type: 'spki', format: 'der' }).toString('base64');
  zone.set('s._domainkey.staff.example', `v=DKIM1; k=rsa; p=${text}`);
  return privateKey;
}

async function signed(mail: WrittenMail, key: KeyObject): Promise<string> {
  const message = mailOf({ proven: false, date: quiet.clock.now(), ...mail });
  const privateKey = key.export({ type: 'pkcs8', format: 'pem' });
  const signer = { signingDomain: 'staff.example', selector: 's', privateKey };
  const { signatures } = await dkimSign(message, {
    ...signer,
    signatureData: [{ ...signer, signTime: quiet.clock.now() }],
  });
  return signatures + message;
}

it('what was proven when it came is done once confirmed, though the key that signed it has gone', async () => {
  const from = 'Ann <ann@a.example>';
  const [{ ticket } = { ticket: '' }] = await quiet.receive({
    from,
    subject: 'Export',
    text: 'It fails.',
    proven: false,
  });
  const command = { from: LI, subject: `[${ticket}]`, text: '#urgency high' };
  const key = newKey();
  const [held] = await quiet.receive(await signed(command, key));
  expect(held).toMatchObject({ outcome: 'held', reason: 'challenge', authentication: 'P' });

  const challenge = (await quiet.newLetters()).find(({ kind }) => kind === 'challenge');
  const next = newKey();
  const [replayed] = await quiet.receive(await signed({ ...command, text: '#urgency urgent' }, key));
  expect(replayed).toMatchObject({ outcome: 'quarantined', authentication: 'F' });

  const to = /support\+\w+@desk\.example/.exec(challenge?.text ?? '')?.[0] ?? '';
  await quiet.receive(await signed({ from: LI, to, subject: 'Re', text: 'Confirm' }, next));
  expect((await quiet.ledger()).find(({ id }) => id === held?.id)).toMatchObject({ outcome: 'command', ticket });
});
