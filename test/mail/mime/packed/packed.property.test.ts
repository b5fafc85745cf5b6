import fc from 'fast-check';
import { expect, it } from 'vitest';
import { takeEncrypted } from '../../../../src/mail/mime/packed/pgp.ts';
import { rtfToText, unpackRtf } from '../../../../src/mail/mime/packed/rtf.ts';
import { unpackTnef } from '../../../../src/mail/mime/packed/tnef.ts';
import { takeUuencoded } from '../../../../src/mail/mime/packed/uuencode.ts';
import { takeYenc } from '../../../../src/mail/mime/packed/yenc.ts';
import { understandNow } from '../../../../src/mail/understand.ts';
import { fixture } from '../../fixture.ts';

const beginning = (...starts: readonly string[]) =>
  fc
    .record({ start: fc.constantFrom(...starts), rest: fc.uint8Array({ maxLength: 200 }), cut: fc.nat(220) })
    .map(({ start, rest, cut }) => Buffer.concat([Buffer.from(start, 'hex'), rest]).subarray(0, cut));

it('TNEF of any octets is unpacked or is none', () => {
  const properties = '789f3e220100020390060000000000';
  fc.assert(
    fc.property(beginning('789f3e22', '789f3e220100', properties, ''), (octets) => {
      const found = unpackTnef(octets);
      expect(found === null || typeof found.text === 'string').toBe(true);
    }),
    { numRuns: 5_000 },
  );
});

it('a winmail.dat with octets changed and cut off is, too', () => {
  const mail = fixture('tnef');
  const whole = Buffer.from(mail);
  const start = whole.indexOf('eJ8+Ig');
  const tnef = start < 0 ? whole : Buffer.from(whole.subarray(start).toString('latin1'), 'base64');
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 20 }), fc.nat(tnef.length), (edits, end) => {
      const changed = Buffer.from(tnef.subarray(0, end));
      if (changed.length > 0) for (const [at, octet] of edits) changed[at % changed.length] = octet;
      unpackTnef(changed);
    }),
    { numRuns: 1_000 },
  );
});

it('compressed RTF of any octets is a text', () => {
  const sizes = '10000000ffffff7f';
  fc.assert(
    fc.property(beginning(`${sizes}4c5a467500000000`, `${sizes}4d454c4100000000`, ''), (octets) => {
      expect(typeof rtfToText(unpackRtf(octets))).toBe('string');
    }),
    { numRuns: 5_000 },
  );
});

it('so is RTF with any control words', () => {
  const pieces = fc.array(
    fc.constantFrom(
      '{',
      '}',
      '\\u',
      '-70000',
      '1114112',
      '99999999999',
      "\\'",
      'ff',
      '\\par',
      '\\*',
      '\\constructor',
      '?',
      ' ',
      'x',
    ),
    { maxLength: 60 },
  );
  fc.assert(
    fc.property(pieces, (words) => {
      expect(typeof rtfToText(words.join(''))).toBe('string');
    }),
  );
});

const LINES = fc.array(
  fc.oneof(
    fc.constantFrom(
      'begin 644 a',
      'begin-base64 644 a',
      '====',
      'end',
      'aGk=',
      '":&D',
      '=ybegin line=128 size=2 name=a',
      '=ypart begin=1 end=2',
      '=yend size=2 crc32=00000000',
      '-----BEGIN PGP MESSAGE-----',
      '-----END PGP MESSAGE-----',
      '5oKo5aW977yM5oql6KGo5a+85Ye65aSx6LSl77yM6K+35biu5b+Z55yL5LiA5LiL77yM6LCi6LCi',
      '=E4=BD=A0=E5=A5=BD',
      '--b',
      '--b--',
      'Content-Type: multipart/mixed; boundary=b',
      'Content-Transfer-Encoding: base64',
      '',
    ),
    fc.string({ maxLength: 30 }),
  ),
  { maxLength: 25 },
);

it('files in any text are taken out, and no line of words with them', () => {
  fc.assert(
    fc.property(LINES, (lines) => {
      const text = [...lines, 'the last words'].join('\n');
      for (const taken of [takeUuencoded(text), takeEncrypted(text)])
        expect(text.length).toBeGreaterThanOrEqual(taken.text.length);
      expect(takeUuencoded(text).text.endsWith('the last words')).toBe(true);
      takeYenc(Buffer.from(text));
    }),
    { numRuns: 2_000 },
  );
});

it('any lines below any encoding are a mail', () => {
  const head = fc.record({
    type: fc.constantFrom(
      'text/plain',
      'text/html; charset=gbk',
      'multipart/mixed; boundary=b',
      'application/pkcs7-mime',
    ),
    encoding: fc.constantFrom('base64', 'quoted-printable', 'x-uuencode', '8bit'),
  });
  fc.assert(
    fc.property(head, LINES, ({ type, encoding }, lines) => {
      const mail = `Content-Type: ${type}\nContent-Transfer-Encoding: ${encoding}\n\n${lines.join('\n')}`;
      expect(typeof understandNow(Buffer.from(mail)).text).toBe('string');
    }),
    { numRuns: 1_000 },
  );
});
