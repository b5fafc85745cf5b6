import { existsSync } from 'node:fs';
import { dirname, join, sep } from 'node:path';

/** The folder of this program's package.json. It runs from `src/` below it, or from `dist/`, which is built of that. */
export const PACKAGE_FOLDER = folderOf(import.meta.dirname);

function folderOf(directory: string): string {
  return existsSync(join(directory, 'package.json')) ? directory : folderOf(dirname(directory));
}

const OWN = ['src', 'dist'].map((name) => join(PACKAGE_FOLDER, name) + sep);
const PACKAGES = join(PACKAGE_FOLDER, 'dist', 'vendor') + sep;

/** Whether a stack frame is in this program's own code, not in a package's. */
export const isOwnFrame = (frame: string): boolean =>
  OWN.some((folder) => frame.includes(folder)) && !frame.includes(PACKAGES);
