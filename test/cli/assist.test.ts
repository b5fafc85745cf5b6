import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { tryModel } from '../../src/cli/assist.ts';
import type { Run } from '../../src/cli/run.ts';
import { parseConfig } from '../../src/config/load.ts';
import { understand } from '../../src/mail/understand.ts';
import { PRODUCTS } from '../mail/meaning/prose/cases.ts';
import { writeProse } from '../mail/meaning/prose/folder.ts';

const config = parseConfig('desk: { domain: desk.example }', 'a test');
const mail = (words: string): string =>
  `From: ann@big.example\nTo: support@desk.example\nSubject: s\nContent-Type: text/plain; charset=utf-8\n\n${words}\n`;

const ENDLESS = 'never understood';
/** On this thread, without a limit that a busy machine reaches; one mail is past it. */
vi.mock(import('../../src/mail/parser-pool.ts'), () => ({
  createParserPool: () => ({
    understand: async (raw, options) =>
      Buffer.from(raw).includes(ENDLESS) ? { failed: 'time', detail: '' } : understand(Buffer.from(raw), options),
    close: async () => undefined,
  }),
}));

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsdesk-try-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, text: string): void => writeFileSync(join(folder, name), text);
type Score = { aspect: string; said: number; rules: number; missed: number };
type Line = { file?: string; rules?: object; mails?: number; scores?: Score[] };
async function tries(path = folder, more: object = {}): Promise<{ lines: Line[]; errors: string }> {
  const lines: Line[] = [];
  const said = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  const run = {
    settings: () => ({ config: { ...config, ...more } }),
    output: { json: true, object: (line: Line) => lines.push(line) },
  };
  await tryModel(run as unknown as Run, path);
  const errors = said.mock.calls.join('');
  said.mockRestore();
  return { lines, errors };
}
const saidOf = (lines: readonly Line[]) => lines.at(-1)?.scores?.find(({ aspect }) => aspect === 'urgency')?.said;

it('each mail is told once, one that cannot be read not at all', async () => {
  write('1.eml', mail('Urgency: high'));
  write('2.eml', mail(ENDLESS));
  write('3.eml', mail('It fails.'));
  const { lines, errors } = await tries();
  expect(lines.map(({ file, mails }) => file ?? mails)).toEqual(['1.eml', '3.eml', 2]);
  expect(errors).toBe('2.eml: time\n');
});

it('a label is of the mail at its path, not of another of the same name', async () => {
  mkdirSync(join(folder, 'sub'));
  write('1.eml', mail('It fails.'));
  write('sub/1.eml', mail('It fails.'));
  write('labels.jsonl', '{"file":"sub/1.eml","urgency":"high"}\n');
  const { lines, errors } = await tries();
  expect(lines.map(({ file }) => file)).toEqual(['1.eml', 'sub/1.eml', undefined]);
  expect(saidOf(lines)).toBe(1);
  expect(errors).toBe('');
});

it('each mail of an mbox has its own label', async () => {
  write(
    'old.mbox',
    ['It fails.', 'It fails again.'].map((words) => `From a@b Mon Jan  5 09:00:00 2026\n${mail(words)}\n`).join(''),
  );
  write('labels.jsonl', '{"file":"old.mbox#2","urgency":"high"}\n{"file":"old.mbox#3","urgency":"low"}\n');
  const { lines, errors } = await tries();
  expect(lines.map(({ file }) => file)).toEqual(['old.mbox', 'old.mbox#2', undefined]);
  expect(saidOf(lines)).toBe(1);
  expect(errors).toContain('labels.jsonl: old.mbox#3 is none of the mails');
});

it('a single file has its name, and no labels', async () => {
  write('1.eml', mail('It fails.'));
  write('labels.jsonl', '{"file":"1.eml","urgency":"high"}\n');
  const { lines } = await tries(join(folder, '1.eml'));
  expect(lines.map(({ file }) => file)).toEqual(['1.eml', undefined]);
  expect(saidOf(lines)).toBe(undefined);
});

it('of the labelled prose mails the rules leave open what docs/assist.md says', async () => {
  const { length } = writeProse(folder);
  const { lines, errors } = await tries(folder, { products: PRODUCTS });
  expect(errors).toBe('');
  const { mails, scores = [] } = lines.at(-1) ?? {};
  expect({ mails, written: length }).toEqual({ mails: 162, written: 162 });
  expect(scores.map(({ aspect, said, rules, missed }) => [aspect, said, rules, missed])).toEqual([
    ['company', 29, 29, 0],
    ['occurredAt', 81, 81, 0],
    ['environment', 58, 58, 0],
    ['errorCode', 47, 46, 0],
    ['urgency', 25, 25, 0],
  ]);
});
