import { describe, expect, test } from 'vitest';
import { bannersAbove, isBannerBelow } from '../../../../src/mail/text/wrapping/banner.ts';
import { PERSONAL, PERSONAL_WITHIN, SIGNS, TAGS, TAGS_ALONE } from './sign.data.ts';

const each = (ways: readonly string[]): string[] => ways.flatMap((line) => line.split(' | '));

/** A line that needs one more sign to be a banner. */
const LACKING: Readonly<Record<string, readonly [before: string, behind: string]>> = {
  origin: ['[EXT] ', ''],
  stranger: ['', ''],
  advice: ['[EXT] malware: ', ''],
  topic: ['[EXT] do not open it: ', ''],
  outside: ['', ' – do not click malware'],
  alarm: ['', ' do not click malware'],
};

describe('each way of a sign is one', () => {
  const rows = SIGNS.flatMap(([sign, ways]) => each([ways]).map((way) => [sign, way] as const));
  test.each(rows)('%s: %s', (sign, way) => {
    const [before, behind] = LACKING[sign] ?? ['', ''];
    expect(bannersAbove([before + way + behind, '', 'words'])).toEqual({ lines: 1, rest: '' });
    if (!/^\W*external/i.test(way)) expect(isBannerBelow([before + way + behind])).toBe(true);
  });
  test.each(Object.entries(LACKING))('without %s there is none', (_, [before, behind]) => {
    const { rest } = bannersAbove([`${before}Word${behind}`, '', 'words']);
    expect(rest).toBe(before === '' ? '' : `${before.replace('[EXT] ', '')}Word`);
    expect(bannersAbove([`Word${behind}`, '', 'words']).lines).toBe(0);
  });
});

test.each(each(TAGS))('%s is a mark before the words', (tag) => {
  expect(bannersAbove([`${tag} Words`, 'more'])).toEqual({ lines: 1, rest: 'Words' });
  expect(bannersAbove([`${tag} Words  `])).toEqual({ lines: 1, rest: 'Words' });
  expect(bannersAbove([tag, 'more'])).toEqual({ lines: 1, rest: '' });
});

test.each(each(TAGS_ALONE))('%s alone on a line is a mark', (tag) => {
  expect(bannersAbove([tag, 'more'])).toEqual({ lines: 1, rest: '' });
  expect(bannersAbove([`${tag} words`, 'more'])).toEqual({ lines: 0, rest: '' });
  expect(bannersAbove([`words ${tag}`, 'more'])).toEqual({ lines: 0, rest: '' });
});

describe('what a person writes is no banner', () => {
  const BANNER = 'Caution: do not click malware';
  test.each(each(PERSONAL))('%s', (word) => {
    expect(bannersAbove([BANNER, `${word}, malware`])).toEqual({ lines: 1, rest: '' });
    expect(isBannerBelow([BANNER, `${word}, malware`])).toBe(false);
  });
  test.each(each(PERSONAL_WITHIN))('%s', (word) => {
    expect(bannersAbove([`${BANNER} ${word}`])).toEqual({ lines: 0, rest: '' });
    expect(isBannerBelow([`${BANNER} ${word}`])).toBe(false);
  });
  test.each(['x?x', '我司', '我公司', '我单位', '我院', '我校', '我行', '我集团', '自我', '自咱', 'our organization'])(
    'but %s',
    (word) => {
      expect(isBannerBelow([`${BANNER} ${word}`])).toBe(true);
    },
  );
});

