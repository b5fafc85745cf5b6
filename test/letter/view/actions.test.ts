import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LETTER_KINDS } from '../../../src/letter/kinds.ts';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { actionLink, actionsOf, mailto } from '../../../src/letter/view/actions.ts';
import { readCommands } from '../../../src/mail/meaning/command.ts';
import { readIntent } from '../../../src/mail/meaning/intent.ts';
import { readSatisfaction } from '../../../src/mail/meaning/satisfaction.ts';
import type { LetterKind } from '../../../src/ticket/letters.ts';
import type { Ticket } from '../../../src/ticket/ticket.ts';
import type { CommandName } from '../../../src/words/commands.ts';
import type { ActionName } from '../../../src/words/language.ts';
import { LOCALES } from '../../../src/words/locale.ts';

/** What a mail program makes of a mailto link (RFC 6068 §2). */
function opened(href: string): { to: string; subject: string; body: string } {
  const [, to = '', query = ''] = /^mailto:([^?]*)\?(.*)$/s.exec(href) ?? [];
  const fields = new Map(
    query.split('&').map((field) => field.split('=', 2).map(decodeURIComponent) as [string, string]),
  );
  return { to: decodeURIComponent(to), subject: fields.get('subject') ?? '', body: fields.get('body') ?? '' };
}

const LINKS = LOCALES.flatMap((locale) =>
  LETTER_KINDS.flatMap((kind) =>
    actionsOf(sampleFacts(kind, locale)).map((link) => [kind, locale, link.name, opened(link.href)] as const),
  ),
);
const named = (...names: ActionName[]) => LINKS.filter(([, , name]) => names.includes(name));

describe('a mailto link', () => {
  it('opens what was put into it', () => {
    const word = fc.string({ unit: 'grapheme' });
    fc.assert(
      fc.property(word, word, (subject, body) => {
        const link = mailto('support+tok@desk.example', subject, body);
        expect(link).toMatch(/^mailto:support\+tok@desk\.example\?[\x21-\x7e]*$/);
        expect(opened(link)).toEqual({
          to: 'support+tok@desk.example',
          subject: subject.replace(/\r\n|\r|\n/g, '\r\n'),
          body: body.replace(/\r\n|\r|\n/g, '\r\n'),
        });
      }),
    );
  });

  it('survives half a character', () => {
    expect(() => mailto('a@b.example', '\ud800', 'x')).not.toThrow();
  });
});

const COMMAND: Partial<Record<ActionName, CommandName>> = {
  accept: 'accept',
  decline: 'decline',
  progress: 'progress',
  resolve: 'resolve',
  ask: 'ask',
  reply: 'reply',
  send: 'reply',
  note: 'note',
  assign: 'assign',
  close: 'close',
  reopen: 'reopen',
  release: 'release',
  approve: 'approve',
  drop: 'decline',
  admit: 'release',
  agree: 'agree',
  refuse: 'refuse',
  send_kept: 'reply',
};
const STAFF_LINKS = LINKS.flatMap(([kind, locale, name, mail]) => {
  const command = COMMAND[name];
  return command === undefined ? [] : [[kind, locale, name, command, mail] as const];
});

describe('a prepared answer is understood', () => {
  it.each(STAFF_LINKS)('%s in %s: %s is the command %s', (_kind, _locale, _name, command, { body }) => {
    expect(readCommands(body.replaceAll('\r\n', '\n')).commands.map(({ name }) => name)).toEqual([command]);
  });

  it.each(named('solved'))('%s in %s: %s', (_kind, _locale, _name, { to, body }) => {
    expect([readIntent(body), to]).toEqual(['solved', sampleFacts('resolution', 'en').addresses.solved]);
  });

  it.each(named('still_open'))('%s in %s: %s', (_kind, _locale, _name, { to, body }) => {
    expect([readIntent(body), to]).toEqual(['still_open', sampleFacts('resolution', 'en').addresses.stillOpen]);
  });

  it.each(named('rate5', 'rate4', 'rate3', 'rate2', 'rate1'))('%s in %s: %s', (_kind, _locale, name, { body }) => {
    expect(readSatisfaction(body)).toBe(Number(name.slice(-1)));
  });

  it('names the ticket in its subject', () => {
    expect(named('accept').map(([, , , mail]) => mail.subject)).toEqual([
      '[TS20261123007] 接收',
      '[TS20261123007] Accept',
    ]);
  });
});

