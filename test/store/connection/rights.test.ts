import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { CHANGED } from '../../../src/store/connection/rights.ts';

const STORE = join(import.meta.dirname, '../../../src/store');
const SQL = join(import.meta.dirname, '../../../drizzle');

/** Erasing a person and restoring a backup are done as the owner. */
const AS_OWNER = /person-data\.ts$|^backup\//;

const read = (folder: string, ending: string): string =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith(ending) && !AS_OWNER.test(file))
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');

/** Functions of the database run with the rights of whoever calls them. */
const functions = [...read(SQL, '.sql').matchAll(/CREATE (?:OR REPLACE )?FUNCTION.*?\$\$;/gs)].map(([body]) => body);
const statements = [read(STORE, '.ts'), ...functions].join('\n');

const tables = (pattern: RegExp): string[] =>
  [...new Set([...statements.matchAll(pattern)].map(([, name = '']) => name))].toSorted();

it('every table that a statement updates is on the list of rights', () => {
  const updated = tables(/\bupdate ([a-z_]+)(?: [a-z]{1,2})? set\b/gi);
  const upserted = tables(
    /\binsert into ([a-z_]+)(?: as [a-z])?\b(?:(?!insert into)[^;`])*?on conflict [^;`]*?do update/gi,
  );
  for (const name of [...updated, ...upserted]) expect(CHANGED.UPDATE).toContain(name);
  // drizzle's own way of saying it
  expect(CHANGED.UPDATE).toEqual(expect.arrayContaining(['mailbox', 'mail']));
});

it('every table that a statement deletes from is on the list of rights', () => {
  const deleted = tables(/\bdelete from ([a-z_]+)/gi);
  for (const name of deleted) expect(CHANGED.DELETE).toContain(name);
  expect(deleted.length).toBeGreaterThan(3);
});
