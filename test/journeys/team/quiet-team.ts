import { createClock } from '../../support/clock.ts';
import type { TestDatabase } from '../../support/database.ts';
import type { WrittenMail } from '../../support/mail.ts';
import { openQuietDesk, type QuietDesk, type WrittenLetter } from '../../support/quiet-desk.ts';
import { STAFF, TEAMS } from '../process/stage.ts';

/** A team on a desk without mail servers, whose time is set by hand. */
export interface QuietTeam {
  quiet: QuietDesk;
  /** A mail is decided; what the ledger says of it. */
  writes(from: string, text: string, more?: Partial<WrittenMail>): Promise<{ outcome: string; ticket: string | null }>;
  /** Somebody answers a letter in their mail program. */
  answers(
    letter: WrittenLetter,
    from: string,
    text: string,
    more?: Partial<WrittenMail>,
  ): Promise<{ outcome: string; ticket: string | null }>;
  /** The letter of that kind written to somebody since the last look; all others of that time are forgotten. */
  letter(kind: string, to: string): Promise<WrittenLetter>;
  /** Kinds of letters written since the last look, `kind→somebody`. */
  kinds(): Promise<string[]>;
  close(): Promise<void>;
}

export async function openQuietTeam(
  start: string,
  config: Record<string, unknown> = {},
  mailbox: Record<string, unknown> = {},
  database?: TestDatabase,
): Promise<QuietTeam> {
  const clock = createClock(start);
  const quiet = await openQuietDesk(clock, {
    config: {
      desk: { domain: 'desk.example', locale: 'zh-CN', timezone: 'Asia/Shanghai' },
      staff: STAFF.map((each) => ({ ...each, letters: 'needed' })),
      teams: TEAMS,
      acceptWithin: '5h',
      ...config,
    },
    mailbox,
    database,
  });
  const writes: QuietTeam['writes'] = async (from, text, more = {}) => {
    const [row] = await quiet.receive({ from, subject: '来信', text, ...more });
    return { outcome: row?.outcome ?? '', ticket: row?.ticket ?? null };
  };
  return {
    quiet,
    writes,
    answers(letter, from, text, more = {}) {
      const [replyTo] = [letter.parsed.replyTo].flat();
      const to = [replyTo?.value ?? []].flat().map(({ address }) => address ?? '')[0] ?? '';
      const id = letter.parsed.messageId ?? '';
      return writes(from, text, {
        to,
        subject: `Re: ${letter.parsed.subject}`,
        inReplyTo: id,
        references: id,
        ...more,
      });
    },
    async letter(kind, to) {
      const found = (await quiet.newLetters()).filter((each) => each.kind === kind && each.to === to);
      if (found.length !== 1) throw new Error(`${found.length} letters ${kind} to ${to}`);
      return found[0] as WrittenLetter;
    },
    async kinds() {
      return (await quiet.newLetters()).map(({ kind, to }) => `${kind}→${to.split('@')[0]}`).toSorted();
    },
    close: () => quiet.close(),
  };
}

/** The lines of a letter that name tickets, with what stands below each. */
export const rowsOf = ({ text }: WrittenLetter): string[] =>
  [...text.matchAll(/^(TS\d+ .*)\n(.*)$/gm)].map(([, title = '', below = '']) => `${title.trim()} | ${below.trim()}`);

/** Addresses of the links in a letter that act on a ticket. */
export const linksIn = ({ parsed }: WrittenLetter): string[] =>
  [
    ...String(parsed.html)
      .replaceAll('&#x3D;', '=')
      .matchAll(/mailto:([^?"]+)\?subject=%5BTS/g),
  ].map(([, to = '']) => to);
