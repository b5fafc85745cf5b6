import { describe, expect, test } from 'vitest';
import {
  ASKS_TO_CLOSE,
  NO_RESERVATION,
  QUESTION,
  RESERVATION,
  readIntent,
  SIGN_OFF,
} from '../../../src/mail/meaning/intent.ts';
import { untested, untestedLetters } from '../alternatives.ts';
import * as data from './intent.data.ts';

/** Questions whether a ticket may be closed, which close none. */
const QUESTIONS: readonly string[] = [
  ...[
    '可以关了?',
    '就关了？',
    '工单关掉?',
    '问题结掉?',
    '可以结单?',
    '可以结案?',
    '可以关闭吗',
    '可以关闭么',
    '是否关闭工单',
  ],
  ...['can it be closed?', 'may this be closed?', 'should that be closed?', 'shall we close it?'],
  ...['can I close the ticket?', 'may the ticket be closed?'],
];

/** What stands between a yes and a name and an address. */
const CLOSINGS: readonly string[] = [
  ...[
    'Regards,',
    'Best regards',
    'Kind regards,',
    'Warm regards',
    'Many regards',
    'Best wishes',
    'Sincerely,',
    'Cheers,',
    'BR',
  ],
  ...['Yours sincerely,', 'Yours truly,', 'Yours faithfully,', '--'],
  ...['此致', '敬礼', '祝好', '顺祝', '祝工作', '祝您工作', '祝你生活', '祝商'],
];

describe('the tables of an answer', () => {
  test.each(QUESTIONS)('"%s" asks', (question) => {
    expect(readIntent(question)).toBe('unclear');
  });

  test.each(['Please close it?', '请关闭工单?'])('"%s" is a request', (request) => {
    expect(readIntent(request)).toBe('solved');
  });

  test.each(CLOSINGS)('below "%s" nothing is taken back', (closing) => {
    expect(readIntent(`The problem is solved.\n${closing}\nNever Street 5`)).toBe('solved');
    expect(readIntent(`The problem is solved.\n${closing}\nPS: not a bank`)).toBe('unclear');
  });

  test('a line that closes nothing does not keep one from being taken back', () => {
    expect(readIntent('The problem is solved.\nBest regards to Li\nNever Street 5')).toBe('unclear');
  });

  test.each(['但是打印不行', '另外一个问题来了'])('"%s" takes a yes back', (words) => {
    expect(readIntent(`solved. ${words}`)).toBe('unclear');
  });
});

describe('every alternative has a line of its own', () => {
  const all = Object.values(data).flatMap((rows) => rows.map(([words]) => words));

  test.each<[what: string, pattern: RegExp, samples: readonly string[]]>([
    ['questions whether to close', ASKS_TO_CLOSE, QUESTIONS],
    ['closings', SIGN_OFF, CLOSINGS],
    ['questions', QUESTION, [...all, ...QUESTIONS, ...[...'什怎那这多要'].map((sign) => `${sign}么，x`)]],
    ['reservations', RESERVATION, [...all, '但是打印不行']],
    ['no reservations', NO_RESERVATION, all],
  ])('%s', (_, pattern, samples) => {
    expect([...untested(pattern, samples), ...untestedLetters(pattern, samples)]).toEqual([]);
  });
});
