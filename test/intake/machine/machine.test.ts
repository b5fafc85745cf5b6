import { describe, expect, it } from 'vitest';
import type { MailContext } from '../../../src/intake/context.ts';
import { decideMachineMail, isMachineMail } from '../../../src/intake/machine/machine.ts';
import { decide } from '../../../src/intake/rules.ts';
import type { Mail } from '../../../src/mail/mail.ts';
import { reasonText } from '../../../src/ticket/mail-outcome.ts';
import { addresses } from '../../people/sample.ts';
import { accepted, li } from '../../ticket/sample.ts';
import { byStaff, refLine, sampleContext } from '../sample.ts';

const from = (address: string): Partial<Mail> => ({ from: addresses(address) });
const headers = (...fields: readonly (readonly [string, string])[]): Partial<Mail> => ({ headers: fields });
const group = (id: string, ...more: readonly (readonly [string, string])[]): Partial<Mail> => ({
  class: 'list',
  ...headers(['list-id', `<${id}>`], ['list-post', 'x'], ['precedence', 'list'], ...more),
});
const newsletter = headers(['list-id', 'news'], ['list-unsubscribe', 'x'], ['precedence', 'bulk']);
const answer = { class: 'auto_reply', ...headers(['auto-submitted', 'auto-replied']) } as const;
const generated = { class: 'auto_reply', ...headers(['auto-submitted', 'auto-generated']) } as const;

const resultOf = (context: MailContext): string => {
  const { decision } = decide(context);
  return `${decision.outcome} ${reasonText(decision.reason)}`;
};

