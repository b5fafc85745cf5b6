import { describe, expect, it } from 'vitest';
import { sampleTicket } from '../../src/letter/sample/ticket.ts';
import { formRows } from '../../src/letter/view/ticket-view.ts';
import type { Form } from '../../src/mail/mail.ts';

const rows = (form: Form, more: { readonly category?: string; readonly company?: null } = {}) =>
  formRows(
    { ...sampleTicket('en'), ...more, form },
    {
      locale: 'en',
      timezone: 'Asia/Shanghai',
      now: new Date('2026-11-23T02:00:00Z'),
    },
  );
const asked = (form: Form, more = {}) =>
  rows(form, more)
    .filter(({ missing }) => missing)
    .map(({ label }) => label);

describe('what the form asks for', () => {
  it.each<[form: Form, labels: readonly string[]]>([
    [{}, ['Description', 'Time of occurrence', 'Environment']],
    [{ description: 'x' }, ['Time of occurrence', 'Environment', 'Error code']],
    [{ description: 'x', occurredAt: 'x' }, ['Business impact', 'Environment', 'Error code']],
    [{ description: 'x', occurredAt: 'x', environment: 'x' }, ['Business impact', 'Error code']],
    [{ description: 'x', occurredAt: 'x', environment: 'x', businessImpact: 'x', errorCode: 'x' }, []],
  ])('%j: at most three things, what helps most', (form, labels) => expect(asked(form)).toEqual(labels));

  it('is little where somebody asks how something is done', () => {
    expect(asked({ description: 'x' }, { category: 'how_to', company: null })).toEqual(['Company', 'Environment']);
  });
});

describe('what was read from prose', () => {
  const noteOf = (label: string, form: Form) => rows(form).find((row) => row.label === label)?.note;

  it('says so', () => {
    expect(noteOf('Error code', { errorCode: 'E-77', read: ['errorCode'] })).toBe(' (read from the mail)');
    expect(noteOf('Error code', { errorCode: 'E-77' })).toBe('');
  });

  it('says of a time which moment it was taken for', () => {
    const form: Form = {
      occurredAt: 'since Monday',
      occurredInstant: '2026-11-22T16:00:00.000Z',
      read: ['occurredAt'],
    };
    expect(noteOf('Time of occurrence', form)).toBe(' (read from the mail: today 00:00)');
    expect(noteOf('Time of occurrence', { ...form, read: [] })).toBe('');
  });

  it('is a telephone beside the address', () => {
    const details = (form: Form) => rows(form).find(({ label }) => label === 'Contact details')?.value.text;
    expect(details({ contactDetails: '1', read: ['contactDetails'] })).toBe('ann@bigcustomer.example; 1');
    expect(details({ contactDetails: '1' })).toBe('1');
  });
});
