import { Readable, type Writable } from 'node:stream';
import type { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';

/** Octets of one message; the longest text of a tool has 20,000 characters. */
const LONGEST_MESSAGE = 1024 * 1024;

/** Of JSON-RPC 2.0, §5.1. */
const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

/**
 * The SDK's transport over these streams, where a line that is no message has an answer: by itself the SDK ignores it, and
 * ends without a word at one that is too long. Whose answer it is nobody can tell: `id` is null (JSON-RPC 2.0, §5).
 * `input` ends or fails with `stdin`.
 */
export function answeringTransport(
  Transport: typeof StdioServerTransport,
  stdin: AsyncIterable<Buffer>,
  stdout: Writable,
): { readonly transport: StdioServerTransport; readonly input: Readable } {
  const refuse = (code: number, message: string): void => {
    stdout.write(`${JSON.stringify({ jsonrpc: '2.0', id: null, error: { code, message } })}\n`);
  };
  const tooLong = (): void => refuse(INVALID_REQUEST, `A message has at most ${LONGEST_MESSAGE} octets.`);
  const input = Readable.from(linesWithin(LONGEST_MESSAGE, stdin, tooLong));
  const transport = new Transport(input, stdout);
  transport.onerror = (error) => {
    if (error instanceof SyntaxError) refuse(PARSE_ERROR, 'A line must be one message, as JSON.');
    else if ('issues' in error) refuse(INVALID_REQUEST, 'This JSON is no message of JSON-RPC 2.0.');
  };
  return { transport, input };
}

const LF = 0x0a;

/** Lines with their ends; of one that is longer nothing is kept. Empty ones, and a last one without an end, are none. */
async function* linesWithin(
  longest: number,
  parts: AsyncIterable<Buffer>,
  tooLong: () => void,
): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let length = 0;
  const add = (part: Buffer): void => {
    if (length <= longest && length + part.length > longest) tooLong();
    length += part.length;
    if (length > longest) begun = [];
    else begun.push(part);
  };
  for await (const part of parts) {
    let start = 0;
    for (let end = part.indexOf(LF); end >= 0; end = part.indexOf(LF, start)) {
      add(part.subarray(start, end + 1));
      const line = Buffer.concat(begun);
      if (line.toString('latin1').trim() !== '') yield line;
      begun = [];
      length = 0;
      start = end + 1;
    }
    add(part.subarray(start));
  }
}
