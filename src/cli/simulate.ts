import { writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findMailFiles, type MailFile, mailsOf } from '../adopt/mail-files.ts';
import { adviceFor } from '../adopt/simulate/advice.ts';
import { pageOf } from '../adopt/simulate/page/page.ts';
import { playAll, replayClock, storeAll } from '../adopt/simulate/play.ts';
import { playedConfig } from '../adopt/simulate/played-config.ts';
import { jsonOf, type Simulation } from '../adopt/simulate/result.ts';
import { type Survey, surveyOf } from '../adopt/simulate/survey.ts';
import { terminalLanguage } from '../config/environment.ts';
import type { Config, Settings } from '../config/settings.ts';
import { openDesk } from '../desk/open.ts';
import { composerHere } from '../letter/composing/composer.ts';
import type { Renderer } from '../letter/render.ts';
import { createLogger } from '../lib/log.ts';
import { createParserPool } from '../mail/parser-pool.ts';
import { claimFolder } from '../store/attachments/folder.ts';
import { lettersByKind, mailPeriod, mailsByOutcome, playedTickets } from '../store/simulation.ts';
import { localeFor } from '../words/locale.ts';
import { counted } from './counted.ts';
import { CommandError, EXIT } from './exit.ts';
import { tellPassedOver } from './passed-over.ts';
import { progressByOctets } from './progress.ts';
import type { Run } from './run.ts';
import { openScratchDatabase } from './scratch-database.ts';

/** Nobody reads these letters, they are counted by kind: their words would cost a sixth of the time. */
const UNREAD: Renderer = () => ({ event: '', text: '', html: '' });

/** Mails that are named for each reason of having no ticket. */
const EXAMPLES = 3;

/**
 * `tsdesk simulate`: old mail through the rules, on a database that is gone afterwards; writes a page and sends
 * nothing. Unreadable paths end it with 65, after the rest.
 */
export async function simulate(run: Run, paths: readonly string[], { out }: { readonly out: string }): Promise<number> {
  if (paths.includes('-'))
    throw new CommandError(EXIT.usage, 'Old mail is read twice: name files instead of standard input.');
  const settings = run.settings();
  const unreadable = new Map<string, string>();
  const found = await findMailFiles(paths, unreadable);
  const { files } = found;
  const octets = files.reduce((sum, { size }) => sum + size, 0);
  const reading = progressByOctets('reading', octets);
  const survey = await surveyOf(mailsOf(files, unreadable), reading.advance);
  reading.stop();
  if (survey.mails === 0) {
    tellPassedOver(found, unreadable);
    throw new CommandError(EXIT.unreadableInput, 'There is no mail to play.');
  }
  const written = settings.file === null ? inLanguageOfTerminal(settings.config) : settings.config;
  const config = playedConfig(written, survey);
  const began = performance.now();
  const played = await play({ ...settings, config }, files, octets);
  const advice = adviceFor({ ...played, config, written, survey });
  const simulation: Simulation = { ...played, mails: survey.mails, advice };
  writeFileSync(out, pageOf(simulation, config.desk));
  tellPassedOver(found, unreadable);
  tell(run, simulation, { out, survey, seconds: (performance.now() - began) / 1000, unreadable });
  return unreadable.size > 0 ? EXIT.unreadableInput : EXIT.done;
}

/** Nobody has said yet which language the desk writes. */
const inLanguageOfTerminal = (config: Config): Config => ({
  ...config,
  desk: { ...config.desk, locale: localeFor(terminalLanguage()) ?? config.desk.locale },
});

type Played = Omit<Simulation, 'mails' | 'advice'>;

async function play(settings: Settings, files: readonly MailFile[], octets: number): Promise<Played> {
  const scratch = await openScratchDatabase(settings);
  const folder = await mkdtemp(join(tmpdir(), 'tsdesk-simulate-files-'));
  try {
    const config: Config = { ...settings.config, storage: { ...settings.config.storage, attachments: folder } };
    return await playOn({ ...settings, config, databaseUrl: scratch.url, redisUrl: null, secret: null }, files, octets);
  } finally {
    await scratch.remove();
    await rm(folder, { recursive: true, force: true });
  }
}

async function playOn(settings: Settings, files: readonly MailFile[], octets: number): Promise<Played> {
  const time = replayClock(new Date());
  const log = createLogger(settings.logLevel === 'info' ? 'error' : settings.logLevel);
  const { desk: opened, close } = await openDesk(settings, log, time.now);
  const desk = { ...opened, compose: composerHere(UNREAD) };
  const parser = createParserPool();
  const [mailbox] = settings.config.mailboxes;
  try {
    await claimFolder(desk.db, settings.config.storage.attachments);
    const storing = progressByOctets('storing', octets);
    await storeAll(desk, mailsOf(files, new Map()), mailbox?.name ?? '', storing.advance);
    storing.stop();
    const playing = progressByOctets('playing', octets);
    await playAll(desk, time, parser, playing.advance);
    playing.stop();
    const { db } = desk;
    return {
      period: await mailPeriod(db),
      tickets: await playedTickets(db),
      letters: await lettersByKind(db),
      outcomes: await mailsByOutcome(db, EXAMPLES),
    };
  } finally {
    await parser.close();
    await close();
  }
}

type Told = {
  readonly out: string;
  readonly survey: Survey;
  readonly seconds: number;
  readonly unreadable: ReadonlyMap<string, string>;
};

function tell({ output }: Run, simulation: Simulation, { out, survey, seconds, unreadable }: Told): void {
  const found = jsonOf(simulation);
  if (output.json) {
    output.object({ ...found, report: out, unreadable: [...unreadable.keys()] });
    return;
  }
  const letters = simulation.letters.reduce((sum, row) => sum + row.letters, 0);
  output.line(
    `${counted(survey.mails, 'mail')} in ${seconds.toFixed(0)} s: ${counted(found.tickets, 'ticket')}, ${counted(found.appended, 'mail')} added to tickets, ${counted(letters, 'letter')} would have gone.`,
  );
  output.line(`${counted(simulation.advice.length, 'thing')} to configure. Open ${out} in a browser.`);
}
