import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { LETTER_KINDS, LETTERS } from '../../src/letter/kinds.ts';

const page = readFileSync(new URL('../../docs/letters.md', import.meta.url), 'utf8');
const rows = [...page.matchAll(/^\| `(\w+)` \| ([^|]+) \| [^|]+ \| (\S+) \| ([^|]+) \| (\w+) \|$/gm)];

it('docs/letters.md shows every letter as it is sent', () => {
  const shown = rows.map(([, kind, , autoSubmitted, envelope, delivery]) => ({
    kind,
    autoSubmitted,
    envelope,
    delivery,
  }));
  expect(shown).toEqual(
    LETTER_KINDS.map((kind) => ({
      kind,
      autoSubmitted: LETTERS[kind].autoSubmitted ?? '–',
      envelope: LETTERS[kind].envelope === 'null' ? '`<>`' : 'bounce address',
      delivery: LETTERS[kind].delivery,
    })),
  );
});

it('docs/letters.md sends customers’ letters to the customer', () => {
  const customers = rows.filter(([, , to]) => to === 'the customer').map(([, kind]) => kind);
  expect(customers).toEqual(LETTER_KINDS.filter((kind) => LETTERS[kind].audience === 'customer'));
});
