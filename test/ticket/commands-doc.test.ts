import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readCommands } from '../../src/mail/command.ts';
import { COMMAND_NAMES } from '../../src/mail/mail.ts';

const page = readFileSync(new URL('../../docs/commands.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `(#[^`]+)`(?: \+ text)? \| `(#[^`]+)`/gm)].map(([, english = '', chinese = '']) => [
  english.replaceAll('\\|', '|'),
  chinese.replaceAll('\\|', '|'),
]);
const nameOf = (line: string): string | undefined => readCommands(line).commands[0]?.name;

test.each(rows)('%s and %s are one command', (english, chinese) => {
  expect(nameOf(english ?? '')).toBeDefined();
  expect(nameOf(chinese ?? '')).toBe(nameOf(english ?? ''));
});

test('every command is on the page', () => {
  expect(new Set(rows.map(([english]) => nameOf(english ?? '')))).toEqual(new Set(COMMAND_NAMES));
});
