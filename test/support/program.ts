import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Where Debian puts servers, outside an ordinary user's PATH. */
const serverDirectories = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** The full path of an installed program, or undefined. */
export function findProgram(name: string): string | undefined {
  const directories = [...(process.env.PATH ?? '').split(delimiter), ...serverDirectories];
  return directories.map((directory) => join(directory, name)).find((file) => existsSync(file));
}
