import { expect, test } from 'vitest';
import {
  CLOSING_LINE,
  GREETING_BEFORE_WORDS,
  GREETING_LINE,
  isClosing,
  isGreeting,
  THANKS_LINE,
  withoutCourtesies,
} from '../../../src/mail/meaning/courtesy.ts';
import { untested, untestedLetters } from '../alternatives.ts';

test.each<[text: string, words: string]>([
  ['您好，\n\n打印机坏了。\n\n谢谢！\n李明', '打印机坏了。'],
  ['您好，打印机坏了。', '打印机坏了。'],
  ['各位老师好：\n打印机坏了。麻烦了！', '打印机坏了。麻烦了！'],
  ['尊敬的客服：\n    打印机坏了。\n\n此致\n敬礼\n李明\n2026年11月26日', '打印机坏了。'],
  ['Hi team,\n\nThe printer is broken.\n\nThanks in advance\nAnn Lee\nIT Manager', 'The printer is broken.'],
  ['Dear Sir or Madam,\nThe printer is broken.\nYours faithfully\nM. Weber', 'The printer is broken.'],
  ['Hello, the printer is broken.', 'the printer is broken.'],
  ['您好\n谢谢', ''],
  ['Hello, printer broken', 'printer broken'],
  ['Dear all,\nHello Ann!', ''],
  ['Hi,\nThanks!', ''],
  ['', ''],
  [
    'Thanks for the help with the printer, now the scanner fails.',
    'Thanks for the help with the printer, now the scanner fails.',
  ],
  ['谢谢上次的帮助，现在扫描仪也坏了。', '谢谢上次的帮助，现在扫描仪也坏了。'],
  ['Please say Hi\nIt fails', 'Please say Hi\nIt fails'],
  ['The order:\nBestellung', 'The order:\nBestellung'],
  ['It fails.\n  Thanks!  \n  Ann', 'It fails.'],
  ['It fails.\nThanks\n\n\n\n\n\n\n\nAnn', 'It fails.'],
  ['It fails.\nThanks\na\nb\nc\nd\ne\nf', 'It fails.'],
  ['It fails.\nThanks\na\nb\nc\nd\ne\nf\ng', 'It fails.\nThanks\na\nb\nc\nd\ne\nf\ng'],
  ['It fails.\nRegards\na\nb\nc\nd\nThanks\ne\nf\ng', 'It fails.'],
  ['It fails.\nThanks\nTel: 123', 'It fails.'],
  [`It fails.\nThanks\n${'x'.repeat(60)}`, 'It fails.'],
  [`It fails.\nThanks\n${'x'.repeat(61)}`, `It fails.\nThanks\n${'x'.repeat(61)}`],
  ...['。', '！', '？', '!', '?', '；', ';', '：', ':', '.'].map((mark): [string, string] => [
    `It fails\nThanks\nAgain${mark}`,
    `It fails\nThanks\nAgain${mark}`,
  ]),
  ['It fails.\nThanks\nAnn..', 'It fails.'],
  ['  Hi Ann  \nIt fails', 'It fails'],
  ['打印机坏了。\n谢谢！\n另外扫描仪也坏了。', '打印机坏了。\n谢谢！\n另外扫描仪也坏了。'],
])('%j says %j', (text, words) => expect(withoutCourtesies(text)).toBe(words));

const GREETINGS = `
尊敬的王工：
尊敬的：
亲爱的客服：
亲爱的
您好
你们好，
你好
大家好！
各位好
老师好
客服好
上午好
早上好
晚上好~
李工您好
中午好
Hi
hi all
HI there
Hello
hello team
HELLO everyone
Hey everybody
hey folks
Dear guys
dear support
Good morning
good afternoon
good evening
Good day
Greetings
greetings sir
Dear sirs
To whom it may concern
to whom it may concern
Dear madam
Dear sir or madam
Dear Ann and Bob
Dear desk
Dear helpdesk
Dear colleagues
Hello again
Dear O'Brien,
`;
const BEFORE_WORDS = `
您好，坏了
你好,坏了
大家好！坏了
各位好：坏了
hi all, it is broken
hello there: it is broken
hey team! it is broken
hi everyone, it is broken
hi support, it is broken
good morning, it is broken
good afternoon, it is broken
good evening, it is broken
`;
const ALL_THANKS = `
非常感谢
十分感谢
万分感谢
衷心感谢
谢谢您的帮助
多谢
感激不尽
谢了
麻烦了
辛苦啦
拜托您
麻烦你
麻烦你们
麻烦大家
麻烦各位
many thanks
best thanks
thank
thanks you so much
thanks very much
thanks a lot
thanks again
thanks all
thanks in advance
thanks and regards
thanks for your help
thanks for the support
thanks for any time
thanks for your assistance
thanks so much
thx
cheers
`;
const CLOSINGS = `
此致
此致敬礼
敬礼
祝好
祝您工作顺利
祝你商祺
祝生活愉快
祝安好
祝您安好
祝周末愉快
顺祝商祺
顺颂时祺
祝时祺
颂安好
with best regards
kind wishes
kindest regards
warm regards
many regards
regards
sincerely
sincerely yours
yours sincerely
yours faithfully
yours truly
best
br
kr
all the best
`;
const lines = (text: string): string[] => text.trim().split('\n');

test.each<[string, RegExp, string]>([
  ['Chinese greeting', GREETING_LINE[0] as RegExp, GREETINGS],
  ['English greeting', GREETING_LINE[1] as RegExp, GREETINGS],
  ['greeting before words', GREETING_BEFORE_WORDS, BEFORE_WORDS],
  ['thanks', THANKS_LINE, ALL_THANKS],
  ['closing', CLOSING_LINE, CLOSINGS],
])('each way of a %s has a line', (_, pattern, samples) => {
  expect([...untested(pattern, lines(samples)), ...untestedLetters(pattern, lines(samples))]).toEqual([]);
});

test.each([...lines(GREETINGS), ...lines(ALL_THANKS), ...lines(CLOSINGS)])(
  '%s is no word about the problem',
  (line) => {
    expect(withoutCourtesies(isGreeting(line) ? `${line}\nIt is broken` : `It is broken\n${line}`)).toBe(
      'It is broken',
    );
  },
);

test.each([
  ['  Thanks!  ', true],
  [' 此致 ', true],
  ['Thanks is a word', false],
])('%j closes a mail: %s', (line, closes) => expect(isClosing(line)).toBe(closes));
