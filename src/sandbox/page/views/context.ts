import { momentText } from '../../../letter/view/time/times.ts';
import { html, type Markup } from '../../../lib/markup.ts';
import type { Locale } from '../../../words/locale.ts';
import type { PageWords } from '../words/vocabulary.ts';

/** Who looks at the page: language, zone and the sandbox's time. */
export interface Viewer {
  locale: Locale;
  words: PageWords;
  timezone: string;
  now: Date;
  /** The page's own path and query, to come back to. */
  path: string;
}

export const momentFor = (viewer: Viewer, at: Date | undefined): string =>
  at === undefined ? '' : momentText(at, viewer);

/** Markup, or nothing. */
export const when = (is: boolean, markup: () => Markup): Markup => (is ? markup() : html``);

/** Puts a name or number into a sentence. */
export const filled = (sentence: string, value: string | number): string => sentence.replace('{}', () => String(value));

/** Where a mail lies on this page. */
export const mailPath = (user: string, folder: 'INBOX' | 'Sent', uid: number): string =>
  folder === 'INBOX' ? `/${user}/${uid}` : `/${user}/sent/${uid}`;
