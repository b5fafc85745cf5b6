import { expect, it } from 'vitest';
import { receivedTimeOf } from '../../src/mail/received-time.ts';

it.each([
  [
    'the topmost Received',
    [
      'Received: from a by b; Fri, 1 Mar 2024 10:00:00 +0800 (CST)',
      'Received: from c; Thu, 29 Feb 2024 10:00:00 +0800',
      'Date: Wed, 28 Feb 2024 10:00:00 +0800',
    ],
    '2024-03-01T02:00:00.000Z',
  ],
  ['a folded one', ['Received: from a by b;', '\tFri, 1 Mar 2024 10:00:00 +0800'], '2024-03-01T02:00:00.000Z'],
  [
    'the next that can be read',
    ['Received: from a', 'Received: b; yesterday', 'Received: c; Fri, 1 Mar 2024 02:00:00 +0000'],
    '2024-03-01T02:00:00.000Z',
  ],
  ['the Date without any', ['Date: Fri, 1 Mar 2024 02:00:00 +0000'], '2024-03-01T02:00:00.000Z'],
])('a mail was received when it says: %s', (_, header, at) => {
  expect(receivedTimeOf(Buffer.from(`${header.join('\r\n')}\r\n\r\ntext`))?.toISOString()).toBe(at);
});

it('a mail that tells no time has none', () => {
  expect(receivedTimeOf(Buffer.from('Subject: x\r\n\r\nDate: Fri, 1 Mar 2024 02:00:00 +0000'))).toBeNull();
});
