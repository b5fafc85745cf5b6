import { expect, test } from 'vitest';
import { isForwardSubject } from '../../../src/mail/meaning/ticket-number.ts';
import { SUBJECTS } from './ticket-number.data.ts';

test.each(SUBJECTS)('subject "%s" is a forward: %s', (subject, forward) => {
  expect(isForwardSubject(subject)).toBe(forward);
});
