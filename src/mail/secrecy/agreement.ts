import { createHash } from 'node:crypto';
import { berOf, elementAt } from '../mime/packed/ber.ts';

/** What both sides of a key agreement (RFC 5753) make the same of. */

/** RFC 3394 §2.2.3.1. */
export const WRAP_IV = Buffer.alloc(8, 0xa6);

/** ECC-CMS-SharedInfo, RFC 5753 §7.2. `material` is its user keying material as it stands under its tag. */
export function sharedInfo(wrapping: Uint8Array, material: Uint8Array | null, keyOctets: number): Buffer {
  const bits = Buffer.alloc(4);
  bits.writeUInt32BE(keyOctets * 8);
  const entity = material ? der(0xa0, material.subarray(headOf(material))) : new Uint8Array();
  return der(0x30, wrapping, entity, der(0xa2, der(0x04, bits)));
}

const headOf = (element: Uint8Array): number => {
  const ber = berOf(element);
  return elementAt(ber, 0, element.length)?.start ?? 0;
};

/** X9.63, as RFC 5753 §7.2 and SEC 1 §3.6.1 have it. */
export function derived(secret: Uint8Array, info: Uint8Array, octets: number, hash: string): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 1; Buffer.concat(blocks).length < octets; counter++) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(counter);
    blocks.push(createHash(hash).update(secret).update(number).update(info).digest());
  }
  return Buffer.concat(blocks).subarray(0, octets);
}

/** An element of DER (X.690 §10.1) of a tag and what is in it. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  if (content.length < 0x80) return Buffer.concat([Uint8Array.of(tag, content.length), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex');
  return Buffer.concat([Uint8Array.of(tag, 0x80 | length.length), length, content]);
}
