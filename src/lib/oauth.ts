import {
  allowInsecureRequests,
  type Client,
  ClientSecretPost,
  clientCredentialsGrantRequest,
  None,
  processClientCredentialsResponse,
  processRefreshTokenResponse,
  refreshTokenGrantRequest,
  type TokenEndpointResponse,
} from 'oauth4webapi';
import type { OAuth2Config } from '../config/settings.ts';

/** The access tokens of one account at its authorisation server (RFC 6749). */
export type AccessTokens = {
  /** One that is good for a while yet. Rejects with what the server or the network said, never with a token in it. */
  readonly get: () => Promise<string>;
  /** The last one was refused: the next to ask gets a new one. */
  readonly drop: () => void;
  /** When the last one ends; null before the first. */
  readonly expiresAt: () => Date | null;
  /**
   * Renews ahead of every expiry until the signal aborts; `report` hears how each renewal ended, null when it went
   * well.
   */
  readonly keepFresh: (signal: AbortSignal, report: (trouble: Error | null) => void) => void;
};

/** A token is renewed this long before it ends, or when three quarters of a short life are over. Milliseconds. */
const AHEAD_MS = 5 * 60_000;
const RETRY_MS = 60_000;
/** The shortest time to the next renewal, even when the server says its tokens end sooner. Milliseconds. */
const SOONEST_MS = 1_000;
const TIMEOUT_MS = 15_000;
/** For servers that do not say (RFC 6749 §5.1 recommends that they do). */
const UNSAID_LIFE_MS = 30 * 60_000;

const accounts = new Map<string, AccessTokens>();

/** Those of an account; IMAP and SMTP of one account share them. */
export function accessTokens(config: OAuth2Config): AccessTokens {
  const { tokenUrl, clientId, refreshToken, scope } = config;
  const account = JSON.stringify([tokenUrl, clientId, refreshToken, scope]);
  const known = accounts.get(account) ?? openTokens(config);
  accounts.set(account, known);
  return known;
}

type Token = { readonly text: string; readonly expiresAt: number; readonly renewAt: number };

function openTokens(config: OAuth2Config): AccessTokens {
  let refreshToken = config.refreshToken;
  let token: Token | null = null;
  let renewing: Promise<Token> | null = null;

  const renew = async (): Promise<Token> => {
    const answer = await request(config, refreshToken);
    // Some servers hand out a new refresh token with every use (RFC 6749 §6).
    refreshToken = answer.refresh_token ?? refreshToken;
    const life = answer.expires_in === undefined ? UNSAID_LIFE_MS : answer.expires_in * 1000;
    const expiresAt = Date.now() + life;
    token = { text: answer.access_token, expiresAt, renewAt: expiresAt - Math.min(AHEAD_MS, life / 4) };
    return token;
  };
  const fresh = async (): Promise<Token> => {
    if (token !== null && token.renewAt > Date.now()) return token;
    renewing ??= renew().finally(() => {
      renewing = null;
    });
    return renewing;
  };

  return {
    get: async () => (await fresh()).text,
    drop() {
      token = null;
    },
    expiresAt: () => (token === null ? null : new Date(token.expiresAt)),
    keepFresh(signal, report) {
      const look = async (): Promise<void> => {
        const wait = await fresh().then(
          ({ renewAt }) => {
            report(null);
            return renewAt - Date.now();
          },
          (error: unknown) => {
            report(error instanceof Error ? error : new Error('unknown trouble'));
            return RETRY_MS;
          },
        );
        if (signal.aborted) return;
        const timer = setTimeout(look, Math.max(wait, SOONEST_MS));
        signal.addEventListener('abort', () => clearTimeout(timer), { once: true });
      };
      void look();
    },
  };
}

/** With a refresh token for the account it was given for, else as the application itself (RFC 6749 §6, §4.4). */
async function request(config: OAuth2Config, refreshToken: string | undefined): Promise<TokenEndpointResponse> {
  const { clientId, clientSecret, tokenUrl, scope } = config;
  const server = { issuer: new URL(tokenUrl).origin, token_endpoint: tokenUrl };
  const client: Client = { client_id: clientId };
  const authentication = clientSecret === undefined ? None() : ClientSecretPost(clientSecret);
  const options = {
    signal: AbortSignal.timeout(TIMEOUT_MS),
    // The configuration allows http to loopback only.
    [allowInsecureRequests]: tokenUrl.startsWith('http:'),
  };
  const asked: Record<string, string> = scope === undefined ? {} : { scope };
  if (refreshToken === undefined) {
    const response = await clientCredentialsGrantRequest(server, client, authentication, asked, options);
    return processClientCredentialsResponse(server, client, response);
  }
  const response = await refreshTokenGrantRequest(server, client, authentication, refreshToken, {
    ...options,
    additionalParameters: asked,
  });
  return processRefreshTokenResponse(server, client, response);
}
