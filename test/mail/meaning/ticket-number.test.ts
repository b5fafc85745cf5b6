import { describe, expect, test } from 'vitest';
import { DATE, numbersIn, OTHERS, othersNumbers, readTicketNumbers } from '../../../src/mail/meaning/ticket-number.ts';
import { untested, untestedAmong } from '../alternatives.ts';

describe('ticket numbers', () => {
  test.each([
    ['Re: [TS20261123001] Report', ['TS20261123001']],
    ['回复：[TS20261123001] 报表', ['TS20261123001']],
    ['答复: [外部] 【ＴＳ２０２６１１２３００１】报表', ['TS20261123001']],
    ['AW: RE: ts202611230012', ['TS202611230012']],
    ['TS20261123001和TS20261123002', ['TS20261123001', 'TS20261123002']],
    ['TS20261323001', []],
    ['TS2026112301', []],
    ['ATS20261123001', []],
    ['TS20261123001 again TS20261123001', ['TS20261123001']],
  ])('%s', (subject, numbers) => {
    expect(readTicketNumbers(subject, '').subject).toEqual(numbers);
  });

  test('those of the quoted part come apart, without those of the subject', () => {
    expect(readTicketNumbers('TS20261123001', '> [TS20261123001]\n> [TS20261123002]')).toEqual({
      subject: ['TS20261123001'],
      quoted: ['TS20261123002'],
    });
  });

  test('the prefix is the desk’s own', () => {
    expect(readTicketNumbers('[HD20261123001] TS20261123001', '', 'HD').subject).toEqual(['HD20261123001']);
    expect(numbersIn('A.S20261123001 AxS20261123002', 'A.S')).toEqual(['A.S20261123001']);
    expect(numbersIn('HD20261123001 hd-20261123002', 'ｈｄ')).toEqual(['HD20261123001', 'HD20261123002']);
  });

  test('of several prefixes each counts, as it is written', () => {
    const prefixes = ['TS', 'NC', 'T'];
    expect(numbersIn('ts20261123001 [NC-20261123002] T 20261123003 XC20261123004', prefixes)).toEqual([
      'TS20261123001',
      'NC20261123002',
      'T20261123003',
    ]);
    expect(numbersIn('ATS20261123001 TSNC20261123002', prefixes)).toEqual([]);
    expect(othersNumbers('[NC20261123002] Case 4711', prefixes)).toEqual(['4711']);
  });

  test('of one place the first twenty count', () => {
    const written = Array.from({ length: 21 }, (_, index) => `TS20261123${100 + index}`);
    expect(numbersIn(written.join(' '))).toEqual(written.slice(0, 20));
  });
});

const WORDS =
  'Ticket|Case|Request|Incident|Issue|Vorgang|Anfrage|Demande|Caso|工单|案件|案例|服务单|事件单|单号|编号|受理'.split(
    '|',
  );
const SIGNS = [' ID ', ' No ', ' Nr. ', ' number ', '号', '編號', ':', '：', ' #', ' ＃'];
const PREFIXES = 'INC REQ RITM SCTASK TASK SR CS CAS CHG PRB SD TKT SUP HELP'.split(' ');

/** Subjects with the number 47110, whatever stands before it. */
const SUBJECTS: readonly string[] = [
  ...WORDS.map((word) => `${word} 47110`),
  ...SIGNS.map((sign) => `案件${sign}47110`),
  ...PREFIXES.map((prefix) => `Export fails ${prefix}-47110`),
  ...[
    '[47110]',
    '【47110】',
    '(47110)',
    '（47110）',
    '[#47110]',
    '[ABC-47110]',
    '[ABC_47110]',
    '[ABC 47110]',
    '[##47110##]',
  ],
];

/** Numbers too short to stand for themselves. */
const SHORT = ['[#47]', '[ABC-47]'];

/** Dates in brackets, which are no numbers. */
const DATES = ['19991231', '20260101', '20260929', '20261130', '20260930', '20261019'];

describe('numbers of another help desk', () => {
  test.each(SUBJECTS)('%s', (subject) => {
    expect(othersNumbers(subject).map((number) => number.replace(/^[A-Z]+/, ''))).toEqual(['47110']);
  });

  test.each(SHORT)('%s', (subject) => {
    expect(othersNumbers(subject)[0]).toMatch(/47$/);
  });

  test.each(DATES)('[%s] is none', (date) => {
    expect(othersNumbers(`[${date}]`)).toEqual([]);
  });

  test.each(['[18991231]', '[20261301]', '[20260001]', '[20260132]'])('%s is one', (subject) => {
    expect(othersNumbers(subject)).toHaveLength(1);
  });

  test('every alternative has a line of its own', () => {
    expect(untestedAmong(OTHERS, [...SUBJECTS, ...SHORT])).toEqual([]);
    expect(untested(DATE, DATES)).toEqual([]);
  });

  test.each([
    ['Re: [INC0012345] Export fails', ['INC0012345']],
    ['INC0012345 has been updated', ['INC0012345']],
    ['[#4711] Export', ['4711']],
    ['[Ticket #4711] Export', ['4711']],
    ['[Request ID :##4711##] : Export', ['4711']],
    ['[Ticket#2026112210000017] Export', ['2026112210000017']],
    ['Case 00123456: Export', ['00123456']],
    ['工单号：47110 导出失败', ['47110']],
    ['【服务单 SR-47110】导出失败', ['SR47110']],
    ['[JIRA-123] Export', ['JIRA123']],
    ['[TS20261123001] [INC-0012345] x', ['INC0012345']],
    ['[# 47] Export', ['47']],
    ['[#47 ] Export', ['47']],
    ['[47110 ] Export', ['47110']],
    ['[47110##] Export', ['47110']],
    ['[abc-47] Export', ['ABC47']],
    ['[ABC47] Export', ['ABC47']],
    ['［ＡＢＣ－４７］ Export', ['ABC47']],
    ['[Our matter #47] Export', ['47']],
    [`[${'- '.repeat(12)}47110] Export`, ['47110']],
    ['Case ABC-47110 of Li', ['ABC47110']],
    ['Case ABC47110', ['ABC47110']],
    ['Case 4711 and case 4712, case 4711', ['4711', '4712']],
    ['[5520261019]', ['5520261019']],
    ['[2026101955]', ['2026101955']],
    ['Export fails SR4711, SR-4712', ['SR4711', 'SR4712']],
  ])('%s', (subject, numbers) => {
    expect(othersNumbers(subject)).toEqual(numbers);
  });

  test('the first twenty count', () => {
    const written = Array.from({ length: 21 }, (_, index) => `SR-${47100 + index}`);
    expect(othersNumbers(written.join(' '))).toEqual(written.slice(0, 20).map((number) => number.replace('-', '')));
  });

  test.each([
    'ORA-01017 when logging in',
    'Report of [20261123]',
    'Version [10.2.3456] crashes',
    'Re: [TS20261123001] x',
    '错误 0x80070005',
    'HTTP 502 since 10:00',
    '[URGENT] down',
    '[#4] Export',
    '[A-47] Export',
    '[4711] Export',
    `[${'- '.repeat(13)}47110] Export`,
    '[Room 3 of 47110] Export',
    '<47110> Export',
    'Export [47110',
    'Case 471',
    'Case 47110x',
    'Showcase 47110',
    'ASR-47110',
    '3SR-47110',
    'SR-471',
    'SR-47110x',
    'CVE-2026-12345',
    '',
  ])('%j names none', (subject) => {
    expect(othersNumbers(subject)).toEqual([]);
  });
});
