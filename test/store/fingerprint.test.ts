import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityOf, identityOfMail } from '../../src/store/fingerprint.ts';

const MAIL = [
  'From: Ann <ann@a.example>',
  'Subject: Export fails',
  'Date: Mon, 23 Nov 2026 10:00:00 +0800',
  'Message-ID: <1@a.example>',
  '',
  'The export stops,',
  'half way through.',
  '',
].join('\r\n');
const fingerprint = (mail: string): string => identityOfMail(Buffer.from(mail, 'latin1')).fingerprint;

describe('a mail is the same', () => {
  it.each([
    ['with trace fields', `Received: from a by b\r\nReturn-Path: <ann@a.example>\r\n${MAIL}`],
    ['with other line ends', MAIL.replaceAll('\r\n', '\n')],
    ['with a folded subject', MAIL.replace('Export fails', 'Export\r\n fails')],
    ['with field names in other case', MAIL.replace('Subject:', 'SUBJECT :')],
    ['with blanks at the end of a line', MAIL.replace('stops,', 'stops, \t')],
    ['with more blanks between words', MAIL.replace('The export', 'The   export')],
    ['with empty lines below', `${MAIL}\r\n\r\n \r\n`],
  ])('%s', (_, other) => {
    expect(fingerprint(other)).toBe(fingerprint(MAIL));
    expect(identityOfMail(Buffer.from(other)).sha256).not.toBe(identityOfMail(Buffer.from(MAIL)).sha256);
  });

  it.each(['\r\n', '\n'])('in whatever parts it comes, with lines that end in %j', (end) => {
    const mail = Buffer.from(MAIL.replace('stops', 'stops \r\n \r\n').replaceAll('\r\n', end));
    for (let size = 1; size < 40; size++) {
      const identity = identityOf();
      for (let at = 0; at < mail.length; at += size) identity.update(mail.subarray(at, at + size));
      expect(identity.finish()).toEqual(identityOfMail(mail));
    }
  });
});

it.each([
  ['another Message-ID', MAIL.replace('<1@', '<2@')],
  ['another sender', MAIL.replace('ann@', 'bob@')],
  ['another date', MAIL.replace('10:00:00', '10:00:01')],
  ['another subject', MAIL.replace('fails', 'works')],
  ['other words', MAIL.replace('export', 'import')],
  ['words in another order', MAIL.replace('half way', 'way half')],
  ['one word instead of two', MAIL.replace('half way', 'halfway')],
  ['no Message-ID', MAIL.replace('Message-ID: <1@a.example>\r\n', '')],
])('%s makes another mail', (_, other) => expect(fingerprint(other)).not.toBe(fingerprint(MAIL)));

it.each(['\n', '\r\n', ' ', '\t', ' \n'])('megabytes of %j are taken in one pass', (blank) => {
  const [head = '', body = ''] = MAIL.split('\r\n\r\n');
  const long = `${head}\r\n\r\n${body.replace('way', `way${blank.repeat(4_000_000)}`)}`;
  expect(fingerprint(long)).toBe(fingerprint(MAIL));
});

it('white space of a body counts as one blank, wherever the parts of the mail are cut', () => {
  const piece = fc.constantFrom('\r\n', '\n', '\r', ' ', '\t', 'a', 'words', '\u00e9', '\u00a0', '\u0000');
  const cuts = fc.array(fc.nat(80), { maxLength: 6 });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), cuts, (pieces, at) => {
      const body = Buffer.from(pieces.join(''));
      const mail = Buffer.concat([Buffer.from('Subject: x\r\n\r\n'), body]);
      const ends = [...at.toSorted((a, b) => a - b).filter((end) => end < mail.length), mail.length];
      const identity = identityOf();
      for (const [index, end] of ends.entries()) identity.update(mail.subarray(ends[index - 1] ?? 0, end));
      const collapsed = body
        .toString('latin1')
        .replace(/[ \t\r\n]+/g, ' ')
        .replace(/ $/, '');
      const expected = createHash('sha256').update('[null,null,null,"x"]').update(collapsed, 'latin1').digest('hex');
      expect(identity.finish().fingerprint).toBe(expected);
    }),
    { numRuns: 1_000 },
  );
});
