/** An element of DER (ITU-T X.690): contents are octets, or hexadecimal digits. */
export function der(tag: number, ...contents: (Uint8Array | string)[]): Buffer {
  const content = Buffer.concat(contents.map((each) => (typeof each === 'string' ? Buffer.from(each, 'hex') : each)));
  const size = Buffer.alloc(2);
  size.writeUInt16BE(content.length);
  return Buffer.concat([Buffer.from([tag, ...(content.length < 128 ? [content.length] : [0x82, ...size])]), content]);
}

export const DATA = der(0x06, '2a864886f70d010701');
export const SIGNED = der(0x06, '2a864886f70d010702');
/** A message of CMS (RFC 5652 §3), of version 1 and these fields. */
export const cms = (type: Buffer, ...fields: Buffer[]): Buffer =>
  der(0x30, type, der(0xa0, der(0x30, der(0x02, '01'), ...fields)));
/** The words in it; none when they lie outside. */
export const words = (...octets: Buffer[]): Buffer => der(0x30, DATA, ...octets.map((each) => der(0xa0, each)));
export const NO_SIGNERS = der(0x31);
