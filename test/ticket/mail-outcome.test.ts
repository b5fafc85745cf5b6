import { describe, expect, it } from 'vitest';
import { because, DESK_FAILURES, REASON_TEXTS, type ReasonCode, reasonText } from '../../src/ticket/mail-outcome.ts';

describe('a reason as the ledger shows it', () => {
  it.each([
    ['malformed', '', 'malformed'],
    ['unacknowledged', '', 'none'],
    ['recorded', 'acknowledgement', 'acknowledgement'],
    ['claims', 'TS20261123001', 'claims TS20261123001'],
    ['copy_of', '12', 'of mail 12'],
    ['commands', 'accept, progress', 'accept, progress'],
    ['commands_refused', 'supervisors_only', 'supervisors_only'],
    ['permanent', '5.1.1', 'permanent 5.1.1'],
    ['temporary', '', 'temporary'],
    ['copy_of', '', 'of mail'],
    ['virus', 'Test.Virus-1', 'virus: Test.Virus-1'],
    ['virus', '$&', 'virus: $&'],
    ['failed', 'TypeError', 'failed: TypeError'],
    ['failed', 'TypeError: ', 'failed: TypeError: '],
    ['held', undefined, 'held'],
    ['quarantine', 'authentication F (dmarc_failed)', 'quarantine: authentication F (dmarc_failed)'],
  ] as const)('%s, %s', (code, detail, text) => {
    expect(reasonText(because(code, detail))).toBe(text);
  });

  // The interface has called both by one text from the start; `reasonCode` and `mail explain` tell them apart.
  it('is of one code only, whatever the detail, but for words written to somebody else: unverified too', () => {
    const codes = Object.keys(REASON_TEXTS) as ReasonCode[];
    const texts = Map.groupBy(codes, (code) => reasonText(because(code, `of ${code}`)));
    expect([...texts.values()].filter((same) => same.length > 1)).toEqual([['unverified', 'not_addressed']]);
  });
});

it.each([
  ['failed', true],
  ['parser_time', true],
  ['parser_memory', true],
  ['parser_crash', true],
  ['malformed', false],
  ['over_limit', false],
] as const)('%s is a failure of the desk, to be tried again by a later version: %s', (code, expected) => {
  expect(DESK_FAILURES.includes(code)).toBe(expected);
});
