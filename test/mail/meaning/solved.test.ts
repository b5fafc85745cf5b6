import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readIntent } from '../../../src/mail/meaning/intent.ts';
import { onlyThanks } from '../../../src/mail/meaning/thanks.ts';
import { NOT_SOLVED_CHINESE } from './not-solved-chinese.data.ts';
import { NOT_SOLVED_ENGLISH } from './not-solved-english.data.ts';
import { PLAINLY_SOLVED } from './plainly-solved.data.ts';
import { NO_YES, YES_EN, YES_ZH } from './solved.data.ts';

describe('a plain yes', () => {
  test.each([...YES_ZH, ...YES_EN, ...PLAINLY_SOLVED])('%j closes', (words) => {
    expect(readIntent(words)).toBe('solved');
  });
});

describe('words that only look like a yes', () => {
  test.each(NO_YES)('%j closes nothing', (words) => {
    expect(readIntent(words)).not.toBe('solved');
    expect(onlyThanks(words)).toBe(false);
  });
});

test.each([...NOT_SOLVED_ENGLISH, ...NOT_SOLVED_CHINESE])('%j closes nothing', (words) => {
  expect(readIntent(words)).not.toBe('solved');
});

test.each(['谢谢\n没好', '谢谢\n还没', 'Thanks\nnot yet', 'Thanks\nno', '谢谢\n但没用'])(
  '%j is more than thanks: silence does not close',
  (words) => {
    expect(onlyThanks(words)).toBe(false);
  },
);

/** What takes an affirmation back, as a word or a clause before or behind it. */
const BEFORE_ZH = [
  ...[
    '没有人认为',
    '谁也没觉得',
    '并不是',
    '不能说',
    '似乎',
    '好像',
    '据说',
    '你们说',
    '客服说',
    '如果',
    '要是',
    '等到',
    '希望',
  ],
  ...['只有一部分', '部分', '可能', '应该', '看上去', '以为', '系统显示', '尚未', '从来没有', '难道', '除了打印，'],
];
const BEHIND_ZH = [
  ...[
    '，其实没有',
    '，但是又坏了',
    '，不过慢',
    '，今天的还没有',
    '，可惜不是',
    '吗',
    '？',
    '，只是一部分',
    '，然而打印不行',
  ],
  ...[
    '，你们说的',
    '的按钮点不开',
    '，打印却失败',
    '，不完全',
    '，才怪',
    '，又出现了',
    '，另一台还在报错',
    '。其实没有。',
    '\n还没有',
  ],
];
const BEFORE_EN = [
  ...[
    'nobody said that ',
    'nothing suggests that ',
    'I do not think ',
    'it is not true that ',
    'you say ',
    'they claimed that ',
    'if ',
  ],
  ...[
    'maybe ',
    'apparently ',
    'I hope ',
    'when ',
    'unless ',
    'support wrote that ',
    'it seems ',
    'only partly: ',
    'some say ',
    'never ',
  ],
  ...['I would like to see that ', 'we expect that ', 'it is too early to say ', 'hardly, ', 'as if '],
];
const BEHIND_EN = [
  ...[
    ', but today it is back',
    ', not',
    ', or so you say',
    '? No',
    ', except printing',
    ', however slowly',
    ' only for me',
    ' for now',
  ],
  ...[
    ', I think',
    ', though not fully',
    ', then it failed again',
    ', they say',
    ' on one of two servers',
    ', yet it fails',
    ', apparently',
  ],
  ...['. Not really.', '. But it came back.', '\nnot', ', if you ask me', ' until tomorrow'],
];
const CORES_ZH = [
  '问题已解决',
  '已经解决了',
  '好了',
  '可以了',
  '恢复正常了',
  '没问题了',
  '不再报错了',
  '可以登录了',
  '请关闭工单',
];
const CORES_EN = [
  'it is solved',
  'the issue is resolved',
  'it works now',
  'this has been fixed',
  'everything is working',
  'no more errors',
  'problem solved',
  'please close the ticket',
];
const QUOTES: readonly (readonly [string, string])[] = [
  ['“', '”'],
  ['"', '"'],
  ['「', '」'],
  ['『', '』'],
  ['‘', '’'],
  ['«', '»'],
  ['《', '》'],
  ['`', '`'],
];

