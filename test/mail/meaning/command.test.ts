import { describe, expect, test } from 'vitest';
import { APOLOGY, GREETING, readCommands, readListCommand, spelledIn } from '../../../src/mail/meaning/command.ts';
import { COMMAND_NAMES } from '../../../src/words/commands.ts';
import { untested } from '../alternatives.ts';
import { understood } from '../fixture.ts';

const short = (text: string) =>
  readCommands(text).commands.map(({ name, argument, text: below }) => [name, argument, below].join('|'));

const GREETINGS: readonly string[] = [
  'Hi',
  'Hello,',
  'Hey Li!',
  'Dear all,',
  ...['morning', 'afternoon', 'evening'].map((time) => `Good ${time}, Li`),
  'Morning.',
  'Hallo zusammen',
  ...['您好', '你好', '大家好', '早上好', '上午好', '下午好', '晚上好'].map((words) => `${words}，李工`),
  '各位',
  '各位好',
  '各位：',
  '亲爱的同事们，',
  '尊敬的张工：',
  '李工您好',
  '李工好！',
  '尊敬的张工',
  `Hello ${'x'.repeat(40)}`,
];

describe('below a greeting', () => {
  test.each(GREETINGS)('%s', (greeting) => {
    expect(short(`${greeting}\n\n#status`)).toEqual(['status||']);
  });

  test.each([
    '尊敬的张工：导出失败',
    '尊敬的',
    '这个方案不太好用',
    'Hi-res pictures fail',
    '您好吗',
    `Hello ${'x'.repeat(41)}`,
  ])('%s is none', (words) => {
    expect(short(`${words}\n#status`)).toEqual([]);
  });

  test('every alternative has a line of its own', () => {
    expect(untested(GREETING, GREETINGS)).toEqual([]);
  });
});

const APOLOGIES: readonly string[] = [
  'Sorry!',
  'Oops, sorry.',
  'Oh, sorry about that.',
  'Ah! So sorry for that',
  'Very sorry, ',
  'Sorry all!',
  'My apologies.',
  'My mistake.',
  'Wrong ticket!',
  '抱歉！',
  '很抱歉。',
  '真对不起',
  '哎呀，不好意思！',
  '啊，发错了。',
  ...['写错了', '点错了', '弄错了'],
];

describe('below an apology', () => {
  test.each(APOLOGIES)('%s', (apology) => {
    expect(short(`${apology}\n\n#undo`)).toEqual(['undo||']);
  });

  test.each([
    'Sorry for the delay, the export works again',
    'Sorry, it still fails',
    '抱歉，导出还是失败',
    '不好意思，请问好了吗',
    '地址发错了单子',
    'Not sorry',
  ])('%s is none', (words) => {
    expect(short(`${words}\n#undo`)).toEqual([]);
  });

  test('one line of it, or of greeting', () => {
    expect(short('Sorry!\nOops, sorry.\n#undo')).toEqual([]);
    expect(short('Sorry!\n看过了')).toEqual([]);
  });

  test('every alternative has a line of its own', () => {
    expect(untested(APOLOGY, APOLOGIES)).toEqual([]);
  });
});

