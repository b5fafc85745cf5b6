import type { Desk } from '../../desk/desk.ts';
import { listLetters } from '../../store/letter.ts';
import { type LedgerRow, listMails } from '../../store/mail.ts';
import type { Locale } from '../../words/locale.ts';
import { explanationOf, reasonWords } from '../../words/reasons.ts';
import { wordsOf } from '../../words/words.ts';
import type { ReadMail } from '../correspondence.ts';
import { pageWords } from './words/page-words.ts';

/** Why a letter was written, or what the desk made of a mail. */
export interface Why {
  /** In a few words; the sentences say more. */
  headline: string;
  sentences: readonly string[];
  /** The questions that were asked about a mail, as `tsdesk mail explain` has them. */
  steps: readonly string[];
  /** The ticket it is about; empty for none. */
  ticket: string;
  isDecided: boolean;
}

/** Looks for the mail among the desk's letters and in its ledger. `toDesk`: it was sent to the desk. */
export async function loadWhy(desk: Desk, mail: ReadMail, toDesk: boolean, locale: Locale): Promise<Why> {
  const words = pageWords(locale);
  const messageId = mail.messageId ?? '';
  const [letter] = messageId === '' ? [] : await listLetters(desk.db, { messageId });
  if (letter !== undefined) {
    const [cause] = letter.mailId === null ? [] : await listMails(desk.db, { id: letter.mailId });
    const sentence = words.letterWhy[letter.kind];
    return {
      headline: mail.event || letter.kind,
      sentences: [
        ...(sentence === undefined ? [] : [sentence]),
        cause === undefined ? words.becauseClock : causeText(cause, words.becauseMail, locale),
      ],
      steps: [],
      ticket: letter.ticket ?? '',
      isDecided: true,
    };
  }
  const row = messageId === '' ? undefined : (await listMails(desk.db, { messageId })).at(-1);
  if (row?.outcome) return { ...decided(row, locale), headline: words.outcome[row.outcome] };
  const unread = toDesk ? words.notRead : words.notDesk;
  return { headline: unread, sentences: [], steps: [], ticket: '', isDecided: !toDesk };
}

const decided = (row: LedgerRow, locale: Locale): Omit<Why, 'headline'> => ({
  sentences: explanationOf(row, locale),
  steps: Array.isArray(row.decisions) ? row.decisions.map(String) : [],
  ticket: row.ticket ?? '',
  isDecided: true,
});

function causeText(cause: LedgerRow, text: string, locale: Locale): string {
  const who = cause.fromName || cause.fromAddress || '';
  const reason = cause.reason === null ? '' : reasonWords(cause.reason, locale);
  const { parenthesised } = wordsOf(locale).punctuation;
  return text.replace('{}', () => who) + (reason === '' ? '' : parenthesised(reason)) + (locale === 'en' ? '.' : '。');
}
