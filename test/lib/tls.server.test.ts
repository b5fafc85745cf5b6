import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseConfig } from '../../src/config/load.ts';
import type { MailboxConfig } from '../../src/config/settings.ts';
import { probeMailbox } from '../../src/inbox/imap.ts';
import { openRelay } from '../../src/outbox/relay/smtp.ts';
import { type Dovecot, dovecotMissing, type Mailbox, startDovecot } from '../support/dovecot.ts';

type Tls = 'implicit' | 'starttls';
type Server = { readonly host: string; readonly port: number; readonly certificate: string };

function mailbox(imap: object, smtp: object): MailboxConfig {
  const given = { name: 'support', address: 'support@desk.example', imap, smtp };
  const [configured] = parseConfig(JSON.stringify({ mailboxes: [given] }), 'a test').mailboxes;
  if (configured === undefined) throw new Error('the configuration has a mailbox');
  return configured;
}

describe.skipIf(dovecotMissing).each<Tls>(['implicit', 'starttls'])('IMAP with tls: %s', (tls) => {
  let dovecot: Dovecot;
  let account: Mailbox;
  const probe = (given: object): Promise<unknown> => {
    const server = { host: dovecot.host, port: dovecot.port, user: account.user, pass: account.pass, tls };
    return probeMailbox(mailbox({ ...server, ...given }, { host: '127.0.0.1', tls: 'none' }));
  };
  beforeAll(async () => {
    dovecot = await startDovecot({ tls });
    account = dovecot.createMailbox('support');
  });
  afterAll(() => dovecot.stop());

  it('logs in where the authority is trusted', async () => {
    await expect(probe({ ca: dovecot.certificate })).resolves.toMatchObject({ messages: 0 });
  });
  it('refuses a certificate that nobody known has signed', async () => {
    await expect(probe({})).rejects.toThrow(/self[- ]signed/);
  });
});

describe.skipIf(dovecotMissing)('IMAP that demands STARTTLS', () => {
  it('gives a server that offers none no password', async () => {
    const dovecot = await startDovecot({ tls: 'none' });
    const { user, pass } = dovecot.createMailbox('support');
    const imap = { host: dovecot.host, port: dovecot.port, user, pass, tls: 'starttls' };
    await expect(probeMailbox(mailbox(imap, { host: '127.0.0.1', tls: 'none' }))).rejects.toThrow();
    expect(dovecot.log().join('\n')).not.toContain('Login');
    await dovecot.stop();
  });
});

/** TLS up to 1.1, and a server that would go that far. */
const OUTDATED = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'ALL:@SECLEVEL=0' } as const;

describe.skipIf(dovecotMissing)('servers with TLS 1.1', () => {
  let certified: Dovecot;
  beforeAll(async () => {
    // For its certificate, which openssl has made.
    certified = await startDovecot({ tls: 'implicit' });
  });
  afterAll(() => certified.stop());

  it('are refused over IMAP', async () => {
    const ca = certified.certificate ?? '';
    const server = createServer({ ...pemOf(ca), ...OUTDATED }, (socket) => socket.write('* OK ready\r\n'));
    const refused = Promise.withResolvers<Error>();
    server.on('tlsClientError', refused.resolve);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const imap = { host: '127.0.0.1', port: (server.address() as AddressInfo).port, user: 'u', pass: 'p', ca };
    await expect(probeMailbox(mailbox(imap, { host: '127.0.0.1', tls: 'none' }))).rejects.toThrow();
    expect(String(await refused.promise)).toMatch(/unsupported protocol/);
    await new Promise((resolve) => server.close(resolve));
  });
});

const pemOf = (certificate: string) => ({
  cert: readFileSync(certificate),
  key: readFileSync(certificate.replace('cert.pem', 'key.pem')),
});

describe.skipIf(dovecotMissing)('SMTP', () => {
  let certified: Dovecot;
  const servers: SMTPServer[] = [];
  beforeAll(async () => {
    // For its certificate, which openssl has made.
    certified = await startDovecot({ tls: 'implicit' });
  });
  afterAll(async () => {
    await Promise.all(servers.map((server) => new Promise<void>((resolve) => server.close(resolve))));
    await certified.stop();
  });

  const start = async (options: object): Promise<Server> => {
    const certificate = certified.certificate ?? '';
    const pem = { cert: readFileSync(certificate), key: readFileSync(certificate.replace('cert.pem', 'key.pem')) };
    const server = new SMTPServer({
      ...pem,
      authOptional: true,
      logger: false,
      disableReverseLookup: true,
      ...options,
    });
    server.on('error', () => undefined);
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { host: '127.0.0.1', port: (server.server.address() as AddressInfo).port, certificate };
  };
  const probe = async ({ host, port, certificate }: Server, tls: Tls, trusted = true): Promise<void> => {
    const relay = openRelay(
      mailbox({ host: '127.0.0.1', tls: 'none' }, { host, port, tls, ...(trusted && { ca: certificate }) }).smtp,
    );
    await relay.probe().finally(() => relay.close());
  };

  it.each<[Tls, object]>([
    ['implicit', { secure: true }],
    ['starttls', {}],
  ])('with tls: %s sends where the authority is trusted, and nowhere else', async (tls, options) => {
    const server = await start(options);
    await expect(probe(server, tls)).resolves.toBeUndefined();
    await expect(probe(server, tls, false)).rejects.toThrow(/self[- ]signed/);
  });
  it.each<[Tls, object]>([
    ['implicit', { secure: true }],
    ['starttls', {}],
  ])('with tls: %s refuses less than TLS 1.2', async (tls, options) => {
    const server = await start({ ...options, ...OUTDATED });
    await expect(probe(server, tls)).rejects.toThrow(/protocol/);
  });
  it('that demands STARTTLS gives up where there is none', async () => {
    const server = await start({ disabledCommands: ['STARTTLS'] });
    await expect(probe(server, 'starttls')).rejects.toThrow();
  });
});
