import { describe, expect, test } from 'vitest';
import { calendarComment, calendarMethod, calendarWords } from '../../../src/mail/mime/calendar.ts';
import { understand } from '../../../src/mail/understand.ts';

const calendar = (event: readonly string[], method = 'METHOD:REQUEST', kind = 'VEVENT'): string =>
  [
    'BEGIN:VCALENDAR',
    method,
    'VERSION:2.0',
    'BEGIN:VTIMEZONE',
    'TZID:Asia/Shanghai',
    'DTSTART:19890917T000000',
    'END:VTIMEZONE',
    `BEGIN:${kind}`,
    ...event,
    `END:${kind}`,
    'END:VCALENDAR',
  ].join('\r\n');

describe('the words of a meeting request', () => {
  test.each<[what: string, event: readonly string[], words: string | null]>([
    ['its title', ['SUMMARY:远程排查'], '远程排查'],
    ['a time in UTC', ['DTSTART:20261124T060000Z', 'DTEND:20261124T070000Z'], '2026-11-24 06:00–07:00 (UTC)'],
    [
      'in a zone',
      ['DTSTART;TZID=Asia/Shanghai:20261124T140000', 'DTEND;TZID=Asia/Shanghai:20261124T153000'],
      '2026-11-24 14:00–15:30 (Asia/Shanghai)',
    ],
    [
      'in a zone with a blank',
      ['DTSTART;TZID="China Standard Time":20261124T140000'],
      '2026-11-24 14:00 (China Standard Time)',
    ],
    ['in lines that begin otherwise', ['* SUMMARY:y', 'SUMMARY:x'], 'x'],
    ['in small letters', ['summary:x'], 'x'],
    ['in a zone between others', ['DTSTART;X="a:b";TZID=y"z"w;V=1:20261124T140000'], '2026-11-24 14:00 (y"z"w)'],
    ['without seconds', ['DTSTART:20261124T1400Z'], '2026-11-24 14:00 (UTC)'],
    ['in a zone with a semicolon', ['DTSTART;TZID="GMT+8; China":20261124T140000'], '2026-11-24 14:00 (GMT+8; China)'],
    ['until it is due', ['DTSTART:20261124T140000', 'DUE:20261124T150000'], '2026-11-24 14:00–15:00'],
    ['a time behind other signs', ['DTSTART:on 20261124T140000'], 'on 20261124T140000'],
    ['on no zone’s clock', ['DTSTART:20261124T140000'], '2026-11-24 14:00'],
    ['over midnight', ['DTSTART:20261124T230000', 'DTEND:20261125T010000'], '2026-11-24 23:00 – 2026-11-25 01:00'],
    ['a whole day', ['DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261125'], '2026-11-24'],
    ['two whole days', ['DTSTART;VALUE=DATE:20261124', 'DTEND;VALUE=DATE:20261126'], '2026-11-24 – 2026-11-26'],
    ['an end without a clock', ['DTSTART:20261124T140000', 'DTEND:20261124'], '2026-11-24 14:00'],
    ['every week', ['DTSTART:20261124T140000', 'RRULE:FREQ=WEEKLY'], '2026-11-24 14:00 [FREQ=WEEKLY]'],
    ['a time nobody can read', ['DTSTART:tomorrow'], 'tomorrow'],
    ['the place', ['LOCATION:3 楼\\, 会议室'], '3 楼, 会议室'],
    ['what the organiser says', ['SUMMARY:x', 'DESCRIPTION:a\\nb\\Nc\\;d\\\\n'], 'x\n\na\nb\nc;d\\n'],
    ['a folded line', ['SUMMARY:Export', '  fails'], 'Export fails'],
    ['a comment', ['SUMMARY:x', 'COMMENT:moved'], 'x\n\nmoved'],
    ['the first of several', ['SUMMARY:x', 'END:VEVENT', 'BEGIN:VEVENT', 'SUMMARY:y', 'LOCATION:z'], 'x'],
    ['nothing of its alarms', ['BEGIN:VALARM', 'DESCRIPTION:Reminder', 'END:VALARM', 'SUMMARY:x'], 'x'],
    ['nothing', ['UID:1'], null],
    ['blank values', ['SUMMARY: ', 'LOCATION:'], null],
    ['of lines that are none', ['SUMMARY', 'SUMMARY:x'], 'x'],
  ])('%s', (_, event, words) => {
    expect(calendarWords(calendar(event))).toBe(words);
    expect(calendarWords(calendar(event, 'METHOD:REQUEST', 'VTODO'))).toBe(words);
  });

  test('with bare line feeds', () => {
    const folded = calendar(['SUMMARY:Export', '  fails', 'LOCATION:hall 3']).replaceAll('\r', '');
    expect(calendarWords(folded)).toBe('Export fails\nhall 3');
  });

  test('with blanks behind the lines that hold it together', () => {
    expect(calendarWords(calendar(['SUMMARY:x']).replace('BEGIN:VEVENT', 'begin:vevent '))).toBe('x');
  });

  test('an answer has none of its own', () => {
    expect(calendarWords(calendar(['SUMMARY:x'], 'METHOD:REPLY'))).toBeNull();
    expect(calendarWords('BEGIN:VCALENDAR\nEND:VCALENDAR')).toBeNull();
  });

  test.each([
    ['METHOD:REPLY', 'REPLY'],
    ['method;x=y: reply', 'REPLY'],
    ['X-METHOD:REPLY', ''],
    ['', ''],
  ])('"%s" is of method "%s"', (line, method) => {
    expect(calendarMethod(calendar([], line))).toBe(method);
  });

  test.each([
    [['COMMENT:later\\, please'], 'later, please'],
    [['SUMMARY:x'], ''],
  ])('%o: comment "%s"', (event, comment) => {
    expect(calendarComment(calendar(event, 'METHOD:REPLY'))).toBe(comment);
  });
});

