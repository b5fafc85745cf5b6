import type MimeNode from 'nodemailer/lib/mime-node';
import * as quotedPrintable from 'nodemailer/lib/qp';

/**
 * The octets of a composed mail, in one pass. nodemailer's own `build()` leads every part through streams, for the same
 * octets and three times the CPU of a letter. Throws TypeError for content that is neither text nor octets.
 */
export function mimeOctets(root: MimeNode): Buffer {
  const pieces: (string | Buffer)[] = [];
  write(root, pieces);
  const octets = Buffer.concat(pieces.map((piece) => (typeof piece === 'string' ? Buffer.from(piece) : piece)));
  return octets.at(-1) === 0x0a ? octets : Buffer.concat([octets, Buffer.from('\r\n')]);
}

function write(node: MimeNode, pieces: (string | Buffer)[]): void {
  // Building the header settles the boundary and the encoding.
  pieces.push(node.buildHeaders(), '\r\n\r\n');
  if (node.content) pieces.push(...encoded(node, contentOf(node)));
  if (!node.multipart) return;
  for (const [at, child] of node.childNodes.entries()) {
    pieces.push(`${at > 0 ? '\r\n' : ''}--${node.boundary}\r\n`);
    write(child, pieces);
  }
  pieces.push(`\r\n--${node.boundary}--\r\n`);
}

function contentOf({ content }: MimeNode): Buffer {
  if (typeof content === 'string') return Buffer.from(content);
  if (Buffer.isBuffer(content)) return content;
  throw new TypeError('a letter is made of text and octets');
}

function encoded(node: MimeNode, content: Buffer): (string | Buffer)[] {
  switch (node.getTransferEncoding()) {
    case 'base64':
      return [base64Lines(content)];
    case 'quoted-printable':
      return [quotedPrintable.wrap(quotedPrintable.encode(content))];
    default:
      return [content];
  }
}

/** Characters of a line, without its end (RFC 2045 §6.8). */
const LINE = 76;

function base64Lines(content: Buffer): Buffer {
  const whole = Buffer.from(content.toString('base64'), 'latin1');
  const lines = Buffer.alloc(whole.length + 2 * Math.max(0, Math.ceil(whole.length / LINE) - 1), '\r\n');
  for (let from = 0, to = 0; from < whole.length; from += LINE, to += LINE + 2)
    whole.copy(lines, to, from, from + LINE);
  return lines;
}