const part = (words: readonly string[]) => fc.constantFrom(...words);
const doubted = (before: readonly string[], cores: readonly string[], behind: readonly string[]) =>
  fc.oneof(
    fc.tuple(part(before), part(cores), fc.oneof(fc.constant(''), part(behind))),
    fc.tuple(fc.constant(''), part(cores), part(behind)),
  );
const framed = (words: fc.Arbitrary<readonly string[]>, hello: readonly string[], bye: readonly string[]) =>
  fc.tuple(part(hello), words, part(bye)).map(([first, middle, last]) => `${first}${middle.join('')}${last}`);

/** Asked as a question, it is a request all the same. */
const isPoliteRequest = (words: string): boolean => words === '请关闭工单？';

describe('no sentence with a negation, a doubt or a contrast closes a ticket', () => {
  test.each([
    [
      'Chinese',
      framed(
        doubted(BEFORE_ZH, CORES_ZH, BEHIND_ZH).filter((words) => !isPoliteRequest(words.join(''))),
        ['', '您好，', '您好！\n', '谢谢。'],
        ['', '。', '，谢谢', '\n谢谢！\n张三'],
      ),
    ],
    [
      'English',
      framed(
        doubted(BEFORE_EN, CORES_EN, BEHIND_EN),
        ['', 'Hi,\n', 'Hello, ', 'Thanks. '],
        ['', '.', ', thanks', '\nThanks,\nJohn'],
      ),
    ],
  ] as const)('%s', (_, words) => {
    fc.assert(
      fc.property(words, (own) => {
        expect(readIntent(own)).not.toBe('solved');
      }),
      { numRuns: 2000 },
    );
  });

  test('nor one in quotation marks', () => {
    fc.assert(
      fc.property(
        part([...CORES_ZH, ...CORES_EN]),
        part(['', '点了', 'I see ', '按钮']),
        fc.constantFrom(...QUOTES),
        (core, before, [open, close]) => {
          expect(readIntent(`${before}${open}${core}${close}`)).not.toBe('solved');
        },
      ),
    );
  });
});

describe('a face that is not kind', () => {
  test.each([...'🙄😒😅🤡🙃😂🤣💩😑🤦🤷😤😭👎🖕🤔😬', '[捂脸]', '/流汗', ':(', ':/', '-_-', '(狗头)'])(
    '%s leaves a yes in doubt',
    (face) => {
      for (const core of [...CORES_ZH, ...CORES_EN])
        for (const gap of ['', ' ', '。', '. ', '\n']) expect(readIntent(`${core}${gap}${face}`)).not.toBe('solved');
    },
  );

  test.each([...'👍👌🙏😊🎉✅❤👏💪🌹', '👍🏽', '🙏🏻🙏🏻', '🙇‍♂️'])('%s changes nothing', (face) => {
    for (const core of [...CORES_ZH, ...CORES_EN])
      for (const gap of ['', ' ', '! ']) expect(readIntent(`${core}${gap}${face}`)).toBe('solved');
  });
});

describe('greetings, thanks and names change nothing of a plain yes', () => {
  test.each([
    [
      'Chinese',
      framed(
        fc.tuple(part(CORES_ZH)),
        ['', '您好，', '您好！\n', '谢谢，'],
        ['', '。', '！谢谢', '，辛苦了', '\n谢谢！\n张三'],
      ),
    ],
    [
      'English',
      framed(
        fc.tuple(part(CORES_EN)),
        ['', 'Hi,\n', 'Hello, ', 'Thanks, '],
        ['', '.', ', thanks', '! Thanks a lot', '\nBest regards,\nJohn Noble'],
      ),
    ],
  ] as const)('%s', (_, words) => {
    fc.assert(
      fc.property(words, (own) => {
        expect(readIntent(own)).toBe('solved');
      }),
      { numRuns: 300 },
    );
  });
});
