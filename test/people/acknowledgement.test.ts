import { describe, expect, it } from 'vitest';
import type { Mail } from '../../src/mail/mail.ts';
import { automaticResponse, isMarkedSpam, type ReceivedFacts } from '../../src/people/acknowledgement.ts';
import { addresses, DESK, sampleMail } from './sample.ts';

const FACTS: ReceivedFacts = {
  deskAddresses: [DESK, 'help@desk.example'],
  returnPathRequired: true,
  own: false,
  authentication: 'P',
  gateway: false,
  newTicket: true,
  overLimit: false,
};
type Given = Partial<Mail> & { headers?: Mail['headers'] };
const field = (name: string, value: string): Given => ({ headers: [[name, value]] });
const from = (address: string): Given => ({ from: addresses(address), returnPath: address });

const ROWS: readonly [
  name: string,
  mail: Given,
  facts: Partial<ReceivedFacts>,
  answer: 'full' | 'short' | 'none',
  rule: string,
][] = [
  ['Return-Path <>', { returnPath: '' }, {}, 'none', 'return_path'],
  ['no Return-Path', { returnPath: null }, {}, 'none', 'return_path'],
  [
    'no Return-Path where none is delivered',
    { returnPath: null },
    { returnPathRequired: false },
    'full',
    'authenticated',
  ],
  [
    'two Return-Paths',
    {
      returnPath: null,
      headers: [
        ['return-path', '<a@b.example>'],
        ['return-path', '<a@b.example>'],
      ],
    },
    { returnPathRequired: false },
    'none',
    'return_path',
  ],

  ['Auto-Submitted: auto-replied', field('auto-submitted', 'auto-replied'), {}, 'none', 'auto_submitted'],
  [
    'Auto-Submitted: auto-generated; with a parameter',
    field('auto-submitted', ' Auto-Generated; x=y'),
    {},
    'none',
    'auto_submitted',
  ],
  ['Auto-Submitted that is unknown', field('auto-submitted', 'whatever'), {}, 'none', 'auto_submitted'],
  ['Auto-Submitted: no', field('auto-submitted', 'no (a person)'), {}, 'full', 'authenticated'],
  ['a vacation notice without the field', { class: 'auto_reply' }, {}, 'none', 'auto_submitted'],

  ['a report', field('content-type', 'multipart/report; report-type=delivery-status'), {}, 'none', 'report'],
  ['a bounce in no standard form', { class: 'bounce' }, {}, 'none', 'report'],
  ['a read receipt', { class: 'receipt' }, {}, 'none', 'report'],

  ['List-Id', field('list-id', '<users.lists.example>'), {}, 'none', 'list'],
  ['List-Unsubscribe alone', field('list-unsubscribe', '<mailto:x@y>'), {}, 'none', 'list'],
  ['Precedence: bulk', field('precedence', 'Bulk'), {}, 'none', 'list'],
  ['Precedence: list', field('precedence', 'list'), {}, 'none', 'list'],
  ['Precedence: junk', field('precedence', 'junk'), {}, 'none', 'list'],
  ['Precedence: first-class', field('precedence', 'first-class'), {}, 'full', 'authenticated'],
  ['X-Auto-Response-Suppress: All', field('x-auto-response-suppress', 'All'), {}, 'none', 'list'],
  ['X-Auto-Response-Suppress: None', field('x-auto-response-suppress', 'None'), {}, 'full', 'authenticated'],
  ['a group declared as a gateway', field('list-id', '<group.example>'), { gateway: true }, 'full', 'authenticated'],

  ['mailer-daemon', from('MAILER-DAEMON@x.example'), {}, 'none', 'robot_sender'],
  ['postmaster', from('postmaster@x.example'), {}, 'none', 'robot_sender'],
  ['a postmaster in quotation marks', from('"postmaster"@x.example'), {}, 'none', 'robot_sender'],
  ['a mailer-daemon with a plus part', from('Mailer-Daemon+7@x.example'), {}, 'none', 'robot_sender'],
  ['no-reply', from('no-reply@x.example'), {}, 'none', 'robot_sender'],
  ['noreply', from('noreply@x.example'), {}, 'none', 'robot_sender'],
  ['do_not_reply', from('do_not_reply@x.example'), {}, 'none', 'robot_sender'],
  ['donotreply+tag', from('donotreply+7@x.example'), {}, 'none', 'robot_sender'],
  ['account-noreply', from('account-noreply@x.example'), {}, 'none', 'robot_sender'],
  ['owner-users', from('owner-users@x.example'), {}, 'none', 'robot_sender'],
  ['users-request', from('users-request@x.example'), {}, 'none', 'robot_sender'],
  ['only the envelope sender is one', { returnPath: 'owner-users@x.example' }, {}, 'none', 'robot_sender'],
  ['a person called Noreen', from('noreen.replyson@x.example'), {}, 'full', 'authenticated'],
  ['no-reply declared as a gateway', from('no-reply@x.example'), { gateway: true }, 'full', 'authenticated'],

  ['own mail', {}, { own: true }, 'none', 'own'],
  ['classed as own', { class: 'own' }, {}, 'none', 'own'],

  ['Bcc to the desk', { to: addresses('friend@x.example') }, {}, 'none', 'not_addressed'],
  [
    'the desk in Cc',
    { to: addresses('friend@x.example'), cc: addresses('Help@DESK.example') },
    {},
    'full',
    'authenticated',
  ],
  ['the desk with a plus part', { to: addresses('support+abc@desk.example') }, {}, 'full', 'authenticated'],
  ['an address that only ends alike', { to: addresses('mysupport@desk.example') }, {}, 'none', 'not_addressed'],

  ['authentication F', {}, { authentication: 'F' }, 'none', 'quarantined'],
  ['marked spam', field('x-spam-flag', 'YES'), {}, 'none', 'quarantined'],
  ['malformed', { class: 'malformed' }, {}, 'none', 'quarantined'],

  ['an existing ticket', {}, { newTicket: false }, 'none', 'existing_ticket'],
  ['over a limit', {}, { overLimit: true }, 'none', 'over_limit'],
  [
    'unauthenticated, From is not Return-Path',
    { returnPath: 'bounce@relay.example' },
    { authentication: 'N' },
    'none',
    'sender_unproven',
  ],
  ['unauthenticated, new', {}, { authentication: 'N' }, 'short', 'unauthenticated'],
  [
    'unauthenticated where no Return-Path is delivered',
    { returnPath: null },
    { authentication: 'N', returnPathRequired: false },
    'short',
    'unauthenticated',
  ],
  ['unauthenticated and without From', { from: [] }, { authentication: 'N' }, 'none', 'sender_unproven'],
  ['authenticated, new', {}, {}, 'full', 'authenticated'],
  ['authenticated, From is not Return-Path', { returnPath: 'bounce@relay.example' }, {}, 'full', 'authenticated'],
];

