import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { completion, SHELLS } from '../../src/cli/completion.ts';
import { outputTo } from '../../src/cli/output.ts';
import { program } from '../../src/cli/tsdesk.ts';

let folder: string;
const script = (shell: string): string => join(folder, `tsdesk.${shell}`);
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tsdesk-completion-'));
  writeFileSync(join(folder, 'mail.eml'), '');
  for (const shell of SHELLS)
    completion(
      outputTo(false, (text) => writeFileSync(script(shell), text, { flag: 'a' })),
      program,
      shell,
    );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const is = (shell: string): boolean => spawnSync(shell, ['-c', 'true']).error === undefined;
function inFolder(command: string, args: string[]): string[] {
  const { stdout, stderr } = spawnSync(command, args, { cwd: folder, encoding: 'utf8', timeout: 60_000 });
  expect(stderr).toBe('');
  return stdout.split('\n').filter(Boolean);
}

/** What each shell offers behind a line, the last word of which is being typed. */
const OFFERED: Readonly<Record<string, (line: string) => string[]>> = {
  bash: (line) => {
    const words = line.split(' ').map((each) => `'${each}'`);
    return inFolder('bash', [
      '--norc',
      '-c',
      `source ${script('bash')}; COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _tsdesk
      if (( \${#COMPREPLY[@]} )); then printf '%s\\n' "\${COMPREPLY[@]}"; else compgen -f -- ${words.at(-1)}; fi`,
    ]);
  },
  fish: (line) =>
    inFolder('fish', ['--no-config', '-c', `source ${script('fish')}; complete -C '${line}'`]).map(
      (each) => each.split('\t')[0] ?? '',
    ),
};

describe.each(['bash', 'fish'])('%s', (shell) => {
  it.skipIf(!is(shell)).each([
    ['tsdesk ', ['start', 'ticket', 'completion'], ['list', '--help']],
    ['tsdesk ticket ', ['list', 'show', 'export', 'erase'], ['start']],
    ['tsdesk ticket list --st', ['--state'], ['--role']],
    ['tsdesk start --role ', ['all', 'intake', 'worker'], []],
    ['tsdesk completion ', ['bash', 'zsh', 'fish'], []],
    ['tsdesk inspect ', ['mail.eml'], ['start']],
    ['tsdesk doctor --config ', ['mail.eml'], ['--probe']],
  ])('%j offers %j and not %j', (line, offered, others) => {
    const found = OFFERED[shell]?.(line);
    expect(found).toEqual(expect.arrayContaining(offered));
    for (const other of others) expect(found).not.toContain(other);
  });
});

// Completion in zsh needs a terminal; what its own functions are handed does not.
it.skipIf(!is('zsh')).each([
  ['tsdesk ticket ', ['list:all tickets, oldest first', 'erase:'], ['start:']],
  ['tsdesk ticket list --st', ['--state[only those in this state]:value: '], ['--role']],
  ['tsdesk start --role ', ['--role[which part of the work this process does]:value:(all intake worker)'], []],
  ['tsdesk inspect ', ['*:file:_files'], ['1:command']],
])('zsh %j has %j and not %j', (line, offered, others) => {
  const given = inFolder('zsh', [
    '-f',
    '-c',
    `compdef() { }; _arguments() { print -rl -- "$@"; state=names }; _describe() { print -rl -- $names }
    source ${script('zsh')}; words=(\${(@s: :):-${line}x}); CURRENT=\${#words}; _tsdesk`,
  ]);
  for (const each of offered) expect(given.filter((line) => line.startsWith(each))).toHaveLength(1);
  for (const other of others) expect(given.filter((line) => line.startsWith(other))).toEqual([]);
});
