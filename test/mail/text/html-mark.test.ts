import { expect, test } from 'vitest';
import { isCitation, isQuoteMark, isSignatureMark } from '../../../src/mail/text/html-mark.ts';
import { QUOTES, SIGNATURE_CLASSES, SIGNATURE_IDS } from './html-mark.data.ts';

test.each(QUOTES)('%s="%s" holds a quote: %s', (attribute, value, quote) => {
  expect(isQuoteMark({ [attribute]: value })).toBe(quote);
});
test.each(SIGNATURE_CLASSES)('class="%s" holds a signature: %s', (value, signature) => {
  expect(isSignatureMark({ class: value })).toBe(signature);
});
test.each(SIGNATURE_IDS)('id="%s" holds a signature: %s', (value, signature) => {
  expect(isSignatureMark({ id: value })).toBe(signature);
});
test('an id with yahoo_quoted in it holds a quote', () => {
  expect(isQuoteMark({ id: 'yahoo_quoted_123' })).toBe(true);
});

test.each([
  [{}, true],
  [{ style: 'color: red' }, true],
  [{ style: 'margin: 0 0 0 40px' }, false],
  [{ style: 'MARGIN: 0' }, false],
  [{ style: 'margin: 0', type: 'cite' }, true],
  [{ style: 'margin: 0', type: 'x' }, false],
  [{ style: 'margin: 0', class: 'gmail_quote' }, true],
  [{ style: 'margin: 0', class: 'x' }, false],
  [{ style: 'margin: 0; border-left: 1px' }, true],
  [{ style: 'margin: 0; BORDER-LEFT: 1px' }, true],
])('a blockquote with %o cites: %s', (attributes, cites) => {
  expect(isCitation(attributes)).toBe(cites);
});
