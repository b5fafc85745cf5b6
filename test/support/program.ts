import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where an ordinary user's PATH does not look, and Debian puts servers. */
const serverDirectories = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The full path of an installed program, or undefined. */
export function findProgram(name: string): string | undefined {
  const directories = [...(process.env.PATH ?? '').split(delimiter), ...serverDirectories];
  return directories.map((directory) => join(directory, name)).find((file) => existsSync(file));
}
