import { spawn } from 'node:child_process';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { Mail } from '../../src/mail/mail.ts';
import { createParserPool, type ParseFailure, type ParserPool } from '../../src/mail/parser-pool.ts';
import { understand } from '../../src/mail/understand.ts';
import { fixture, mailOf } from './fixture.ts';

const made = (options: Parameters<typeof createParserPool>[0]): ParserPool =>
  createParserPool({ thread: new URL('../support/hostile-thread.ts', import.meta.url), ...options });
let pool: ParserPool | null = null;
const open = (options: Parameters<typeof createParserPool>[0]): ParserPool => {
  pool = made(options);
  return pool;
};
afterEach(async () => {
  await pool?.close();
  pool = null;
});

/** A mail that keeps a thread busy for ever, without much memory. */
const endless = (): Buffer => mailOf('ENDLESS');
/** A mail that keeps a thread for ever and does nothing. */
const hanging = (): Buffer => mailOf('HANGING');
/** A mail that takes many small pieces of memory. */
const greedy = (): Buffer => mailOf('GREEDY');

/** Octets compare as text: a view of another buffer is another value. */
function comparable(mail: Mail | ParseFailure): unknown {
  if ('failed' in mail) return mail;
  return {
    ...mail,
    attachments: mail.attachments.map((file) => ({ ...file, content: Buffer.from(file.content).toString('hex') })),
  };
}

describe('a thread of the parser pool', () => {
  let parser: ParserPool;
  beforeAll(() => {
    parser = made({ threads: 1 });
  });
  afterAll(() => parser.close());

  test.each(['names-broken', 'tnef', 'inline-image', 'bounce-rfc3464', 'reply-gmail'])(
    '%s is understood as on the calling thread',
    async (name) => {
      const raw = fixture(name);
      const [there, here] = [await parser.understand(raw), await understand(raw)];
      expect(comparable(there)).toEqual(comparable(here));
    },
  );

  const file = (octets: number): Buffer => Buffer.alloc(octets, 'a line of a log, 日志\n');
  test.each<[string, encoding: 'base64' | '7bit', files: readonly Buffer[]]>([
    ['a large file', 'base64', [file(1_500_000)]],
    ['a large file that is not encoded', '7bit', [file(1_500_000)]],
    ['a small file', 'base64', [file(100)]],
    ['two large files', 'base64', [file(900_000), file(1_600_000)]],
    ['a large file beside an empty one', 'base64', [file(0), file(1_500_000)]],
  ])('%s comes back whole', async (_, encoding, files) => {
    const parts = files.map((content, at) =>
      [
        `Content-Type: application/octet-stream; name="${at}.log"`,
        `Content-Transfer-Encoding: ${encoding}`,
        '',
        content.toString(encoding === 'base64' ? 'base64' : 'utf8').replace(/.{76}/g, '$&\r\n'),
      ].join('\r\n'),
    );
    const written = ['', ...parts].join('\r\n--file\r\n');
    const raw = mailOf(`${written}\r\n--file--`, { 'Content-Type': 'multipart/mixed; boundary="file"' });
    const there = await parser.understand(raw);
    expect(comparable(there)).toEqual(comparable(await understand(raw)));
    expect('failed' in there ? there : there.attachments.map(({ size }) => size)).toEqual(
      encoding === 'base64' ? files.map(({ length }) => length) : [expect.any(Number)],
    );
  });

  test('options reach the thread', async () => {
    const mail = await parser.understand(mailOf('x', { Subject: '[HD20261123001]' }), {
      numberPrefix: 'HD',
    });
    expect(mail).toMatchObject({ ticketNumbers: { subject: ['HD20261123001'] } });
  });
});

describe('the parser pool', () => {
  test('asks whether a mail is still quick when its thread is free, and does not touch one that is not', async () => {
    const parser = open({ threads: 1 });
    let isQuick = true;
    let took = 0;
    const note = (ms: number): void => {
      took += 1;
      isQuick = ms < 0;
    };
    const turn = { lane: 'quick', took: note, isQuick: () => isQuick } as const;
    const all = await Promise.all(
      ['first', 'second', 'third'].map((words) => parser.understand(mailOf(words), {}, turn)),
    );
    expect(all.map((each) => ('failed' in each ? each.failed : 'understood'))).toEqual(['understood', 'time', 'time']);
    expect(took).toBe(1);
  });

  test('a mail past its time is given up, and the next one goes on', async () => {
    // The next one has all the time of a busy machine.
    const parser = open({ threads: 1, timeLimitMs: 60_000, quickLimitMs: 1500 });
    const [late, next] = await Promise.all([
      parser.understand(endless(), {}, { lane: 'quick' }),
      parser.understand(mailOf('still here')),
    ]);
    expect(late).toMatchObject({ failed: 'time' });
    expect(next).toMatchObject({ text: 'still here' });
  });

  test('a mail whose time passed while the process was suspended is understood after all', async () => {
    // A busy machine may need seconds for what it does in milliseconds.
    const parser = open({ threads: 1, timeLimitMs: 4_000 });
    await parser.understand(mailOf('warm'));
    const understood = parser.understand(mailOf(`over a pause\n${'and so on '.repeat(10_000)}`));
    spawn('sh', ['-c', `sleep 7; kill -CONT ${process.pid}`]);
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

  test('slow mails leave a thread to the others', async () => {
    const parser = open({ threads: 2, timeLimitMs: 60_000, quickLimitMs: 60_000 });
    const slow = [endless(), endless(), endless()].map((raw) => parser.understand(raw, {}, { lane: 'slow' }));
    // They end with the pool.
    for (const each of slow) each.catch(() => undefined);
    const quick = await parser.understand(mailOf('still here'), {}, { lane: 'quick' });
    expect(quick).toMatchObject({ text: 'still here' });
    expect(await Promise.race([...slow, 'under way'])).toBe('under way');
  });

  test('a mail in the quick lane is given up after a shorter time, and its time is told', async () => {
    const parser = open({ threads: 1, quickLimitMs: 6_000 });
    const times: number[] = [];
    const took = (ms: number): number => times.push(ms);
    expect(await parser.understand(hanging(), {}, { lane: 'quick', took })).toMatchObject({ failed: 'time' });
    await parser.understand(mailOf('still here'), {}, { lane: 'quick', took });
    expect(times[0]).toBe(6_000);
    expect(times[1]).toBeLessThan(6_000);
  });
});
