import { describe, expect, it } from 'vitest';
import { composeLetter } from '../../src/letter/compose.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { understand } from '../../src/mail/understand.ts';
import { LOCALES, type Locale } from '../../src/words/locale.ts';
import { wordsOf } from '../../src/words/words.ts';

const render = createRenderer(readTemplates(null));
const acknowledgement = (locale: Locale) => composeLetter(sampleFacts('acknowledgement', locale), render);

const mail = (type: string, body: string): Buffer =>
  Buffer.from(
    [
      'From: ann@bigcustomer.example',
      'To: support@desk.example',
      'Subject: Re: [TS20261123007]',
      'MIME-Version: 1.0',
      `Content-Type: ${type}; charset=utf-8`,
      '',
      body,
    ].join('\r\n'),
  );

const MISSING = { occurredAt: '09:20', environment: 'Chrome 130' } as const;
/** The form with its blank lines completed; `end` is what follows the label. */
const fill = (form: string, locale: Locale, end: string): string =>
  Object.entries(MISSING).reduce((text, [field, value]) => {
    const label = `${wordsOf(locale).ticket.form[field as keyof typeof MISSING]}${wordsOf(locale).punctuation.colon}`;
    const blank = end === '\n' ? label.trimEnd() : label;
    expect(text).toContain(blank + end);
    return text.replace(blank + end, `${blank} ${value}${end}`);
  }, form);

const EXPECTED = {
  company: expect.stringMatching(/大客户有限公司|Big Customer Ltd/),
  contactDetails: 'ann@bigcustomer.example',
  urgency: 'high',
  errorCode: 'EXP-5003',
  description: expect.stringMatching(/换浏览器也一样|Another browser/),
  ...MISSING,
};

describe.each(LOCALES)('the form of the acknowledgement in %s, filled in', (locale) => {
  const QUOTE = {
    'zh-CN': '在 2026年11月23日，星云科技技术支持 写道：',
    en: 'On Mon, 23 Nov 2026, Nebula Support wrote:',
  }[locale];

  it('is read from a quoted copy', async () => {
    const { text } = await acknowledgement(locale);
    const copy = fill(text, locale, '\n')
      .split('\n')
      .map((line) => `> ${line}`);
    const raw = mail('text/plain', ['OK', '', QUOTE, ...copy].join('\r\n'));
    expect((await understand(raw)).form).toMatchObject(EXPECTED);
  });

  it('is read from the HTML letter edited in place', async () => {
    const { html } = await acknowledgement(locale);
    const copy = fill(html, locale, '</span>');
    const raw = mail('text/html', `<div>OK</div><div>${QUOTE}</div><blockquote type="cite">${copy}</blockquote>`);
    expect((await understand(raw)).form).toMatchObject(EXPECTED);
  });

  it('asks for nothing it knows', async () => {
    const { text } = await acknowledgement(locale);
    const { form } = await understand(mail('text/plain', text.replaceAll('\n', '\r\n')));
    expect(Object.keys(form)).not.toContain('occurredAt');
    expect(form.errorCode).toBe('EXP-5003');
  });
});
