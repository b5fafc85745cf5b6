import { expect, it } from 'vitest';
import { type FoundInMail, label, scoresOf } from '../../src/assist/trial.ts';

const scoreOf = (is: string | undefined, rules: string | undefined, model: string | undefined) => {
  const found = (value: string | undefined): FoundInMail => (value === undefined ? {} : { occurredAt: value });
  const fields = is === undefined ? {} : { occurredAt: is };
  const [score] = scoresOf([
    { label: label.parse({ file: '1.eml', fields }), rules: found(rules), model: found(model) },
  ]);
  return score && [score.said, score.rules, score.missed, score.filled, score.filledWrong, score.invented].join(' ');
};

it.each([
  ['昨天下午', '昨天下午', undefined, '1 1 0 0 0 0'],
  ['昨天下午3点', '昨天 下午', undefined, '1 1 0 0 0 0'],
  ['昨天下午', '今天', undefined, '1 0 0 0 0 0'],
  ['昨天下午', undefined, '昨天下午', '1 0 1 1 0 0'],
  ['昨天下午', undefined, '今天', '1 0 1 0 1 0'],
  ['昨天下午', undefined, undefined, '1 0 1 0 0 0'],
  ['', undefined, '今天', '0 0 0 0 0 1'],
  ['', '今天', '今天', '0 0 0 0 0 0'],
  [undefined, undefined, '今天', undefined],
])('label %s, rules %s, model %s: said, rules, missed, filled, wrong, invented = %s', (is, rules, model, score) => {
  expect(scoreOf(is, rules, model)).toBe(score);
});
