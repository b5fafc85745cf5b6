import type { Desk } from '../../desk/desk.ts';
import type { Ticket } from '../../ticket/ticket.ts';
import type { Locale } from '../../words/locale.ts';
import type { ReadMail } from '../correspondence.ts';
import { advance } from '../time/advance.ts';
import type { SandboxClock } from '../time/clock.ts';
import { type Jump, landing } from '../time/jumps.ts';
import { isMonthLoaded, loadMonth } from '../time/load-month.ts';
import { loadTicketSight, recentTickets, type TicketSight } from './ticket-sight.ts';
import { loadWhy, type Why } from './why.ts';

/** What the page asks of the desk whose mail it shows. */
export interface PageDesk {
  readonly timezone: string;
  now(): Date;
  recent(): Promise<Ticket[]>;
  ticket(number: string): Promise<TicketSight | null>;
  why(mail: ReadMail, toDesk: boolean, locale: Locale): Promise<Why>;
  isMonthLoaded(): Promise<boolean>;
  /** One after the other: resolves when everything on the way has happened. */
  push(jump: Jump): Promise<void>;
  loadMonth(): Promise<void>;
}

export function pageDesk(desk: Desk, clock: SandboxClock): PageDesk {
  const { timezone } = desk.config.desk;
  let under: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = under.then(work);
    under = done.catch(() => undefined);
    return done;
  };
  return {
    timezone,
    now: clock.now,
    recent: () => recentTickets(desk),
    ticket: (number) => loadTicketSight(desk, number),
    why: (mail, toDesk, locale) => loadWhy(desk, mail, toDesk, locale),
    isMonthLoaded: () => isMonthLoaded(desk),
    push: (jump) => inTurn(() => advance(desk, clock, landing(jump, clock.now(), timezone))),
    loadMonth: () => inTurn(async () => void (await loadMonth(desk))),
  };
}
