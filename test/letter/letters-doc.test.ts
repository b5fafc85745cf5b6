import { join } from 'node:path';
import { expect, it } from 'vitest';
import { LETTER_KINDS, LETTERS } from '../../src/letter/kinds.ts';
import { read } from '../support/edited-project.ts';
import { letterTable } from './letter-table.ts';

const page = read('docs/letters.md');
const table = letterTable(read('src/ticket/letters.ts'));

// Nobody writes the table by hand: `npx vitest run test/letter/letters-doc.test.ts --update` puts it into the page.
it('docs/letters.md shows every letter with its occasion, as it is sent', async () => {
  const written = page.replace(/^\| letter \| to \| when \|.*(?:\n\|.*)*/m, () => table);
  await expect(written).toMatchFileSnapshot(join(import.meta.dirname, '../../docs/letters.md'));
});

it('docs/letters.md sends customers’ letters to the customer', () => {
  const customers = [...table.matchAll(/^\| `(\w+)` \| the customer \|/gm)].map(([, kind]) => kind);
  expect(customers).toEqual(LETTER_KINDS.filter((kind) => LETTERS[kind].audience === 'customer'));
});
