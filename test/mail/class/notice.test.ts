import { describe, expect, test } from 'vitest';
import { ANSWERED, CALENDAR_LINE, noticeKind, SPOKEN, NOTICES as TABLE } from '../../../src/mail/class/notice.ts';
import { understand } from '../../../src/mail/understand.ts';
import { untested, untestedLetters } from '../alternatives.ts';
import { mailOf } from '../fixture.ts';
import { ANSWERS, CALENDAR_LINES, OWN_WORDS } from './meeting-answer.data.ts';
import { NOTICES } from './notice.data.ts';

const kindOf = (subject: string, text: string, more: { calendar?: string; reaction?: boolean } = {}) =>
  noticeKind({ subject, text, calendar: null, reaction: false, ...more });
const reply = (...event: readonly string[]): string =>
  [
    'BEGIN:VCALENDAR',
    'METHOD:REPLY',
    'BEGIN:VEVENT',
    'SUMMARY:Remote session',
    ...event,
    'END:VEVENT',
    'END:VCALENDAR',
  ].join('\n');

describe('a notice of a mail program', () => {
  test.each(NOTICES)('%s: "%s" is %s', (subject, text, kind) => {
    expect(kindOf(subject, text)).toBe(kind);
  });

  test.each(TABLE)('$kind: every alternative has a line of its own', ({ subject, text }) => {
    const [titles, texts] = [NOTICES.map(([title]) => title), NOTICES.map(([, words]) => words)];
    expect([...untested(subject, titles), ...untestedLetters(subject, titles)]).toEqual([]);
    expect([...untested(text, texts), ...untestedLetters(text, texts)]).toEqual([]);
  });

  test('is short', () => {
    const text = 'Your message was read on Monday.';
    expect(kindOf('Read: x', text.padEnd(1500))).toBe('read');
    expect(kindOf('Read: x', text.padEnd(1501))).toBeNull();
  });

  test('with more than its own words is a person’s', () => {
    const recall = 'Zhang San would like to recall the message, "Export".';
    expect(kindOf('Recall: Export', `${recall}\n${'It still fails. '.repeat(40)}`)).toBeNull();
  });

  test.each([
    ['recall', 'Recall: Export', 'would like to recall the message', 120],
    ['read', 'Read: Export', 'was read', 400],
    ['reaction', 'Re: Export', 'reacted to your message', 80],
  ])('a %s begins near its words', (kind, subject, text, most) => {
    expect(kindOf(subject, `${'x'.repeat(most)}${text}`)).toBe(kind);
    expect(kindOf(subject, `${'x'.repeat(most + 1)}${text}`)).toBeNull();
  });

  test.each([
    ['recall', 'Recall: Export', 'Zhang San would like to recall the message', 500],
    ['read', 'Read: Export', 'It was read', 600],
    ['reaction', 'Re: Export', 'Zhang San reacted to your message', 120],
  ])('a %s ends near its words', (kind, subject, text, most) => {
    expect(kindOf(subject, `${text}${'x'.repeat(most)}`)).toBe(kind);
    expect(kindOf(subject, `${text}${'x'.repeat(most + 1)}`)).toBeNull();
  });

  test('a reaction quotes six lines and no more', () => {
    const reaction = 'Zhang San reacted to your message:';
    expect(kindOf('Re: Export', `${reaction}${'\nline'.repeat(6)}`)).toBe('reaction');
    expect(kindOf('Re: Export', `${reaction}${'\nline'.repeat(7)}`)).toBeNull();
  });

  test('a part that only reactions have is enough', () => {
    expect(kindOf('Re: Export', '👍\n\nZhang San reacted via Gmail', { reaction: true })).toBe('reaction');
  });
});

