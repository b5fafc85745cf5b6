import { describe, expect, it } from 'vitest';
import { type AssistRules, wantedTasks } from '../../src/assist/wanted.ts';
import { sampleTicket } from '../../src/letter/sample/ticket.ts';
import type { LetterOrder } from '../../src/ticket/letters.ts';
import { PURPOSES } from '../../src/ticket/suggested/suggestion.ts';
import type { Ticket } from '../../src/ticket/ticket.ts';

const NEW: Ticket = { ...sampleTicket('zh-CN'), version: 0, channel: 'mail', state: 'assigned' };
const RULES: AssistRules = { purposes: PURPOSES, reads: ['zh', 'en'], exceptCompanies: [] };
const DISPATCH: LetterOrder = { kind: 'dispatch', to: ['li@desk.example'] };
const RELAY: LetterOrder = { kind: 'relay', to: ['li@desk.example'], words: 'x', values: { from: 'ann@big.example' } };

const wanted = (
  ticket: Partial<Ticket>,
  letters: LetterOrder[] = [],
  language = 'zh',
  rules: Partial<AssistRules> = {},
) =>
  wantedTasks({ ticket: { ...NEW, ...ticket }, letters }, language, { ...RULES, ...rules }).map(
    ({ purpose, about }) => `${purpose} ${about}`,
  );
const DEFAULT = { source: 'default', detail: '' } as const;
const RULE = { source: 'rule', detail: 'x' } as const;

describe('what a model is asked', () => {
  it.each<[string, string[], string[]]>([
    ['of a new ticket', wanted({}, [DISPATCH]), ['fields 1', 'category 1', 'answer 1', 'alike 1']],
    ['of one whose category a rule has', wanted({ categoryReason: RULE }), ['fields 1', 'answer 1', 'alike 1']],
    [
      'of one in a language that nobody reads',
      wanted({}, [], 'ja'),
      ['fields 1', 'category 1', 'answer 1', 'translation 1', 'alike 1'],
    ],
    [
      'of one in a language that nobody knows',
      wanted({}, [], 'und'),
      ['fields 1', 'category 1', 'answer 1', 'alike 1'],
    ],
    ['of a regional variant that is read', wanted({}, [], 'en-GB'), ['fields 1', 'category 1', 'answer 1', 'alike 1']],
    ['of one that was told by telephone', wanted({ channel: 'phone' }), ['category 1', 'answer 1', 'alike 1']],
    ['at a hand-over', wanted({ version: 4 }, [DISPATCH]), ['summary 5']],
    ['when the customer writes again', wanted({ version: 4 }, [RELAY]), []],
    ['when they write in another language', wanted({ version: 4 }, [RELAY], 'ja'), ['translation 5']],
    ['when nothing is told to anybody', wanted({ version: 4 }), []],
    ['of an encrypted mail', wanted({ encrypted: true }, [DISPATCH], 'ja'), []],
    [
      'of a company that does not want it',
      wanted({ company: ' 大客户有限公司' }, [], 'ja', { exceptCompanies: ['大客户有限公司'] }),
      [],
    ],
    ['of an archive', wanted({ remembered: true }), []],
    ['of a closed ticket', wanted({ version: 4, state: 'closed' }, [DISPATCH]), []],
    ['of a merged ticket', wanted({ version: 4, state: 'merged' }, [RELAY], 'ja'), []],
    [
      'of one told by telephone, for look-alikes',
      wanted({ channel: 'phone' }, [], 'zh', { purposes: ['alike'] }),
      ['alike 1'],
    ],
    [
      'when the customer writes again, for look-alikes',
      wanted({ version: 4 }, [RELAY], 'zh', { purposes: ['alike'] }),
      [],
    ],
    ['of an encrypted mail, for look-alikes', wanted({ encrypted: true }, [], 'zh', { purposes: ['alike'] }), []],
    ['of a confidential one, for look-alikes', wanted({ confidential: true }, [], 'zh', { purposes: ['alike'] }), []],
    ['for nothing', wanted({}, [], 'ja', { purposes: [] }), []],
    ['for one purpose', wanted({ categoryReason: DEFAULT }, [], 'ja', { purposes: ['category'] }), ['category 1']],
  ])('%s', (_, tasks, expected) => {
    expect(tasks).toEqual(expected);
  });
});
