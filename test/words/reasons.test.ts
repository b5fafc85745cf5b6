import { describe, expect, it } from 'vitest';
import { because, REASON_TEXTS, type ReasonCode } from '../../src/ticket/mail-outcome.ts';
import { reasonWords } from '../../src/words/reasons.ts';

const codes = Object.keys(REASON_TEXTS) as ReasonCode[];

describe.each(['en', 'zh-CN'] as const)('the words for reasons in %s', (language) => {
  it.each(codes)('say what %s means', (code) => {
    const words = reasonWords(because(code, 'DETAIL'), language);
    expect(words).not.toContain('{}');
    expect(words).not.toContain(code.includes('_') ? code : '_');
  });

  it('differ for every code', () => {
    expect(new Set(codes.map((code) => reasonWords(because(code, ''), language))).size).toBe(codes.length);
  });

  it('name the virus', () => {
    expect(reasonWords(because('virus', 'Test.$&Virus'), language)).toContain('Test.$&Virus');
  });

  it.each(codes)('of %s end in no loose part when there is no detail', (code) => {
    const words = reasonWords(because(code), language);
    expect(words).toMatch(/[\p{L}\p{N}]$/u);
    expect(words).not.toMatch(/(?:status|状态)$/);
    expect(words).not.toMatch(/[[\]{}]/);
  });

  it('do not repeat what an error says', () => {
    expect(reasonWords(because('parser_crash', 'secret'), language)).not.toContain('secret');
  });
});
