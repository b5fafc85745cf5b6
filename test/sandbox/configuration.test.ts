import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { keepConfiguration } from '../../src/sandbox/configuration.ts';
import type { Locale } from '../../src/words/locale.ts';
import { makeScratch } from '../support/scratch.ts';

const FIRST = { imap: 1143, smtp: 1025, http: 8080 };
const OTHERS = { imap: 2143, smtp: 2025, http: 2080 };

let scratch: Awaited<ReturnType<typeof makeScratch>>;
beforeEach(async () => {
  scratch = await makeScratch('configuration');
});
afterEach(() => scratch.remove());

const file = () => join(scratch.path, 'tsdesk.yaml');
const keep = (ports: typeof FIRST, world: Locale = 'zh-CN') =>
  keepConfiguration(file(), ports, '/tmp/attachments', world);
const text = () => readFile(file(), 'utf8');
const ports = async () => (await text()).match(/(?:port: |listen: 127\.0\.0\.1:)\d+/g);

it('is written anew as long as nobody has edited it', async () => {
  await keep(FIRST);
  expect(await ports()).toEqual(['port: 1143', 'port: 1025', 'listen: 127.0.0.1:8080']);
  await keep(OTHERS);
  expect(await ports()).toEqual(['port: 2143', 'port: 2025', 'listen: 127.0.0.1:2080']);
});

it('speaks another language once it is asked to, unless somebody has edited it', async () => {
  await keep(FIRST, 'en');
  expect(await text()).toContain('locale: en');
  await writeFile(file(), `# mine\n${await text()}`);
  await keep(FIRST, 'zh-CN');
  expect(await text()).toContain('locale: en');
});

it('is kept once it is edited, comments included, and only its ports follow', async () => {
  await keep(FIRST);
  await writeFile(file(), `# mine\n${(await text()).replace('Asia/Shanghai', 'Europe/Berlin # here')}`);
  await keep(OTHERS);
  await keep(OTHERS);
  expect(await text()).toMatch(/^# mine\n[\s\S]*timezone: Europe\/Berlin # here/);
  expect(await ports()).toEqual(['port: 2143', 'port: 2025', 'listen: 127.0.0.1:2080']);
});

it.each([
  ['a port that was turned off', 'http: { listen: off }\n'],
  ['what does not name ports', '# mine\ndesk: { name: x }\n'],
  ['what cannot be read', 'desk: [\n'],
])('%s stays as it is', async (_case, edited) => {
  await keep(FIRST);
  await writeFile(file(), edited);
  await keep(OTHERS);
  expect(await text()).toBe(edited);
});
