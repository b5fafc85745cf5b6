import { writeFileSync } from 'node:fs';
import { applyLetters } from '../desk/apply.ts';
import { desksOf } from '../desk/brand/brand.ts';
import type { Desk } from '../desk/desk.ts';
import { findForDigest } from '../desk/digest.ts';
import { writeDigest } from '../duties/scheduled-reports.ts';
import { supervisorAddresses } from '../people/directory.ts';
import { RISKS } from '../report/digest.ts';
import { dayOf } from '../report/period.ts';
import { deskNamed } from './brand-option.ts';
import { dayNamed } from './day.ts';
import { CommandError, EXIT } from './exit.ts';
import { pageReader } from './report.ts';
import { type Run, withDesk } from './run.ts';

type Options = {
  readonly date?: string;
  readonly send?: boolean;
  readonly out?: string;
  readonly brand?: string;
};

/** `tsdesk digest`: what the supervisors get, printed, sent now, or written as a page. */
export async function digest(run: Run, { date, send, out, brand }: Options): Promise<undefined> {
  await withDesk(run, async (whole) => {
    const desk = deskNamed(whole, brand);
    const day = date === undefined ? dayOf(desk.now(), desk.config.desk.timezone) : dayNamed(date);
    if (send) {
      const each = (brand === undefined ? desksOf(desk) : [desk]).map((own) => ({
        own,
        to: supervisorAddresses(own.directory),
      }));
      if (each.every(({ to }) => to.length === 0))
        throw new CommandError(EXIT.failed, 'Nobody on the staff is a supervisor.');
      const letters = (await Promise.all(each.map(({ own, to }) => writeDigest(own, day, to)))).flat();
      await applyLetters(desk, letters, {});
      for (const { row } of letters) {
        if (run.output.json) run.output.object({ id: row.id, to: row.to, subject: row.subject });
        else run.output.line(`to ${row.to.address}: ${row.subject}`);
      }
      return;
    }
    if (out !== undefined) {
      const [page] = await writeDigest(desk, day, [pageReader(desk)]);
      writeFileSync(out, page?.letter.html ?? '');
      return;
    }
    if (run.output.json) run.output.object(await digestFigures(desk, day));
    else {
      const [page] = await writeDigest(desk, day, [pageReader(desk)]);
      for (const line of page?.letter.text.split('\n') ?? []) run.output.line(line);
    }
  });
}

/** The digest of a local day as `--json` prints it: numbers of tickets by risk, and figures. */
export async function digestFigures(desk: Desk, day: string) {
  const { risks, incidents, lookAlike, troubles, figures, days } = await findForDigest(desk, day);
  const numbers = Object.fromEntries(RISKS.map((risk) => [risk, risks[risk].map(({ ticket }) => ticket.number)]));
  const { opened, closed, open } = figures;
  const yesterday = days.at(-1);
  const { quarantined, undeliverable } = troubles;
  return {
    date: day,
    ...numbers,
    incidents: incidents.map(({ incident }) => incident.number),
    lookAlike: lookAlike.map((group) => group.map(({ number }) => number)),
    quarantined: quarantined.total,
    undeliverable: undeliverable.total,
    figures: { opened, closed, open },
    yesterday: { opened: yesterday?.opened ?? 0, closed: yesterday?.closed ?? 0 },
  };
}
