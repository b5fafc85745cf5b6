import { describe, expect, test } from 'vitest';
import type { LetterFacts } from '../../../src/letter/facts.ts';
import type { Attachment } from '../../../src/mail/mail.ts';
import { commandRow } from '../../../src/words/commands.ts';
import { ANN, file, letter } from './bare.ts';

const HELD = {
  from: 'billing@x.example',
  subject: 'Invoice',
  reason: { code: 'virus', detail: 'Test.Virus-1' },
  receivedAt: new Date('2026-11-23T01:12:00Z'),
  action: 'release',
  release: 'release@desk.example',
  ref: 'h1',
} as const;

describe('a transcript', () => {
  const line = { command: '#accept', done: true, result: 'note', detail: '' } as const;
  test('has a line for each command', () => {
    const view = letter('transcript', { transcript: [line] });
    expect(view).toMatchObject({ transcript: [{ command: '#accept', done: true }], keptAsNote: false });
    expect(view.transcript[0]?.result).not.toBe('');
    expect(letter('transcript', { transcript: [line], locale: 'zh-CN' }).transcript[0]?.command).toBe('#接收');
  });
  test('tells that words were kept as a note', () => {
    const kept = { ...line, result: 'kept_as_note' } as const;
    expect(letter('transcript', { transcript: [line, kept] }).keptAsNote).toBe(true);
  });
});

describe('help', () => {
  const usages = (change: Partial<LetterFacts>): string[] =>
    letter('help', { ticket: null, ...change }).commands.map(({ usage }) => usage);
  test('lists what the reader may use, in their language', () => {
    expect(usages({ readerRoles: ['engineer'] })).toContain('#accept');
    expect(usages({ readerRoles: ['engineer'], locale: 'zh-CN' })).toContain('#接收');
    expect(usages({ readerRoles: ['engineer'] }).every((usage) => usage === usage.trim())).toBe(true);
    expect(usages({ readerRoles: ['supervisor'] }).length).toBeGreaterThan(
      usages({ readerRoles: ['engineer'] }).length,
    );
    expect(letter('help', { readerRoles: ['engineer'] }).commands[0]?.does).toBe(commandRow('accept').help.en[0]?.does);
  });
  test('is in no other letter', () => expect(letter('note', { readerRoles: ['engineer'] }).commands).toEqual([]));
});

describe('the whole mail', () => {
  const original = { from: ANN, text: ' whole mail\n', html: null };
  test.each<[what: string, change: Partial<LetterFacts>, shown: object | null]>([
    ['below its new words', { words: 'new' }, { from: { name: 'Ann' }, text: { text: ' whole mail' }, html: '' }],
    ['where there are none', {}, { html: '' }],
    ['not where it says no more', { words: 'whole mail ' }, null],
    ['not where it is empty', { original: { ...original, text: ' ' } }, null],
    ['in its own form all the same', { words: 'whole mail', original: { ...original, html: '<b>x</b>' } }, {}],
  ])('%s', (_, change, shown) => {
    const view = letter('relay', { original, ...change }).original;
    if (shown === null) expect(view).toBeNull();
    else expect(view).toMatchObject(shown);
  });

  test.each<[what: string, attachment: Attachment, isShown: boolean]>([
    ['an image of the text', file('a.png', { inline: true, cid: 'a' }), true],
    ['none of a file beside it', file('a.png', { inline: false, cid: 'a' }), false],
    ['none without an id', file('a.png', { inline: true }), false],
    ['none of another id', file('a.png', { inline: true, cid: 'b' }), false],
  ])('with %s', (_, attachment, isShown) => {
    const html = '<p>see <img src="cid:a"></p>';
    const view = letter('relay', { original: { ...original, html }, attachments: [attachment] });
    expect(String(view.original?.html).includes('cid:a')).toBe(isShown);
  });
});

describe('a held mail', () => {
  test('with its reason, its time and its release', () => {
    const [mail] = letter('held_alert', { heldMails: [HELD] }).heldMails;
    expect(mail).toMatchObject({
      from: 'billing@x.example',
      subject: 'Invoice',
      action: { address: 'release@desk.example' },
    });
    expect(mail?.reason).toContain('Test.Virus-1');
    expect(mail?.receivedAt).toContain('01:12');
    expect(String(mail?.action.href)).toMatch(/^mailto:release@desk\.example\?subject=[^[%]+&amp;body=[^:]*$/);
  });
  test('without an address of its own: the answer names it', () => {
    const [mail] = letter('held_alert', { heldMails: [{ ...HELD, release: '' }] }).heldMails;
    expect(mail?.action.address).toBe('support@desk.example');
    expect(decodeURIComponent(String(mail?.action.href))).toContain('ref:h1');
  });
});