describe('where a banner ends', () => {
  const SIGNED = 'Caution: do not click malware.';
  test.each<[why: string, lines: string[], took: number]>([
    ['one line', [SIGNED, 'words'], 1],
    ['two that only together are one', ['Caution!', 'Do not click malware.', 'words'], 2],
    ['a line that is about it, too', [SIGNED, 'Attachments may hold malware.', 'words'], 2],
    ['behind an empty line, none', [SIGNED, '', 'Attachments may hold malware.', 'words'], 1],
    ['an empty line amid its signs', ['Caution! Attachments', '', 'Do not click.', 'words'], 3],
    ['an empty line behind what says nothing', ['sender', 'x', '', SIGNED], 0],
    ['empty lines above', ['', ' ', SIGNED, 'words'], 3],
    ['a rule below', [SIGNED, '-----', 'words'], 2],
    ['two rules above', ['*****', '=====', SIGNED, 'words'], 3],
    ['three signs in a line', ['This email is external and was scanned.', '', 'words'], 1],
    ['what only ends like a link below', [SIGNED, '', 'please learn more', 'words'], 1],
    ['rules around', ['*****', SIGNED, '*****', 'words'], 3],
    ['what ends its line', ['注意', 'do not click malware', 'words'], 2],
    ['a rule above a hint in the third line', ['*****', 'Warning!', 'Alert', 'do not click malware', 'words'], 4],
    ['a mark and an empty line above', ['[EXT]', '', 'Do not click malware', 'words'], 3],
    ['a rule above alone', ['-----', 'words', 'links'], 0],
    ['a sentence that goes on', [`${SIGNED} ${'x'.repeat(30)} and all of`, 'what follows here', 'words'], 2],
    ['one of 51 characters', [`${SIGNED} ${'x'.repeat(20)}`, 'what follows here', 'words'], 2],
    ['one of 50', [`${SIGNED} ${'x'.repeat(19)}`, 'what follows here', 'words'], 1],
    ['one that is short', ['Caution: do not click malware, ', 'what follows here', 'words'], 1],
    ['one that has its end', [`${SIGNED} ${'x'.repeat(30)}.`, 'words'], 1],
    ['one with a colon', [`${SIGNED} ${'x'.repeat(30)}：`, 'words'], 1],
    ['of 14 lines', ['Caution', ...Array<string>(12).fill('malware'), 'do not click', 'words'], 14],
    ['of 15 lines', ['Caution', ...Array<string>(13).fill('malware'), 'do not click', 'words'], 0],
    ['of a long line', [`${SIGNED}${'x'.repeat(1469)}.`, 'words'], 1],
    ['of a line that is too long', [`${SIGNED}${'x'.repeat(1470)}.`, 'words'], 0],
    ['a hint in the third line', ['Caution', 'Beware', 'do not click malware', 'words'], 3],
    ['a hint in the fourth', ['Warning!', 'Beware', 'Alert', 'do not click malware', 'words'], 0],
    ['a word that ends as a greeting', [SIGNED, 'Delphi, malware', 'words'], 2],
    ['links below', [SIGNED, '', 'Report suspicious', 'words'], 3],
    ...[
      'Report this email',
      'report phishing',
      'report this message',
      'Learn more',
      '了解更多',
      '举报',
      '[ Learn more ]',
    ].map((more): [string, string[], number] => [more, [SIGNED, '', more, 'words'], 3]),
    ['four above one another', [SIGNED, '', SIGNED, '', SIGNED, '', SIGNED, '', 'words'], 7],
    ['five above one another', [SIGNED, '', SIGNED, '', SIGNED, '', SIGNED, '', SIGNED, 'words'], 7],
    ['a mark and a banner', ['[EXT]', '', SIGNED, 'words'], 3],
    ['only a banner', [SIGNED], 1],
  ])('%s', (_, lines, took) => {
    expect(bannersAbove(lines)).toEqual({ lines: took, rest: '' });
  });

  test.each<[lines: string[], below: boolean]>([
    [[], false],
    [['', ''], false],
    [['[EXT]'], true],
    [['', '[EXT]', ''], true],
    [['Caution', ...Array<string>(13).fill(''), 'do not click malware'], true],
    [['[EXT]', 'words'], false],
    [['[EXT] words'], false],
    [['Do not click malware'], false],
    [['This email is external'], false],
    [['Caution', '', 'do not click malware'], true],
    [['Caution', ...Array<string>(12).fill('malware'), 'do not click'], true],
    [['Caution', ...Array<string>(13).fill('malware'), 'do not click'], false],
    [[SIGNED, 'x'.repeat(1500)], true],
    [[SIGNED, 'x'.repeat(1501)], false],
  ])('%j is one below: %s', (lines, below) => {
    expect(isBannerBelow(lines)).toBe(below);
  });
});
