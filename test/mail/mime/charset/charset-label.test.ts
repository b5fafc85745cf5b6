import { describe, expect, it, test } from 'vitest';
import { decodeText } from '../../../../src/mail/mime/charset/charset.ts';
import { canonicalCharset } from '../../../../src/mail/mime/charset/charset-label.ts';
import { ALIASES, WHATWG } from './charset-label.data.ts';

/** Of the labels of the standard those that stand for no charset. */
const NONE = new Set(['ansi_x3.4-1968', 'ascii', 'us-ascii', 'replacement', 'x-user-defined']);
/** Octets that every single-byte charset of the standard has: of lower half and of letters. */
const HIGH = Buffer.from(Array.from({ length: 128 }, (_, i) => 128 + i));

function standard(label: string): InstanceType<typeof TextDecoder> | null {
  try {
    return new TextDecoder(label);
  } catch {
    return null;
  }
}

/** How many characters two readings have in common, of those to which the standard gives a meaning. */
function differing(label: string, decoder: InstanceType<typeof TextDecoder>): string[] {
  const expected = [...decoder.decode(HIGH)];
  const found = [...decodeText(HIGH, label).text];
  return expected.filter((each, i) => each !== '\ufffd' && !/[\x80-\x9f\ue000-\uf8ff]/.test(each) && found[i] !== each);
}

describe('the labels of the standard', () => {
  it.each(WHATWG.filter((label) => !NONE.has(label)))('%s is known', (label) => {
    expect(canonicalCharset(label)).not.toBe('');
  });

  const single = WHATWG.filter((label) => {
    const name = standard(label)?.encoding ?? '';
    return !NONE.has(label) && /^(?:iso-8859|windows|koi8|macintosh|x-mac|ibm)/.test(name);
  });
  it.each(single)('%s is read as the standard has it', (label) => {
    const decoder = standard(label);
    expect(decoder === null ? [] : differing(label, decoder)).toEqual([]);
  });

  const TEXTS: readonly (readonly [encoding: RegExp, octets: string, text: string])[] = [
    [/^gb/, 'd6d0b9fa', '中国'],
    [/^big5/, 'a4a4b0ea', '中國'],
    [/^shift_jis/, '92868d91', '中国'],
    [/^euc-jp/, 'c3e6b9f1', '中国'],
    [/^iso-2022-jp/, '1b2442436639711b2842', '中国'],
    [/^euc-kr/, 'c7d1b1b9', '한국'],
    [/^utf-8/, 'e4b8ade59bbd', '中国'],
  ];
  it.each(TEXTS)('%s', (encoding, octets, text) => {
    const labels = WHATWG.filter((label) => encoding.test(standard(label)?.encoding ?? ''));
    expect(labels.map((label) => decodeText(Buffer.from(octets, 'hex'), label).text)).toEqual(labels.map(() => text));
  });
});

const SPACED = ['Latin 1'];
const named = ALIASES.flatMap(([charset, labels]) => {
  const rest = SPACED.reduce((text, label) => text.replace(label, ''), labels);
  const spaced = SPACED.filter((label) => labels.includes(label));
  return [...rest.split(/\s+/), ...spaced].filter((label) => label !== '').map((label) => [label, charset] as const);
});

test.each(named)('%s is "%s"', (label, charset) => {
  expect(canonicalCharset(label)).toBe(charset);
});

test.each(named)('%s in quotation marks, and in capitals, is "%s"', (label, charset) => {
  expect([`"${label}"`, ` ${label.toUpperCase()};`].map(canonicalCharset)).toEqual([charset, charset]);
});

test('what was remembered is forgotten, not mixed up', () => {
  for (let i = 0; i < 2_000; i++) expect(canonicalCharset(`nothing-${i}`)).toBe('');
  expect(canonicalCharset('x-cp1251')).toBe('windows-1251');
});