describe('automatic responses', () => {
  it.each(ROWS)('%s', (_, mail, facts, answer, rule) => {
    expect(automaticResponse(sampleMail(mail), { ...FACTS, ...facts })).toMatchObject({ answer, rule });
  });

  it('names a clause for whatever RFC 3834 decides', () => {
    for (const [name, mail, facts, , rule] of ROWS) {
      const { clause } = automaticResponse(sampleMail(mail), { ...FACTS, ...facts });
      expect(clause, name).toMatch(rule === 'existing_ticket' ? /^$/ : /^RFC \d{4}/);
    }
  });

  it('lets the first row win', () => {
    const all: Given = {
      returnPath: '',
      headers: [
        ['auto-submitted', 'auto-replied'],
        ['list-id', 'x'],
      ],
      class: 'bounce',
    };
    expect(automaticResponse(sampleMail(all), { ...FACTS, own: true }).rule).toBe('return_path');
    expect(automaticResponse(sampleMail({ ...all, returnPath: 'a@b.example' }), FACTS).rule).toBe('auto_submitted');
  });
});

it.each([
  [[['x-spam-status', 'Yes, score=9.1']], true],
  [[['x-spam-status', 'No, score=0.1']], false],
  [[['x-spam-flag', 'no']], false],
  [[['subject', 'YES']], false],
] as const)('%j is marked spam: %s', (headers, expected) =>
  expect(isMarkedSpam(sampleMail({ headers }))).toBe(expected),
);
