import { describe, expect, test } from 'vitest';
import { isMachineLine, MACHINE_LINE } from '../../../src/mail/meaning/machine-text.ts';
import { untestedAmong } from '../alternatives.ts';

const LINES: readonly string[] = [
  '2026-11-22 10:10:01 worker started',
  '[2026/11/22T10:10:01Z] worker started',
  '22/Nov/2026:10:10:01 +0800 "GET /report"',
  'Nov 22 10:10:01 host app: started',
  '10:10:01,123 main started',
  ...['TRACE', 'DEBUG', 'INFO', 'NOTICE', 'WARN', 'WARNING', 'ERR', 'ERROR', 'FATAL'].map(
    (level) => `${level} no disk`,
  ),
  ...['CRITICAL', 'SEVERE', 'PANIC'].map((level) => `[${level}] no disk`),
  'at com.example.Report.write(Report.java:12)',
  'at com.example.Report.write(Native Method)',
  'bei com.example.Report.write(Report.java:12)',
  'à com.example.Report.write(Report.java:12)',
  'в com.example.Report.write(Report.java:12)',
  'at file:///app/main.js:12:5',
  'File "app.py", line 12, in write',
  'Traceback (most recent call last)',
  'Caused by: no disk',
  '... 12 more',
  '#0 0x00007f main (argc)',
  'goroutine 12 [running]',
  'Exception in thread main',
  'Unhandled promise rejection',
  'Uncaught in promise',
  'java.lang.IllegalState',
  'ReportError: no disk',
  'Exception: no disk',
  'SegmentationFault: no disk',
  'DeprecationWarning: use another',
  'main.c:12:5: error: no disk',
  'main.c:12:5: fatal error: no disk',
  'main.c:12:5: warning: no disk',
  'main.c(12): note: see above',
  'In file included from main.h',
  'compilation terminated',
  'make: no target',
  'make[1]: no target',
  'npm ERR! no disk',
  'error[E0308]: mismatched',
  'SELECT name FROM customer',
  'INSERT INTO customer',
  'UPDATE customer SET name',
  'DELETE FROM customer',
  'CREATE TABLE customer',
  'ALTER TABLE customer',
  'DROP TABLE customer',
  'WITH latest AS',
  'FROM customer',
  'WHERE name > other',
  'JOIN orders',
  'LEFT JOIN orders',
  'RIGHT JOIN orders',
  'INNER JOIN orders',
  'GROUP BY name',
  'ORDER BY name',
  'HAVING count',
  'VALUES (1)',
  'LIMIT 5',
  'ORA-01017 invalid',
  'TNS-12541 no listener',
  'PLS-00306 wrong number',
  'SQL0204 undefined',
  'DB2-204 undefined',
  'SP2-0640 not connected',
  'ERROR(1): no table',
  'SQLSTATE[42000]',
  'DETAIL: key exists',
  'HINT: use another',
  'CONTEXT: line 12',
  '$ ls',
  'root@host:~# ls',
  String.raw`C:\Users\li`,
  String.raw`PS C:\Users`,
  ...['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].map((verb) => `${verb} /report`),
  'HTTP/1.1 502',
  '< Server: nginx',
  '[1, 2, 3]',
  '"name": "value",',
  '<br/>',
  '<row id=1>',
  'return x;',
  'timeout = 30',
  'took ms=30 in db=main now',
  '----- output',
  '| a | b |',
];

/** A path of Windows begins its line, words of one message have one blank between them, an end or two pairs tell. */
const AT_THE_EDGE = /^(?:PS )?C:/;
const ONE_BLANK =
  /^(?:File|Traceback|Caused|\.{3}|goroutine|Exception in|In file|compilation|npm|LEFT|RIGHT|INNER|PS)|fatal error/;
const ANYWHERE = /^(?:return|took)/;

/** Other shapes of the same lines. */
const VARIANTS: readonly string[] = [
  '2026-1-2 1:10 worker started',
  '2026-11-22, 10:10 worker started',
  '10:10:01 main started',
  '10:10:01.5   [main] started',
  '#12 main (argc)',
  '#0 write report.c:12',
  'File "app.py", line 7',
  'com.example.NoDisk: report',
  'com.example.NoDisk(12)',
  'Error : no disk',
  'main.c:12:125:error: no disk',
  'main.c:12 : error: no disk',
  'make[12]: no target',
  'WHERE name=4',
  'WHERE name =4',
  'VALUES(1)',
  'ORA-12514: no listener',
  'ERROR [main] no disk',
  'HINT=another',
  'root@host ls $ ls',
  'root@host~$ ls',
  'GET /',
  '> Accept: text',
  '* Host: app',
  '"name" : "value",',
  '</row>',
  '<br />',
  '<row  name="Export" />',
  '}',
  'return x; ',
  'timeout=30',
  'timeout =30 ',
  'a=1 b=2',
  '----',
  '| a | b |  ',
];

describe('a line of a program', () => {
  test.each(LINES)('%s', (line) => {
    expect(isMachineLine(line)).toBe(true);
  });

  test('every alternative has a line of its own', () => {
    expect(untestedAmong(MACHINE_LINE, LINES)).toEqual([]);
  });

  test.each(LINES.filter((line) => !AT_THE_EDGE.test(line)))('indented: %s', (line) => {
    expect(isMachineLine(`  ${line}`)).toBe(true);
  });

  test.each(LINES.filter((line) => !ONE_BLANK.test(line)))('with wide gaps: %s', (line) => {
    expect(isMachineLine(line.replaceAll(' ', '  '))).toBe(true);
  });

  test.each(LINES.filter((line) => !ANYWHERE.test(line)))('quoted in a sentence it is none: %s', (line) => {
    expect(isMachineLine(`Our log has ${line}`)).toBe(false);
  });

  test.each(VARIANTS)('%s', (line) => {
    expect(isMachineLine(line)).toBe(true);
  });

  test('is told by its first 300 characters', () => {
    expect(isMachineLine(`${'导出失败'.repeat(80)};`)).toBe(false);
    expect(isMachineLine(`${'导出失败'.repeat(74)};`)).toBe(true);
  });
});

test.each([
  '导出失败，提示 ORA-01017',
  'The export fails since Monday.',
  'It failed at 10:10:01 today',
  'informational messages are missing',
  'errors appear in the report',
  'Is the limit 5 users?',
  'We get HTTP 502',
  '1. open the report',
  'Nov 22 at noon it failed',
  '2026-11-22 it failed',
  '2026-11-22 10:1 it failed',
  'Meeting from 10:10:01',
  '10:10:01 / 5',
  'x10:10:01 we saw it',
  'ORA 1 and SQL-12 are unknown',
  'com.example.NoDisk is what we see',
  'com.example.NoDisk, again',
  'WHERE is the report',
  'DETAIL of the report',
  'a; b and c',
  'x = 4 or so',
  'We set timeout = 30',
  'timeout = 30 or less',
  'took ms=30 in all',
  '--- and so on',
  '| and nothing else',
  'the column | a |',
  'a | b | c',
  '| a | b',
])('"%s" is a person’s', (line) => {
  expect(isMachineLine(line)).toBe(false);
});
