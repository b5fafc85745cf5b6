import { resolve as resolveDns } from 'node:dns/promises';
import { ConfigError } from '../config/fault.ts';
import type { Settings } from '../config/settings.ts';
import { readRenderer } from '../letter/proofread.ts';
import type { Renderer } from '../letter/render.ts';
import { TemplateError } from '../letter/template-error.ts';
import { scanWithClamd } from '../lib/clamd.ts';
import type { Logger } from '../lib/log.ts';
import { createResolver } from '../people/authentication/resolver.ts';
import { connect } from '../store/connection/connection.ts';
import { loadKeys } from '../store/key.ts';
import { type Desk, directoryOf, policyOf } from './desk.ts';
import { CONNECTIONS_REMEDY, type FitDatabase, requireFitDatabase } from './health/database-fit.ts';
import { createTroubles } from './health/trouble.ts';
import { readLogo } from './logo.ts';

/** What to do about a secret that is missing or has changed. */
export const SECRET_REMEDY =
  'set TSDESK_SECRET to what it was when the desk was set up; if that is lost, run tsdesk keys rotate with a new one, and answers to letters that are out are found by their references and numbers';

/** Opens the desk: database, templates, keys. Throws when the desk cannot work on the database. */
export async function openDesk(
  settings: Settings,
  log: Logger,
  now: () => Date = () => new Date(),
): Promise<{ desk: Desk; database: FitDatabase; close: () => Promise<void> }> {
  const { config } = settings;
  const { clamd } = config;
  const database = await requireFitDatabase(settings);
  if (database.plan.short !== null)
    log.warn({ event: 'connections_short', detail: database.plan.short, remedy: CONNECTIONS_REMEDY });
  const { db, close } = connect(database.url, database.pool);
  try {
    const desk: Desk = {
      config,
      policy: policyOf(config),
      directory: directoryOf(config),
      keys: await loadKeys(db, settings.secret),
      render: rendererFor(config.templates),
      logo: readLogo(settings),
      db,
      resolve: createResolver({
        lookup: (name, type) => resolveDns(name, type) as Promise<string[]>,
        now: () => performance.now(),
      }),
      scan: clamd && ((octets) => scanWithClamd(clamd, octets)),
      log,
      now,
      troubles: createTroubles(now),
      wake: () => undefined,
      notify: () => undefined,
    };
    return { desk, database, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Throws ConfigError with every template of the administrator's own that cannot be used. */
function rendererFor(templates: string | null): Renderer {
  try {
    return readRenderer(templates);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new ConfigError(error.faults.map((fault) => ({ key: '', ...fault })));
  }
}
