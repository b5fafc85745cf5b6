import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { printable } from '../../src/cli/printable.ts';

describe('what is written to a terminal', () => {
  it.each([
    ['\x1b[31mred', '\\u001b[31mred'],
    ['\x9b31m', '\\u009b31m'],
    ['a\rb', 'a\\u000db'],
    ['\u202efdp.exe', '\\u202efdp.exe'],
    ['line\n\tnext', 'line\n\tnext'],
  ])('%j is shown as %j', (text, shown) => expect(printable(text)).toBe(shown));

  it.each([
    ['a command that is none', ['\x1b]0;owned\x07']],
    ['an option that is none', ['doctor', '--\x1b[2J']],
    ['a file that is not there', ['mail', 'list', '--config', 'no\x1b[31m.yaml']],
  ])('an error about %s holds no orders to it', (_, args) => {
    const entry = fileURLToPath(new URL('../../src/cli/main.ts', import.meta.url));
    let said = '';
    try {
      execFileSync(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    } catch (error) {
      said = String((error as { stderr: Buffer }).stderr);
    }
    expect(said).not.toBe('');
    expect(said).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
  });
});
