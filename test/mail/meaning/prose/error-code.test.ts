import { describe, expect, test } from 'vitest';
import { readErrorCodes } from '../../../../src/mail/meaning/prose/error-code.ts';
import { passagesOf } from '../../../../src/mail/meaning/prose/passages.ts';
import { marked } from './marked.ts';

test.each([
  ['报 413 错误', '413'],
  ['用户登录报 500', '500'],
  ['提示 E-77', 'E-77'],
  ['the code is 50021', '50021'],
  ['it says "TS-4012"', 'TS-4012'],
  ['Access denied (E_ACCESSDENIED)', 'E_ACCESSDENIED'],
  ['HTTP 502 and ORA-01017', 'HTTP 502; ORA-01017'],
  ['E-1, E-22, E-33 and E-44 failed', 'E-22; E-33; E-44'],
])('%s: %s', (text, codes) => expect(readErrorCodes(passagesOf(text))).toBe(codes));

test.each([
  'National Bank Code: 21003467',
  'our zip code 80331',
  '股票代码 600519 的行情报错',
  'MAX_ROWS is set',
  'encoded as UTF-8, it failed',
  '返回 500 条记录',
  '返回 500 条记录，没有错误',
  'order SO-20261101 failed',
  'HTTP 200 was returned',
  'Please cancel order A-55231',
])('%s names none', (text) => expect(readErrorCodes(passagesOf(text))).toBeUndefined());

const read = (text: string): string | undefined => readErrorCodes(passagesOf(text));
const each = (words: string): string[] => words.split(/[|\n]/).map((word) => word.trim());

describe('a code that says itself what it is', () => {
  test.each([
    ...each(`0x80070005|0x8007|ORA-01017|TNS-12541|PLS-00201|RMAN-03002|SP2-0306|KUP-04040|SQL-1204|SQL-30081N|DB2-12345|IMP-00017
      SQLSTATE[42000]|SQLSTATE 42000|SQLSTATE=08001|SQLSTATE: 08001|SQLSTATE (HY000)|SQLSTATEHY000
      ECONNREFUSED|ECONNRESET|ECONNABORTED|ETIMEDOUT|ENOTFOUND|EPERM|EACCES|ENOENT|EPIPE|EHOSTUNREACH|EADDRINUSE|ENOSPC|ENOMEM
      DISK_ERR|LOGIN_FAIL|ACCESS_DENIED|CERT_EXPIRED|KEY_INVALID|READ_TIMEOUT|TIMED_OUT|FILE_BUSY|CONN_REFUSED|CONN_RESET|TX_ABORT
      SVC_UNAVAILABLE|NOT_FOUND|NO_ROUTE|FIELD_MISSING|SQL_EXCEPTION|AUTH_REJECT|E_UNAUTHORIZED|USER_FORBIDDEN|ROW_LOCKED|QUOTA_EXCEEDED
      STACK_OVERFLOW|E1_NOT_A_B_C_D|ERR-404|ERR_12|ERR-123456
      HTTP 502|HTTP 404|HTTP/2 502|HTTP/1.1 502|HTTP status 502|HTTP 状态码 500|HTTP 错误 500|HTTP error 500|HTTP code 500|HTTP502
      550 5.7.1|421 4.7.28`).map((code) => `it is «${code}» again`),
    ...['报', '返回', '提示', '报 '].map((word) => `点击${word}«404»了`),
    ...['条', '个', '人', '次', '元', '行', '台', '份', '分', '张'].map((unit) => `登录提示 500${unit}`),
    '返回 500.5',
    '0x80g',
    '«E_WHATEVER» again',
    '«E_MAX_ROWS» again',
    'see MAX2_ROWS and MAX_ROWS2',
    'HTTP 302 is fine',
    'see MAX_ROWS and USER_ID',
    'see MAX_ROW_COUNT',
  ])('%s', (row) => {
    const [text, code] = marked(row);
    expect(read(text)).toBe(code);
  });
});

describe('a code behind a word', () => {
  test.each([
    ...each(`错误|错误代码|错误编号|错误码|错误号|报错|报错代码|报错码|返回代码|返回码|状态码|故障码|代码|异常码
      error |error code |error codes |error number |error no.|error id |fault |fault code |status |status code |exit code |exit |return code |failure |failure code
      error_code |error-code |code |errcode |errno `).map((word) =>
      `出现${word}«50021»`.replace(/出现(?=[a-z])/, 'an '),
    ),
    ...['是', '为', '显示', '提示', '了', ':', '：', '=', '#', ' is ', ' was ', ' of ', ' with ', ' says '].map(
      (joint) => `错误码${joint}«50021»`,
    ),
    ...['"', '“', "'", '「', '『', '(', '（'].map((mark) => `错误码 ${mark}«50021»`),
    ...['股票', '源', '组织', '机构', '信用', '物料', '产品', '商品', '银行', '邮政', '项目'].map(
      (word) => `${word}代码 50021 打不开`,
    ),
    ...each(
      'bank|zip|postal|post|country|area|access|qr|bar|promo|discount|verification|source|sort|swift|product|item|dress|tax|project|customer',
    ).map((word) => `the ${word} code 50021 is there`),
    'the zip-code 50021',
    'the barcode 50021',
    '错误码 «ab-12.3»。',
    '错误码 «E12»-',
    '错误码 12',
    '错误码 «1a»',
    '错误码 «1200»',
    '错误码 AB12345678901',
    '错误码 «AB1234567»',
    '错误码 «W1»',
    '错误码 IPv6',
    '错误码 «AB12345678»',
    '错误码 AB123456789',
    '错误码 «12345678901»',
    '错误码 «ABCDEFGHI123456789»',
    'an error «ab-1» here',
    'the code «1a» here',
    ...each('201|206|301|308|2010|2029').map((number) => `错误码 ${number}`),
    ...each('309|2001|2030|1301|3011').map((number) => `错误码 «${number}»`),
    '错误 «E12»，',
    '错误码 «123»',
    '错误码 200',
    '错误码 204',
    '错误码 304',
    '错误码 2026',
    '错误码 «2036»',
    '错误码 «207»',
    '错误码 UTF8',
    '错误码是多少',
  ])('%s', (row) => {
    const [text, code] = marked(row);
    expect(read(text)).toBe(code);
  });
});