describe('commands', () => {
  test.each([
    ['#accept', ['accept||']],
    ['#ACCEPT.', ['accept||']],
    ['＃接收。', ['accept||']],
    ['接收', ['accept||']],
    ['Accept!', ['accept||']],
    ['解决\n原因：缓存', ['resolve||原因：缓存']],
    ['#assign li@desk.example', ['assign|li@desk.example|']],
    ['#转派李工', ['assign|李工|']],
    ['#转派：李工', ['assign|李工|']],
    ['#转派李工, 王工。', ['assign|李工, 王工|']],
    ['#我accept', []],
    ['#-accept', []],
    ['#accept-x', []],
    ['#eta 今天18:00', ['eta|今天18:00|']],
    ['#urgency 高\n#progress\n已排查方向：网络', ['urgency|高|', 'progress||已排查方向：网络']],
    ['#reply We are on it.', ['reply|We are on it.|']],
    ['#答复：好的，马上！', ['reply|好的，马上！|']],
    ['#urgency high.', ['urgency|high|']],
    ['#resolve\ncause: x\n#accept', ['resolve||cause: x\n#accept']],
    ['#note see below\nline one\n\nline two', ['note|see below|line one\n\nline two']],
    ['#ask\n#reply\nWhich version?', ['ask||', 'reply||Which version?']],
    ['Hello,\n#status', ['status||']],
    ['您好\n\n#状态', ['status||']],
    ['Hello\nhow are you\n#status', []],
    ['The ticket is #1 for me', []],
    ['I accept this', []],
    ['解决方案如下', []],
    ['Hi,\nDear all,\n#status', []],
    ['#accept\nHello,\n#status', ['accept||']],
    ['#frobnicate\nHello,\n#status', []],
    ['Hello to everybody who reads this today,\n#status', ['status||']],
    ['李工好，\n#status', ['status||']],
    ['李工您好\n#status', ['status||']],
    ['see #status', []],
    ['  #status', ['status||']],
    ['＃ＳＴＡＴＵＳ', ['status||']],
    ['ａｃｃｅｐｔ', ['accept||']],
    ['#resolve\n*cause*: x', ['resolve||cause: x']],
    ['#resolve\n***cause*** : x', ['resolve||cause : x']],
    ['#resolve\n**cause:** x', ['resolve||cause: x']],
    ['#resolve\n*cause :*** x', ['resolve||cause : x']],
    ['#resolve\nx\n  *cause*: y', ['resolve||x\n  cause: y']],
    ['#resolve\nsee *cause*: x', ['resolve||see *cause*: x']],
    ['#note\n\n  one  \n\n', ['note||one']],
    ['# ', []],
    ['# accept', ['accept||']],
    ['#statusx', []],
    ['状态', []],
    ['#预计时间 明天', ['eta|明天|']],
    ['#转派Accept', ['assign|Accept|']],
    ['#reply我们, 马上', ['reply|我们, 马上|']],
    ['#reply: x', ['reply|x|']],
    ['#urgency high!.', ['urgency|high|']],
    ['Accept!.', ['accept||']],
    ['ac.cept', []],
    [`accept${'!'.repeat(34)}`, ['accept||']],
    ['Hello\n#status', ['status||']],
    ['各位\n#status', ['status||']],
    ['Well, hello, all\n#status', []],
    ['他的好意我心领了\n#status', []],
    [`accept${'!'.repeat(35)}`, []],
  ])('%j', (text, commands) => {
    expect(short(text)).toEqual(commands);
  });

  test('lines that name no command are told apart', () => {
    expect(readCommands('#accpet\n#urgency high\ntext')).toMatchObject({
      unknownCommands: ['#accpet'],
      commands: [{ name: 'urgency', argument: 'high' }],
    });
  });

  test('a figure begins a name, too', () => {
    expect(readCommands('＃ 1st').unknownCommands).toEqual(['＃ 1st']);
  });

  test.each([['see #status'], ['#-'], ['#-x']])('%s is none', (line) => {
    expect(readCommands(line)).toEqual({ commands: [], unknownCommands: [] });
  });

  test('of unknown commands the first twenty are reported, the first 200 characters of each', () => {
    const { unknownCommands } = readCommands(`#${'x'.repeat(300)}\n`.repeat(25));
    expect(unknownCommands).toEqual(Array(20).fill(`#${'x'.repeat(199)}`));
  });

  test('of an argument a thousand characters are read, words for somebody to read have no limit', () => {
    expect(readCommands(`#assign ${'x'.repeat(2000)}`).commands[0]?.argument).toHaveLength(999);
    expect(readCommands(`#note ${'x'.repeat(2000)}`).commands[0]?.argument).toHaveLength(2000);
  });

  test('only a name at the beginning of a line is spelled in another language', () => {
    expect(spelledIn('zh-CN', '#accept now')).toBe('#接收 now');
    expect(spelledIn('zh-CN', 'see #accept')).toBe('see #accept');
    expect(spelledIn('zh-CN', '#constructor')).toBe('#constructor');
  });

  test('every command is reached by its English name', () => {
    expect(COMMAND_NAMES.filter((name) => short(`#${name}`)[0] !== `${name}||`)).toEqual([]);
  });

  test('they are read from a mail', async () => {
    expect((await understood('commands-resolve')).commands.map((command) => command.name)).toEqual([
      'accept',
      'urgency',
      'resolve',
    ]);
  });
});

describe('the subject of a mail without words', () => {
  test.each<[string, string[]]>([
    ['#我的', ['mine ']],
    ['#mine', ['mine ']],
    ['＃团队 second', ['team second']],
    ['#查找 导出', ['find 导出']],
    ['#帮助', ['help ']],
    ['#关闭', []],
    ['#请假 明天', []],
    ['#123 打印机', []],
    ['打印机坏了', []],
    ['接收', []],
    ['', []],
  ])('%s', (subject, expected) => {
    const { commands, unknownCommands } = readListCommand(subject);
    expect(commands.map(({ name, argument }) => `${name} ${argument}`)).toEqual(expected);
    expect(unknownCommands).toEqual([]);
  });
});
