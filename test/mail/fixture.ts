import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Mail } from '../../src/mail/mail.ts';
import { understand } from '../../src/mail/understand.ts';

/** The octets of `test/fixtures/mail/<name>.eml`. */
export function fixture(name: string): Buffer {
  return readFileSync(join(import.meta.dirname, '../fixtures/mail', `${name}.eml`));
}

/** That mail, understood. */
export function understood(name: string): Promise<Mail> {
  return understand(fixture(name));
}

/** A mail put together from a header and a body. */
export function mailOf(body: string, header: Readonly<Record<string, string>> = {}): Buffer {
  const fields = {
    From: 'Zhang San <zhang@example.com>',
    To: 'support@desk.example',
    Subject: 'Report',
    Date: 'Mon, 23 Nov 2026 09:00:00 +0800',
    'Message-ID': '<m1@example.com>',
    'Content-Type': 'text/plain; charset=utf-8',
    ...header,
  };
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
