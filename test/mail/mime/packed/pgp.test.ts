import { expect, test } from 'vitest';
import { takeEncrypted } from '../../../../src/mail/mime/packed/pgp.ts';

const BLOCK = '-----BEGIN PGP MESSAGE-----\n\nhQEMA\n=abcd\n-----END PGP MESSAGE-----';

test.each<[text: string, rest: string, messages: string[]]>([
  ['words', 'words', []],
  [BLOCK, '', [BLOCK]],
  [`above\n${BLOCK}\nbelow`, 'above\n\nbelow', [BLOCK]],
  [`${BLOCK}\n${BLOCK}`, '\n', [BLOCK, BLOCK]],
  [`${BLOCK.slice(0, 40)}`, '', [BLOCK.slice(0, 40)]],
  [`> ${BLOCK.replaceAll('\n', '\n> ')}`, `> ${BLOCK.replaceAll('\n', '\n> ')}`, []],
  [`the mark ${BLOCK.slice(0, 27)} in a line\n${BLOCK}`, `the mark ${BLOCK.slice(0, 27)} in a line\n`, [BLOCK]],
  [BLOCK.replaceAll('MESSAGE', 'SIGNATURE'), BLOCK.replaceAll('MESSAGE', 'SIGNATURE'), []],
])('%j leaves %j', (text, rest, messages) => {
  expect(takeEncrypted(text)).toEqual({ text: rest, messages });
});
