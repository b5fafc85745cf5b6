import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scanWithClamd } from '../../src/lib/clamd.ts';
import { createClock } from '../support/clock.ts';
import { openQuietDesk } from '../support/quiet-desk.ts';

/** What stands for a virus here; Debian's clamd brings no signatures, not even that of the test file. */
const VIRUS = 'this passes for a virus';
const LIMIT = 2_000_000;

/**
 * Speaks as much of clamd's protocol as the desk uses: zINSTREAM, chunks with their length, an answer that ends with
 * NUL.
 */
async function fakeClamd(): Promise<{ port: number; close: () => Promise<void>; seen: () => number }> {
  let seen = 0;
  const answer = (socket: Socket, received: Buffer): void => {
    const command = 'zINSTREAM\0';
    if (received.subarray(0, command.length).toString() !== command) return;
    const parts: Buffer[] = [];
    for (let at = command.length; at + 4 <= received.length; ) {
      const length = received.readUInt32BE(at);
      if (length === 0) {
        const content = Buffer.concat(parts);
        seen = content.length;
        socket.end(content.includes(VIRUS) ? 'stream: Test.Virus-1 FOUND\0' : 'stream: OK\0');
        return;
      }
      parts.push(received.subarray(at + 4, at + 4 + length));
      at += 4 + length;
      if (at > LIMIT) {
        socket.end('INSTREAM size limit exceeded. ERROR\0');
        return;
      }
    }
  };
  const server: Server = createServer((socket) => {
    let received = Buffer.alloc(0);
    socket.on('error', () => undefined);
    socket.on('data', (part) => {
      received = Buffer.concat([received, part]);
      answer(socket, received);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => server.close(() => resolve())),
    seen: () => seen,
  };
}

const mailWith = (from: string, attachment: string): string =>
  [
    `Return-Path: <${from}>`,
    `From: ${from}`,
    'To: support@desk.example',
    'Subject: The log of the export',
    `Message-ID: <${from}>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
    '--b',
    '',
    'The export stops half way through, the log is attached.',
    '--b',
    'Content-Type: text/plain; name=export.log',
    'Content-Disposition: attachment; filename=export.log',
    '',
    attachment,
    '--b--',
    '',
  ].join('\r\n');

describe('clamd', () => {
  let clamd: Awaited<ReturnType<typeof fakeClamd>>;
  beforeAll(async () => {
    clamd = await fakeClamd();
  });
  afterAll(() => clamd.close());

  const scan = (octets: Buffer): Promise<string | null> =>
    scanWithClamd({ host: '127.0.0.1', port: clamd.port }, octets);

  it('is given every octet, and believed', async () => {
    const large = Buffer.alloc(1_500_000, 'a');
    expect(await scan(large)).toBeNull();
    expect(clamd.seen()).toBe(large.length);
    expect(await scan(Buffer.concat([large, Buffer.from(VIRUS)]))).toBe('Test.Virus-1');
    expect(await scan(Buffer.alloc(0))).toBeNull();
  });
  it('that will not look, or is not there, has found nothing out', async () => {
    await expect(scan(Buffer.alloc(LIMIT + 1_000_000))).rejects.toThrow();
    await expect(scanWithClamd({ host: '127.0.0.1', port: 9 }, Buffer.from('x'))).rejects.toThrow(/ECONNREFUSED/);
  });

  it('keeps infected mail in quarantine, also when it is released, and lets the rest in', async () => {
    const quiet = await openQuietDesk(createClock('2026-11-23T02:00:00Z'), {
      config: { clamd: { host: '127.0.0.1', port: clamd.port } },
    });
    const rows = await quiet.receive(mailWith('bad@a.example', VIRUS), mailWith('good@b.example', 'nothing special'));
    expect(rows.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['quarantined', 'virus: Test.Virus-1'],
      ['ticketed', 'short_acknowledgement'],
    ]);
    expect(await quiet.release(rows[0]?.id ?? 0)).toMatchObject({ outcome: 'quarantined' });
    await quiet.close();
  });

  it('that is away sends mail with attachments into quarantine, and no other', async () => {
    const quiet = await openQuietDesk(createClock('2026-11-23T02:00:00Z'), {
      config: { clamd: { host: '127.0.0.1', port: 9 } },
    });
    const plain = { from: 'plain@c.example', subject: 'Export', text: 'The export stops half way through.' };
    const rows = await quiet.receive(mailWith('a@a.example', 'nothing special'), plain);
    expect(rows.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ['quarantined', 'not_scanned'],
      ['ticketed', 'acknowledgement'],
    ]);
    await quiet.close();
  });
});
