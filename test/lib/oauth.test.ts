import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OAuth2Config } from '../../src/config/settings.ts';
import { accessTokens } from '../../src/lib/oauth.ts';

const MINUTE = 60_000;

describe('access tokens', () => {
  const authority = new OAuth2Server();
  const requests: Record<string, string>[] = [];
  let answer: { status: number; body: Record<string, unknown> };
  beforeAll(async () => {
    await authority.issuer.keys.generate('RS256');
    await authority.start(0, '127.0.0.1');
    authority.service.on('beforeResponse', (response, request) => {
      requests.push(request.body as Record<string, string>);
      response.statusCode = answer.status;
      response.body = { token_type: 'Bearer', access_token: `token-${requests.length}`, ...answer.body };
    });
  });
  afterAll(() => authority.stop());
  beforeEach(() => {
    requests.length = 0;
    answer = { status: 200, body: { expires_in: 3600 } };
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: new Date('2026-11-22T03:00:00Z') });
  });
  afterEach(() => vi.useRealTimers());

  let accounts = 0;
  const account = (given: Partial<OAuth2Config> = {}) =>
    accessTokens({
      clientId: `desk-${accounts++}`,
      refreshToken: 'grant',
      tokenUrl: `http://127.0.0.1:${authority.address().port}/token`,
      ...given,
    });

  it('are asked for once by all who need one, and again only shortly before they end', async () => {
    const tokens = account();
    expect(await Promise.all([tokens.get(), tokens.get()])).toEqual(['token-1', 'token-1']);
    vi.setSystemTime(Date.now() + 54 * MINUTE);
    expect(await tokens.get()).toBe('token-1');
    vi.setSystemTime(Date.now() + 2 * MINUTE);
    expect(await tokens.get()).toBe('token-2');
    expect(tokens.expiresAt()).toEqual(new Date('2026-11-22T04:56:00Z'));
  });

  it('are got with the newest refresh token, where a server hands out new ones', async () => {
    answer.body = { ...answer.body, refresh_token: 'newer grant' };
    const tokens = account();
    await tokens.get();
    tokens.drop();
    await tokens.get();
    expect(requests.map(({ refresh_token }) => refresh_token)).toEqual(['grant', 'newer grant']);
  });

  it('are got by the application itself where it has no refresh token', async () => {
    await account({
      refreshToken: undefined,
      clientSecret: 'the secret',
      scope: 'https://mail.example/.default',
    }).get();
    expect(requests[0]).toMatchObject({ grant_type: 'client_credentials', scope: 'https://mail.example/.default' });
  });

  it('are renewed ahead of their expiry, again every minute when that fails, with the trouble told each time', async () => {
    const told: (string | null)[] = [];
    const stopping = new AbortController();
    let next = Promise.withResolvers<void>();
    account().keepFresh(stopping.signal, (trouble) => {
      told.push(trouble && 'trouble');
      next.resolve();
    });
    const passing = async (milliseconds: number): Promise<void> => {
      next = Promise.withResolvers();
      vi.advanceTimersByTime(milliseconds);
      await next.promise;
      // The timer of the next renewal is set when this one has been reported.
      await Promise.resolve();
    };
    await next.promise;
    await Promise.resolve();
    answer = { status: 400, body: { error: 'invalid_grant' } };
    await passing(55 * MINUTE);
    await passing(MINUTE);
    answer = { status: 200, body: { expires_in: 3600 } };
    await passing(MINUTE);
    expect(told).toEqual([null, 'trouble', 'trouble', null]);
    stopping.abort();
    vi.advanceTimersByTime(120 * MINUTE);
    expect(requests).toHaveLength(4);
  });

  it('are asked for once a second at most, whatever life the server gives them', async () => {
    answer = { status: 200, body: { expires_in: 0 } };
    const stopping = new AbortController();
    const renewed = Promise.withResolvers<void>();
    account().keepFresh(stopping.signal, () => renewed.resolve());
    await renewed.promise;
    await Promise.resolve();
    const waiting = vi.getTimerCount();
    vi.advanceTimersByTime(999);
    expect(vi.getTimerCount()).toBe(waiting);
    vi.advanceTimersByTime(1);
    expect(vi.getTimerCount()).toBeLessThan(waiting);
    expect(requests).toHaveLength(1);
    stopping.abort();
  });

  it('tell no secret when they are refused', async () => {
    answer = { status: 400, body: { error: 'invalid_grant', error_description: 'expired' } };
    const refused = account({ refreshToken: 'a secret grant', clientSecret: 'a secret of ours' }).get();
    const message = await refused.catch((error: Error) => `${error.message} ${error.stack}`);
    expect(message).toContain('server responded with an error');
    expect(message).not.toContain('a secret');
  });
});
