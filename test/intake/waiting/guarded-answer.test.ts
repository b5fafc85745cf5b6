import { describe, expect, it } from 'vitest';
import { fileAs } from '../../../src/desk/decision.ts';
import { guarded, guardNeeds } from '../../../src/intake/waiting/guarded-answer.ts';
import { accepted, h, li } from '../../ticket/sample.ts';
import { byStaff, lettersIn, sampleContext } from '../sample.ts';

const spoken = (words: string, hours: number, attached = false) => ({ at: h(hours), words, attached });
const command = { name: 'reply', argument: '', text: '请先重启。' } as const;
const contextOf = (more: Parameters<typeof sampleContext>[0] = {}) =>
  sampleContext({ ticket: accepted, ...more, mail: { ...byStaff(li), commands: [command], ...more.mail } });
const done = fileAs('command', 'note', accepted);

describe('an answer to the customer is held back', () => {
  it.each([
    ['by what the customer has said since', [spoken('还是很慢。', 1)], h(1)],
    ['by the first of it', [spoken('还是很慢。', 1), spoken('打不开了。', 2)], h(1)],
    ['not by thanks alone', [spoken('谢谢', 1), spoken('Thank you!', 2)], null],
    ['by what stands behind thanks', [spoken('谢谢', 1), spoken('还是很慢。', 2)], h(2)],
    ['by thanks with a file', [spoken('谢谢', 1, true)], h(1)],
    ['by nothing', [], null],
  ])('%s', (_, spokenSince, after) => {
    const decided = guarded(contextOf({ spokenSince }), li, done);
    if (after === null) expect(decided).toBe(done);
    else {
      expect(decided.outcome).toBe('held');
      expect(decided.letters).toMatchObject([{ kind: 'overtaken', values: { after: after.toISOString() } }]);
    }
  });

  it('once more where something was said between the letter that told so and the tap', () => {
    const again = contextOf({ redeemed: true, spokenSince: [spoken('打不开了。', 2)] });
    expect(guarded(again, li, done).outcome).toBe('held');
    expect(guardNeeds(again, li, accepted).answering).toMatchObject({ held: again.stored.id });
    expect(guardNeeds(contextOf(), li, accepted).answering).toMatchObject({ held: null });
  });

  it('and not sent any more once its author has sent another one', () => {
    const decided = guarded(contextOf({ redeemed: true, replaced: true }), li, done);
    expect(decided.outcome).toBe('refused');
    expect(lettersIn(decided)).toEqual(['transcript→li']);
    expect(decided.letters.flatMap(({ lines = [] }) => lines)).toMatchObject([{ done: false, result: 'replaced' }]);
  });
});

it('a yes or no is written against the letter that is answered', () => {
  const yes = contextOf({ mail: { commands: [{ name: 'agree', argument: '', text: '' }] } });
  expect(Object.keys(guardNeeds(yes, li, accepted))).toEqual(['letterAnswered']);
});