describe('a reminder offers what ends the wait', () => {
  it.each([
    ['respond', ['reply', 'ask', 'resolve', 'note']],
    ['update', ['progress', 'resolve', 'ask', 'note']],
    ['release', ['release', 'note']],
    ['side_thread', []],
    ['approval', ['agree', 'refuse', 'note']],
  ] as const)('%s: %j', (span, names) => {
    const facts = { ...sampleFacts('reminder', 'en'), values: { span } };
    expect(actionsOf(facts).map(({ name }) => name)).toEqual(names);
  });
});

describe('an answer to commands offers', () => {
  it.each([
    [{}, ['send']],
    [{ offers: 'undo' }, ['send', 'take_back']],
    [{ offers: 'resolve' }, ['send', 'resolve']],
  ] as const)('%j: %j', (values, names) => {
    const facts = sampleFacts('transcript', 'en');
    const { recipient, now, ticket } = facts;
    if (ticket === null) throw new Error('a letter about a ticket');
    const undoable = { version: ticket.version + 1, at: now, by: recipient.address, told: [], before: {}, absent: [] };
    expect(actionsOf({ ...facts, values, ticket: { ...ticket, undoable } }).map(({ name }) => name)).toEqual(names);
  });
});

describe('an answer to a yes or no that is asked', () => {
  const told = (approvers: readonly string[], kind: LetterKind = 'approval_request', question?: string) => {
    const facts = sampleFacts(kind, 'en');
    if (facts.ticket === null) throw new Error('a letter about a ticket');
    const now = facts.now;
    const approvals = approvers.map((each, at) => ({
      id: String(at + 1),
      what: `q${at + 1}`,
      approvers: [each],
      askedBy: 'li@desk.example',
      askedAt: now,
      dueAt: now,
      answer: null,
    }));
    const values = question === undefined ? {} : { question };
    return actionsOf({ ...facts, values, ticket: { ...facts.ticket, approvals } }).map(({ command }) => command);
  };
  const { address } = sampleFacts('approval_request', 'en').recipient;
  it('names the request, also where it is the only one', () => {
    expect(told([address])).toEqual(expect.arrayContaining(['#agree 1', '#refuse 1']));
    expect(told([address, 'sun@desk.example'])).toEqual(expect.arrayContaining(['#agree 1', '#refuse 1']));
    expect(told([address, address])).toEqual(expect.arrayContaining(['#agree 2', '#refuse 2']));
  });
  it('names it to those who may answer in the place of others', () => {
    expect(told(['sun@desk.example', 'sun@desk.example'], 'approval_overdue', 'q1')).toContain('#agree 1');
  });
});

describe('a letter offers what the state of the ticket allows', () => {
  const offered = (kind: LetterKind, given: Partial<Ticket>): readonly ActionName[] => {
    const facts = sampleFacts(kind, 'en');
    return actionsOf({ ...facts, ticket: facts.ticket && { ...facts.ticket, ...given } }).map(({ name }) => name);
  };
  it.each<[LetterKind, Partial<Ticket>, readonly ActionName[]]>([
    ['relay', { state: 'in_progress' }, ['reply', 'progress', 'resolve', 'ask', 'note']],
    ['relay', { state: 'triaged', assignee: null }, ['reply', 'progress', 'resolve', 'ask', 'note']],
    ['relay', { state: 'resolved' }, ['reply', 'resolve', 'note']],
    ['relay', { state: 'closed' }, ['reply', 'note']],
    ['unclear_reply', { state: 'resolved' }, ['reply', 'close', 'reopen', 'note']],
    ['unclear_reply', { state: 'closed' }, ['reply', 'reopen', 'note']],
    ['dispatch', { state: 'assigned' }, ['accept', 'decline', 'progress', 'resolve', 'open_incident']],
    ['reassigned', { state: 'merged' }, ['note']],
  ])('%s, %j: %j', (kind, given, names) => expect(offered(kind, given)).toEqual(names));
});

