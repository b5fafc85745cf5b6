import { spawn } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import type { Mail } from '../../src/mail/mail.ts';
import { createParserPool, type ParseFailure, type ParserPool } from '../../src/mail/parser-pool.ts';
import { understand } from '../../src/mail/understand.ts';
import { fixture, mailOf } from './fixture.ts';

let pool: ParserPool | null = null;
const open = (options: Parameters<typeof createParserPool>[0]): ParserPool => {
  pool = createParserPool(options);
  return pool;
};
afterEach(async () => {
  await pool?.close();
  pool = null;
});

/** A mail that keeps a thread busy for seconds, without much memory. */
const endless = (): Buffer => mailOf('<ul><li>'.repeat(1_000_000), { 'Content-Type': 'text/html' });
/** A mail that takes many small pieces of memory. */
const greedy = (): Buffer =>
  mailOf('x', Object.fromEntries(Array.from({ length: 190_000 }, (_, i) => [`x-${i}`, 'v'])));

/** Octets compare as text: a view of another buffer is another value. */
function comparable(mail: Mail | ParseFailure): unknown {
  if ('failed' in mail) return mail;
  return {
    ...mail,
    attachments: mail.attachments.map((file) => ({ ...file, content: Buffer.from(file.content).toString('hex') })),
  };
}

describe('the parser pool', () => {
  test.each(['names-broken', 'tnef', 'inline-image', 'bounce-rfc3464', 'reply-gmail'])(
    '%s is understood as on the calling thread',
    async (name) => {
      const raw = fixture(name);
      const [there, here] = [await open({ threads: 1 }).understand(raw), await understand(raw)];
      expect(comparable(there)).toEqual(comparable(here));
    },
  );

  test('options reach the thread', async () => {
    const mail = await open({ threads: 1 }).understand(mailOf('x', { Subject: '[HD20261123001]' }), {
      numberPrefix: 'HD',
    });
    expect(mail).toMatchObject({ ticketNumbers: { subject: ['HD20261123001'] } });
  });

  test('a mail past its time is given up, and the next one goes on', async () => {
    const parser = open({ threads: 1, timeLimitMs: 1500 });
    const [late, next] = await Promise.all([parser.understand(endless()), parser.understand(mailOf('still here'))]);
    expect(late).toMatchObject({ failed: 'time' });
    expect(next).toMatchObject({ text: 'still here' });
  });

  test('a mail whose time passed while the process was suspended is understood after all', async () => {
    const parser = open({ threads: 1, timeLimitMs: 1500 });
    await parser.understand(mailOf('warm'));
    const understood = parser.understand(mailOf(`over a pause\n${'and so on '.repeat(10_000)}`));
    spawn('sh', ['-c', `sleep 3; kill -CONT ${process.pid}`]);
    process.kill(process.pid, 'SIGSTOP');
    expect(await understood).toMatchObject({ text: expect.stringContaining('over a pause') });
  });

  test('a mail past its memory is given up, and the next one goes on', async () => {
    const parser = open({ threads: 1, memoryLimitMb: 24, timeLimitMs: 120_000 });
    expect(await parser.understand(greedy())).toMatchObject({ failed: 'memory' });
    expect(await parser.understand(mailOf('still here'))).toMatchObject({ text: 'still here' });
  });

  test('many mails at once come back each to its caller', async () => {
    const parser = open({ threads: 2 });
    const texts = Array.from({ length: 100 }, (_, i) => `mail ${i}`);
    const mails = await Promise.all(texts.map((text) => parser.understand(mailOf(text))));
    expect(mails.map((mail) => 'text' in mail && mail.text)).toEqual(texts);
  });
});
