import { describe, expect, test } from 'vitest';
import {
  AUTOMATIC_TEXT,
  DISCUSSION_FIELDS,
  HINTS,
  LIST_FIELDS,
  LIST_NAME,
  LIST_SENDER,
  MACHINE,
  MAIL_FIELDS,
  MARKS as TABLE,
} from '../../../src/mail/class/class.ts';
import { untested, untestedLetters } from '../alternatives.ts';
import { BEGINNINGS, LIST_NAMES, LIST_SENDERS, LISTS, MACHINES, MARKS, WITHOUT_SENDER } from './class.data.ts';
import { type Case, classOf } from './class-of.ts';

describe('a group of the sender’s organisation', () => {
  const group = { 'list-id': 'Team <team.kehu.example>', to: 'Team <team@kehu.example>', precedence: 'list' };
  const groupOf = (fields: Case['fields'], sender = 'li@kehu.example') =>
    classOf({ fields: { ...group, ...fields }, sender });

  test.each<[what: string, fields: Case['fields'], sender?: string]>([
    ['in To', {}],
    ['in Cc', { to: 'support@desk.example', cc: 'team@kehu.example' }],
    ['in any case', { 'list-id': '<TEAM.Kehu.Example> ', to: 'Team@KEHU.example' }, 'Li@Kehu.example'],
    ['on a host of its own', { 'list-id': '<team.lists.kehu.example>' }],
    ['with signs in its name', { 'list-id': '<it-help_2+x.kehu.example>', to: 'it-help_2+x@kehu.example' }],
    ['of the first sender', {}, 'li@kehu.example wang@other.example'],
  ])('%s passes on a person’s mail', (_, fields, sender) => {
    expect(groupOf(fields, sender)).toBe('human');
  });

  test.each<[what: string, fields: Case['fields'], sender?: string]>([
    ['of another organisation', {}, 'li@other.example'],
    ['of one whose domain only ends alike', {}, 'li@xkehu.example'],
    ['of the organisation above it', {}, 'li@mail.kehu.example'],
    ['that is not among the recipients', { to: 'support@desk.example' }],
    ['that writes itself', {}, 'team@kehu.example'],
    ['without a sender', {}, ''],
    ['without brackets round its name', { 'list-id': 'team.kehu.example' }],
    ['with words behind its name', { 'list-id': '<team.kehu.example> Team' }],
    ...DISCUSSION_FIELDS.map((field): [string, Case['fields']] => [`with ${field}`, { [field]: 'x' }]),
  ])('%s is a list', (_, fields, sender) => {
    expect(groupOf(fields, sender)).toBe('list');
  });

  test('is told from software for discussions by these fields', () => {
    expect(DISCUSSION_FIELDS).toEqual([
      ...['list-post', 'list-archive', 'list-help', 'list-subscribe'],
      ...['x-beenthere', 'x-mailman-version', 'mailing-list', 'x-mailing-list'],
    ]);
  });
});

describe('every row of the tables has a line of its own', () => {
  const firsts = (rows: readonly (readonly [string, ...unknown[]])[]): string[] => rows.map(([first]) => first);

  test.each([
    ['beginnings', AUTOMATIC_TEXT, BEGINNINGS],
    ['machines', MACHINE, MACHINES],
    ['senders of lists', LIST_SENDER, LIST_SENDERS],
    ['names of lists', LIST_NAME, LIST_NAMES],
  ])('%s', (_, pattern, rows) => {
    expect([...untested(pattern, firsts(rows)), ...untestedLetters(pattern, firsts(rows))]).toEqual([]);
  });

  test.each(TABLE)('a mark in %s', (name, pattern) => {
    const values = MARKS.flatMap(([field, value, kind]) => (field === name ? [[value, kind] as const] : []));
    expect(values.some(([value, kind]) => kind === 'auto_reply' && pattern.test(value))).toBe(true);
    expect(untested(pattern, firsts(values))).toEqual([]);
  });

  test('fields', () => {
    expect(LIST_FIELDS.filter((field) => !LISTS.some(([name, kind]) => name === field && kind === 'list'))).toEqual([]);
    expect([...MAIL_FIELDS].filter((field) => !firsts(WITHOUT_SENDER).includes(field))).toEqual([]);
    expect(HINTS).toEqual(['x-auto-response-suppress', 'precedence']);
  });
});
