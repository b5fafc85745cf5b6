import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Daemon } from '../../support/daemon.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import { mailOf } from '../../support/mail.ts';
import { type Postbox, startPostbox } from '../../support/postbox.ts';
import { giveToServer, makeScratch } from '../../support/scratch.ts';
import { until } from '../../support/until.ts';
import { TEAM } from './team.ts';

/** Seconds a token lives here: long enough to log in with, short enough to see it renewed. */
const LIFE = 4;
const PROBLEM = { subject: 'Login fails', text: 'Since this morning nobody can log in, please help us.' };

describe.skipIf(dovecotMissing)('a mailbox with OAuth2', () => {
  const authority = new OAuth2Server();
  const given = new Set<string>();
  const requests: Record<string, string>[] = [];
  const webhooks: Record<string, string>[] = [];
  let refusing = false;
  let scratch: Awaited<ReturnType<typeof makeScratch>>;
  let hook: Server;
  let relay: Postbox;
  let desk: TestDesk;
  let daemon: Daemon;

  beforeAll(async () => {
    await authority.issuer.keys.generate('RS256');
    await authority.start(0, '127.0.0.1');
    authority.service.on('beforeResponse', (response, request) => {
      requests.push(request.body as Record<string, string>);
      if (refusing) {
        response.statusCode = 400;
        response.body = { error: 'invalid_grant' };
        return;
      }
      const body = response.body as Record<string, unknown>;
      given.add(String(body.access_token));
      response.body = { ...body, expires_in: LIFE, id_token: undefined };
    });
    authority.service.on('beforeUserinfo', (response, request) => {
      const token = /^Bearer (.*)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
      response.statusCode = given.has(token) ? 200 : 401;
      response.body = given.has(token) ? { email: 'oauth' } : { error: 'invalid_token' };
    });
    scratch = await makeScratch('oauth');
    const backend = join(scratch.path, 'oauth2.conf');
    const { port } = authority.address();
    writeFileSync(
      backend,
      `introspection_url = http://127.0.0.1:${port}/userinfo\nintrospection_mode = auth\nforce_introspection = yes\nusername_attribute = email\n`,
    );
    giveToServer(backend);
    hook = createServer((request, response) => {
      request.toArray().then((chunks) => {
        webhooks.push(JSON.parse(Buffer.concat(chunks).toString()));
        response.end('{}');
      });
    });
    await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve));
    relay = await startPostbox({ takesToken: (token) => given.has(token) });
    const oauth2 = { clientId: 'desk', refreshToken: 'the-grant', tokenUrl: `http://127.0.0.1:${port}/token` };
    desk = await openTestDesk({
      dovecot: {
        extra: `auth_mechanisms = plain login oauthbearer xoauth2
passdb {
  driver = oauth2
  mechanisms = oauthbearer xoauth2
  args = ${backend}
}`,
      },
      config: {
        ...TEAM,
        alerts: { webhooks: [{ kind: 'generic', url: `http://127.0.0.1:${(hook.address() as AddressInfo).port}/` }] },
      },
      others: ({ dovecot }) => [
        {
          name: 'oauth',
          address: 'oauth@desk.example',
          imap: { host: dovecot.host, port: dovecot.port, user: 'oauth', tls: 'none', oauth2 },
          smtp: { host: relay.host, port: relay.port, user: 'oauth', tls: 'none', oauth2 },
        },
      ],
    });
    desk.dovecot.createMailbox('oauth');
    daemon = await desk.start();
    await daemon.waitForLog((line) => line.includes('"mailbox_reading"') && line.includes('"oauth"'));
  });
  afterAll(async () => {
    await desk.close();
    await Promise.all([relay.stop(), authority.stop()]);
    await new Promise((resolve) => hook.close(resolve));
    await scratch.remove();
  });

  const receiveOauth = (from: string): Promise<void> =>
    desk.dovecot.createMailbox('oauth').deliver(mailOf({ ...PROBLEM, from, to: 'oauth@desk.example' }));

  it('is read and sends with tokens got for the refresh token', async () => {
    await receiveOauth('ann@a.example');
    await relay.waitFor(({ to }) => to.includes('ann@a.example'));
    expect(requests[0]).toMatchObject({ grant_type: 'refresh_token', refresh_token: 'the-grant', client_id: 'desk' });
  });

  it('has its token renewed while nobody logs in', async () => {
    const renewed = Promise.withResolvers<void>();
    authority.service.once('beforeResponse', () => renewed.resolve());
    await renewed.promise;
    expect(requests.length).toBeGreaterThan(1);
  });

  it('stops alone when its token cannot be renewed, and others tell of it', async () => {
    refusing = true;
    await daemon.waitForLog((line) => line.includes('"token_not_renewed"'));
    const alarm = await desk.letterTo('wang@staff.example', ({ text }) => text.includes('cannot be renewed'));
    expect(alarm.parsed.from?.value[0]?.address).toBe('support@desk.example');
    expect(alarm.text).toContain('oauth');
    await until('the webhook', () => webhooks.some(({ reason }) => reason === 'login_expires'));
    expect(webhooks).toContainEqual({ reason: 'login_expires', mailbox: 'oauth' });
    given.clear();
    await desk.dovecot.restart();
    await daemon.waitForLog((line) => line.includes('"mailbox_failed"') && line.includes('"oauth"'));
    await desk.receive({ ...PROBLEM, from: 'ben@b.example' });
    await desk.letterTo('ben@b.example');
    refusing = false;
    await receiveOauth('cao@c.example');
    await relay.waitFor(({ to }) => to.includes('cao@c.example'), 75_000);
    expect(daemon.stderr.join('\n')).not.toContain('the-grant');
    for (const token of given) expect(daemon.stderr.join('\n')).not.toContain(token);
  });
});
