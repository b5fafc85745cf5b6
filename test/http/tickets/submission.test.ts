import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRate, keyNamed } from '../../../src/http/tickets/keys.ts';
import { readSubmission } from '../../../src/http/tickets/submission.ts';
import { understandNow } from '../../../src/mail/understand.ts';
import { fingerprintOfSubmission, mailOfSubmission } from '../../../src/website/mail.ts';

const WHOLE = { name: '张敏', email: 'ann@customer.example', subject: '导出报错', text: '导出时报错。' };
const read = (given: Record<string, unknown>) => readSubmission(given, []);
const accepted = (given: Record<string, unknown>) => {
  const submission = read(given);
  if ('faults' in submission) throw new Error(JSON.stringify(submission.faults));
  return submission;
};

describe('what a form posts', () => {
  it('is a name, an address, a subject and a text', () => {
    expect(read(WHOLE)).toEqual({
      name: '张敏',
      address: 'ann@customer.example',
      subject: '导出报错',
      text: '导出时报错。',
      form: [],
      files: [],
    });
  });

  it.each<[string, Record<string, unknown>, object]>([
    ['needs no name', { name: undefined }, { name: '' }],
    ['needs no subject', { subject: '' }, { subject: '导出时报错。' }],
    [
      'may have fields',
      { company: 'Acme', urgency: '紧急' },
      {
        form: [
          { label: 'Company', value: 'Acme' },
          { label: 'Urgency', value: '紧急' },
        ],
      },
    ],
    [
      'has fields of one line',
      { company: 'Acme\r\nUrgency: urgent' },
      { form: [{ label: 'Company', value: 'Acme Urgency: urgent' }] },
    ],
    ['has a subject of one line', { subject: 'a\r\nBcc: x@y.example' }, { subject: 'a Bcc: x@y.example' }],
    ['may leave fields empty', { company: ' ', phone: null }, { form: [] }],
  ])('%s', (_case, more, expected) => {
    expect(read({ ...WHOLE, ...more })).toMatchObject(expected);
  });

  it.each<[string, Record<string, unknown>, string, string]>([
    ['no address', { email: '' }, 'email', 'is needed'],
    ['no text', { text: '  ' }, 'text', 'is needed'],
    ['no text at all', { text: undefined }, 'text', 'is needed'],
    ['a word for an address', { email: 'ann' }, 'email', 'must be an e-mail address'],
    ['an address without a host', { email: 'ann@' }, 'email', 'must be an e-mail address'],
    ['an address without a dot', { email: 'ann@localhost' }, 'email', 'must be an e-mail address'],
    ['two addresses', { email: 'a@x.example,b@x.example' }, 'email', 'must be an e-mail address'],
    ['a field in the address', { email: 'a@x.example\r\nBcc: b@x.example' }, 'email', 'must be an e-mail address'],
    ['an address in brackets', { email: '<a@x.example>' }, 'email', 'must be an e-mail address'],
    ['a number', { text: 5 }, 'text', 'must be a text, once'],
    ['a field twice', { subject: ['a', 'b'] }, 'subject', 'must be a text, once'],
    ['a long name', { name: 'x'.repeat(201) }, 'name', 'must have at most 200 characters'],
    ['a long text', { text: 'x'.repeat(200_001) }, 'text', 'must have at most 200000 characters'],
    ['an unknown field', { ticket: 'TS1' }, 'ticket', 'is not a field'],
    ['a field of the prototype', { constructor: 'x' }, 'constructor', 'is not a field'],
  ])('with %s is refused, and the field named', (_case, more, field, message) => {
    const result = read({ ...WHOLE, ...more });
    expect(result).toHaveProperty('faults');
    if ('faults' in result) expect(result.faults).toEqual([{ field, message: expect.stringContaining(message) }]);
  });

  it('tells all faults at once', () => {
    const result = read({ name: 1, email: 'x' });
    expect('faults' in result && result.faults.map(({ field }) => field)).toEqual(['email', 'text', 'name']);
  });
});

