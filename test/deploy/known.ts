import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** The variables that the program reads itself, and those that the example of the configuration names. */
export const knownVariables: ReadonlySet<string> = new Set([
  ...[...read('src/config/settings.ts').matchAll(/'([A-Z][A-Z_]+)'/g)].flatMap(([, name = '']) => [name]),
  ...[...read('tsdesk.example.yaml').matchAll(/\$\{([A-Z_]+)\}/g)].flatMap(([, name = '']) => [name]),
]);
