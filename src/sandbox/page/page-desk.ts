import type { Desk } from '../../desk/desk.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Locale } from '../../words/locale.ts';
import type { ReadMail } from '../correspondence.ts';
import { sendExample } from '../examples/examples.ts';
import type { MailServer } from '../mail/mail-server.ts';
import { advance } from '../time/advance.ts';
import type { SandboxClock } from '../time/clock.ts';
import { type Jump, landing } from '../time/jumps.ts';
import { isMonthLoaded, loadMonth } from '../time/load-month.ts';
import { replaced } from './replaced.ts';
import { loadTicketSight, recentTickets, type TicketSight } from './ticket-sight.ts';
import { loadWhy, type Why } from './why.ts';

/** What is around the desk, and whether somebody has chosen its language. */
type Surroundings = {
  readonly clock: SandboxClock;
  readonly mail: MailServer;
  readonly isLanguageChosen: () => boolean;
};

/** The daemon of the sandbox, which can go on in another language. */
export interface DemoDesk {
  desk(): Desk;
  locale(): Locale;
  /**
   * Goes on with the desk and its people in this language, and keeps it. The daemon starts anew with its new
   * configuration, which takes a second; one that somebody has edited stays as it is. Not twice at once.
   */
  speak(locale: Locale): Promise<void>;
  stop(): Promise<void>;
}

/** What the page asks of the desk whose mail it shows. */
export interface PageDesk {
  readonly timezone: string;
  now(): Date;
  /** What the desk and its people speak. */
  locale(): Locale;
  /**
   * Somebody reads the page in this language, chosen on it or given by the browser; null when it gives none. The desk
   * goes on in a language that is chosen; the first time it takes the browser's, and a mail is on its way.
   */
  visited(locale: Locale | null, isChosen: boolean): Promise<void>;
  recent(): Promise<Ticket[]>;
  ticket(number: string): Promise<TicketSight | null>;
  why(mail: ReadMail, toDesk: boolean, locale: Locale): Promise<Why>;
  isMonthLoaded(): Promise<boolean>;
  /** One after the other: resolves when everything on the way has happened. */
  push(jump: Jump): Promise<void>;
  loadMonth(): Promise<void>;
}

export function pageDesk(demoDesk: DemoDesk, { clock, mail, isLanguageChosen }: Surroundings): PageDesk {
  const { desk } = demoDesk;
  const timezone = (): string => desk().config.desk.timezone;
  let under: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = under.then(work);
    under = done.catch(() => undefined);
    return done;
  };
  // Another language is another desk.
  const { read, replace } = replaced(desk);
  const isFirstVisit = (): boolean => mail.inbox('support').length === 0;
  const visited = async (locale: Locale | null, isChosen: boolean): Promise<void> => {
    const isWanted = isChosen || (isFirstVisit() && !isLanguageChosen());
    // A choice is kept also where nothing changes by it: a browser that comes later changes it no more.
    const isNew = locale !== demoDesk.locale() || (isChosen && !isLanguageChosen());
    if (locale !== null && isWanted && isNew) await replace(() => demoDesk.speak(locale));
    if (isFirstVisit()) await sendExample(mail, 'fault', clock.now(), demoDesk.locale());
  };
  return {
    get timezone() {
      return timezone();
    },
    now: clock.now,
    locale: demoDesk.locale,
    visited: async (locale, isChosen) => {
      if (isChosen || isFirstVisit()) await inTurn(() => visited(locale, isChosen));
    },
    recent: () => read(recentTickets),
    ticket: (number) => read((from) => loadTicketSight(from, number)),
    why: (letter, toDesk, locale) => read((from) => loadWhy(from, letter, toDesk, locale)),
    isMonthLoaded: () => read(isMonthLoaded),
    push: (jump) => inTurn(() => advance(desk(), clock, landing(jump, clock.now(), timezone()))),
    loadMonth: () => inTurn(async () => void (await loadMonth(desk()))),
  };
}
