import { describe, expect, test } from 'vitest';
import { readMessageId, readMessageIds } from '../../../src/mail/mime/message-id.ts';

describe('message identifiers', () => {
  test.each([
    ['<a@x> <b@x>\t<a@x>', ['<a@x>', '<b@x>']],
    ['<a@\r\n x>', ['<a@x>']],
    ['a@x', ['<a@x>']],
    ['', []],
  ])('%s', (value, ids) => {
    expect(readMessageIds(value)).toEqual(ids);
  });

  test('of megabytes the first and the last are read, and none in part', () => {
    const all = Array.from({ length: 100_000 }, (_, each) => `<${each}@x.example>`);
    const ids = readMessageIds(all.join(' '));
    expect(ids[0]).toBe(all[0]);
    expect(ids.slice(1)).toEqual(all.slice(1 - ids.length));
    expect(readMessageIds('<'.repeat(1_500_000))).toEqual([]);
    expect(readMessageIds(`<a@x>${'b'.repeat(200_000)}`)).toEqual(['<a@x>']);
  });

  test('of many the first and the last are kept', () => {
    const ids = Array.from({ length: 501 }, (_, each) => `<${each}@x>`);
    expect(readMessageIds(ids.slice(0, 500).join(' '))).toEqual(ids.slice(0, 500));
    expect(readMessageIds(ids.join(' '))).toEqual([ids[0], ...ids.slice(2)]);
  });

  test('up to a hundred thousand characters are read whole, of more the beginning and the end', () => {
    const ids = Array.from({ length: 200 }, (_, each) => `<${String(each).padStart(3, '0')}${'x'.repeat(893)}@x>`);
    const upTo = ids.slice(0, 111).join('');
    expect(readMessageIds(upTo.padEnd(100_000))).toEqual(ids.slice(0, 111));
    expect(readMessageIds(ids.join(''))).toEqual([...ids.slice(0, 2), ...ids.slice(-108)]);
  });

  test('a missing one is null', () => {
    expect(readMessageId('')).toBeNull();
  });
});

describe('identifiers as they come', () => {
  test.each<[value: string, ids: string[]]>([
    [`<${'a'.repeat(998)}>`, [`<${'a'.repeat(998)}>`]],
    [`<${'a'.repeat(999)}>`, []],
    [`<b@x> <${'a'.repeat(999)}>`, ['<b@x>']],
    ['<a b@x> <c@x>', ['<ab@x>', '<c@x>']],
    ['< a@x >', ['<a@x>']],
    ['<a@x >\t< b@x>', ['<a@x>', '<b@x>']],
    ['<a@\r\n\tx> <b@x>', ['<a@x>', '<b@x>']],
    ['<a@x b@y>', ['<a@x>', '<b@y>']],
    ['<a@x <b@y>', ['<a@x>', '<b@y>']],
    ['<a@x and words', ['<a@x>']],
    ['a@x> <b@y>', ['<b@y>']],
    ['Your message of Monday <a@x> from li@kehu.example', ['<a@x>']],
    ['< >', []],
    ['<a b  c@x>', ['<abc@x>']],
    ['<a  b@x> <a b@x>', ['<ab@x>']],
    [`<a ${'b'.repeat(999)}>`, []],
    ['a@x, "b@x"; c@x  a@x', ['<a@x>', '<b@x>', '<c@x>']],
    ['word @x x@ a@@x', []],
    ['ab@xy@z', ['<ab@xy@z>']],
    ['@a@x', []],
    [`${'a'.repeat(996)}@x`, [`<${'a'.repeat(996)}@x>`]],
    [`${'a'.repeat(997)}@x`, []],
    ['<>', []],
    ['<<>>', []],
    ['<a @ x >  <b@x>', ['<a@x>', '<b@x>']],
    ['< a@x <b@x>', ['<a@x>', '<b@x>']],
    ['<a@x b@y >', ['<a@x>', '<b@y>']],
    [`< ${'a'.repeat(998)}>`, [`<${'a'.repeat(998)}>`]],
  ])('%j', (value, ids) => {
    expect(readMessageIds(value)).toEqual(ids);
    expect(readMessageId(value)).toBe(ids[0] ?? null);
  });
});
