import fc from 'fast-check';

/** What programs print, in generated variety, and short sentences of people in Chinese. */

const word = fc.constantFrom(
  ...'the a this connection server file user request token session table index value was is not could cannot be found to in of with and for because please try again later from by on it has been'.split(
    ' ',
  ),
);
const prose = fc.array(word, { minLength: 3, maxLength: 25 }).map((words) => words.join(' '));
const identifier = fc.stringMatching(/^[a-z][A-Za-z0-9]{2,10}$/);
const number = fc.integer({ min: 1, max: 9999 });
const name = identifier.map((each) => each[0]?.toUpperCase() + each.slice(1));
const level = fc.constantFrom('ERROR', 'WARN', 'INFO', 'DEBUG', 'FATAL');
const two = fc.integer({ min: 10, max: 23 });

const lines = {
  log: fc
    .tuple(two, two, level, name, prose)
    .map(([h, m, at, who, what]) => `2026-11-${h} ${h}:${m}:${m},123 ${at} [main] com.example.${who} - ${what}`),
  syslog: fc
    .tuple(two, identifier, number, prose)
    .map(([h, who, pid, what]) => `Nov ${h} ${h}:12:01 host ${who}[${pid}]: ${what}`),
  levelled: fc.tuple(level, prose).map(([at, what]) => `[${at}] ${what}`),
  java: fc
    .tuple(name, identifier, number)
    .map(([who, does, at]) => `\tat com.example.${who}.${does}(${who}.java:${at})`),
  cause: fc.tuple(name, prose).map(([who, what]) => `Caused by: com.example.${who}Exception: ${what}`),
  javascript: fc
    .tuple(name, identifier, number)
    .map(([who, does, at]) => `    at ${who}.${does} (/srv/app/${does}.js:${at}:12)`),
  python: fc.tuple(identifier, number).map(([file, at]) => `  File "/srv/app/${file}.py", line ${at}, in <module>`),
  csharp: fc
    .tuple(name, identifier, number)
    .map(([who, does, at]) => `   at Example.${who}.${does}(String name) in C:\\src\\${who}.cs:line ${at}`),
  go: fc.tuple(identifier, number).map(([does, at]) => `goroutine ${at} [running]: main.${does}(0x1, 0x2)`),
  error: fc.tuple(name, prose).map(([who, what]) => `${who}Error: ${what}`),
  oracle: fc.tuple(number, prose).map(([code, what]) => `ORA-0${code}: ${what}`),
  select: fc
    .tuple(identifier, identifier, number)
    .map(([a, b, n]) => `SELECT ${a}, count(*) FROM ${b} WHERE ${a} = ${n} AND state IN ('a', 'b') GROUP BY ${a}`),
  update: fc.tuple(identifier, identifier).map(([a, b]) => `UPDATE ${a} SET ${b} = NULL WHERE ${b} IS NOT NULL`),
  json: fc.tuple(identifier, prose).map(([key, what]) => `  "${key}": "${what}",`),
  http: fc.tuple(identifier, number).map(([path, code]) => `GET /api/${path}?id=${code} HTTP/1.1 ${code}`),
  shell: fc.tuple(identifier, identifier).map(([a, b]) => `root@host:~# ${a} --${b} /etc/${b}.conf`),
};

export const LINES: Readonly<Record<string, fc.Arbitrary<string>>> = lines;

/** A message as dialogs show it: a sentence of English in which nobody speaks of himself. */
export const MESSAGE: fc.Arbitrary<string> = prose.map((what) => `${what[0]?.toUpperCase()}${what.slice(1)}.`);

export const SENTENCE: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('您好，', '你好 ', '', '麻烦看下，', '各位老师：\n', '急！'),
    fc.constantFrom(
      '系统登录不了',
      '导出订单报错',
      '服务起不来',
      '今天早上开始一直失败',
      '升级之后不能用了',
      '數據庫連不上',
      '页面打不开',
      'VPN 连不上',
    ),
    fc.constantFrom('，日志如下：', '。', '，请看附件', '，怎么处理？', '：', '\n请尽快处理，谢谢'),
  )
  .map((parts) => parts.join(''));
