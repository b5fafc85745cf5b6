import { join } from 'node:path';
import { expect, test } from 'vitest';
import { inspect } from '../../src/cli/inspect.ts';

const FIXTURES = join(import.meta.dirname, '../fixtures/mail');

async function run(paths: string[], json = true): Promise<{ exit: number; lines: string[] }> {
  const lines: string[] = [];
  const exit = await inspect(
    paths.map((path) => join(FIXTURES, path)),
    { json, write: (line) => lines.push(line) },
  );
  return { exit, lines };
}

test('one object a file, keys that do not apply left out', async () => {
  const { exit, lines } = await run(['commands-resolve.eml']);
  const result = JSON.parse(lines[0] ?? '');
  expect([exit, lines.length]).toEqual([0, 1]);
  expect(result).toMatchObject({
    class: 'human',
    from: { name: 'Li', address: 'li@desk.example' },
    to: [{ name: '', address: 'support@desk.example' }],
    cc: [],
    messageId: '<m1@example.com>',
    inReplyTo: [],
    references: [],
    date: '2026-11-23T01:00:00.000Z',
    ticketNumbers: ['TS20261123001'],
    language: 'zh',
    intent: 'none',
    attachments: [],
    commands: [
      { name: 'accept' },
      { name: 'urgency', argument: '高' },
      { name: 'resolve', text: '原因：索引损坏\n步骤：重建索引\n#不是命令' },
    ],
    warnings: [],
  });
  for (const key of ['bounce', 'form', 'authentication', 'forwarded', 'satisfaction'])
    expect(result).not.toHaveProperty(key);
});

test('attachments are listed without their content', async () => {
  const { lines } = await run(['inline-image.eml']);
  expect(JSON.parse(lines[0] ?? '').attachments[0]).toEqual({
    name: 'shot.png',
    type: 'image/png',
    size: 8,
    inline: true,
    cid: 'shot@x',
    sha256: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
});

test('a folder is read through in order', async () => {
  const { exit, lines } = await run(['.']);
  const files = lines.map((line) => JSON.parse(line).file);
  expect(exit).toBe(0);
  expect(files.length).toBeGreaterThan(50);
  expect(files).toEqual([...files].sort());
});

test('a file that cannot be read is 65, after the others', async () => {
  const { exit, lines } = await run(['no-such.eml', 'html-only.eml']);
  expect(exit).toBe(65);
  expect(lines.some((line) => JSON.parse(line).class === 'human')).toBe(true);
});

test('the verdict of an authenticator is shown', async () => {
  const lines: string[] = [];
  await inspect([join(FIXTURES, 'html-only.eml')], {
    json: true,
    write: (line) => lines.push(line),
    authenticate: async () => 'N',
  });
  expect(JSON.parse(lines[0] ?? '').authentication).toBe('N');
});

test('people get a paragraph', async () => {
  const { lines } = await run(['bounce-rfc3464.eml'], false);
  expect(lines[0]).toContain('status=5.1.1');
});
