import { expect, it } from 'vitest';
import { tlsMismatch } from '../../src/lib/tls-mismatch.ts';

it.each([
  ['40ED:error:0A00010B:SSL routines:tls_validate_record_header:wrong version number:../ssl/record.c:77:\n', /no TLS/],
  ['Server does not support STARTTLS', /not offer TLS/],
  ['Error upgrading connection with STARTTLS: 502 what', /not offer TLS/],
  ['The server does not support SSL connections', /not offer TLS/],
  ['There was an error establishing an SSL connection', /no TLS/],
  ['Failed to receive greeting from server in required time. Maybe should use TLS?', /no greeting/],
  ['Greeting never received', /no greeting/],
  ['Connection terminated unexpectedly', /hung up/],
])('%j', (said, finding) => {
  const found = tlsMismatch(said);
  expect(found?.finding).toMatch(finding);
  expect(`${found?.finding}${found?.remedy}`).not.toContain('\n');
});

it.each(['connect ECONNREFUSED 127.0.0.1:993', 'login refused', 'self-signed certificate'])('%s: nothing', (said) =>
  expect(tlsMismatch(said)).toBeNull(),
);
