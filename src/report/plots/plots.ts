import type { Figure } from '../../letter/facts.ts';
import { wordsOf } from '../../words/words.ts';
import type { DayFigures, Figures, Report, ServiceReport } from '../figures.ts';
import { categories, channels, compliance, efforts, frequent, incidents, load, urgencies } from './bars.ts';
import { contracts } from './contracts.ts';
import { lessons } from './lessons.ts';
import { ratings } from './ratings.ts';
import { effortTile, mainTiles, yesterday } from './tiles.ts';
import { arrivals, engineers, spreads, steps } from './times.ts';
import type { Reader } from './written.ts';

/** What a report shows, in the order it is read. */
export function reportPlots(report: Report, reader: Reader): Figure[] {
  const words = wordsOf(reader.locale).figures;
  const { previous } = report;
  return telling(
    [
      {
        kind: 'tiles',
        heading: '',
        tiles: [...mainTiles(report, previous, reader), effortTile(report, previous, reader)],
      },
      ...(report.days.length > 1 ? [arrivals(report.days, words.period, reader)] : []),
      categories(report, reader),
      urgencies(report, reader),
      ...(report.byChannel.mail < report.opened ? [channels(report, reader)] : []),
      compliance(report, reader),
      spreads(words.responses, report.firstResponse, previous.firstResponse, reader),
      spreads(words.resolutions, report.resolution, previous.resolution, reader),
      steps(report, reader),
      engineers(report.perEngineer, reader),
      ...efforts(report, reader),
      ...contracts(report.contracts ?? [], 'staff', reader),
      ...(report.ratings ? ratings(report.ratings.now, report.ratings.before, reader) : []),
      ...incidents(report, reader),
      ...(report.frequent.length > 0 ? [frequent(report.frequent, words.frequent, reader)] : []),
      ...lessons(report, reader),
    ],
    reader,
  );
}

/**
 * What the digest shows: yesterday and what is open now, the last days, the deadlines that were kept in them, who
 * carries how much, and what customers think.
 */
export function digestPlots(
  figures: Figures,
  days: readonly DayFigures[],
  reader: Reader,
  rated: Report['ratings'] = undefined,
): Figure[] {
  return telling(
    [
      yesterday(figures, days, reader),
      arrivals(days, wordsOf(reader.locale).figures.days, reader),
      compliance(figures, reader),
      load(figures, reader),
      ...(rated ? ratings(rated.now, rated.before, reader) : []),
    ],
    reader,
  );
}

/**
 * What the managers of a company read: nothing of who did the work, and of how much it was what their contract says.
 */
export function servicePlots(report: ServiceReport, reader: Reader): Figure[] {
  const words = wordsOf(reader.locale).figures;
  const { previous } = report;
  return telling(
    [
      { kind: 'tiles', heading: '', tiles: mainTiles(report, previous, reader) },
      urgencies(report, reader),
      compliance(report, reader),
      spreads(words.resolutions, report.resolution, previous.resolution, reader),
      ...contracts(report.contracts ?? [], 'managers', reader),
      ...(report.frequent.length > 0 ? [frequent(report.frequent, words.frequent, reader)] : []),
    ],
    reader,
  );
}

/** Those that have a row with a name and something to say of it; the others would be headings with dashes below. */
function telling(figures: readonly Figure[], { locale }: Reader): Figure[] {
  const { none } = wordsOf(locale).figures;
  const isSaid = (text: string): boolean => text !== '' && text !== none;
  return figures.filter((figure) => {
    if (figure.kind === 'bars') return figure.rows.some(({ label, value }) => isSaid(label) && isSaid(value));
    if (figure.kind === 'table') return figure.rows.some(([name = '', ...cells]) => isSaid(name) && cells.some(isSaid));
    return true;
  });
}
