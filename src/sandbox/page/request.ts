import type { FastifyReply, FastifyRequest } from 'fastify';
import { LOCALES, type Locale, localeFor } from '../../words/locale.ts';
import { demoAccounts } from '../demo-team.ts';
import { isFromElsewhere } from './guard.ts';
import type { LetterLook } from './letter-body.ts';
import type { Viewer } from './views/context.ts';
import { pageWords } from './words/page-words.ts';

/** What the address asks for beside its path; every value is somebody's, and only compared. */
export type Query = Readonly<Record<string, string | undefined>>;

const COOKIE_LIFE_S = 365 * 86_400;

/** The language that was chosen, else the browser's; chosen by `?lang=`, which is kept. */
export function localeOf(request: FastifyRequest, reply: FastifyReply): Locale {
  const chosen = chosenLocale(request);
  if (chosen !== null) setCookie(reply, 'lang', chosen);
  return chosen ?? ownLocale(request) ?? 'en';
}

/** The language that this address chooses: for the desk too, which starts anew with it. A page elsewhere chooses none. */
export const chosenLocale = ({ query, headers }: FastifyRequest): Locale | null =>
  isFromElsewhere(headers) ? null : (LOCALES.find((locale) => locale === (query as Query).lang) ?? null);

/** The language that was chosen earlier, else the browser's; null for neither. */
export function ownLocale(request: FastifyRequest): Locale | null {
  const kept = LOCALES.find((locale) => locale === cookie(request, 'lang'));
  const [first = ''] = (request.headers['accept-language'] ?? '').split(/[,;]/);
  return kept ?? localeFor(first.trim());
}

export function viewerOf(
  request: FastifyRequest,
  reply: FastifyReply,
  { timezone, now }: { timezone: string; now: Date },
): Viewer {
  const locale = localeOf(request, reply);
  const url = new URL(request.url, 'http://page');
  url.searchParams.delete('lang');
  return { locale, words: pageWords(locale), timezone, now, path: url.pathname + url.search };
}

/** The users who were looked at last, one of each column. */
export function chosenUsers(request: FastifyRequest): Set<string> {
  const named = cookie(request, 'people').split('.');
  return new Set(
    demoAccounts()
      .map(({ user }) => user)
      .filter((user) => named.includes(user)),
  );
}

export const keepUsers = (reply: FastifyReply, users: ReadonlySet<string>): void =>
  setCookie(reply, 'people', [...users].join('.'));

export function lookOf({ as, scheme, phone }: Query): LetterLook {
  return {
    as: as === 'text' || as === 'source' ? as : 'html',
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : null,
    phone: phone === '1',
  };
}

/** A path of this page to go back to; anything else leads to its beginning. */
export const backTo = (path: string): string => (/^\/(?![/\\])[\w/?=&.%+-]*$/.test(path) ? path : '/');

/** Values are of this page's own making, without `;` or spaces. */
function setCookie(reply: FastifyReply, name: string, value: string): void {
  reply.header('Set-Cookie', `${name}=${value}; Path=/; Max-Age=${COOKIE_LIFE_S}; SameSite=Strict; HttpOnly`);
}

function cookie({ headers }: FastifyRequest, name: string): string {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim().split('='));
  return pairs.find(([key]) => key === name)?.[1] ?? '';
}
