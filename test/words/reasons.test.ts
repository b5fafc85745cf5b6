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

  it.each([
    [
      'commands',
      'accept, resolve',
      { 'zh-CN': '执行了命令：#接收、#解决', en: 'its commands were carried out: #accept, #resolve' },
    ],
    [
      'commands_refused',
      'accept',
      { 'zh-CN': '命令没有执行：#接收', en: 'none of its commands was carried out: #accept' },
    ],
    [
      'draft_decided',
      'article_dropped',
      { 'zh-CN': '审核了知识草稿：已弃用', en: 'it decides a draft of the knowledge base: Dropped' },
    ],
    [
      'commands_refused',
      'of later',
      { 'zh-CN': '命令没有执行：of later', en: 'none of its commands was carried out: of later' },
    ],
  ] as const)('name the commands of %s (%s) as their reader writes them', (code, detail, said) => {
    expect(reasonWords(because(code, detail), language)).toBe(said[language]);
  });

  it('do not repeat what an error says', () => {
    expect(reasonWords(because('parser_crash', 'secret'), language)).not.toContain('secret');
  });
});
