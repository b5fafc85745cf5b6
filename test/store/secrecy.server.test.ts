import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Signature, unchecked } from '../../src/mail/secrecy/secrecy.ts';
import { canonicalAddress } from '../../src/people/address.ts';
import {
  addCertificate,
  type Certificate,
  certificatesNamed,
  confirmedCertificates,
  listCertificates,
  offerCertificate,
  removeCertificate,
} from '../../src/store/certificate.ts';
import { NOTHING } from '../../src/store/commit/change.ts';
import { commit } from '../../src/store/commit/commit.ts';
import { type Connection, connect } from '../../src/store/connection/connection.ts';
import { sql } from '../../src/store/drizzle.ts';
import { toldIn } from '../../src/store/report.ts';
import { loadSolutions } from '../../src/store/ticket.ts';
import { waitingCopies } from '../../src/store/waiting-copy.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';
import { createDatabase, type TestDatabase } from '../support/database.ts';
import { h, li, NOON, resolved } from '../ticket/sample.ts';

let database: TestDatabase;
let connection: Connection;
beforeAll(async () => {
  database = await createDatabase();
  connection = connect(database.url);
});
afterAll(async () => {
  await connection.close();
  await database.drop();
});

const MEI = canonicalAddress('mei@customer.example');
const day = (n: number): Date => h(24 * n);
const signature = (fingerprint: string, more: Partial<Signature> = {}): Signature => ({
  ...unchecked('openpgp'),
  verdict: 'valid',
  fingerprint,
  certificate: `key ${fingerprint}`,
  expiresAt: day(100),
  ...more,
});
const shownOf = ({ fingerprint, content, confirmedAt }: Certificate): string =>
  `${confirmedAt === null ? 'offered' : 'confirmed'} ${fingerprint} ${content}`;
const all = async () => (await listCertificates(connection.db)).map(shownOf).toSorted();
const offer = (fingerprint: string, more: Partial<Signature> = {}, now = day(1)) =>
  offerCertificate(connection.db, MEI, signature(fingerprint, more), now);
const confirm = async (fingerprint: string) => {
  const [found] = await certificatesNamed(connection.db, fingerprint);
  if (found === undefined) throw new Error(`${fingerprint} is not known`);
  await addCertificate(connection.db, found.address, found, { by: 'li', now: day(2) });
};

describe('a certificate that mails offer', () => {
  beforeEach(async () => {
    await connection.db.execute(sql`truncate certificate`);
  });

  it('is kept once, however often it comes', async () => {
    for (const n of [1, 2, 3]) await offer('a', {}, day(n));
    expect(await all()).toEqual(['offered a key a']);
  });

  it('that is renewed before it is confirmed is kept as it is now', async () => {
    await offer('a');
    await offer('a', { certificate: 'renewed', expiresAt: day(200) });
    await offer('a', { certificate: 'an older copy', expiresAt: day(50) });
    expect(await all()).toEqual(['offered a renewed']);
  });

  it('that is renewed once it is confirmed is offered beside itself, and confirmed again', async () => {
    await offer('a');
    await confirm('a');
    await offer('a');
    expect(await all()).toEqual(['confirmed a key a']);
    await offer('a', { certificate: 'renewed', expiresAt: null });
    expect(await all()).toEqual(['confirmed a key a', 'offered a renewed']);
    const [own] = await confirmedCertificates(connection.db, MEI).then((found) => [found]);
    expect(own?.map(({ content }) => content)).toEqual(['key a']);
    await confirm('a');
    expect(await all()).toEqual(['confirmed a renewed']);
    await offer('a', { certificate: 'once more', expiresAt: day(300) });
    expect(await all()).toEqual(['confirmed a renewed']);
  });

  it('from a file takes the place of what was confirmed', async () => {
    await offer('a');
    await confirm('a');
    const [found] = await certificatesNamed(connection.db, 'a');
    if (found === undefined) throw new Error('a is not known');
    const renewed = { ...found, content: 'from a file', expiresAt: day(400) };
    await addCertificate(connection.db, MEI, renewed, { by: 'command line', now: day(3) });
    expect(await all()).toEqual(['confirmed a from a file']);
    expect(await certificatesNamed(connection.db, 'a')).toMatchObject([
      { confirmedBy: 'command line', expiresAt: day(400), firstSeenAt: day(1) },
    ]);
  });

  it('is one of three that wait; the newest do, and what is confirmed takes no place', async () => {
    await offer('genuine');
    await confirm('genuine');
    for (const [n, each] of ['a', 'b', 'c', 'd', 'e'].entries()) await offer(each, {}, day(n + 1));
    expect(await all()).toEqual([
      'confirmed genuine key genuine',
      'offered c key c',
      'offered d key d',
      'offered e key e',
    ]);
    await offer('c', {}, day(9));
    expect((await all()).length).toBe(4);
    await offerCertificate(connection.db, 'other@customer.example', signature('f'), day(10));
    expect((await all()).length).toBe(5);
  });

  it('is gone with its renewal once it is taken away', async () => {
    await offer('a');
    await confirm('a');
    await offer('a', { expiresAt: null });
    expect(await removeCertificate(connection.db, MEI, 'a')).toBe(true);
    expect(await all()).toEqual([]);
    expect(await removeCertificate(connection.db, MEI, 'a')).toBe(false);
  });
});

