import { resolve as resolveDns } from 'node:dns/promises';
import { ConfigError } from '../config/fault.ts';
import type { Settings } from '../config/settings.ts';
import { type Composer, composerHere } from '../letter/composing/composer.ts';
import { type ComposerPool, createComposerPool } from '../letter/composing/composer-pool.ts';
import { type Proofread, proofread } from '../letter/proofread.ts';
import { TemplateError } from '../letter/template-error.ts';
import { scanWithClamd } from '../lib/clamd.ts';
import type { Logger } from '../lib/log.ts';
import { createResolver } from '../people/authentication/resolver.ts';
import { loadKeys } from '../store/key.ts';
import type { Desk } from './desk.ts';
import type { FitDatabase } from './health/database-fit.ts';
import { createTroubles } from './health/trouble.ts';
import { readLogo } from './logo.ts';
import { openStore } from './open-store.ts';
import { readDkimKeys } from './secrecy/dkim-key.ts';
import { readSecrecy } from './secrecy/secrecy.ts';

/**
 * Opens the desk: database, templates, keys. `composing`: letters are written in the calling thread or away from it.
 * Throws when the desk cannot work on the database.
 */
export async function openDesk(
  settings: Settings,
  log: Logger,
  now: () => Date = () => new Date(),
  composing: 'here' | 'away' = 'here',
): Promise<{ desk: Desk; database: FitDatabase; close: () => Promise<void> }> {
  const { config } = settings;
  const { clamd } = config;
  const { store, database, close: closeStore } = await openStore(settings, log, now);
  const pools: ComposerPool[] = [];
  const close = async (): Promise<void> => {
    await Promise.all(pools.map((pool) => pool.close()));
    await closeStore();
  };
  const composerFor = (templates: string | null): Composer => {
    const read = templatesIn(templates);
    if (composing === 'here') return composerHere(read.render);
    const pool = createComposerPool(read);
    pools.push(pool);
    return pool.compose;
  };
  try {
    const desk: Desk = {
      ...store,
      keys: await loadKeys(store.db, settings.secret),
      secrecy: config.secrecy === null ? null : await readSecrecy(settings, now()),
      dkim: readDkimKeys(settings),
      compose: composerFor(config.templates),
      logo: readLogo(settings),
      dress: dressOf(settings, composerFor),
      resolve: createResolver({
        lookup: (name, type) => resolveDns(name, type) as Promise<string[]>,
        now: () => performance.now(),
      }),
      scan: clamd && ((octets) => scanWithClamd(clamd, octets)),
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

/** What brands have of their own. Throws ConfigError with what of it cannot be used. */
function dressOf(settings: Settings, composerFor: (templates: string | null) => Composer): NonNullable<Desk['dress']> {
  return new Map(
    settings.config.brands.map(({ name, logo, templates }, at) => [
      name,
      {
        ...(logo !== null && { logo: readLogo(settings, { key: `brands[${at}].logo`, logo }) }),
        ...(templates !== null && { compose: composerFor(templates) }),
      },
    ]),
  );
}

/** Throws ConfigError with every template of the administrator's own that cannot be used. */
function templatesIn(templates: string | null): Proofread {
  try {
    return proofread(templates);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw new ConfigError(error.faults.map((fault) => ({ key: '', ...fault })));
  }
}
