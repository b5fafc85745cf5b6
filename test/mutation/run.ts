/**
 * Mutation testing of pure files: `npm run mutate -- src/mail/class/bounce/bounce.ts src/people`. Stryker changes one
 * thing at a time and runs the tests that import the changed file; every change that no test notices is printed. A tool
 * to work with, not a gate: docs/mutation.md says how to read the result.
 */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { Stryker } from '@stryker-mutator/core';
import { isEquivalent, unusedEquivalents } from './equivalent.ts';

const ROOT = join(import.meta.dirname, '../..');
const PURE = /^src\/(?:mail|people|ticket|intake|knowledge|report|letter|words)\//;
/**
 * Tests that need seconds, servers or worker threads; what they prove, quicker ones prove as well. And one that sets
 * the zone of the process: Stryker runs tests in worker threads, which cannot.
 */
const LEFT_OUT =
  /\.server\.test\.ts$|\.property\.test\.ts$|mail\/limits\.test\.ts$|parser-pool\.test\.ts$|process-zone\.test\.ts$|hidden\/effort\.test\.ts$/;
/** Milliseconds a mutant may take beyond the usual time of its tests; then it counts as caught, by never ending. */
const PATIENCE = 5000;

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

type Score = { readonly caught: number; readonly total: number };

/** The TypeScript files of a file or folder, as paths from the project's root. */
function filesBelow(path: string): string[] {
  const full = join(ROOT, path);
  if (!existsSync(full)) return [];
  if (statSync(full).isFile()) return [path];
  return readdirSync(full, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(path, name))
    .sort();
}

/** What events do is reached through their table, by whichever test sends one. */
const IN_TABLE = /\/events\//;

/**
 * The quick tests of the file's room that import it or stand where its tests stand, since what it decides may be tested
 * through its neighbours; when there are none, all quick tests of the room.
 */
function testsOf(file: string): string[] {
  const room = filesBelow(join('test', file.split('/')[1] ?? '')).filter(
    (name) => name.endsWith('.test.ts') && !LEFT_OUT.test(name),
  );
  const folder = join('test', dirname(file).replace(/^src\//, ''));
  const near = room.filter(
    (test) => importsOf(test).includes(file) || (isRoomWithin(folder) && dirname(test) === folder),
  );
  return near.length > 0 && !IN_TABLE.test(file) ? near : room;
}

/** Whether a folder is one of a room's own; all of a room's first level would take too long. */
const isRoomWithin = (folder: string): boolean => folder.split('/').length > 2;

function importsOf(test: string): string[] {
  const source = readFileSync(join(ROOT, test), 'utf8');
  return [...source.matchAll(/from '(\.[^']+)'/g)].map(([, path]) =>
    relative(ROOT, resolve(ROOT, dirname(test), path ?? '')),
  );
}

async function mutate(file: string): Promise<Score> {
  const tests = testsOf(file);
  const temporary = mkdtempSync(join(tmpdir(), 'tsdesk-mutate-'));
  process.env.TSDESK_MUTATION_TESTS = JSON.stringify(tests);
  try {
    const results = await new Stryker({
      mutate: [file],
      testRunner: 'vitest',
      plugins: ['@stryker-mutator/vitest-runner', join(import.meta.dirname, 'type-fallback.mjs')],
      ignorers: ['type-fallback'],
      vitest: { configFile: 'test/mutation/vitest.config.ts', related: false },
      reporters: [],
      logLevel: 'warn' as never,
      concurrency: Number(process.env.MUTATE_WORKERS ?? Math.max(1, availableParallelism() - 1)),
      timeoutMS: PATIENCE,
      tempDirName: temporary,
      ignorePatterns: ['/docs', '/drizzle', '/bench', '/.tsdesk'],
    }).runMutationTest();
    return report(file, tests, results);
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function report(file: string, tests: readonly string[], results: readonly MutantResult[]): Score {
  const source = readFileSync(join(ROOT, file), 'utf8').split('\n');
  const open = results
    .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
    .map((mutant) => ({ mutant, original: originalOf(source, mutant), change: mutant.replacement ?? '' }));
  const survivors = open.filter(({ original, change }) => !isEquivalent(file, original, change));
  for (const { mutant, original, change } of survivors) {
    console.log(`${file}:${mutant.location.start.line}:${mutant.location.start.column} ${mutant.mutatorName}`);
    for (const line of difference(original, change)) console.log(line);
  }
  for (const row of unusedEquivalents(file)) console.log(`${file}: named equivalent, but caught: ${row}`);
  const caught = results.filter(({ status }) => status === 'Killed' || status === 'Timeout').length;
  const total = caught + survivors.length;
  const counts = `${survivors.length} survive, ${open.length - survivors.length} are equivalent`;
  console.log(`${file}: ${percent(caught, total)} of ${total} caught, ${counts} (test files: ${tests.length})`);
  return { caught, total };
}

function originalOf(source: readonly string[], { location: { start, end } }: MutantResult): string {
  const part = source.slice(start.line - 1, end.line);
  part[part.length - 1] = (part.at(-1) ?? '').slice(0, end.column - 1);
  part[0] = (part[0] ?? '').slice(start.column - 1);
  return part.join('\n');
}

/** Characters shown before and after what differs. */
const CONTEXT = 60;

/** What stood there and what the mutant wrote, cut down to the part that differs. */
function difference(original: string, change: string): [string, string] {
  const [before, after] = [original, change].map((text) => text.replace(/\s+/g, ' ')) as [string, string];
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before.at(-1 - end) === after.at(-1 - end)) end++;
  const cut = (text: string): string => {
    const from = Math.max(0, start - CONTEXT);
    const to = Math.min(text.length, text.length - end + CONTEXT);
    return `${from > 0 ? '…' : ''}${text.slice(from, to)}${to < text.length ? '…' : ''}`;
  };
  return [`  - ${cut(before)}`, `  + ${cut(after)}`];
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '100 %' : `${((100 * part) / whole).toFixed(0)} %`;
}

const files = process.argv.slice(2).flatMap((path) => filesBelow(relative(ROOT, resolve(path))));
const others = files.filter((file) => !PURE.test(file));
if (files.length === 0 || others.length > 0) {
  console.error(others.length > 0 ? `no pure file: ${others.join(', ')}` : 'usage: npm run mutate -- FILE|FOLDER …');
  process.exit(2);
}
const scores: Score[] = [];
for (const file of files) scores.push(await mutate(file));
const sum = (count: (score: Score) => number): number => scores.reduce((all, score) => all + count(score), 0);
if (files.length > 1)
  console.log(
    `together: ${percent(
      sum(({ caught }) => caught),
      sum(({ total }) => total),
    )} of ${sum(({ total }) => total)} caught`,
  );
