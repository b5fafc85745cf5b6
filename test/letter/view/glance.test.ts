import { describe, expect, it } from 'vitest';
import type { LetterFacts } from '../../../src/letter/facts.ts';
import { LETTER_KINDS, letterRow } from '../../../src/letter/kinds.ts';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { sampleTicket, sampleTime } from '../../../src/letter/sample/ticket.ts';
import { gistOf, glanceView, stripeOf } from '../../../src/letter/view/glance.ts';
import type { LetterKind } from '../../../src/ticket/letters.ts';
import type { Ticket } from '../../../src/ticket/ticket.ts';

const facts = (kind: LetterKind, given: Partial<Ticket> = {}, more: Partial<LetterFacts> = {}): LetterFacts => ({
  ...sampleFacts(kind, 'en'),
  ticket: { ...sampleTicket('en'), ...given },
  ...more,
});
const NO_CLOCKS = { acceptBy: null, respondBy: null, updateBy: null, expectedBy: null } as const;

describe('a ticket at a glance', () => {
  it('is its title, and how urgent it is, what it is about and whose', () => {
    expect(glanceView(facts('relay'))).toMatchObject({
      title: 'Monthly report export fails, finance cannot reconcile',
      facts: 'High · System fault · Big Customer Ltd',
    });
    expect(glanceView(facts('relay', { company: null }))?.facts).toBe('High · System fault');
  });

  it('has one line for a title, whatever a stranger has put into it', () => {
    expect(glanceView(facts('relay', { subject: 'a\r\nBcc: x\u202e\u2028b' }))?.title).toBe('a Bcc: x b');
    expect(glanceView(facts('relay', { subject: 'x'.repeat(300) }))?.title).toHaveLength(200);
    expect(glanceView(facts('relay', { company: 'A\u202e\nB' }))?.facts).toBe('High · System fault · A B');
  });

  it('is for the staff', () => {
    for (const kind of LETTER_KINDS.filter((each) => letterRow(each).audience === 'customer'))
      expect(glanceView(facts(kind)), kind).toBeNull();
    expect(glanceView({ ...facts('digest'), ticket: null })).toBeNull();
  });

  const due = (given: Partial<Ticket>, now = '02:00') =>
    glanceView(facts('relay', { ...NO_CLOCKS, ...given }, { now: sampleTime(now) }))?.due;
  it.each<[string, Partial<Ticket>, string, string]>([
    ['to be accepted', { state: 'assigned', acceptBy: sampleTime('02:30') }, 'Accept by', '30 minutes left'],
    ['to be answered', { respondBy: sampleTime('06:00') }, 'First response', '4 hours left'],
    ['to be told of', { updateBy: sampleTime('03:20') }, 'Next update', '1 hour 20 minutes left'],
    ['promised', { expectedBy: sampleTime('10:00') }, 'Expected', '8 hours left'],
    ['overdue', { updateBy: sampleTime('01:25') }, 'Next update', 'overdue by 35 minutes'],
    ['due now', { updateBy: sampleTime('02:00') }, 'Next update', 'less than a minute left'],
    ['overdue by a moment', { updateBy: new Date(+sampleTime('02:00') - 2) }, 'Next update', 'overdue just now'],
  ])('says when it is %s', (_, given, name, span) => {
    expect(due(given)).toMatchObject({ name, span });
  });

  it('says what comes first', () => {
    const all = { respondBy: sampleTime('06:00'), updateBy: sampleTime('07:30'), expectedBy: sampleTime('10:00') };
    expect(due(all)?.name).toBe('First response');
    expect(due({ ...all, expectedBy: sampleTime('03:00') })?.name).toBe('Expected');
    expect(due({ ...all, respondedAt: sampleTime('01:00') })?.name).toBe('Next update');
    expect(due({ ...all, state: 'assigned', acceptBy: sampleTime('02:30') })?.name).toBe('Accept by');
    // Accepted: that clock has stopped.
    expect(due({ ...all, state: 'in_progress', acceptBy: sampleTime('02:30') })?.name).toBe('First response');
  });

  it('names what a reminder is about, whatever comes before it', () => {
    const given = { respondBy: sampleTime('02:00'), updateBy: sampleTime('03:00') };
    const values = { span: 'update', dueAt: sampleTime('03:00').toISOString() } as const;
    expect(glanceView(facts('reminder', given, { now: sampleTime('02:00'), values }))?.due).toMatchObject({
      name: 'Next update',
      span: '1 hour left',
    });
  });

  it('names no deadline where nothing is owed', () => {
    const running = { updateBy: sampleTime('03:00') };
    expect(due(NO_CLOCKS)).toBeNull();
    expect(due({ ...running, pausedAt: sampleTime('01:00') })).toBeNull();
    for (const state of ['resolved', 'closed', 'merged'] as const) expect(due({ ...running, state })).toBeNull();
    for (const state of ['triaged', 'assigned', 'in_progress', 'reopened'] as const)
      expect(due({ ...running, state })).not.toBeNull();
  });

  it.each([
    ['00:59', false, false],
    ['02:00', false, false],
    ['02:01', true, false],
    ['03:00', true, false],
    ['03:01', false, true],
  ])('at %s a deadline at 03:00 is soon %s, late %s', (now, soon, late) => {
    expect(due({ updateBy: sampleTime('03:00') }, now)).toMatchObject({ soon, late });
  });
});

describe('the stripe of a letter', () => {
  it.each<[LetterKind, string | null]>([
    ['reminder', 'reminder'],
    ['breach', 'breach'],
    ['side_thread_overdue', 'breach'],
    ['escalation', 'escalation'],
    ['relay', null],
    ['dispatch', null],
  ])('%s: %s', (kind, mark) => {
    expect(stripeOf(facts(kind))).toBe(mark);
  });

  it('is that of urgent tickets on every letter to the staff without one of its own, while there is work', () => {
    expect(stripeOf(facts('dispatch', { urgency: 'urgent' }))).toBe('urgent');
    expect(stripeOf(facts('reminder', { urgency: 'urgent' }))).toBe('reminder');
    expect(stripeOf(facts('relay', { urgency: 'urgent', state: 'closed' }))).toBeNull();
    expect(stripeOf(facts('resolution', { urgency: 'urgent' }))).toBeNull();
    expect(stripeOf({ ...facts('help'), ticket: null })).toBeNull();
  });
});

describe('what mail programs show beside the subject', () => {
  it('begins with the words a letter carries, in one line', () => {
    expect(gistOf(facts('question', {}, { words: ' Which\r\nversion? ' }))).toBe('Which version?');
    const long = gistOf(facts('question', {}, { words: 'word '.repeat(100) }));
    expect(long).toMatch(/^(?:word ){23}word…$|^(?:word ){24}…$|^(?:word ){23}word…/);
    expect(long.length).toBeLessThanOrEqual(121);
  });

  it('is the solution, or the title to the staff, and nothing to customers otherwise', () => {
    expect(gistOf(facts('resolution'))).toMatch(/^1\. Raised the limit/);
    expect(gistOf(facts('resolution', { resolution: null }))).toBe('');
    expect(gistOf(facts('reminder'))).toBe('Monthly report export fails, finance cannot reconcile');
    expect(gistOf({ ...facts('digest'), ticket: null })).toBe('');
    expect(gistOf(facts('closing'))).toBe('');
  });

  it('tells nobody what their letter does not show', () => {
    const secret = { words: 'internal words' };
    for (const kind of ['acknowledgement', 'short_acknowledgement', 'news', 'closing', 'progress_to_customer'] as const)
      expect(gistOf(facts(kind, {}, secret)), kind).not.toContain('internal');
  });
});
