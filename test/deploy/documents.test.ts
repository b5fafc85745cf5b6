import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { program } from '../../src/cli/tsdesk.ts';
import { parseConfig } from '../../src/config/load.ts';

const root = join(import.meta.dirname, '../..');
const PAGES = ['install', 'mail-providers', 'upgrade', 'troubleshooting', 'scaling', 'sizing'];
const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** Whether the words, in a document, are a command with its options. */
function isCommand(words: readonly string[], from: Command = program): boolean {
  const [first = '', ...rest] = words;
  const next = from.commands.find((each) => each.name() === first);
  if (next !== undefined) return isCommand(rest, next);
  const options = words.filter((word) => word.startsWith('--')).map((word) => word.split('=')[0]);
  const known = ['--help', ...program.options, ...from.options].map((each) =>
    typeof each === 'string' ? each : each.long,
  );
  return (
    (from !== program || first.startsWith('--')) &&
    from.commands.length === 0 &&
    options.every((each) => known.includes(each))
  );
}

describe.each(PAGES)('docs/%s.md', (name) => {
  const page = read(`docs/${name}.md`);

  it('names commands and options that there are', () => {
    const lines = [...page.matchAll(/(?:`|\n(?:[A-Z_]+=\S+ )?|-- |desk |<\(|&& )tsdesk ([a-z][^`\n#|;&)"]*)/g)];
    const commands = lines.map(([, line = '']) => line.trim().replace(/\s{2,}.*/, ''));
    const unknown = commands.filter((line) => !isCommand(line.split(' ')) && !/^(?:needs|runs) /.test(line));
    expect(commands.length).toBeGreaterThan(2);
    expect(unknown).toEqual([]);
  });

  it('names files of deploy/ that there are', () => {
    const files = [...page.matchAll(/\bdeploy\/[\w./*-]+/g)].map(([path]) => path.replace(/[.*]+$/, ''));
    expect(files.filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, dirname(path))))).toEqual([]);
  });
});

describe('the blocks of docs/install.md, pasted into a shell', () => {
  const blocks = [...read('docs/install.md').matchAll(/^```sh\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
  const lines = blocks.flatMap((block) => block.trimEnd().split('\n'));

  it('ask no question, and what reads the terminal is the last line of its block', () => {
    expect(lines.filter((line) => /\bapt-get install\b(?!.* --yes\b)/.test(line))).toEqual([]);
    const readers = /\bapt-get install\b|^psql |\bdocker compose (?:exec|run)\b/;
    const swallowed = blocks.flatMap((block) =>
      block
        .trimEnd()
        .replace(/(?:&&|\\)\n/g, '')
        .split('\n')
        .slice(0, -1)
        .filter((line) => readers.test(line)),
    );
    expect(swallowed).toEqual([]);
  });

  it('ask /readyz until the daemon that was just started answers', () => {
    const asked = lines.filter((line) => line.includes('/readyz'));
    expect(asked.length).toBeGreaterThan(1);
    expect(asked.filter((line) => !/--retry \d+ .*--retry-all-errors/.test(line))).toEqual([]);
  });
});

it.each(
  [...read('docs/mail-providers.md').matchAll(/^## (.+)\n[\s\S]*?```yaml\n([\s\S]*?)```/gm)].map(
    ([, title = '', text = '']) => [title, text] as const,
  ),
)('the configuration for %s is one, with TLS and secrets from the environment', (_title, text) => {
  const secrets = Object.fromEntries([...text.matchAll(/\$\{(\w+)\}/g)].map(([, name = '']) => [name, 'x']));
  const [mailbox] = parseConfig(text, 'tsdesk.yaml', secrets).mailboxes;
  expect(mailbox?.imap.port).toBe(993);
  expect(mailbox?.smtp.tls).not.toBe('none');
  const [written] = (parse(text) as { mailboxes: { imap: { pass?: string; oauth2?: { clientSecret: string } } }[] })
    .mailboxes;
  expect(written?.imap.pass ?? written?.imap.oauth2?.clientSecret).toMatch(/^\$\{/);
});