describe('a mail with a meeting request', () => {
  const part = (type: string, body: string): string => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
  const mailOf = (parts: readonly string[], kind = 'alternative'): Uint8Array =>
    Buffer.from(
      `From: zhang@customer.example\r\nTo: support@desk.example\r\nSubject: x\r\nDate: Mon, 23 Nov 2026 03:00:00 +0000\r\nMessage-ID: <a@b>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/${kind}; boundary=b\r\n\r\n${parts.join('')}--b--\r\n`,
    );
  const request = part(
    'text/calendar; charset=utf-8; method=REQUEST',
    calendar(['SUMMARY:导出报错 E1042', 'DTSTART:20261124T060000Z']),
  );
  const WORDS = '导出报错 E1042\n2026-11-24 06:00 (UTC)';

  test.each<[what: string, parts: readonly string[], reply: string]>([
    ['alone', [request], WORDS],
    ['beside an empty text', [part('text/plain', ' '), request], WORDS],
    ['beside HTML without words', [part('text/html', '<style>p{x:y}</style><p>&nbsp;<br></p>'), request], WORDS],
    [
      'beside words, which stand for themselves',
      [part('text/plain', 'See you there, please.'), request],
      'See you there, please.',
    ],
    ['beside words in HTML', [part('text/html', '<p>See you there, please.</p>'), request], 'See you there, please.'],
  ])('%s', async (_, parts, reply) => {
    const mail = await understand(mailOf(parts));
    expect([mail.class, mail.reply]).toEqual(['human', reply]);
  });

  test('an answer to one is a notice', async () => {
    const answer = part(
      'text/calendar',
      calendar(['SUMMARY:x', 'ATTENDEE;PARTSTAT=ACCEPTED:mailto:a@b'], 'METHOD:REPLY'),
    );
    const mail = await understand(mailOf([answer]));
    expect([mail.class, mail.notice, mail.reply]).toEqual(['receipt', 'meeting', '']);
  });

  test('a reaction is a notice, and no file', async () => {
    const json = part('text/vnd.google.email-reaction+json', '{"emoji":"👍","version":1}');
    const mail = await understand(mailOf([part('text/plain', 'ok'), json]));
    expect([mail.class, mail.notice, mail.attachments]).toEqual(['receipt', 'reaction', []]);
  });
});