describe('an answer to a meeting request', () => {
  test.each([
    ['without words', ''],
    ['in the words of a calendar', 'Zhang San has accepted this invitation.'],
    [
      'with what was asked',
      'Zhang San has declined this invitation.\n\nRemote session\nWhen: Tue 24 Nov 14:00\nWhere: Room 3\n*~*~*~*~*~*\nhttps://calendar.example/x\nInvitation from Google Calendar',
    ],
    ['in Chinese', '张三 已接受此邀请\n时间：2026-11-24 14:00\n地点：会议室\nRemote session'],
    ['with a time alone', '张三 已拒绝\n11月24日 14:00'],
    ['with a time in English', 'Zhang San has declined\nTuesday 9.00'],
    ['with a long title', `Zhang San has declined\n${'x'.repeat(59)}14:00${'x'.repeat(60)}`],
    ['with lines that stand apart', 'Zhang San has accepted\n   Remote session\n  When: Tuesday  \n  '],
    ['with a page', 'Zhang San has accepted\nhttp://calendar.example/x'],
    ['with a line in a frame', 'Zhang San has accepted\n---- Invitation ----'],
  ])('%s is a notice', (_, text) => {
    expect(kindOf('x', text, { calendar: reply() })).toBe('meeting');
  });

  test.each(ANSWERS)('"%s" is a notice', (text) => {
    expect(kindOf('x', text, { calendar: reply() })).toBe('meeting');
  });

  test.each(CALENDAR_LINES)('with "%s" below is a notice', (line) => {
    const text = `Zhang San has accepted this invitation.\n${line}`;
    expect(kindOf('x', text, { calendar: reply() })).toBe('meeting');
  });

  test.each(OWN_WORDS)('"%s" is a person’s', (text) => {
    expect(kindOf('x', text, { calendar: reply() })).toBeNull();
  });

  test('every alternative of its tables has a line of its own', () => {
    expect(untested(ANSWERED, ANSWERS)).toEqual([]);
    expect(untested(CALENDAR_LINE, CALENDAR_LINES)).toEqual([]);
    expect(untested(SPOKEN, OWN_WORDS)).toEqual([]);
  });

  test.each([
    ['with a word of its own', 'The export still fails.'],
    ['behind a comma', '接受，但是导出仍然报错'],
    ['of a person who speaks', 'I accepted it and it still fails'],
    ['below the calendar’s', 'Zhang San has accepted this invitation.\nThe export still fails'],
    ['in a long sentence', `accepted ${'x'.repeat(200)}`],
    ['that asks', 'accepted?'],
    ['with a dash before its own words', 'Zhang San has accepted\n- the export still fails'],
    ['that names a field in the middle', 'Zhang San has accepted\nit still fails whatever title: try'],
    ['that says something behind a page', 'Zhang San has accepted\nhttps://x.example fails'],
    ['with the number of a version', 'Zhang San has accepted\nversion 2.1 fails'],
    ['with a time far behind', `Zhang San has accepted\n${'x'.repeat(60)}14:00`],
    ['with much behind a time', `Zhang San has accepted\n14:00${'x'.repeat(61)}`],
  ])('%s is a person’s', (_, text) => {
    expect(kindOf('x', text, { calendar: reply() })).toBeNull();
  });

  test('with a note in the calendar is a person’s', () => {
    expect(kindOf('x', '', { calendar: reply('COMMENT:still fails') })).toBeNull();
  });

  test('a request is none', () => {
    expect(kindOf('x', '', { calendar: reply().replace('REPLY', 'REQUEST') })).toBeNull();
  });
});

test('a mail tells which notice it is, and what it is about', async () => {
  const recall = await understand(mailOf('张三 将撤回邮件“导出”。', { Subject: '撤回: 导出' }));
  expect([recall.class, recall.notice]).toEqual(['receipt', 'recall']);
  expect((await understand(mailOf('Hello'))).notice).toBeNull();
  const report = `--b\r\nContent-Type: message/disposition-notification\r\n\r\nOriginal-Message-ID: <letter@desk.example>\r\n--b--`;
  const type = 'multipart/report; report-type=disposition-notification; boundary=b';
  const receipt = await understand(mailOf(report, { 'Content-Type': type, References: '<a@b>' }));
  expect([receipt.class, receipt.notice, receipt.references]).toEqual([
    'receipt',
    'read',
    ['<a@b>', '<letter@desk.example>'],
  ]);
  const again = await understand(mailOf(report, { 'Content-Type': type, References: '<letter@desk.example>' }));
  expect(again.references).toEqual(['<letter@desk.example>']);
});
