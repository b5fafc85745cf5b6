import type { Mail } from '../../src/mail/mail.ts';
import { readAddresses } from '../../src/mail/mime/address.ts';
import type { TicketParties } from '../../src/people/participant.ts';
import type { Staff } from '../../src/people/person.ts';
import { deriveKey, type TokenKey } from '../../src/people/token.ts';

export const NOW = new Date('2026-11-22T03:00:00Z');
export const KEYS: readonly TokenKey[] = [deriveKey('a secret that only the tests know')];
export const DESK = 'support@desk.example';

/**
 * A mail of a person, as far as the people room looks at it; `headers` come first, the rest is made from the other
 * fields.
 */
export function sampleMail({ headers = [], ...given }: Partial<Mail> & { headers?: Mail['headers'] } = {}): Mail {
  const mail: Mail = { ...HUMAN, ...given };
  const derived: [string, string][] = [
    ...(mail.returnPath === null ? [] : [['return-path', `<${mail.returnPath}>`] as [string, string]]),
    ...mail.from.map(({ address }): [string, string] => ['from', address]).slice(0, 1),
    ['to', mail.to.map(({ address }) => address).join(', ')],
    ['subject', mail.subject],
    ...(mail.messageId === null ? [] : [['message-id', mail.messageId] as [string, string]]),
    ...(mail.inReplyTo.length === 0 ? [] : [['in-reply-to', mail.inReplyTo.join(' ')] as [string, string]]),
    ...(mail.references.length === 0 ? [] : [['references', mail.references.join(' ')] as [string, string]]),
  ];
  return { ...mail, headers: [...headers, ...derived] };
}

export function addresses(...texts: string[]): Mail['from'] {
  return texts.flatMap((text) => readAddresses(text));
}

const HUMAN: Mail = {
  class: 'human',
  headers: [],
  from: addresses('zhang@customer.example'),
  replyTo: [],
  to: addresses(DESK),
  cc: [],
  returnPath: 'zhang@customer.example',
  subject: '报表导出报错',
  messageId: '<1@customer.example>',
  inReplyTo: [],
  references: [],
  date: NOW,
  language: 'zh',
  languageCertain: true,
  text: '导出报表时报错',
  reply: '导出报表时报错',
  quoted: '',
  html: null,
  attachments: [],
  ticketNumbers: { subject: [], quoted: [] },
  form: {},
  intent: 'none',
  asksForNews: false,
  onlyThanks: false,
  satisfaction: null,
  commands: [],
  unknownCommands: [],
  bounce: null,
  notice: null,
  forwarded: null,
  charset: null,
  warnings: [],
};

export function sampleTicket(given: Partial<TicketParties> = {}): TicketParties {
  return {
    number: 'TS20261122001',
    requester: { address: 'zhang@customer.example' },
    participants: [],
    assignee: 'li@desk.example',
    follower: 'zhao@desk.example',
    tokenEpoch: 0,
    closedAt: null,
    ...given,
  };
}

export function sampleStaff(given: Partial<Staff> & Pick<Staff, 'email' | 'roles'>): Staff {
  return { name: given.email, teams: [], capacity: 8, duty: null, locale: null, ...given };
}
