import type { Command, Option } from 'commander';
import type { Output } from './output.ts';

/**
 * Completion for shells, made from the tree of commands. A script holds the whole tree, so that a press of TAB starts
 * no Node. (Packages that do this ask the program at every press, and offer no files.)
 */

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** `tsdesk completion SHELL`: the script on standard output. */
export function completion(output: Output, program: Command, shell: Shell): undefined {
  const script = SCRIPTS[shell](placesOf(program));
  if (output.json) output.object({ shell, script });
  else output.line(script.trimEnd());
}

/** Where somebody is who has typed the words of `path`, and what can follow. */
type Place = {
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly meaning: string }[];
  readonly options: readonly Offered[];
  readonly takesFiles: boolean;
};
type Offered = {
  readonly name: string;
  readonly meaning: string;
  readonly value: 'none' | 'file' | 'text' | readonly string[];
};

function placesOf(command: Command, path = ''): Place[] {
  const below = command.commands.map((each) => ({ each, at: `${path} ${each.name()}`.trim() }));
  const place: Place = {
    path,
    commands: below.map(({ each }) => ({ name: each.name(), meaning: each.description() })),
    options: command.options.map(offered).concat({ name: '--help', meaning: 'display help', value: 'none' }),
    takesFiles: command.registeredArguments.some((argument) => isFile(argument.name())),
  };
  const choices = command.registeredArguments.flatMap((argument) => argument.argChoices ?? []);
  return [
    { ...place, commands: [...place.commands, ...choices.map((name) => ({ name, meaning: command.description() }))] },
    ...below.flatMap(({ each, at }) => placesOf(each, at)),
  ];
}

const isFile = (name: string): boolean => /^(?:files?|folder|paths?)$/i.test(name);

function offered(option: Option): Offered {
  const takesValue = option.required || option.optional;
  const value = option.argChoices ?? (isFile(/[<[]([\w-]+)/.exec(option.flags)?.[1] ?? '') ? 'file' : 'text');
  return { name: option.long ?? option.flags, meaning: option.description, value: takesValue ? value : 'none' };
}

const SCRIPTS: Readonly<Record<Shell, (places: readonly Place[]) => string>> = { bash, zsh, fish };

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** A place is known by the words before the cursor that are commands. */
const namedPlaces = (places: readonly Place[]): readonly Place[] => places.filter(({ path }) => path !== '');
const names = (all: readonly { readonly name: string }[]): string => all.map(({ name }) => name).join(' ');

/** Where nothing is offered, bash goes on to files by itself (`-o default`). */
function bash(places: readonly Place[]): string {
  const words = [
    ...places.map(({ path, commands }) => [path, names(commands)]),
    ...places.map(({ path, options }) => [`${path} -`, names(options)]),
    ...places.flatMap(({ path, options }) =>
      options.map(({ name, value }) => [`${path} ${name}`, typeof value === 'string' ? '' : value.join(' ')]),
    ),
  ].filter(([, offered]) => offered !== '');
  return `# In ~/.bashrc: source <(tsdesk completion bash)
_tsdesk() {
  local current=\${COMP_WORDS[COMP_CWORD]} place='' word words=''
  for word in "\${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    case "\${place:+$place }$word" in
      ${namedPlaces(places)
        .map(({ path }) => quoted(path))
        .join(' | ')}) place="\${place:+$place }$word" ;;
    esac
  done
  local after="$place \${COMP_WORDS[COMP_CWORD-1]}" at
  for at in "$after" "$place$([[ $current == -* ]] && echo ' -')"; do
    case "$at" in
${words.map(([at = '', offered = '']) => `      ${quoted(at)}) words=${quoted(offered)}; break ;;`).join('\n')}
    esac
  done
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}
complete -o default -F _tsdesk tsdesk
`;
}

function zsh(places: readonly Place[]): string {
  const described = (name: string, meaning: string): string => quoted(`${name.replaceAll(':', '\\:')}:${meaning}`);
  const optionSpec = ({ name, meaning, value }: Offered): string => {
    const action =
      value === 'file' ? ':file:_files' : value === 'text' ? ':value: ' : `:value:(${[...value].join(' ')})`;
    return quoted(`${name}[${meaning.replace(/[[\]\\]/g, '\\$&')}]${value === 'none' ? '' : action}`);
  };
  const cases = places.map(({ path, commands, options, takesFiles }) => {
    const rest = commands.length > 0 ? "'1:command:->names'" : takesFiles ? "'*:file:_files'" : "'*:value: '";
    return `    ${quoted(path)})
      names=(${commands.map(({ name, meaning }) => described(name, meaning)).join(' ')})
      _arguments -C ${options.map(optionSpec).join(' ')} ${rest} ;;`;
  });
  return `#compdef tsdesk
# In ~/.zshrc, after compinit: source <(tsdesk completion zsh)
_tsdesk() {
  local place='' state at=2
  local -a names
  while (( at < CURRENT )); do
    case "\${place:+$place }\${words[at]}" in
      ${namedPlaces(places)
        .map(({ path }) => quoted(path))
        .join(' | ')}) place="\${place:+$place }\${words[at]}" ;;
      *) break ;;
    esac
    (( at++ ))
  done
  words=("\${(@)words[at - 1,-1]}")
  (( CURRENT -= at - 2 ))
  case $place in
${cases.join('\n')}
  esac
  [[ $state == names ]] && _describe command names
}
compdef _tsdesk tsdesk
`;
}

function fish(places: readonly Place[]): string {
  const inFish = (text: string): string => `'${text.replace(/[\\']/g, '\\$&')}'`;
  const lines = places.flatMap(({ path, commands, options, takesFiles }) => {
    const here = `complete -c tsdesk -n ${inFish(`test "$(__tsdesk_place)" = "${path}"`)}`;
    const value = (of: Offered['value']): string =>
      of === 'none' ? '' : of === 'file' ? ' -r -F' : of === 'text' ? ' -x' : ` -x -a ${inFish(of.join(' '))}`;
    return [
      ...(takesFiles ? [] : [`${here} -f`]),
      ...commands.map(({ name, meaning }) => `${here} -a ${name} -d ${inFish(meaning)}`),
      ...options.map((each) => `${here} -l ${each.name.slice(2)}${value(each.value)} -d ${inFish(each.meaning)}`),
    ];
  });
  return `# In ~/.config/fish/config.fish: tsdesk completion fish | source
function __tsdesk_place
  set -l place
  for word in (commandline -opc)[2..-1]
    contains -- (string join -- ' ' $place $word) ${namedPlaces(places)
      .map(({ path }) => inFish(path))
      .join(' ')}; and set -a place $word
  end
  string join -- ' ' $place
end
${lines.join('\n')}
`;
}
