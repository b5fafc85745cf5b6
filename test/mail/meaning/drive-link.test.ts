import { expect, test } from 'vitest';
import { readDriveLinks } from '../../../src/mail/meaning/drive-link.ts';
import { EXPIRIES, LINKS } from './drive-link.data.ts';

test.each(LINKS)('%s holds %s', (text, url) => {
  expect(readDriveLinks(text)[0]?.url ?? null).toBe(url);
});
test.each(EXPIRIES)('a link and "%s" expires %s', (text, expires) => {
  expect(readDriveLinks(`https://pan.baidu.com/s/1 ${text}`)[0]?.expires ?? null).toBe(expires);
});

const URL = 'https://pan.baidu.com/s/1';

test.each(
  'zip rar 7z tar gz log txt doc docx xls xlsx ppt pptx pdf mp4 mov avi png jpg jpeg iso csv sql bak dmp'.split(' '),
)('a file name that ends in %s', (ending) => {
  expect(readDriveLinks(`报表.${ending} ${URL}`)[0]?.name).toBe(`报表.${ending}`);
  expect(readDriveLinks(`报表.${ending}q ${URL}`)[0]?.name).toBeUndefined();
});

test.each<[lines: string[], link: object]>([
  [[URL], { url: URL }],
  [[`a.zip ${URL} 3天 到期`], { url: URL, name: 'a.zip' }],
  [[URL, 'a.zip', '有效期：3天'], { url: URL, name: 'a.zip', expires: '3天' }],
  [[URL, '', 'a.zip'], { url: URL, name: 'a.zip' }],
  [[URL, '', '', 'a.zip'], { url: URL }],
  [['a.zip', URL], { url: URL, name: 'a.zip' }],
  [['a.zip', '', URL], { url: URL, name: 'a.zip' }],
  [['a.zip', '', '', URL], { url: URL }],
  [['above.zip', URL, 'below.zip'], { url: URL, name: 'below.zip' }],
  [['2.zip', '1.zip', URL], { url: URL, name: '1.zip' }],
  [['name:a.zip', URL], { url: URL, name: 'a.zip' }],
  [['名称：a.zip', URL], { url: URL, name: 'a.zip' }],
  [['"a.zip"', URL], { url: URL, name: 'a.zip' }],
  [['https://pan.baidu.com/s/a.zip'], { url: 'https://pan.baidu.com/s/a.zip' }],
])('%j', (lines, link) => {
  expect(readDriveLinks(lines.join('\n'))[0]).toEqual(link);
});

test('each link once, twenty at most', () => {
  expect(readDriveLinks(`${URL}\n${URL}`)).toEqual([{ url: URL }]);
  const many = Array.from({ length: 21 }, (_, i) => `${URL}${i}`).join(' ');
  expect(readDriveLinks(many)).toHaveLength(20);
});
