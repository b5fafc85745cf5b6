import type { Bar, Figure } from '../../letter/facts.ts';
import { CHANNELS, URGENCIES, type Urgency } from '../../ticket/ticket.ts';
import { wordsOf } from '../../words/words.ts';
import type { CompanyFigures, Figures, Report } from '../figures.ts';
import { durationText, engineerName, numberText, percent, type Reader, urgencyText } from './written.ts';

/** Nothing at all where there was none in either period. */
export function incidents({ incidents: now, previous }: Report, reader: Reader): readonly Figure[] {
  const words = wordsOf(reader.locale).figures;
  const before = previous.incidents;
  const each = [
    [words.incidentsOpened, now.opened, before.opened],
    [words.incidentsResolved, now.resolved, before.resolved],
    [words.incidentTickets, now.tickets, before.tickets],
    [words.incidentCustomers, now.customers, before.customers],
  ] as const;
  if (each.every(([, is, was]) => is + was === 0)) return [];
  const rows = each.map(([label, is, was]) => {
    const past = words.before.replace('{}', numberText(was, reader));
    return { label, value: `${numberText(is, reader)} · ${past}`, share: null };
  });
  return [{ kind: 'bars', heading: words.incidents, rows }];
}

/** Bars against the largest of them, with the share of all. */
export function distribution(
  heading: string,
  counts: readonly (readonly [label: string, count: number, urgency?: Urgency])[],
  reader: Reader,
): Figure {
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const rows = counts.map(([label, count, urgency]): Bar => {
    const share = all === 0 ? '' : ` · ${percent(count / all, reader)}`;
    return {
      label,
      value: `${numberText(count, reader)}${share}`,
      share: count / most,
      ...(urgency ? { urgency } : {}),
    };
  });
  return { kind: 'bars', heading, rows };
}

/** Who told what time, and for whom it was. */
export function efforts({ effort: { byPerson, byCompany } }: Pick<Report, 'effort'>, reader: Reader): Figure[] {
  const { effortByPerson, effortByCompany, none } = wordsOf(reader.locale).figures;
  const bars = (heading: string, minutes: Readonly<Record<string, number>>, nameOf: (key: string) => string) => {
    const told = Object.entries(minutes).slice(0, EFFORTS_SHOWN);
    const most = Math.max(...told.map(([, each]) => each));
    const rows = told.map(
      ([key, each]): Bar => ({ label: nameOf(key), value: durationText(each, reader), share: each / most }),
    );
    return rows.length === 0 ? [] : [{ kind: 'bars' as const, heading, rows }];
  };
  return [
    ...bars(effortByPerson, byPerson, (address) => reader.names[address] ?? address),
    ...bars(effortByCompany, byCompany, (company) => company || none),
  ];
}

/** The CSV has all. */
const EFFORTS_SHOWN = 10;

export function categories({ byCategory }: Figures, reader: Reader): Figure {
  const { category } = wordsOf(reader.locale).ticket;
  const counts = Object.entries(byCategory).map(([key, count]) => [category[key] ?? key, count] as const);
  return distribution(wordsOf(reader.locale).figures.byCategory, counts, reader);
}

export function urgencies({ byUrgency }: CompanyFigures, reader: Reader): Figure {
  const counts = URGENCIES.map((urgency) => [urgencyText(urgency, reader), byUrgency[urgency], urgency] as const);
  return distribution(wordsOf(reader.locale).figures.byUrgency, counts, reader);
}

export function channels({ byChannel }: Figures, reader: Reader): Figure {
  const { channel } = wordsOf(reader.locale).ticket;
  const counts = CHANNELS.map((each) => [channel[each], byChannel[each]] as const);
  return distribution(wordsOf(reader.locale).figures.byChannel, counts, reader);
}

export function compliance({ firstResponse }: CompanyFigures, reader: Reader): Figure {
  const rows = URGENCIES.map((urgency): Bar => {
    const { due, withinDeadline } = firstResponse[urgency];
    const kept = withinDeadline === null ? '' : ` · ${Math.round(withinDeadline * due)}/${numberText(due, reader)}`;
    return {
      label: urgencyText(urgency, reader),
      value: `${percent(withinDeadline, reader)}${kept}`,
      share: withinDeadline,
      urgency,
    };
  });
  return { kind: 'bars', heading: wordsOf(reader.locale).figures.compliance, rows };
}

/** Names a letter lists; a larger staff is in the report. */
const ENGINEERS_MAX = 6;

export function load({ perEngineer }: Figures, reader: Reader): Figure {
  const most = Math.max(1, ...perEngineer.map(({ open }) => open));
  const rows = perEngineer
    .toSorted((a, b) => b.open - a.open)
    .slice(0, ENGINEERS_MAX)
    .map(
      (each): Bar => ({
        label: engineerName(each, reader),
        value: numberText(each.open, reader),
        share: each.open / most,
      }),
    );
  return { kind: 'bars', heading: wordsOf(reader.locale).figures.load, rows };
}

export function frequent(problems: Report['frequent'], heading: string, reader: Reader): Figure {
  const most = Math.max(1, ...problems.map(({ count }) => count));
  const rows = problems.map(
    ({ title, count }): Bar => ({
      label: title,
      value: numberText(count, reader),
      share: count / most,
    }),
  );
  return { kind: 'bars', heading, rows };
}