describe('a certificate that a mail of the staff confirms', () => {
  beforeEach(async () => {
    await connection.db.execute(sql`truncate certificate`);
  });
  const order = (fingerprint: string, by = 'wang') => ({
    address: MEI,
    fingerprint,
    confirmedBy: by,
    confirmedAt: day(5),
  });
  const confirmed = (...orders: ReturnType<typeof order>[]) =>
    commit(connection.db, { ...NOTHING, certificates: orders });

  it('is confirmed in the one commit of the mail', async () => {
    for (const each of ['a', 'b']) await offer(each);
    expect(await confirmed(order('a'))).toBeNull();
    expect(await all()).toEqual(['confirmed a key a', 'offered b key b']);
    expect(await certificatesNamed(connection.db, 'a')).toMatchObject([
      { confirmedBy: 'wang', confirmedAt: day(5), firstSeenAt: day(1), expiresAt: day(100), form: 'openpgp' },
    ]);
  });
  it('takes the place of the one its owner has renewed', async () => {
    await offer('a');
    await confirmed(order('a'));
    await offer('a', { certificate: 'renewed', expiresAt: null });
    expect(await confirmed(order('a', 'sun'))).toBeNull();
    expect(await all()).toEqual(['confirmed a renewed']);
    expect(await certificatesNamed(connection.db, 'a')).toMatchObject([{ confirmedBy: 'sun', expiresAt: null }]);
  });
  it('is decided again when it is offered no more; and then nothing of the mail is written', async () => {
    await offer('a');
    expect(await confirmed(order('a'), order('gone'))).toBe('stale');
    expect(await all()).toEqual(['offered a key a']);
    const [once, twice] = await Promise.all([confirmed(order('a')), confirmed(order('a'))]);
    expect([once, twice].toSorted()).toEqual([null, 'stale'].toSorted());
    expect(await all()).toEqual(['confirmed a key a']);
  });
});

describe('a ticket that has become confidential', () => {
  const SECRET = 'tangerine';
  const ticket = (id: string, more: Partial<Ticket> = {}): Ticket => ({
    ...resolved,
    id: `0190aaaa-0000-7000-8000-00000000000${id}`,
    number: `TS2026112600${id}`,
    version: 1,
    clocks: [],
    createdAt: NOON,
    form: { description: SECRET },
    ...more,
  });
  const plain = ticket('1');
  const secret = ticket('2', { confidential: true, subject: '[...]' });
  beforeAll(async () => {
    for (const each of [plain, secret])
      expect(
        await commit(connection.db, {
          ...NOTHING,
          tickets: [{ ticket: each, history: [] }],
          copies: [
            {
              ticketId: each.id,
              reader: canonicalAddress(li.email),
              kind: 'note',
              content: { by: li.email, words: SECRET },
              mailbox: 'support',
              at: NOON,
            },
          ],
        }),
      ).toBeNull();
  });

  it('shows its solution to nobody who looks for one like it', async () => {
    const found = await loadSolutions(connection.db, [secret.id, plain.id]);
    expect(found.map(({ number, solution }) => [number, solution])).toEqual([[plain.number, plain.resolution?.steps]]);
    expect(plain.resolution?.steps).not.toBe('');
  });
  it('tells no report what is the matter', async () => {
    const told = await toldIn(connection.db, { start: h(-1), end: h(1), now: h(1) });
    expect(told.map(({ number, symptom }) => [number, symptom])).toEqual([
      [plain.number, SECRET],
      [secret.number, ''],
    ]);
  });
  it('keeps back what waits to be collected from before', async () => {
    const [mine] = await waitingCopies(connection.db, h(1));
    expect(mine?.copies.map(({ ticket: { number }, content }) => [number, content.words])).toEqual([
      [plain.number, SECRET],
      [secret.number, ''],
    ]);
  });
});