describe('what machines mark', () => {
  it.each<[string, Partial<Mail>, string]>([
    ['an automatic answer to nothing of ours', answer, 'quarantined auto_reply'],
    [
      'one with a token of ours',
      { ...answer, text: refLine('ref', 1, 'zhang@customer.example') },
      'ignored auto_reply',
    ],
    ['what a program sends', generated, 'ticketed none'],
    ['the same under an automatic subject', { ...generated, subject: 'Automatic reply: x' }, 'quarantined auto_reply'],
    ['the same in wide letters', { ...generated, subject: ' Ａutomatic reply: x' }, 'quarantined auto_reply'],
    ['the same with automatic words', { ...generated, text: 'This is an automatic reply.' }, 'quarantined auto_reply'],
    [
      'a program behind blanks',
      { ...answer, ...headers(['auto-submitted', ' auto-generated (by a form)']) },
      'ticketed none',
    ],
    [
      'another word before that one',
      { ...answer, ...headers(['auto-submitted', 'auto-replied; auto-generated']) },
      'quarantined auto_reply',
    ],
    ['the word in another field', { ...answer, ...headers(['x-kind', 'auto-generated']) }, 'quarantined auto_reply'],
    ['a program without the field', { class: 'auto_reply' }, 'quarantined auto_reply'],
    ['a read receipt', { class: 'receipt', notice: 'read' }, 'ignored receipt'],
    ['a receipt that does not tell of what', { class: 'receipt', notice: null }, 'ignored receipt'],
    ['a recall', { class: 'receipt', notice: 'recall' }, 'ignored notice: recall'],
    ['the answer to a meeting request', { class: 'receipt', notice: 'meeting' }, 'ignored notice: meeting'],
    ['a reaction', { class: 'receipt', notice: 'reaction' }, 'ignored notice: reaction'],
    [
      'a group of the sender’s organisation',
      { ...from('a@b.kehu.example'), ...group('help.kehu.example') },
      'ticketed none',
    ],
    ['a group of another', { ...from('a@kehu.example'), ...group('help.other.example') }, 'quarantined list'],
    [
      'a domain that only ends alike',
      { ...from('a@kehu.example'), ...group('help.xkehu.example') },
      'quarantined list',
    ],
    ['a group that is the desk’s own address', group('support.desk.example'), 'ticketed none'],
    [
      'a newsletter of the sender’s organisation',
      {
        ...from('a@kehu.example'),
        class: 'list',
        ...headers(['list-id', 'news.kehu.example'], ['list-unsubscribe', 'x']),
      },
      'quarantined list',
    ],
    ['one mark of a list alone', { class: 'list', ...headers(['precedence', 'list']) }, 'ticketed none'],
    ['a mail of class own', { class: 'own' }, 'ignored own_mail'],
    ['an absence note of the staff', { ...byStaff(li), ...answer }, 'ignored auto_reply'],
    ['what a program sends in their name', { ...byStaff(li), ...generated }, 'ignored auto_reply'],
  ])('%s', (_, mail, result) => {
    expect(resultOf(sampleContext({ mail }))).toBe(result);
  });

  it.each<[string, Partial<Mail>, string]>([
    ['an automatic answer', answer, 'ignored auto_reply'],
    ['what a program sends for a participant', generated, 'appended E3'],
    ['the same under an automatic subject', { ...generated, subject: '自动回复：x' }, 'ignored auto_reply'],
    ['a recall', { class: 'receipt', notice: 'recall' }, 'ignored notice: recall'],
    ['a list', { class: 'list' }, 'appended E3'],
  ])('%s on a ticket', (_, mail, result) => {
    expect(resultOf(sampleContext({ mail, ticket: accepted, level: 'E3' }))).toBe(result);
  });

  it.each<[string, Partial<Mail>]>([
    ['an automatic answer', answer],
    ['a notice', { class: 'receipt', notice: 'reaction' }],
  ])('%s goes into its ticket, where the staff see it, and changes nothing', (_, mail) => {
    const { decision } = decide(sampleContext({ mail: { reply: 'Away', ...mail }, ticket: accepted, level: 'E2' }));
    expect(decision.ticket).toBe(accepted);
    expect(decision.said).toMatchObject([
      { ticketId: accepted.id, visibility: 'internal', text: 'Away', withAttachments: false },
    ]);
    expect([decision.changes, decision.letters]).toEqual([[], []]);
  });

  it('without words it is told by its subject', () => {
    const mail = { class: 'receipt', notice: 'meeting', subject: 'Accepted: x', reply: ' ' } as const;
    expect(decide(sampleContext({ mail, ticket: accepted })).decision.said[0]?.text).toBe('Accepted: x');
  });

  it('an absence note of the staff, and what belongs to no ticket, says nothing', () => {
    expect(decide(sampleContext({ mail: { ...byStaff(li), ...answer }, ticket: accepted })).decision.said).toEqual([]);
    expect(decide(sampleContext({ mail: answer })).decision.said).toEqual([]);
    expect(decide(sampleContext({ mail: answer, ticket: accepted, level: 'E1' })).decision.said).toEqual([]);
  });

  it.each(['auto_reply', 'list', 'bounce'] as const)('%s is read as a person’s once staff let it go', (kind) => {
    const given = { mail: { class: kind, ...headers(['list-id', 'x'], ['list-help', 'x']) }, released: true };
    expect(decide(sampleContext(given)).decision.outcome).toBe('ticketed');
  });

  it.each([
    ['bounce', 'ignored matches_no_letter'],
    ['own', 'ignored own_mail'],
    ['malformed', 'ignored malformed'],
    ['auto_reply', 'quarantined auto_reply'],
    ['list', 'quarantined list'],
  ] as const)('without a sender, %s is a machine’s', (kind, result) => {
    const context = sampleContext({ mail: { class: kind, from: [], ...newsletter } });
    expect(isMachineMail(context)).toBe(true);
    const { outcome, reason } = decideMachineMail(context);
    expect(`${outcome} ${reason.code}`).toBe(result);
  });

  it('a person’s mail is not for it', () => {
    expect(() => decideMachineMail(sampleContext())).toThrow('a person wrote this mail');
  });
});

