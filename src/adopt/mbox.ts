/**
 * The mails of an mbox file (RFC 4155), from lines that begin with `From ` after an empty line; `>From ` is unquoted.
 * A byte order mark and empty lines before the first are passed over. Takes the file in parts and holds one mail at a
 * time.
 */
export async function* splitMbox(parts: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let lines: Buffer[] = [];
  let afterEmpty = false;
  let begun = false;
  for await (const line of linesOf(parts)) {
    const start = line.toString('latin1', 0, 8);
    const text = begun ? start : start.replace(BYTE_ORDER_MARK, '');
    if ((afterEmpty || !begun) && text.startsWith('From ')) {
      if (begun) yield Buffer.concat(lines);
      lines = [];
      begun = true;
    } else lines.push(text.startsWith('>From') ? line.subarray(1) : line);
    afterEmpty = line.length === 1 || (line.length === 2 && line[0] === 0x0d);
  }
  if (begun) yield Buffer.concat(lines);
}

const BYTE_ORDER_MARK = /^\xef\xbb\xbf/;
const LF = 0x0a;

async function* linesOf(parts: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const part of parts) {
    let start = 0;
    for (let end = part.indexOf(LF); end >= 0; end = part.indexOf(LF, start)) {
      yield Buffer.concat([...rest, part.subarray(start, end + 1)]);
      rest = [];
      start = end + 1;
    }
    rest.push(part.subarray(start));
  }
  const last = Buffer.concat(rest);
  if (last.length > 0) yield last;
}
