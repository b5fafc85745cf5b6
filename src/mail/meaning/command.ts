import type { Command, CommandName, Mail } from '../mail.ts';

/** Names of commands as staff write them, in both languages; `takes` tells what follows on the line and below it. */
const COMMANDS: readonly { readonly name: CommandName; readonly words: readonly string[]; readonly text?: true }[] = [
  { name: 'accept', words: ['accept', 'accepted', '接收', '接受', '接单', '受理'] },
  { name: 'decline', words: ['decline', 'declined', 'reject', '退回', '拒绝', '拒收'], text: true },
  { name: 'assign', words: ['assign', '转派', '指派', '分派', '派给'] },
  { name: 'urgency', words: ['urgency', 'priority', '紧急程度', '紧急度', '优先级'] },
  { name: 'category', words: ['category', '分类', '类别', '问题分类'] },
  { name: 'eta', words: ['eta', '预计', '预计时间', '预计处理时限'] },
  { name: 'progress', words: ['progress', '进展', '进度'], text: true },
  { name: 'ask', words: ['ask', 'question', '询问', '提问'], text: true },
  { name: 'reply', words: ['reply', 'answer', '答复', '回复'], text: true },
  { name: 'note', words: ['note', '备注', '内部备注'], text: true },
  { name: 'resolve', words: ['resolve', 'resolved', '解决', '已解决'], text: true },
  { name: 'close', words: ['close', '关闭', '关单', '结单'], text: true },
  { name: 'reopen', words: ['reopen', '重新打开', '重开'] },
  { name: 'merge', words: ['merge', '合并'] },
  { name: 'split', words: ['split', '拆分'], text: true },
  { name: 'involve', words: ['involve', '协助', '协同'], text: true },
  { name: 'kb', words: ['kb', 'knowledge', '知识库', '知识'] },
  { name: 'status', words: ['status', '状态'] },
  { name: 'help', words: ['help', '帮助'] },
  { name: 'report', words: ['report', '报表', '报告'] },
  { name: 'approve', words: ['approve', 'approved', '批准', '通过'], text: true },
  { name: 'release', words: ['release', '放行'] },
  { name: 'onduty', words: ['onduty', 'on-duty', 'duty', '值班'] },
];

const HAN = /\p{Script=Han}/u;
const BY_WORD = new Map(COMMANDS.flatMap((command) => command.words.map((word) => [word, command] as const)));
/** Longest words first, so that `解决方案` is not read as `解决`: what follows a word must not continue it. */
const HAN_WORDS = [...BY_WORD.keys()].filter((word) => HAN.test(word)).sort((a, b) => b.length - a.length);

/** A line that begins with a command's name, with its first Chinese word instead: `#accept` is `#接收`; others stay. */
export const inChinese = (line: string): string =>
  line.replace(/^#([a-z]+)/, (written, name: string) => {
    const { words = [] } = COMMANDS.find((command) => command.name === name) ?? {};
    return `#${words.find((word) => HAN.test(word)) ?? written.slice(1)}`;
  });

/** Words that count as a command when they are all a line says. */
const LONE = new Map<string, CommandName>([
  ['接收', 'accept'],
  ['accept', 'accept'],
  ['解决', 'resolve'],
  ['resolve', 'resolve'],
]);

const GREETING =
  /^(?:(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning|hallo|您好|你好|大家好|各位好?|早上好|上午好|下午好|晚上好|亲爱的|尊敬的)(?:[\s,，!！.。、:：]|$).{0,40}|.{1,12}(?:您好|你好|好)[,，!！。:：]?)$/iu;

/** Characters of an argument that is not for somebody to read. */
const LONGEST_ARGUMENT = 1000;

/** Most unknown commands worth telling about. */
const MOST_UNKNOWN = 20;

/**
 * The commands in a staff member's own words: leading lines that start with `#`, in half or full width, or a lone
 * accept or resolve; empty lines and one greeting before them do not count. The last command that takes text takes
 * everything below it, lines with `#` included once text has begun.
 */
export function readCommands(own: string): Pick<Mail, 'commands' | 'unknownCommands'> {
  const lines = own.split('\n');
  const found: { name: CommandName; argument: string; text: boolean }[] = [];
  const unknown: string[] = [];
  let at = 0;
  let greeted = false;
  for (; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim();
    if (line === '') continue;
    const command = readLine(line);
    if (command) found.push(command);
    else if (isHash(line)) {
      if (unknown.length < MOST_UNKNOWN) unknown.push(line.slice(0, 200));
    } else if (!greeted && found.length === 0 && unknown.length === 0 && GREETING.test(line)) greeted = true;
    else break;
  }
  const text = lines.slice(at).join('\n').trim();
  const taker = found.findLastIndex((command) => command.text);
  return {
    commands: found.map(
      ({ name, argument }, index): Command => ({ name, argument, text: index === taker ? text : '' }),
    ),
    unknownCommands: unknown,
  };
}

function isHash(line: string): boolean {
  return /^[#＃]\s*[\p{L}\p{N}]/u.test(line);
}

function readLine(line: string): { name: CommandName; argument: string; text: boolean } | null {
  const lone = line.length > 40 ? undefined : LONE.get(foldCase(line));
  if (lone) return { name: lone, argument: '', text: BY_WORD.get(lone)?.text ?? false };
  if (!isHash(line)) return null;
  const rest = line.replace(/^[#＃]\s*/, '');
  const word = foldCase(/^[\p{Script=Latin}-]+(?=[^\p{Script=Latin}]|$)/u.exec(rest.normalize('NFKC'))?.[0] ?? '');
  const latin = BY_WORD.get(word);
  if (latin) return commandOf(latin, rest, word.length);
  const han = HAN_WORDS.find((candidate) => rest.startsWith(candidate));
  const command = han === undefined ? undefined : BY_WORD.get(han);
  return command && han !== undefined ? commandOf(command, rest, han.length) : null;
}

/** What follows the word on its line; words for somebody to read stay as they were written. */
function commandOf(command: (typeof COMMANDS)[number], rest: string, length: number) {
  const text = command.text ?? false;
  return { name: command.name, argument: text ? wordsAfter(rest, length) : argumentAfter(rest, length), text };
}

const wordsAfter = (rest: string, length: number): string =>
  rest
    .slice(length)
    .replace(/^[\s:：,，.。;；!！]+/u, '')
    .trim();

/** Lower case, half width, without trailing punctuation. */
function foldCase(word: string): string {
  return word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s.,;:!?。，；：！？、~]+$/u, '')
    .trim();
}

/** A name, a number or a time; full-width letters and digits stay as they were written. */
const argumentAfter = (rest: string, length: number): string =>
  wordsAfter(rest.slice(0, length + LONGEST_ARGUMENT), length).replace(/[\s.,;!。，；！]+$/u, '');
