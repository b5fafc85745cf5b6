import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const files = ['src', 'bench', 'bin', 'test'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);

// Node runs the sources as they are and reads them with a parser of its own. What only tsc and vitest accept would be
// noticed by nothing but a daemon that does not start.
test.each(files)('Node takes %s without its types', (file) => {
  expect(() => stripTypeScriptTypes(readFileSync(join(root, file), 'utf8'))).not.toThrow();
});
