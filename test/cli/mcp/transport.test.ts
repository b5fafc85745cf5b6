import { PassThrough, Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import { expect, it } from 'vitest';
import { answeringTransport } from '../../../src/cli/mcp/transport.ts';

const MESSAGE = '{"jsonrpc":"2.0","id":7,"method":"ping"}';
const refused = (code: number) => ({ jsonrpc: '2.0', id: null, error: { code, message: expect.any(String) } });

/** What arrived as messages, and what was answered to the rest. */
async function speak(parts: readonly string[]) {
  const messages: unknown[] = [];
  const stdout = new PassThrough();
  const { transport, input } = answeringTransport(
    StdioServerTransport,
    Readable.from(parts.map((part) => Buffer.from(part))),
    stdout,
  );
  transport.onmessage = (message) => messages.push(message);
  const ended = new Promise((resolve) => input.once('close', resolve));
  await transport.start();
  await ended;
  stdout.end();
  const answers = (await text(stdout)).split('\n').filter(Boolean);
  return { messages: messages.length, answers: answers.map((line) => JSON.parse(line)) };
}

it.each<[string, string[], number[]]>([
  ['nothing else', [], []],
  ['empty lines', ['\n\r\n \n'], []],
  ['what is no JSON', ['nonsense\n', '{"a":\n'], [-32700, -32700]],
  ['JSON that is no message', ['{}\n[]\n7\n'], [-32600, -32600, -32600]],
  ['a line of 20 MB', [...Array.from({ length: 320 }, () => 'x'.repeat(65_536)), '\n'], [-32600]],
  ['a message that is too long in one piece', [`{"a":"${'x'.repeat(2 ** 20)}"}\n`], [-32600]],
])('a message behind %s arrives', async (_case, before, codes) => {
  const half = MESSAGE.length / 2;
  const { messages, answers } = await speak([
    ...before,
    MESSAGE.slice(0, half),
    `${MESSAGE.slice(half)}\n${MESSAGE}\n`,
  ]);
  expect([messages, answers]).toEqual([2, codes.map(refused)]);
});

it('is as long as it may be', async () => {
  const padded = (octets: number): string => `${MESSAGE}${' '.repeat(octets - MESSAGE.length - 1)}\n`;
  expect(await speak([padded(2 ** 20)])).toEqual({ messages: 1, answers: [] });
  expect(await speak([padded(2 ** 20 + 1)])).toEqual({ messages: 0, answers: [refused(-32600)] });
});

it('fails with its input', async () => {
  const failing = new PassThrough();
  const { transport, input } = answeringTransport(StdioServerTransport, failing, new PassThrough());
  await transport.start();
  const failed = new Promise((resolve) => input.once('error', resolve));
  failing.destroy(new Error('gone'));
  expect(await failed).toMatchObject({ message: 'gone' });
});
