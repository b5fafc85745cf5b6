import { describe, expect, it } from 'vitest';
import { LETTER_KINDS, letterRow } from '../../../src/letter/kinds.ts';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { valuesOf } from '../../../src/letter/view/values.ts';

const facts = sampleFacts('dispatch', 'en');
const shown = (values: Record<string, string>) => valuesOf({ ...facts, values });
const EMPTY = { text: '', lines: [], several: false };

describe('a value of an order', () => {
  it('is shown as words', () => {
    expect(shown({ question: 'Which\nteam?' }).question).toEqual({
      text: 'Which\nteam?',
      lines: ['Which', 'team?'],
      several: true,
    });
    expect(shown({}).question).toEqual(EMPTY);
  });
  it('is shown as a person by their name, where it is known', () => {
    expect(shown({ by: 'li@desk.example' }).by).toBe('Li Gong');
    expect(shown({ by: 'new@desk.example' }).by).toBe('new@desk.example');
    const { names: _, ...nameless } = facts;
    expect(valuesOf({ ...nameless, values: { by: 'li@desk.example' } }).by).toBe('li@desk.example');
    expect(shown({}).by).toBe('');
  });
  it('is shown as a moment of the reader’s zone', () => {
    expect(shown({ dueAt: '2026-11-23T10:00:00Z' }).dueAt).toBe('today 18:00');
    expect(shown({}).dueAt).toBe('');
  });
  it('is one of the codes of all letters that have it', () => {
    const { reason } = shown({ reason: 'urgent' });
    const codes = LETTER_KINDS.flatMap((kind) => {
      const form: unknown = Object.entries(letterRow(kind).values).find(([name]) => name === 'reason')?.[1];
      return Array.isArray(form) ? form : [];
    });
    expect(codes).toContain('canary_lost');
    expect(reason).toEqual({ ...Object.fromEntries(codes.map((code) => [code, false])), urgent: true });
    expect(Object.values(shown({}).reason as object).some(Boolean)).toBe(false);
  });
  it('stays with the desk where no reader needs it', () => {
    expect(Object.keys(shown({ sideThread: '1' }))).not.toContain('sideThread');
  });
  it('is empty where an order carries none', () => {
    const { values: _, ...without } = facts;
    expect(valuesOf(without)).toEqual(shown({}));
  });
});
