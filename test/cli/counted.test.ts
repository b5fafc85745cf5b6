import { expect, it } from 'vitest';
import { counted } from '../../src/cli/counted.ts';

it('a word goes by its number', () => {
  expect([0, 1, 2].map((count) => counted(count, 'mail'))).toEqual(['0 mails', '1 mail', '2 mails']);
  expect([0, 1].map((count) => counted(count, 'letter goes', 'letters go'))).toEqual(['0 letters go', '1 letter goes']);
});
