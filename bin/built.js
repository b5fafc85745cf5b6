// @ts-check
// Plain JavaScript for the reason given in tsdesk.js.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of package.json. */
const FOLDER = join(import.meta.dirname, '..');

/**
 * Where the built program is.
 * @internal the builder writes there
 */
export const BUILT = join(FOLDER, 'dist');
/**
 * Of what it was built.
 * @internal the builder writes it
 */
export const FINGERPRINT = join(BUILT, 'fingerprint');

/**
 * Of everything dist/ is built of: the paths, sizes and times of the sources, the packages that are installed, and the
 * builder. Null where there are no sources, as in the package.
 * @internal the builder asks
 */
export function fingerprintOfSources() {
  const sources = join(FOLDER, 'src');
  if (!existsSync(sources)) return null;
  const hash = createHash('sha256');
  const add = (/** @type {string} */ path) => {
    const { size, mtimeMs } = statSync(path);
    hash.update(`${path}\0${size}\0${mtimeMs}\n`);
  };
  for (const name of readdirSync(sources, { recursive: true, encoding: 'utf8' }).sort())
    if (name.endsWith('.ts')) add(join(sources, name));
  for (const name of ['package-lock.json', 'build/bundle.js']) add(join(FOLDER, name));
  return hash.digest('hex');
}

/** Whether dist/ is there and, where there are sources, was built of them as they are now. */
export function isBuilt() {
  if (!existsSync(FINGERPRINT)) return false;
  const now = fingerprintOfSources();
  return now === null || now === readFileSync(FINGERPRINT, 'utf8');
}