describe('figures before a word', () => {
  test.each([
    ...each(`错误|报错|服务器内部错误|internal server error|server error|error|errors|bad gateway|bad request|not found|forbidden|unauthorized
      service unavailable|gateway timeout|gateway time-out|too many requests|payload too large`).map(
      (word) => `a «502» ${word}`,
    ),
    'a «413»错误',
    'a "«413»" error',
    '«12031» errors',
    '«1203» errors',
    '«120310» errors',
    ...['”', "'", '」'].map((mark) => `a «502»${mark} error`),
    '7-413 errors',
    '213 errors',
    '600 errors',
    '12 errors',
    '1234567 errors',
    '10.413 errors',
    '2/413 errors',
    '12:413 errors',
    'a 200 error',
    '413 errored',
  ])('%s', (row) => {
    const [text, code] = marked(row);
    expect(read(text)).toBe(code);
  });
});

describe('letters with figures near a word', () => {
  test.each([
    ...each(`错误|报错|报|提示|返回|异常|代码|失败|弹出|显示|告警`).map((word) => `${word} “«TS-4012»”`),
    ...each(
      'error|errors|fails|failed|failing|fail|say|says|answer|answers|gives|give|gets|get|got|return|returns|returned|message|end in|ends in|ended in|code|throws|throw|threw|shows|show|showed|died|alarm',
    ).map((word) => `it ${word}, as «TS-4012», so`),
    'we ordered TS-4012, so',
    'it shows a.TS-4012',
    ...['/', '@', '-', 'a'].map((sign) => `it shows x${sign}TS-4012`),
    'it shows TS-4012b',
    'it shows «TS-4012».',
    'it shows «TS-4012»-',
    'it shows «TS4012», so',
    'it shows «TSO-12», so',
    'it shows «TS-401200», so',
    'it shows «ABCDEFGHIJ-12», so',
    'it shows ABCDEFGHIJK-12, so',
    'it shows TS-4012-b',
    'it shows TS-4012@b',
    'it shows TS-4012.5',
    'it shows TS-1',
    'it shows «E-77», so',
    'it shows «F-12», so',
    ...each(
      'UTF-8|SHA-256|ISO-9001|RFC-3834|GB18030|GBK-18|SO-12|PO-12|INV-12|WIN-10|IE11|IPV-46|IP-46|MD-50|AES-256|RSA-2048|USB-30|COM-12|GPT-40|COVID-19|Q-12|H-264|A-40|B-12|TLS-12|SSL-30|RJ-45|CAT-60|DDR-40|I-12|V-12|R-12|S-12|X-12|NO-12|SN-12|ID-12|QQ-12|P-12|T-12|M-12|K-12|U-12',
    ).map((name) => `it shows ${name}, so`),
    'it shows TS20261122001, so',
    'it shows AB12345678, so',
  ])('%s', (row) => {
    const [text, code] = marked(row);
    expect(read(text)).toBe(code);
  });
});

describe('of several', () => {
  test.each([
    ['the first three, in their order', 'error E-44, HTTP 502, ORA-01017, then E-11', 'E-44; HTTP 502; ORA-01017'],
    ['in the order of the codes', 'E-44, and the error code is 50021', 'E-44; 50021'],
    ['what is none does not count', 'it shows UTF-16\n2026-11-24 09:15:30 ERROR [main] ORA-01017', 'ORA-01017'],
    ['by its shape in a log', '2026-11-24 09:15:30 ERROR [main] 0x80070005 MAX_ROWS', '0x80070005'],
    ['each once', 'error E-44 and E-44 again', 'E-44'],
    ['the longer where one holds another', 'HTTP 502, a 502 error', 'HTTP 502'],
    ['a log only when nothing else tells', 'error E-44\n2026-11-24 09:15:30 ERROR [main] ORA-01017', 'E-44'],
    ['then that of its lines that tell of trouble', '2026-11-24 09:15:30 ERROR [main] ORA-01017', 'ORA-01017'],
    ['and of no other line', '2026-11-24 09:15:30 INFO [main] ORA-01017', undefined],
    ['a line that begins with it', 'ORA-01017: invalid name\nTNS-12541: no listener', 'ORA-01017; TNS-12541'],
    ['with a name in it', '2026-11-24 09:15:30 FATAL [main] x.Y(Z.java:3) E-44', 'E-44'],
    ['that is one', '2026-11-24 09:15:30 FATAL [main] x.Y(Z.java:3) UTF-16 MAX_ROWS', undefined],
  ])('%s', (_, text, codes) => expect(read(text)).toBe(codes));

  test.each(['ERROR', 'FATAL', 'SEVERE', 'Exception', 'failed'])('a line of a log with %s', (word) =>
    expect(read(`2026-11-24 09:15:30 [main] ${word} x.Y(Z.java:3) ORA-01017`)).toBe('ORA-01017'),
  );
});