describe('a mail with the marks of a list', () => {
  const ofKehu = from('a@kehu.example');
  const twice: readonly (readonly [string, string])[] = [
    ['list-unsubscribe', 'x'],
    ['precedence', 'list'],
  ];

  it.each<[string, Partial<Mail>, string]>([
    ['of a website form is its visitor’s', { ...from('form@website.example'), ...newsletter }, 'ticketed'],
    ['of the staff is still a list’s', { ...from(li.email), ...newsletter }, 'quarantined'],
    [
      'and one more that is only named alike at its end',
      headers(['precedence', 'list'], ['x-list-id', 'x']),
      'ticketed',
    ],
    ['and one more that is only named alike', headers(['precedence', 'list'], ['precedence-of', 'x']), 'ticketed'],
    [
      'of a group, and no sign of a discussion',
      { ...ofKehu, ...headers(['list-id', 'a.kehu.example'], ...twice) },
      'quarantined',
    ],
    ...['list-post', 'mailing-list', 'x-google-group-id', 'x-mailman-version'].map(
      (field): [string, Partial<Mail>, string] => [
        `of a group, with ${field}`,
        { ...ofKehu, ...headers(['list-id', 'a.KEHU.example'], ...twice, [field, 'x']) },
        'ticketed',
      ],
    ),
    ...['x-mailing-list', 'mailing-list-id'].map((field): [string, Partial<Mail>, string] => [
      `of a group, with ${field}`,
      { ...ofKehu, ...headers(['list-id', 'a.kehu.example'], ...twice, [field, 'x']) },
      'quarantined',
    ]),
    ...['x-list-id', 'list-id-of'].map((field): [string, Partial<Mail>, string] => [
      `of a group, by ${field}`,
      { ...ofKehu, ...headers([field, 'a.kehu.example'], ['list-post', 'x'], ...twice) },
      'quarantined',
    ]),
    [
      'of two groups, whose names make one',
      {
        ...ofKehu,
        ...headers(['list-id', 'a.ke'], ['list-id', 'hu.example'], ['list-post', 'x']),
      },
      'quarantined',
    ],
    [
      'of a group, from an address without a domain',
      { from: [{ name: '', address: 'ann' }], ...group('a.b') },
      'quarantined',
    ],
  ])('%s', (_, mail, outcome) => {
    expect(decide(sampleContext({ mail: { class: 'list', ...mail } })).decision.outcome).toBe(outcome);
  });

  it('is a person’s when the group is one of the desk’s addresses', () => {
    const { config } = sampleContext();
    const more = { ...config.mailboxes[0], address: 'sales@desk.example' } as (typeof config.mailboxes)[number];
    const context = sampleContext({
      mail: group('support.desk.example'),
      config: { ...config, mailboxes: [...config.mailboxes, more] },
    });
    expect(decide(context).decision.outcome).toBe('ticketed');
  });
});

describe('a list that the configuration names', () => {
  const lists = ['News.KEHU.example', 'letter@paper.example'];
  const { config } = sampleContext();

  it.each<[string, Partial<Mail>, string]>([
    ['by its List-Id', headers(['list-id', '<news.Kehu.example>'], ['precedence', 'list']), 'ignored'],
    ['by Sender', headers(['sender', 'news.kehu.example'], ['precedence', 'list']), 'ignored'],
    ['by From', { ...from('Letter@Paper.example'), ...newsletter }, 'ignored'],
    ['not by another field', headers(['x-list', 'news.kehu.example'], ['precedence', 'list']), 'ticketed'],
    ['not by two fields together', headers(['list-id', 'news.'], ['sender', 'kehu.example']), 'ticketed'],
    [
      'not when it is another',
      headers(['list-id', 'more.kehu.example'], ['precedence', 'list'], ['list-help', 'x']),
      'quarantined',
    ],
  ])('is known %s', (_, mail, outcome) => {
    const context = sampleContext({
      mail: { class: 'list', ...mail },
      config: { ...config, trust: { ...config.trust, lists } },
    });
    expect(decide(context).decision.outcome).toBe(outcome);
  });
});

describe('a report by its words alone', () => {
  const report = {
    recipient: 'a@b.example',
    finalRecipient: null,
    returnPath: null,
    status: '5.1.1',
    permanent: true,
    diagnostic: null,
    originalMessageId: null,
  };
  const postmaster = { class: 'bounce', ...from('postmaster@kehu.example'), bounce: report } as const;

  it.each<[string, Partial<Mail>, string]>([
    ['from an address that can be answered', postmaster, 'quarantined matches no letter'],
    ['from nobody', { ...postmaster, returnPath: '' }, 'bounce matches no letter'],
    ['from a mailbox that records no Return-Path', { ...postmaster, returnPath: null }, 'bounce matches no letter'],
    ['from a daemon', { ...postmaster, ...from('MAILER-DAEMON@kehu.example') }, 'bounce matches no letter'],
    ['that calls itself automatic', { ...postmaster, ...headers(['auto-submitted', 'x']) }, 'bounce matches no letter'],
    [
      'that names its recipients in a field',
      { ...postmaster, ...headers(['x-failed-recipients', 'x']) },
      'bounce matches no letter',
    ],
    ['of Aliyun', { ...postmaster, ...headers(['x-aliyun-bounce', '1']) }, 'bounce matches no letter'],
    [
      'with a delivery status',
      { ...postmaster, bounce: { ...report, finalRecipient: 'a@b.example' } },
      'bounce matches no letter',
    ],
    [
      'with a returned mail',
      { ...postmaster, bounce: { ...report, originalMessageId: '<a@b>' } },
      'bounce matches no letter',
    ],
  ])('%s', (_, mail, result) => {
    expect(resultOf(sampleContext({ mail: { returnPath: 'postmaster@kehu.example', ...mail } }))).toBe(result);
  });
});
