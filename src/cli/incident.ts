import type { DeskStore } from '../desk/desk.ts';
import { sameAddress } from '../people/address.ts';
import { type IncidentSummary, incidentSummaries, reachOf, ticketsOfIncident, timelineOf } from '../store/incident.ts';
import { counted } from './counted.ts';
import { type DeskClock, deskClock } from './desk-time.ts';
import { CommandError, EXIT } from './exit.ts';
import { list } from './output.ts';
import { type Run, withStore } from './run.ts';

/** Incidents a list shows, and tickets of one. */
const MOST = 1_000;
const MOST_TICKETS = 20_000;

/** `tsdesk incident list`: newest first. */
export async function listIncidents(run: Run, { open = false }: { readonly open?: boolean }): Promise<undefined> {
  await withStore(run, async (desk) => {
    const found = await incidentSummaries(desk.db, { open }, MOST);
    list(
      run.output,
      found.map((each) => summary(each, desk)),
      {
        number: (row) => row.number,
        state: (row) => row.state,
        tickets: (row) => row.tickets,
        open: (row) => row.open,
        owner: (row) => row.owner.address,
        title: (row) => row.title,
      },
      'No incidents.',
    );
  });
}

/** `tsdesk incident show NUMBER`: its people, its timeline with how far each entry has got, and its tickets. */
export async function showIncident(run: Run, number: string): Promise<undefined> {
  await withStore(run, async (desk) => {
    const [found] = await incidentSummaries(desk.db, { number: number.toUpperCase() }, 1);
    if (found === undefined) throw new CommandError(EXIT.failed, `There is no incident ${number}.`);
    const [reach, entries, tickets] = await Promise.all([
      reachOf(desk.db, found.incident.number),
      timelineOf(desk.db, found.incident.id),
      ticketsOfIncident(desk.db, found.incident.number, MOST_TICKETS),
    ]);
    const whole = {
      ...summary(found, desk),
      waiting: reach.tickets,
      entries: entries.map(({ kind, by, at, content, doneAt, counts }) => ({
        at,
        kind,
        by: named(desk, by),
        words: content.map(({ locale, words }) => ({ language: locale, text: words })),
        tickets: counts.done,
        passed: counts.passed,
        doneAt,
      })),
      ticketList: tickets,
    };
    if (run.output.json) run.output.object(whole);
    else for (const line of record(whole, deskClock(desk.policy.timezone))) run.output.line(line);
  });
}

type Whole = ReturnType<typeof summary> & {
  readonly entries: readonly {
    readonly at: Date;
    readonly kind: string;
    readonly by: { readonly address: string };
    readonly words: readonly { readonly language: string | null; readonly text: string }[];
    readonly tickets: number;
    readonly passed: number;
    readonly doneAt: Date | null;
  }[];
  readonly ticketList: readonly { readonly number: string; readonly state: string; readonly subject: string }[];
};

function record({ number, title, state, owner, customers, entries, ticketList }: Whole, at: DeskClock): string[] {
  return [
    `${number}  ${title}`,
    `${state}, owner ${owner.address}, ${counted(ticketList.length, 'ticket')} of ${counted(customers, 'customer')}`,
    '',
    ...entries.flatMap((entry) => [
      `${at(entry.at)}  ${entry.kind}  ${entry.by.address}${entry.doneAt === null ? '  under way' : ''}` +
        (entry.tickets + entry.passed === 0
          ? ''
          : `  ${counted(entry.tickets, 'ticket')}, ${entry.passed} left as before`),
      ...entry.words.flatMap(({ text }) => text.split('\n').map((line) => `    ${line}`)),
    ]),
    '',
    ...ticketList.map((ticket) => `${ticket.number}  ${ticket.state}  ${ticket.subject}`),
  ];
}

function summary({ incident, tickets, open, customers }: IncidentSummary, desk: DeskStore) {
  const { number, title, state, owner, openedBy, openedAt, toldAt, endedAt } = incident;
  return {
    number,
    title,
    state,
    owner: named(desk, owner),
    openedBy: named(desk, openedBy),
    openedAt,
    toldAt,
    endedAt,
    tickets,
    open,
    customers,
  };
}

const named = ({ directory }: DeskStore, address: string) => ({
  name: directory.staff.find(({ email }) => sameAddress(email, address))?.name ?? '',
  address,
});
