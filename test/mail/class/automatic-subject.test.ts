import { describe, expect, test } from 'vitest';
import {
  AFTER_PHRASE,
  AUTOMATIC_SUBJECT,
  BRACKETED_AUTOMATIC,
  isAnsweredSubject,
  isAutomaticAnswer,
  isAutomaticSubject,
  REPLY_PREFIXES,
  SAYS_AUTOMATIC,
} from '../../../src/mail/class/automatic-subject.ts';
import { untested, untestedLetters, whatIsFound } from '../alternatives.ts';
import { BEHIND, BRACKETS, PHRASES, PREFIXES } from './automatic-subject.data.ts';

describe('an automatic subject', () => {
  test.each(PHRASES)('%s: %s', (subject, automatic) => {
    expect(isAutomaticSubject(subject)).toBe(automatic);
  });
  test.each(BEHIND)('Autoreply%s: %s', (rest, automatic) => {
    expect(isAutomaticSubject(`Autoreply${rest}`)).toBe(automatic);
  });
  test.each(BRACKETS)('Report %s: %s', (mark, automatic) => {
    expect(isAutomaticSubject(`Report ${mark}`)).toBe(automatic);
  });
  test.each(PREFIXES)('%sAutosvar: %s', (prefix, automatic) => {
    expect(isAutomaticSubject(`${prefix}Autosvar`)).toBe(automatic);
  });
});

describe('every alternative has a line of its own', () => {
  const phrases = PHRASES.map(([phrase]) => phrase);
  test.each([
    ['phrases', AUTOMATIC_SUBJECT, phrases],
    ['prefixes', REPLY_PREFIXES, PREFIXES.map(([prefix]) => `${prefix}Autosvar`)],
  ])('%s', (_, pattern, samples) => {
    expect(untested(pattern, samples, whatIsFound)).toEqual([]);
    expect(untestedLetters(pattern, samples, whatIsFound)).toEqual([]);
  });
  test.each([
    ['what stands behind', AFTER_PHRASE, BEHIND.map(([rest]) => rest)],
    ['marks', BRACKETED_AUTOMATIC, BRACKETS.map(([mark]) => `Report ${mark}`)],
    ['what says that it is one', SAYS_AUTOMATIC, phrases.map((phrase) => whatIsFound(AUTOMATIC_SUBJECT, phrase) ?? '')],
  ])('%s', (_, pattern, samples) => {
    expect(untested(pattern, samples)).toEqual([]);
  });
});

test.each([
  ['Automatic reply: x', true],
  ['[Automatic reply] x', true],
  ['Re: Autosvar: x', true],
  ['Abwesenheitsnotiz: x', true],
  ['Abwesend: x', false],
  ['Absence: x', false],
  ['Out of office: x', true],
  ['On vacation: export', false],
  ['休假自动回复', true],
  ['出差：x', false],
  ['x', false],
])('"%s" says that a program answers: %s', (subject, says) => {
  expect(isAutomaticAnswer(subject)).toBe(says);
});

test.each([
  ['Read: the report', true],
  ['Automatic: reply is broken', false],
])('%s: %s', (subject, automatic) => {
  expect(isAutomaticSubject(subject)).toBe(automatic);
});

test.each([
  ['Re:Out of office', false],
  ['Re: Out of office', false],
  ['Re:  Automatic reply', false],
  ['Re:automatic reply', false],
  ['Re: your letter', true],
  ['AW: Bericht', true],
  ['回复：报表', true],
  ['答复: 报表', true],
  ['RE :x', true],
  ['Re:x', true],
  ['xRe: y', false],
  ['Fwd: x', false],
])('"%s" answers a mail: %s', (subject, answered) => {
  expect(isAnsweredSubject(subject)).toBe(answered);
});
