import { describe, expect, test } from 'vitest';
import { headerBlockAt, headerField, headerFieldValue } from '../../../src/mail/text/quote-header.ts';
import { LABELS } from './quote-header.data.ts';

describe('quoted headers', () => {
  test.each(LABELS)('%j is %s', (line, field) => {
    expect(headerField(line)).toBe(field);
  });

  test.each([
    ['> From: a', 'from'],
    ['**From:** a', 'from'],
    ['| From | a |', 'from'],
    ['| From | a', 'from'],
    ['| From: | a |', 'from'],
    ['| From |', null],
    ['发 件 人: a', null],
    ['主 题：a', 'subject'],
    ['主　题 ：a', 'subject'],
    ['From a', null],
    [`From:${' '.repeat(1995)}`, 'from'],
    [`From:${' '.repeat(1996)}`, null],
    ['', null],
    [`From${' '.repeat(26)}:`, 'from'],
    [`From${' '.repeat(27)}:`, null],
    ['发件 人:a', null],
    ['主  题：a', 'subject'],
    [' | From | a | ', 'from'],
    ['| From | see: a | b', 'from'],
    ['|From\t| a |', 'from'],
    ['xFrom | a', null],
  ])('%j is %s', (line, field) => {
    expect(headerField(line)).toBe(field);
  });

  test.each([
    ['From:  a ', 'a'],
    ['> 发件人：a', 'a'],
    ['Subject: Re: a', 'Re: a'],
    ['| From | a | b |', 'a | b'],
    ['| From | a |', 'a'],
    ['| From | a', 'a'],
  ])('%j has the value %s', (line, value) => {
    expect(headerFieldValue(line)).toBe(value);
  });

  const block = (text: string): boolean => headerBlockAt(text.split('/'), 0);

  test.each([
    ['From: a/Date: b/Subject: c', true],
    ['From: a/To: b/Cc: c', true],
    ['Subject: c/From: a/Date: b', true],
    ['To: a/Subject: b/Date: c', true],
    ['To: a/Subject: b/Cc: c', false],
    ['To: a/Date: b/Cc: c', false],
    ['Subject: a/Date: b/Cc: c', false],
    ['Cc: a/From: b/Date: c', false],
    ['x/From: b/Date: c/To: d', false],
    ['From: a/From: b/From: c', false],
    ['From: a@x/Date: b', true],
    ['From: a@x/Subject: b', true],
    ['From: a@x/To: b', false],
    ['From: a/Date: b', false],
    ['Date: a@x/From: b', false],
    ['From: a/x/x/x/x/Date: b/Subject: c', true],
    ['From: a/x/x/x/x/x/Date: b/Subject: c', false],
    ['From: a////////////Date: b/Subject: c', false],
    ['From: a//////////Date: b/Subject: c', true],
    ['From: a///////////Date: b/Subject: c', false],
    ['', false],
  ])('a header begins with %s: %s', (lines, begins) => {
    expect(block(lines)).toBe(begins);
  });
});