describe('the mail of it', () => {
  const posting = {
    website: 'shop',
    request: 'request-1',
    to: 'support@desk.example',
    at: new Date('2026-11-23T09:00:00Z'),
  };

  it('is read as one the visitor wrote', async () => {
    const given = accepted({ ...WHOLE, company: '大客户有限公司', errorCode: 'E1001' });
    const mail = understandNow(await mailOfSubmission(given, posting));
    expect(mail).toMatchObject({
      class: 'human',
      from: [{ name: '张敏', address: 'ann@customer.example' }],
      to: [{ address: 'support@desk.example' }],
      subject: '导出报错',
      returnPath: 'ann@customer.example',
    });
    expect(mail.form).toMatchObject({ company: '大客户有限公司', errorCode: 'E1001' });
    expect(mail.reply).toContain('导出时报错。');
  });

  it('carries files under their names', async () => {
    const content = Buffer.from('PNG');
    const given = { ...accepted(WHOLE), files: [{ name: '截图\r\nX: y.png', type: 'image/png', content }] };
    const [file, ...more] = understandNow(await mailOfSubmission(given, posting)).attachments;
    expect(more).toEqual([]);
    expect(file?.name).toContain('截图');
    expect(Buffer.from(file?.content ?? [])).toEqual(content);
  });

  it('has the header of one mail, whatever is posted', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary', maxLength: 60 }),
        fc.string({ maxLength: 60 }),
        async (name, subject) => {
          const submission = read({ ...WHOLE, name, subject: `${subject}\r\nBcc: other@x.example` });
          if ('faults' in submission) return;
          const mail = understandNow(await mailOfSubmission(submission, posting));
          expect(mail.from).toHaveLength(1);
          expect(mail.from[0]?.address).toBe('ann@customer.example');
          expect(mail.headers.map(([field]) => field)).not.toContain('bcc');
        },
      ),
      { numRuns: 150 },
    );
  });

  it('is another one for another request, website or content, and the same for the same', () => {
    const given = accepted(WHOLE);
    const of = (more: object, other = given) => fingerprintOfSubmission(other, { ...posting, ...more });
    expect(of({ at: new Date() })).toBe(of({}));
    const file = { name: 'a', type: 'text/plain', content: Buffer.from('a') };
    const all = [
      of({}),
      of({ request: 'request-2' }),
      of({ website: 'blog' }),
      of({}, { ...given, text: 'x' }),
      of({}, { ...given, files: [file] }),
      of({}, { ...given, files: [{ ...file, content: Buffer.from('b') }] }),
    ];
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('a key', () => {
  const keys = [
    { name: 'shop', key: 'a'.repeat(24), mailbox: null, perHour: 2 },
    { name: 'blog', key: 'b'.repeat(24), mailbox: null, perHour: 1 },
  ];
  it.each([
    [`Bearer ${'a'.repeat(24)}`, 'shop'],
    [`bearer ${'b'.repeat(24)}`, 'blog'],
    [`Bearer ${'a'.repeat(23)}`, undefined],
    [`Bearer ${'a'.repeat(25)}`, undefined],
    ['a'.repeat(24), undefined],
    ['Bearer ', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('%s is that of %s', (authorization, name) => {
    expect(keyNamed(keys, authorization)?.name).toBe(name);
  });

  it('allows so many requests an hour, counted for each', () => {
    const rate = createRate();
    const [shop = keys[0], blog = keys[1]] = keys;
    if (!shop || !blog) throw new Error('no keys');
    expect([0, 1000, 2000].map((now) => rate.take(shop, now))).toEqual([null, null, 3598]);
    expect(rate.take(blog, 2000)).toBeNull();
    expect(rate.take(shop, 3_600_001)).toBeNull();
    expect(rate.take(shop, 3_600_002)).toBe(1);
  });
});
