import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import { type Gpg, gpgIn, hasGpg } from '../../support/gpg.ts';
import { AUTHSERV, SUPPORT } from '../../support/mail.ts';
import { type Certified, certified, hasOpenssl, openssl } from '../../support/openssl.ts';
import type { ReceivedMail } from '../../support/postbox.ts';
import { until } from '../../support/until.ts';
import { answerTo, LI, receiveDecided, TEAM, ticketOf } from './team.ts';

const MEI = 'hanmei@customer.example';
const SECRET = 'The vault opens with tangerine.';
const SUBJECT = 'The password of the vault';

/** A mail with an encrypted or signed entity as its content. */
const mailWith = (
  from: string,
  id: string,
  entity: string,
  { to = SUPPORT, subject = '[...]', proven = true } = {},
): string =>
  [
    ...(proven
      ? [
          `Authentication-Results: ${AUTHSERV}; dkim=pass header.d=${from.split('@')[1]}; dmarc=pass header.from=${from.split('@')[1]}`,
        ]
      : []),
    `Return-Path: <${from}>`,
    `From: Han Mei <${from}>`,
    `To: ${to}`,
    `Subject: ${subject}`,
    `Message-ID: <${id}>`,
    `Date: ${new Date().toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    entity,
  ].join('\r\n');

const pgpEntity = (armour: Uint8Array): string =>
  `Content-Type: multipart/encrypted; protocol="application/pgp-encrypted"; boundary=pgp\r\n\r\n--pgp\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--pgp\r\nContent-Type: application/octet-stream; name=encrypted.asc\r\n\r\n${armour}\r\n--pgp--\r\n`;

describe.skipIf(dovecotMissing || !hasGpg || !hasOpenssl)('a customer who writes encrypted', () => {
  let desk: TestDesk;
  let folder: string;
  let gpg: Gpg;
  let li: Certified;
  let own: Certified;
  let number = '';
  let output: readonly string[] = [];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'secret-desk-'));
    gpg = gpgIn(folder);
    gpg.generate(`Han Mei <${MEI}>`);
    li = certified(folder, 'li@staff.example');
    own = certified(folder, SUPPORT);
    writeFileSync(join(folder, 'passphrase'), 'locked for a test\n');
    openssl([
      'pkcs12',
      '-export',
      '-inkey',
      own.keyFile,
      '-in',
      own.certificateFile,
      '-passout',
      'pass:handed over',
      '-out',
      join(folder, 'desk.p12'),
    ]);
    writeFileSync(join(folder, 'handed-over'), 'handed over');
    const [smime, pgp] = [join(folder, 'smime.pem'), join(folder, 'pgp.asc')];
    desk = await openTestDesk({
      config: {
        ...TEAM,
        // A supervisor too, who confirms certificates.
        staff: TEAM.staff.map((each) =>
          each.email === 'li@staff.example' ? { ...each, roles: ['engineer', 'supervisor'] } : each,
        ),
        webhooks: [
          {
            name: 'crm',
            url: 'http://127.0.0.1:9/',
            secret: `whsec_${Buffer.alloc(32, 7).toString('base64')}`,
            events: ['ticket.received'],
            include: ['people', 'words'],
          },
        ],
        secrecy: { keys: [{ file: smime }, { file: pgp, passphraseFile: join(folder, 'passphrase') }] },
      },
    });
    const made = await Promise.all([
      desk.tsdesk([
        'certs',
        'import',
        join(folder, 'desk.p12'),
        '--unlock-file',
        join(folder, 'handed-over'),
        '--out',
        smime,
      ]),
      desk.tsdesk(['certs', 'generate', SUPPORT, '--out', pgp, '--passphrase-file', join(folder, 'passphrase')]),
    ]);
    expect(made.map(({ code, stderr }) => [code, stderr])).toEqual([
      [0, []],
      [0, []],
    ]);
    gpg.trust(made[1]?.stdout.join('\n') ?? '');
    const added = await desk.tsdesk(['certs', 'add', li.certificateFile]);
    expect(added.stdout.join()).toContain('confirmed for li@staff.example');
    output = (await desk.start()).stdout;
  });
  afterAll(async () => {
    gpg?.close();
    await desk?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const encrypted = (words: string, subject = SUBJECT): string => {
    const entity = `Content-Type: multipart/mixed; boundary=in; protected-headers="v1"\r\nFrom: Han Mei <${MEI}>\r\nSubject: ${subject}\r\n\r\n--in\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n--in\r\nContent-Type: application/pgp-keys; name=key.asc\r\n\r\n${gpg.publicKey(MEI)}\r\n--in--\r\n`;
    return pgpEntity(gpg.run(['--armor', '--encrypt', '--sign', '-u', MEI, '-r', SUPPORT], entity));
  };
  const deliver = async (
    id: string,
    entity: string,
    from = MEI,
    more: Parameters<typeof mailWith>[3] = {},
  ): Promise<Record<string, unknown>> => {
    await desk.mailbox.deliver(mailWith(from, id, entity, more));
    return until(`${id} to be decided`, async () =>
      (await desk.ledger()).find((row) => row.messageId === `<${id}>` && row.outcome !== null),
    );
  };
  const readByLi = (mail: ReceivedMail): string => {
    const inner = openssl(['cms', '-decrypt', '-inkey', li.keyFile, '-recip', li.certificateFile], mail.raw).toString();
    return Buffer.from(inner).toString();
  };
  const readByMei = (mail: ReceivedMail): string => {
    const armour = /-----BEGIN PGP MESSAGE-----.*?-----END PGP MESSAGE-----/s.exec(mail.raw.toString('latin1'))?.[0];
    writeFileSync(join(folder, 'letter.asc'), armour ?? '');
    return gpg
      .run(['--pinentry-mode', 'loopback', '--status-fd', '1', '--decrypt', join(folder, 'letter.asc')])
      .toString();
  };
  /** All that ever left the desk, as whoever is on the way reads it. */
  const seenOnTheWay = (): string =>
    desk.postbox.mails.map(({ raw, text, subject }) => `${raw.toString('latin1')}\n${text}\n${subject}`).join('\n');

  it('becomes a ticket like any other, which who has a key reads, and nobody else', async () => {
    expect(await deliver('m1@customer.example', encrypted(SECRET))).toMatchObject({
      outcome: 'ticketed',
      subject: '[...]',
    });
    const toLi = await desk.letterTo('li@staff.example');
    number = /TS\d{11,}/.exec(toLi.subject)?.[0] ?? '';
    expect(toLi.subject).toBe(`[${number}] [...]`);
    const inside = readByLi(toLi);
    expect(inside).toContain('application/pkcs7-signature');
    expect(inside).toContain('tangerine');
    expect(inside).toContain('#certificate hanmei@customer.example');
    const toMei = await desk.letterTo(MEI);
    expect(toMei.text).toContain(`request ${number}`);
    expect(toMei.text).toContain('no confirmed certificate');
    await desk.allSent();
    expect(seenOnTheWay()).not.toMatch(/tangerine|password of the vault/);
    const ticket = await ticketOf(desk, number);
    expect(ticket).toMatchObject({ confidential: true, subject: '[...]', signed: { is: 'offered', address: MEI } });
    const [message] = await desk.messages(ticket.id);
    expect(message?.text).toBe(`${SUBJECT}\n\n${SECRET}`);
  });

  it('the command line, and who looks for its words, find nothing of them', async () => {
    const shown = await desk.tsdesk(['ticket', 'show', number, '--json']);
    expect(shown.stdout.join()).toContain('"confidential":true');
    const listed = await desk.tsdesk(['mail', 'list', '--json']);
    expect([...shown.stdout, ...listed.stdout, ...output].join('\n')).not.toMatch(/tangerine|password of the vault/);
  });

  const ofMei = async () => {
    const list = await desk.tsdesk(['certs', 'list', '--json']);
    return list.stdout.map((line) => JSON.parse(line)).find(({ address }) => address === MEI);
  };
  it('gets answers once a supervisor has confirmed, with one tap, the key that came with the mail', async () => {
    const offered = await ofMei();
    expect(offered).toMatchObject({ form: 'openpgp', confirmedAt: null });
    const toLi = desk.postbox.mails.findLast(({ to }) => to.includes('li@staff.example'));
    if (toLi === undefined) throw new Error('there is no letter to Li');
    const confirms = answerTo(toLi, LI, `#certificate ${MEI} ${offered.fingerprint}`);
    expect(await receiveDecided(desk, confirms)).toMatchObject({ outcome: 'command' });
    expect(await ofMei()).toMatchObject({ confirmedBy: 'li@staff.example' });
    expect(await receiveDecided(desk, confirms)).toMatchObject({ outcome: 'refused' });
    await receiveDecided(desk, answerTo(toLi, LI, '#reply\nWe have changed the lock to marzipan.'));
    const answer = await desk.letterTo(MEI);
    const read = readByMei(answer);
    expect(read).toContain('GOODSIG');
    expect(read).toMatch(/marzipan/);
    expect(answer.subject).toBe(`[${number}] [...]`);
    expect(seenOnTheWay()).not.toMatch(/tangerine|marzipan/);
  });

  it('goes on in the same ticket with an encrypted answer, whose signature is known now', async () => {
    const last = desk.postbox.mails.findLast(({ to }) => to.includes(MEI));
    const entity = encrypted('Thank you, cinnamon it is.', `Re: [${number}] [...]`);
    await desk.mailbox.deliver(
      mailWith(MEI, 'm2@customer.example', `In-Reply-To: ${last?.header('message-id')}\r\n${entity}`),
    );
    const row = await until('m2 to be decided', async () =>
      (await desk.ledger()).find(({ messageId, outcome }) => messageId === '<m2@customer.example>' && outcome !== null),
    );
    expect(row).toMatchObject({ outcome: 'appended' });
    expect(await ticketOf(desk, number)).toMatchObject({ signed: { is: 'registered' } });
    await desk.allSent();
    expect(seenOnTheWay()).not.toContain('cinnamon');
  });

  it('a mail to another key is told so, with the keys of the desk', async () => {
    gpg.generate('stranger@nowhere.example');
    const armour = gpg.run(
      ['--armor', '--encrypt', '-r', 'stranger@nowhere.example'],
      'Content-Type: text/plain\r\n\r\nunread',
    );
    expect(await deliver('m3@customer.example', pgpEntity(armour), 'other@customer.example')).toMatchObject({
      outcome: 'ticketed',
    });
    const letter = await desk.letterTo('other@customer.example');
    expect(letter.text).toContain('not with our key');
    expect(letter.parsed.attachments.map(({ filename }) => filename)).toEqual(['desk.crt', 'desk.asc']);
    const toLi = await desk.letterTo('li@staff.example', ({ subject }) =>
      subject.includes(/TS\d+/.exec(letter.text)?.[0] ?? '?'),
    );
    expect(readByLi(toLi)).toContain('encrypted');
  });

  const openPlain = async (from: string) => {
    await desk.receive({ from, subject: 'Printer', text: 'The printer prints nothing at all.' });
    const acknowledgement = await desk.letterTo(from);
    const number = /TS\d{11,}/.exec(acknowledgement.subject)?.[0] ?? '';
    const toLi = await desk.letterTo('li@staff.example', ({ subject }) => subject.includes(number));
    return { number, toLi };
  };
  const toDesk = (words: string): string =>
    openssl(
      ['cms', '-encrypt', '-aes256', own.certificateFile],
      `Content-Type: text/plain; charset=utf-8\r\n\r\n${words}\r\n`,
    )
      .toString()
      .replace(/^MIME-Version:.*\r?\n/im, '')
      .replace(/\r?\n/g, '\r\n');

  it('an answer that the staff write encrypted on a ticket in the clear reaches its customer', async () => {
    const plain = 'plain@customer.example';
    const { number: open, toLi } = await openPlain(plain);
    expect(toLi.subject).toBe(`[${open}] [...]`);
    const to = toLi.parsed.replyTo?.value[0]?.address ?? '';
    const row = await deliver('l1@staff.example', toDesk('#reply\nPlease switch it on.'), 'li@staff.example', {
      to,
      subject: `Re: [${open}] [...]`,
    });
    expect(row).toMatchObject({ outcome: 'command', subject: '[...]' });
    expect((await desk.letterTo(plain)).text).toContain('Please switch it on.');
    const ticket = await ticketOf(desk, open);
    expect([ticket.confidential, ticket.subject]).toEqual([undefined, 'Printer']);
    const kept = (await desk.letters()).filter(({ subject }) => subject.includes(open));
    expect(kept.some(({ subject }) => subject === `[${open}] [...]`)).toBe(true);
    expect(
      kept
        .filter(({ toAddress }) => toAddress === 'li@staff.example')
        .every(({ subject }) => subject === `[${open}] [...]`),
    ).toBe(true);
  });

  it('nobody makes a ticket confidential in the name of its customer', async () => {
    const plain = 'second@customer.example';
    const { number: open } = await openPlain(plain);
    const forged = await deliver('f1@customer.example', toDesk('Send me everything.'), plain, {
      subject: `Re: [${open}] Printer`,
      proven: false,
    });
    expect(forged).toMatchObject({ outcome: 'quarantined', reasonCode: 'encrypted_unproven' });
    expect((await ticketOf(desk, open)).confidential).toBeUndefined();
  });

  it('a certificate that is over, or only signs, says so on the command line', async () => {
    const over = certified(folder, 'over@customer.example', { days: 0 });
    const signs = certified(folder, 'signs@customer.example', { keyUsage: 'digitalSignature' });
    const refused = await desk.tsdesk(['certs', 'add', over.certificateFile]);
    expect([refused.code, refused.stderr.join()]).toEqual([
      1,
      expect.stringContaining('ask its owner for a renewed one'),
    ]);
    const added = await desk.tsdesk(['certs', 'add', signs.certificateFile]);
    expect([added.code, added.stdout.join()]).toEqual([0, expect.stringContaining('not made to encrypt to')]);
    const { number: open } = await openPlain('signs@customer.example');
    const [letter] = desk.postbox.mails.filter(
      ({ to, subject }) => to.includes('signs@customer.example') && subject.includes(open),
    );
    expect(letter?.text).toContain(open);
  });
});
