import { describe, expect, test } from 'vitest';
import { readForm } from '../../../../src/mail/meaning/form.ts';
import { impactOf } from '../../../../src/mail/meaning/prose/impact.ts';
import type { Told } from '../../../../src/mail/meaning/prose/prose.ts';
import { understandNow } from '../../../../src/mail/understand.ts';
import { mailOf } from '../../fixture.ts';
import { type Case, casesOf, PRODUCTS, toldIn } from './cases.ts';

const FIELDS = ['company', 'time', 'version', 'system', 'browser', 'device', 'code', 'phone', 'impact'] as const;
type Field = (typeof FIELDS)[number];

const levelOf = (words: string | undefined): string | undefined =>
  words === undefined ? undefined : (impactOf(words)?.urgency ?? 'none');

const listed = (codes: string | undefined): string | undefined => codes?.split('; ').toSorted().join('; ');

const got = (told: Told): Readonly<Record<Field, string | undefined>> => ({
  company: told.company,
  time: told.occurredAt,
  version: told.version,
  system: told.system,
  browser: told.browser,
  device: told.device,
  code: listed(told.errorCode),
  phone: told.telephone,
  impact: levelOf(told.businessImpact),
});

const wanted = ({ labels }: Case, field: Field): string | undefined => {
  if (field === 'impact') return labels.impact === 'none' ? undefined : labels.impact;
  return field === 'code' ? listed(labels.code) : labels[field];
};

/** Shares of what was read that is right, and of what stands there that was read; with the cases that are not. */
function score(cases: readonly Case[], field: Field) {
  const told = cases.map((each) => ({ name: each.name, is: got(toldIn(each))[field], should: wanted(each, field) }));
  const right = told.filter(({ is, should }) => is !== undefined && is === should).length;
  const read = told.filter(({ is }) => is !== undefined).length;
  const there = told.filter(({ should }) => should !== undefined).length;
  const wrong = told.filter(({ is, should }) => is !== should);
  return { precision: right / Math.max(1, read), recall: right / Math.max(1, there), there, wrong };
}

const KNOWN = [...casesOf('zh.txt'), ...casesOf('en.txt')];
/** Written with the others, and not looked at while the readers were made. */
const FRESH = casesOf('fresh.txt');

describe.each([
  ['the mails the readers were made with', KNOWN],
  ['mails that they had not seen', FRESH],
])('%s', (_, cases) => {
  test.each(FIELDS)('%s: of what is read 97 in a hundred are right, and 85 in a hundred are read', (field) => {
    const { precision, recall, there, wrong } = score(cases, field);
    expect(there, 'labels').toBeGreaterThan(2);
    expect(precision, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.97);
    expect(recall, JSON.stringify(wrong)).toBeGreaterThanOrEqual(0.85);
  });
});

test('there are enough of them', () => {
  expect([casesOf('zh.txt').length, casesOf('en.txt').length, FRESH.length]).toEqual([61, 61, 40]);
});

test.each(KNOWN)('$name is understood so from the whole mail, word for word', (each) => {
  const { form, reply } = understandNow(mailOf(each.body, { Subject: encoded(each.subject) }), { products: PRODUCTS });
  const labelled = readForm(reply, '');
  const told = toldIn(each);
  const environment = [told.version, told.system, told.browser, told.device].filter(Boolean).join('; ');
  const fields = {
    company: told.company,
    occurredAt: told.occurredAt,
    environment: environment === '' ? undefined : environment,
    errorCode: told.errorCode,
    contactDetails: told.telephone,
    businessImpact: told.businessImpact,
    wanted: told.wanted,
  };
  const values = Object.entries(fields).filter(([, value]) => value !== undefined);
  for (const [field, value] of values) expect(form).toHaveProperty(field, value);
  const read = values.map(([field]) => field).filter((field) => !(field in labelled));
  expect([...(form.read ?? [])].toSorted()).toEqual(read.toSorted());
  const words = `${each.subject}\n${each.body}`.replace(/\s+/g, '');
  for (const [, value] of values)
    for (const piece of String(value).split('; ')) expect(words).toContain(piece.replace(/\s+/g, ''));
});

const encoded = (text: string): string => `=?utf-8?b?${Buffer.from(text).toString('base64')}?=`;

test('a label counts before prose, and says nothing about the rest', () => {
  const body = '公司：甲公司\n我是华远科技有限公司的李明，今天早上9点开始报错 E-77。';
  const { form } = understandNow(mailOf(body));
  expect(form).toMatchObject({ company: '甲公司', occurredAt: '今天早上9点', errorCode: 'E-77' });
  expect(form.read).toEqual(['occurredAt', 'errorCode']);
});

test.each([
  ['a quote', '请看一下\n\n在 2026年11月23日，张三 写道：\n> 今天早上9点开始报错 E-77，电话 13812345678', {}],
  ['a banner of a gateway', '请看一下', {}],
  [
    'a legal footer',
    'Please have a look.\n\nThis e-mail is confidential. It is for its recipient only: Acme GmbH, Phone +49 89 1234567.',
    {},
  ],
])('%s tells nothing', (_, body, told) => {
  const { form } = understandNow(mailOf(body));
  expect(form).toEqual(told);
});
