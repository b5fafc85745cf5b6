import { describe, expect, it } from 'vitest';
import type { AuthenticationReason } from '../../src/people/authentication/authentication.ts';
import { COMMAND_NAMES, commandRow, spelled } from '../../src/words/commands.ts';
import { FORM_FIELDS, SUMMARY_FIELDS } from '../../src/words/language.ts';
import { LOCALES, localeFor } from '../../src/words/locale.ts';
import { AUTHENTICATION_WORDS } from '../../src/words/reasons.ts';
import { wordsOf } from '../../src/words/words.ts';

// What all words of a language owe, whichever they are: each is there, and says what it is given to say.

/** A phrase made of parts, given parts that nothing else is made of; `name()` of each is what was given. */
const GIVEN = new Proxy({} as Record<string, string>, { get: (_, name) => `‹${String(name)}›` });
const OF_MOMENT = ['year', 'month', 'day', 'weekday', 'clock'];

type Leaf = { readonly path: string; readonly text: string; readonly given: readonly string[] };

/** All texts of a language by their path; a phrase made of parts as it is made of `GIVEN`. */
function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value === 'string') return [{ path, text: value, given: [] }];
  if (typeof value === 'function') {
    const ofMoment = path === '/times/moment';
    const given = ofMoment ? OF_MOMENT : Array.from({ length: value.length }, (_, at) => String(at));
    const text: unknown = ofMoment ? value(GIVEN) : value(...given.map((name) => GIVEN[name]));
    return [{ path, text: String(text), given: given.map((name) => GIVEN[name] ?? '') }];
  }
  return Object.entries(value as object).flatMap(([name, each]) => leaves(each, `${path}/${name}`));
}

const placeholders = (text: string): string[] => (text.match(/\{\w*\}/g) ?? []).sort();

/** Only a prepared answer may be empty: its reader writes all of it. */
const MAY_BE_EMPTY = /^\/actions\/\w+\/body$/;

const languages = LOCALES.map((locale) => [locale, leaves(wordsOf(locale))] as const);
const [, first] = languages[0] ?? [];

describe.each(languages)('the words in %s', (locale, all) => {
  it('are those of every other language', () => {
    expect(all.map(({ path }) => path).sort()).toEqual(first?.map(({ path }) => path).sort());
  });

  it.each(all)('say something: $path', ({ path, text, given }) => {
    if (!MAY_BE_EMPTY.test(path)) expect(text.trim()).not.toBe('');
    for (const part of given) expect(text).toContain(part);
    expect(text).not.toMatch(/undefined|\[object/);
    const other = first?.find((each) => each.path === path)?.text ?? '';
    expect(placeholders(text)).toEqual(placeholders(other));
    expect(text === '').toBe(other === '');
  });

  it('have a label for each field of the form and of the summary, each its own', () => {
    const { form, summary } = wordsOf(locale).ticket;
    expect([...FORM_FIELDS].sort()).toEqual(Object.keys(form).sort());
    expect([...SUMMARY_FIELDS].sort()).toEqual(Object.keys(summary).sort());
    for (const labels of [form, summary]) {
      expect(new Set(Object.values(labels)).size).toBe(Object.keys(labels).length);
    }
  });

  it('differ where readers choose between them', () => {
    const { urgency, category, state, resolutionKind } = wordsOf(locale).ticket;
    const { heading } = wordsOf(locale).digest;
    const labels = Object.values(wordsOf(locale).actions).map(({ label }) => label);
    for (const group of [urgency, category, state, resolutionKind, heading, labels]) {
      expect(new Set(Object.values(group)).size).toBe(Object.values(group).length);
    }
  });

  it.each(COMMAND_NAMES)('write #%s as the mail room reads it', (name) => {
    expect(spelled(locale)(name)).toBe(`#${commandRow(name).words[locale][0]}`);
  });
});

it('are those of the language that was asked for', () => {
  expect(LOCALES.map((locale) => wordsOf(locale).ticket.urgency.urgent)).toEqual(['紧急', 'Urgent']);
});

it.each([
  ['zh', 'zh-CN'],
  ['zh-CN', 'zh-CN'],
  ['ZH-Hant-TW', 'zh-CN'],
  ['en', 'en'],
  ['en-GB', 'en'],
  ['EN-us', 'en'],
  ['fr', null],
  ['eng', null],
  ['', null],
  [null, null],
])('somebody who reads %j is written to in %j', (language, locale) => {
  expect(localeFor(language)).toBe(locale);
});

/** Typed by the code, so that the compiler asks for a new one. */
const REASONS: Readonly<Record<AuthenticationReason, true>> = {
  dkim_aligned: true,
  spf_aligned: true,
  dmarc_passed: true,
  several_from_domains: true,
  doubled_header: true,
  dmarc_failed: true,
  dmarc_failed_policy_none: true,
  dns_unavailable: true,
  no_trusted_header: true,
  nothing_aligned: true,
  not_checked: true,
  by_website: true,
  found_before: true,
  signed: true,
  arc_sealed: true,
};

it.each(Object.keys(REASONS) as AuthenticationReason[])('the verdict of %s is a sentence of its own', (reason) => {
  expect(AUTHENTICATION_WORDS.en[reason]).toMatch(/^[A-Z].+\.$/);
  expect(AUTHENTICATION_WORDS['zh-CN'][reason]).toMatch(/^.*\p{Script=Han}.*。$/u);
  for (const words of Object.values(AUTHENTICATION_WORDS))
    expect(Object.values(words).filter((other) => other === words[reason])).toHaveLength(1);
});
