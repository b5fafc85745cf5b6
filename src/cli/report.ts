import { desksOf, OWN_NAME } from '../desk/brand/brand.ts';
import type { Desk } from '../desk/desk.ts';
import { reportOn } from '../desk/report.ts';
import { writeReport } from '../duties/scheduled-reports.ts';
import { brandsCsv, reportCsv } from '../report/csv.ts';
import type { EngineerFigures, Figures } from '../report/figures.ts';
import type { Period } from '../report/period.ts';
import { deskNamed } from './brand-option.ts';
import { daysNamed } from './day.ts';
import { type Run, withDesk } from './run.ts';

/** `tsdesk report --from D --to D`: both days included. */
export async function report(
  run: Run,
  { from, to, format, brand }: { from: string; to: string; format: 'text' | 'html' | 'csv' | 'json'; brand?: string },
): Promise<undefined> {
  const period = daysNamed(from, to);
  await withDesk(run, async (whole) => {
    const desk = deskNamed(whole, brand);
    if (run.output.json || format === 'json') run.output.object(await reportFigures(desk, period));
    else if (format === 'csv') process.stdout.write(await csvOf(desk, period, brand));
    else {
      const [page] = await writeReport(desk, period, [pageReader(desk)]);
      process.stdout.write((format === 'html' ? page?.letter.html : page?.letter.text) ?? '');
    }
  });
}

/** With brands, each by itself. */
async function csvOf(desk: Desk, period: Period, brand: string | undefined): Promise<string> {
  if (desk.config.brands.length === 0) return reportCsv(await reportOn(desk, period));
  const each = (brand === undefined ? desksOf(desk) : [desk]).map(async (own) => ({
    brand: own.brand ?? OWN_NAME,
    report: await reportOn(own, period),
  }));
  return brandsCsv(await Promise.all(each));
}

/** The report as `--json` prints it. */
export async function reportFigures(desk: Desk, period: Period) {
  const { perEngineer, previous, ...figures } = await reportOn(desk, period);
  return {
    ...figures,
    perEngineer: named(desk, perEngineer),
    previous: { ...previous, perEngineer: named(desk, previous.perEngineer) },
  };
}

const named = ({ directory }: Desk, perEngineer: Figures['perEngineer']) =>
  perEngineer.map(({ address, ...figures }: EngineerFigures) => ({
    name: directory.staff.find(({ email }) => email === address)?.name ?? '',
    address,
    ...figures,
  }));

/** The reader of a page is not known: its links are bound to the desk's own address, and open nothing. */
export const pageReader = ({ config }: Desk): string => config.mailboxes[0]?.address ?? 'desk@localhost';
