import { describe, expect, test } from 'vitest';
import { isNotice, weightOf } from '../../../src/mail/text/footer.ts';
import { PERSONAL, PRINT, TOPICS } from './notice.data.ts';

/** Words about nothing, so that a line is long enough. */
const FILL = 'lorem ipsum dolor sit amet consectetur adipiscing elit sed eiusmod';

const each = (ways: string): string[] => ways.split(' | ');

describe('a notice speaks of two topics', () => {
  const rows = TOPICS.flatMap(([topic, ways]) => each(ways).map((way) => [topic, way] as const));
  test.each(rows)('%s: %s', (topic, way) => {
    const other = topic === 'delete' ? 'liability of the sender' : 'delete';
    const [alone, both] = [`${FILL} ${other}`, `${FILL} ${way}. ${FILL} ${other}`];
    expect(isNotice([topic === 'delete' ? `${FILL} proprietary` : alone])).toBe(false);
    expect(isNotice([both])).toBe(true);
    if (topic === 'this mail' || topic === 'confidential' || topic === 'addressee')
      expect(isNotice([`${FILL} ${way}`])).toBe(false);
    else expect(isNotice([`${FILL} ${way}. ${FILL} proprietary`])).toBe(true);
  });

  test.each(PERSONAL.flatMap(each))('none, when somebody says %s', (word) => {
    expect(isNotice([`${FILL} proprietary, delete it`])).toBe(true);
    expect(isNotice([`${FILL} proprietary, delete it. ${word}`])).toBe(false);
  });

  test('one of them forbids or demands', () => {
    expect(isNotice([`${FILL} this email is proprietary`])).toBe(false);
    expect(isNotice([`${FILL} this email, 我们公司 proprietary, delete`])).toBe(true);
  });

  test.each([
    [[`proprietary delete ${'x'.repeat(41)}`], true],
    [[`proprietary delete ${'x'.repeat(40)}`], false],
    [[`  proprietary delete ${'x'.repeat(39)}  `], false],
    [['proprietary', 'delete', 'x'.repeat(41)], true],
    [['proprietary', 'delete', 'x'.repeat(40), ''], false],
    [['保密，不得使用，请删除，收件人以及其余各位应当知晓'], true],
    [['保密，请删除'], false],
    [[`proprietary delete ${'x'.repeat(3981)}`], true],
    [[`proprietary delete ${'x'.repeat(3982)}`], false],
    [[], false],
    [['', ' '], false],
    [['> proprietary delete', `> ${'x'.repeat(41)}`], true],
    [['-- External Email --'], true],
  ] as const)('%j: %s', (lines, notice) => {
    expect(isNotice(lines)).toBe(notice);
  });
});

describe('a notice about paper', () => {
  const [prints, costs, urges] = PRINT.map(each) as [string[], string[], string[]];
  test.each([
    ...prints.map((word) => `Before you ${word}, save a tree`),
    ...costs.map((word) => `Before printing: ${word}`),
    ...urges.map((word) => `Printing harms a tree: ${word}`),
    'Think before printing',
    '* think before you print',
  ])('%s', (line) => {
    expect(isNotice([line])).toBe(true);
  });
  test.each([
    'Print the tree',
    'Before printing',
    'Consider the trees',
    'We think before printing',
    'Reprint papers before',
  ])('none: %s', (line) => {
    expect(isNotice([line])).toBe(false);
  });
  test('it is short', () => {
    const line = 'Before you print, save trees ';
    expect(isNotice([line + 'x'.repeat(160 - line.length)])).toBe(true);
    expect(isNotice([line + 'x'.repeat(161 - line.length)])).toBe(false);
  });
});

test.each([
  ['', 0],
  ['abc', 3],
  ['删除', 6],
  ['삭제a', 7],
  ['メール', 7],
])('%j weighs %s', (text, weight) => {
  expect(weightOf(text)).toBe(weight);
});
