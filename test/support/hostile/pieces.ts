/** What hostile mails are made of. Octets. */
const SIZE = 3 * 1024 * 1024;
/** Of a text that is read whole: the rest would be cut. */
export const READ_WHOLE = 1_000_000;

const HEAD = 'From: stranger@evil.example\r\nTo: support@desk.example\r\nDate: Wed, 25 Nov 2026 04:00:00 +0000\r\n';

/** The shapes by what is in the mail; they are made when they are asked for. */
export type Shapes = Readonly<Record<string, () => Buffer>>;

export const bareMail = (rest: string): Buffer => Buffer.from(`${HEAD}${rest}`);
export const mail = (
  body: string | Buffer,
  { type = 'text/plain; charset=utf-8', more = '', subject = 'hello' } = {},
): Buffer =>
  Buffer.concat([
    Buffer.from(
      `${HEAD}Subject: ${subject}\r\nMessage-ID: <${Math.random()}@evil.example>\r\n${more}MIME-Version: 1.0\r\nContent-Type: ${type}\r\n\r\n`,
    ),
    Buffer.from(body),
  ]);
export const html = (body: string): Buffer => mail(body, { type: 'text/html; charset=utf-8' });
export const filled = (piece: string, octets = SIZE): string =>
  piece.repeat(Math.ceil(octets / Buffer.byteLength(piece)));
export const numbered = (many: number, piece: (at: number) => string): string =>
  Array.from({ length: many }, (_, at) => piece(at)).join('');
export const multipart = (body: string): Buffer => mail(body, { type: 'multipart/mixed; boundary=b' });
/** A text of this piece, as much as is read, and with it as the subject. */
export const text = (piece: string, octets = READ_WHOLE): Buffer => mail(filled(piece, octets));
export const header = (name: string, value: string): Buffer => mail('x', { more: `${name}: ${value}\r\n` });
/** A problem with one file. */
export const file = (name: string, type: string, content: Buffer): Buffer =>
  mail(
    `--b\r\nContent-Type: text/plain\r\n\r\nIt does not start.\r\n--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${content.toString('base64').replace(/(.{76})/g, '$1\r\n')}\r\n--b--\r\n`,
    { type: 'multipart/mixed; boundary=b' },
  );
