import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readToken } from '../../../src/people/token.ts';
import { connect } from '../../../src/store/connection/connection.ts';
import { addKey, loadKeys } from '../../../src/store/key.ts';
import { createDatabase } from '../../support/database.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import type { ReceivedMail } from '../../support/postbox.ts';
import { answerTo, openTicket, receiveDecided, TEAM } from './team.ts';

describe.skipIf(dovecotMissing)('tsdesk keys rotate', () => {
  let desk: TestDesk;
  beforeEach(async () => {
    desk = await openTestDesk({ config: TEAM });
  });
  afterEach(() => desk.close());

  const keyOf = (letter: ReceivedMail): number | undefined =>
    readToken(/\+([a-z2-7]{44})@/.exec(letter.header('reply-to'))?.[1] ?? '')?.keyId;

  it('signs with a new key from the next start on; older tokens are still good', async () => {
    const daemon = await desk.start();
    const before = await openTicket(desk, 'Ann <ann@a.example>');
    expect(keyOf(before.acknowledgement)).toBe(0);
    expect((await desk.tsdesk(['keys', 'rotate'])).code).toBe(0);
    await daemon.stop();
    await desk.start();
    const old = answerTo(before.acknowledgement, 'Ann <ann@a.example>', 'It is Windows 11.', {
      inReplyTo: '<none@a.example>',
    });
    expect(await receiveDecided(desk, old)).toMatchObject({ outcome: 'appended', evidence: 'E4' });
    const after = await openTicket(desk, 'Ben <ben@b.example>');
    expect(keyOf(after.acknowledgement)).toBe(1);
  });
});

it('the newest key signs, however often keys were rotated', async () => {
  const database = await createDatabase();
  const { db, close } = connect(database.url, { max: 1 });
  await loadKeys(db, 'a secret');
  for (let rotation = 1; rotation <= 260; rotation++) {
    const id = await addKey(db, 'a secret');
    const [newest] = await loadKeys(db, 'a secret');
    expect([id, newest?.id]).toEqual([rotation % 256, rotation % 256]);
  }
  expect(await loadKeys(db, 'a secret')).toHaveLength(256);
  await close();
  await database.drop();
});
