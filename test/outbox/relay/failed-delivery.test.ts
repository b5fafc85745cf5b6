import { expect, it } from 'vitest';
import { failedDelivery } from '../../../src/outbox/relay/smtp.ts';

it.each([
  ['550 5.1.1 no\0such\r\n user\t\u001b[31m', '550 5.1.1 no such user [31m'],
  ['  451 later \r\n', '451 later'],
])('what a relay says is one line without control characters: %j', (response, reply) => {
  const error = Object.assign(new Error('refused'), { responseCode: 451, response, command: 'RCPT TO' });
  expect(failedDelivery(error, false)).toMatchObject({ outcome: 'rejected', reply });
});
