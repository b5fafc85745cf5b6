import { describe, expect, test } from 'vitest';
import { changed } from '../../src/ticket/change.ts';
import { withCopies } from '../../src/ticket/copies.ts';
import { COPY_KINDS, type LetterOrder } from '../../src/ticket/letters.ts';
import { accepted, at, entry, li, NOON, post, wang, zhao } from './sample.ts';

const collecting = at(NOON, {}, [
  entry(li),
  entry({ ...zhao, letters: 'digest' }),
  entry({ ...wang, letters: 'digest' }),
]);
const change = (...letters: readonly LetterOrder[]) =>
  withCopies(changed({ ...accepted, assignee: li.email, follower: zhao.email }, [], letters), collecting);

describe('letters of a change, where readers want copies collected', () => {
  test.each(COPY_KINDS)('%s waits for them, and goes at once to everybody else', (kind) => {
    const order = { kind, to: [li.email, zhao.email], words: '看过了', values: { by: '李工' } } as LetterOrder;
    const { letters, copies } = change(order);
    expect(letters).toEqual([{ ...order, to: [li.email] }]);
    expect(copies).toEqual([{ kind, reader: zhao.email, content: { by: '李工', words: '看过了' } }]);
  });

  test('one that nobody gets at once is no letter at all; without words and author it is empty', () => {
    expect(change({ kind: 'follower_copy', to: [zhao.email, wang.email] })).toMatchObject({
      letters: [],
      copies: [zhao, wang].map(({ email }) => ({ reader: email, content: { by: '', words: '' } })),
    });
  });

  test('what asks for something goes at once', () => {
    const asking = change(
      { kind: 'unclear_reply', to: [zhao.email], words: '？', values: { from: 'zhang@customer.example' } },
      { kind: 'supervisor_notice', to: [wang.email], values: { reason: 'urgent' } },
    );
    expect(post(asking)).toEqual(['unclear_reply→zhao', 'supervisor_notice→wang']);
    expect(asking.copies).toEqual([]);
  });

  test('the assignee works with them: they get them at once', () => {
    const mine = changed(
      { ...accepted, assignee: zhao.email },
      [],
      [{ kind: 'note', to: [zhao.email], words: '见附件', values: { by: '李工' } }],
    );
    expect(withCopies(mine, collecting)).toEqual(mine);
  });

  test('somebody who is no longer on the staff gets letters as ever', () => {
    const gone = { kind: 'note', to: ['gone@desk.example'], words: '在', values: { by: '李工' } } as const;
    expect(change(gone).letters).toEqual([gone]);
  });
});