describe('without plus-addressing', () => {
  const plain = { reply: 'support@desk.example' };
  it('the prepared answer proves itself by its ref line', () => {
    const facts = { ...sampleFacts('resolution', 'zh-CN'), addresses: plain };
    for (const link of actionsOf(facts)) {
      expect(opened(link.href)).toMatchObject({ to: plain.reply, body: expect.stringMatching(/\r\n\r\nref:a7k2m9/) });
    }
  });

  it('that line is not needed where the address carries a token', () => {
    expect(LINKS.filter(([, , , mail]) => mail.body.includes('ref:'))).toEqual([]);
  });
});

describe('the note that was kept', () => {
  const sent = (words: string): string => {
    const [link] = actionsOf({ ...sampleFacts('transcript', 'en'), words });
    return opened(link?.href ?? '').body;
  };
  it('can be sent with one click', () => expect(sent('It is fixed.')).toBe('#reply\r\nIt is fixed.'));
  it('is left to be pasted when it is long', () => expect(sent('x'.repeat(1001))).toBe('#reply\r\n'));
});

describe('what cannot be confirmed or undone', () => {
  it.each(['challenge', 'held_alert', 'undo_notice'] as const)('is not offered in %s', (kind) => {
    const facts = { ...sampleFacts(kind, 'en'), addresses: { reply: 'support+x@desk.example' } };
    expect(actionsOf(facts)).toEqual([]);
  });
});

describe('what a prepared answer says beside its command', () => {
  const linksOf = (kind: LetterKind, locale: 'zh-CN' | 'en', given: Partial<Ticket> = {}) => {
    const facts = sampleFacts(kind, locale);
    return actionsOf({ ...facts, ticket: facts.ticket && { ...facts.ticket, ...given } });
  };
  const copy = (address: string) => ({ address, name: '', role: 'copy', confirmed: false }) as const;
  const TWO = { participants: [copy('xu@x.example'), copy('bo@x.example')] };

  it.each<[what: string, LetterKind, 'zh-CN' | 'en', ActionName, Partial<Ticket>, body: string]>([
    ['the lines of the form', 'acknowledgement', 'en', 'add', {}, 'Time of occurrence:\r\nEnvironment:'],
    ['the lines of the form', 'acknowledgement', 'zh-CN', 'add', {}, '发生时间：\r\n环境信息：'],
    ['who is let in', 'acknowledgement', 'en', 'admit', TWO, '#release xu@x.example\r\n#release bo@x.example'],
    ['no request for a mail in the clear', 'relay', 'en', 'ask', { encrypted: false }, '#ask\r\n'],
    ['nothing', 'relay', 'en', 'note', { encrypted: true, ...TWO }, '#note\r\n'],
  ])('%s (%s, %s, %s)', (_what, kind, locale, name, given, body) => {
    const link = linksOf(kind, locale, given).find((each) => each.name === name);
    expect(opened(link?.href ?? '').body).toBe(body);
  });

  it('letting in is not offered where nobody was copied, and everything else is', () => {
    expect(linksOf('acknowledgement', 'en', { participants: [] }).map(({ name }) => name)).toEqual(['add']);
    expect(linksOf('reassigned', 'en', { participants: [] }).map(({ name }) => name)).toEqual(['note']);
  });

  it('asking for a mail in the clear comes second, and the rest stays', () => {
    const names = linksOf('relay', 'en', { encrypted: true }).map(({ name }) => name);
    expect(names).toEqual(['reply', 'ask', 'progress', 'resolve', 'note']);
  });

  it('without a ticket there is no form, and no number in the subject', () => {
    const link = actionLink('add', { ...sampleFacts('acknowledgement', 'en'), ticket: null }, NO_NUMBER);
    expect(opened(link.href)).toEqual({ to: 'a@b.example', subject: 'Add information', body: '' });
    const ask = actionLink('ask', { ...sampleFacts('relay', 'en'), ticket: null }, NO_NUMBER);
    expect(opened(ask.href).body).toBe('#ask\r\n');
  });
});

const NO_NUMBER = { number: '', address: 'a@b.example' };
