import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { examplesOf, pathOf } from '../../src/cli/examples.ts';
import { program } from '../../src/cli/tsdesk.ts';

const withAllBelow = (command: Command): Command[] => [command, ...command.commands.flatMap(withAllBelow)];
const commands = withAllBelow(program);
const leaves = commands.filter((each) => each.commands.length === 0);

/** The words of a command line up to what the shell does with its output. */
const words = (line: string): string[] =>
  (/tsdesk (.*?)(?:\)|$| [|<>] )/.exec(line)?.[1] ?? '').match(/"[^"]*"|\S+/g) ?? [];

describe('the help of', () => {
  it.each(commands.map((command) => [pathOf(command) || 'the program', command] as const))(
    '%s describes it and its options, and shows what to type',
    (_path, command) => {
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect(command.description()).not.toBe('');
      expect(command.options.filter(({ description, argChoices }) => !description && !argChoices)).toEqual([]);
      expect(help, 'a row of src/cli/examples.ts').toMatch(/^ {2}tsdesk |^Set-up|<\(tsdesk /m);
    },
  );
});

describe('the example', () => {
  it.each(leaves.flatMap((command) => examplesOf(command).map((line) => [line, command] as const)))(
    '%s is understood',
    (line, command) => {
      const path = pathOf(command).split(' ');
      const typed = words(line);
      expect(typed.slice(0, path.length)).toEqual(path);
      const { operands, unknown } = command.parseOptions(typed.slice(path.length));
      expect(unknown).toEqual([]);
      const wanted = command.registeredArguments;
      expect(operands.length).toBeGreaterThanOrEqual(wanted.filter(({ required }) => required).length);
      if (!wanted.some(({ variadic }) => variadic)) expect(operands.length).toBeLessThanOrEqual(wanted.length);
    },
  );
});
