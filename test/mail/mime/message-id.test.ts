import { describe, expect, test } from 'vitest';
import { readMessageId, readMessageIds } from '../../../src/mail/mime/message-id.ts';

describe('message identifiers', () => {
  test.each([
    ['<a@x> <b@x>\t<a@x>', ['<a@x>', '<b@x>']],
    ['<a@\r\n x>', ['<a@x>']],
    ['a@x', ['<a@x>']],
    ['', []],
  ])('%s', (value, ids) => {
    expect(readMessageIds(value)).toEqual(ids);
  });

  test('a missing one is null', () => {
    expect(readMessageId('')).toBeNull();
  });
});
