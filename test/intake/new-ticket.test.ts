import { describe, expect, it } from 'vitest';
import {
  copiesOf,
  NO_LINK,
  newTicketNeeds,
  openTicket,
  receivedFrom,
  recordTicket,
  saidBy,
} from '../../src/intake/new-ticket.ts';
import { ENCRYPTED } from '../../src/mail/mime/warning.ts';
import type { KnownCustomer } from '../../src/store/customer.ts';
import { addresses } from '../people/sample.ts';
import { li, NOON } from '../ticket/sample.ts';
import { sampleContext, stored } from './sample.ts';

type Given = Parameters<typeof sampleContext>[0];
const REQUESTER = { name: '', address: 'zhang@customer.example' };
const KNOWN: KnownCustomer = { name: '张三', company: 'Known', locale: 'zh-CN', charset: null };
const file = { name: 'a', type: 't', size: 1, inline: false, sha256: 's', cid: null, content: new Uint8Array(1) };
const directory = {
  ...sampleContext().directory,
  customers: [
    { company: 'Configured', domains: ['customer.example'], locale: 'zh-CN' },
    { company: 'Elsewhere', domains: ['other.example'], locale: 'fr' },
  ],
};

describe('a ticket of the sender’s own', () => {
  it('has the mail for its beginning', () => {
    const decision = openTicket(sampleContext({ mail: { reply: '报错', text: '报错\n> 旧' } }), NO_LINK);
    expect(decision).toMatchObject({
      outcome: 'ticketed',
      reason: { code: 'acknowledgement', detail: '' },
      ticket: null,
    });
    expect(decision.opens).toEqual({
      received: {
        requester: REQUESTER,
        channel: 'mail',
        company: null,
        locale: 'zh-CN',
        timezone: null,
        subject: '报表导出报错',
        words: '报错',
        form: {},
        copies: [],
        acknowledge: 'acknowledgement',
        proven: true,
        reportedBy: null,
        linkedTo: null,
        claims: null,
        hasAttachments: false,
        writtenAt: expect.any(Date),
      },
      said: {
        visibility: 'public',
        from: REQUESTER,
        text: '报错',
        fullText: '报错\n> 旧',
        withAttachments: true,
      },
      acknowledgeLater: null,
      opener: null,
    });
  });

  it.each<[string, Given, object, string, string]>([
    ['that is acknowledged', {}, {}, 'acknowledgement', ''],
    ['of an unproven sender', { verdict: 'N' }, {}, 'short_acknowledgement', ''],
    ['that is not acknowledged', { stored: stored({ backfill: true }) }, {}, 'unacknowledged', ''],
    ['that follows up another', {}, { linkedTo: 'TS1', claims: 'TS2' }, 'follows_up', 'TS1'],
    ['that claims another', {}, { claims: 'TS2' }, 'claims', 'TS2'],
  ])('%s says so', (_, given, link, code, detail) => {
    const { reason, opens } = openTicket(sampleContext(given), { ...NO_LINK, ...link });
    expect(reason).toEqual({ code, detail });
    expect(opens?.received).toMatchObject({ ...NO_LINK, ...link });
  });

  it('tells how an acknowledgement counts, and why there is none', () => {
    const acknowledged = { counts: { senderHour: 0, senderDay: 0, domainHour: 0, hour: 0 }, sameWords: 0, alarms: 0 };
    const within = openTicket(sampleContext({ acknowledged }), NO_LINK);
    expect(within.within).toMatchObject({ kind: 'acknowledgement', since: new Date(NOON.getTime() - 3_600_000) });
    expect(within).not.toHaveProperty('limited');
    const counts = { ...acknowledged.counts, hour: 1_000_000 };
    const over = openTicket(
      sampleContext({
        acknowledged: { ...acknowledged, counts },
        from: { name: '', address: 'Zhang@Customer.example' },
      }),
      NO_LINK,
    );
    expect([over.limited, over.opens?.acknowledgeLater]).toEqual(['perHour', 'zhang@customer.example']);
    expect(over.letters.map(({ kind }) => kind)).toEqual(['alarm']);
  });

  it.each<[string, Given, boolean]>([
    ['proven by the mail', {}, false],
    ['nothing proves', { verdict: 'N' }, true],
    ['nothing proves, in a mail that staff have let go', { verdict: 'N', released: true }, false],
    ['nothing proves, in old mail', { verdict: 'N', stored: stored({ backfill: true }) }, false],
  ])('is counted among those of new senders when its sender is %s', (_, given, counted) => {
    expect(newTicketNeeds(sampleContext(given)).newcomer).toBe(counted ? REQUESTER.address : undefined);
  });

  it('is not opened once too many new senders have written', () => {
    const context = sampleContext({ verdict: 'N', newcomer: { known: false, tooMany: true } });
    const { outcome, reason, opens } = openTicket(context, NO_LINK);
    expect([outcome, reason.code, opens]).toEqual(['quarantined', 'too_many_newcomers', undefined]);
  });

  it.each<[string, Given, boolean]>([
    ['proven by the mail', {}, true],
    ['known from mail that proved itself', { verdict: 'N', newcomer: { known: true, tooMany: false } }, true],
    ['a stranger', { verdict: 'N', newcomer: { known: false, tooMany: false } }, false],
    ['asked nothing about', { verdict: 'N' }, false],
  ])('says whether its sender is proven: %s', (_, given, proven) => {
    expect(openTicket(sampleContext(given), NO_LINK).opens?.received.proven).toBe(proven);
  });

  it('needs to know its sender', () => {
    expect(newTicketNeeds(sampleContext())).toEqual({ acknowledged: 'acknowledgement', customer: REQUESTER.address });
    expect(() => openTicket(sampleContext({ from: null }), NO_LINK)).toThrow('a ticket needs a requester');
  });
});

describe('a ticket that staff open', () => {
  const mail = { reply: '请看', text: '请看\n转发' };
  const problem = {
    toldByStaff: false,
    requester: { name: '王', address: 'wang@other.example' },
    subject: '打不开',
    words: '报表',
    form: {},
  };

  it('is their own without a customer’s problem', () => {
    const { reason, opens } = recordTicket(sampleContext({ mail }), li, null);
    expect(reason).toEqual({ code: 'unacknowledged', detail: '' });
    expect(opens).toMatchObject({
      received: { requester: REQUESTER, words: '请看', acknowledge: 'none', reportedBy: li },
      said: { from: REQUESTER, text: '请看', fullText: '请看\n转发', visibility: 'public' },
      acknowledgeLater: null,
      opener: { email: li.email, result: 'internal_ticket' },
    });
  });

  it.each([
    ['of the customer’s words', 'The export of all reports fails with an error.', 'en'],
    ['of the mail, when those words tell none', '42', 'zh-CN'],
  ])('answers in the language %s', (_, words, locale) => {
    const { opens } = recordTicket(sampleContext({ mail }), li, { ...problem, subject: '', words });
    expect(opens?.received.locale).toBe(locale);
  });

  it('is the customer’s whose problem they pass on', () => {
    const { outcome, reason, opens } = recordTicket(sampleContext({ mail }), li, problem);
    expect([outcome, reason]).toEqual(['ticketed', { code: 'recorded', detail: 'acknowledgement' }]);
    expect(opens).toMatchObject({
      received: { requester: problem.requester, subject: '打不开', words: '报表', acknowledge: 'acknowledgement' },
      said: { from: problem.requester, text: '报表', fullText: '请看\n转发', visibility: 'public' },
      acknowledgeLater: null,
      opener: { email: li.email, result: 'recorded' },
    });
  });

  it('has the words of a form as those of who filled it in, and the way it came', () => {
    const told = { ...problem, toldByStaff: true };
    const { opens } = recordTicket(sampleContext({ mail }), li, told);
    expect(opens).toMatchObject({ said: { from: REQUESTER, text: '报表' }, received: { channel: 'phone' } });
    const chat = { ...mail, form: { channel: '在线客服' } };
    expect(recordTicket(sampleContext({ mail: chat }), li, told).opens?.received.channel).toBe('chat');
    expect(recordTicket(sampleContext({ mail }), li, problem).opens?.received.channel).toBe('mail');
  });
});

describe('what is known of the requester', () => {
  const read = (given: Given, more: object = {}, known: KnownCustomer | null = null) =>
    receivedFrom(sampleContext(given), { requester: REQUESTER, ...more }, known);

  it.each<[string, Given, object, KnownCustomer | null, string | null]>([
    ['the configured one first', { directory, mail: { form: { company: 'Form' } } }, {}, KNOWN, 'Configured'],
    ['then the form’s', { mail: { form: { company: 'Form' } } }, {}, KNOWN, 'Form'],
    ['of the problem’s form', { mail: { form: { company: 'Form' } } }, { form: { company: 'Own' } }, KNOWN, 'Own'],
    ['then that of earlier mails', {}, { company: 'Given' }, KNOWN, 'Known'],
    ['then that of the ticket', {}, { company: 'Given' }, null, 'Given'],
    ['else none', {}, {}, null, null],
  ])('company: %s', (_, given, more, known, company) => expect(read(given, more, known).company).toBe(company));

  it.each<[string, Given, object, KnownCustomer | null, string]>([
    ['that of the ticket first', { directory, mail: { language: 'en' } }, { locale: 'en' }, KNOWN, 'en'],
    ['then the configured one', { directory, mail: { language: 'en' } }, {}, null, 'zh-CN'],
    ['then that of the mail', { mail: { language: 'en' } }, {}, KNOWN, 'en'],
    ['then that of earlier mails', { mail: { language: 'fr' } }, {}, KNOWN, 'zh-CN'],
    ['else the desk’s', { mail: { language: 'fr' } }, {}, null, 'en'],
    [
      'not one the desk does not write',
      { directory, mail: { language: 'zh' } },
      { requester: { name: '', address: 'a@other.example' } },
      null,
      'zh-CN',
    ],
    [
      'staff are none of a company',
      { mail: { language: 'fr' } },
      { requester: { name: '', address: li.email } },
      KNOWN,
      'zh-CN',
    ],
  ])('language: %s', (_, given, more, known, locale) => expect(read(given, more, known).locale).toBe(locale));

  const dated = { headers: [['date', 'Mon, 23 Nov 2026 09:30:00 +0530']] } as const;
  it.each<[string, Given, object, string | null]>([
    ['that of the ticket first', { mail: dated }, { timezone: '+08:00' }, '+08:00'],
    ['then that of the sender’s clock', { mail: dated }, {}, '+05:30'],
    ['not of somebody else’s clock', { mail: dated }, { requester: { name: '', address: 'x@y.example' } }, null],
    ['nor of nobody’s', { mail: dated, from: null }, {}, null],
  ])('zone: %s', (_, given, more, timezone) => expect(read(given, more).timezone).toBe(timezone));

  it('attachments are noted, and that the mail is encrypted', () => {
    expect(read({ mail: { attachments: [file] } })).toMatchObject({ hasAttachments: true });
    expect(read({ mail: { warnings: [ENCRYPTED] } })).toMatchObject({ encrypted: true });
    expect(read({ mail: { warnings: ['another'] } })).not.toHaveProperty('encrypted');
  });

  it('whether it is acknowledged is said by who opens the ticket', () => {
    expect(read({}).acknowledge).toBe('none');
  });
});

describe('who else got the mail', () => {
  it.each([
    ['zhao@customer.example', ['zhao@customer.example']],
    ['support@desk.example', []],
    ['SUPPORT+x@desk.example', []],
    ['Li@desk.example', []],
    ['li@desk.example, a@x.example, b@x.example', ['a@x.example', 'b@x.example']],
  ])('%s: %j', (cc, copies) => {
    expect(copiesOf(sampleContext({ mail: { cc: addresses(cc) } })).map(({ address }) => address)).toEqual(copies);
  });

  it.each([
    [
      'those in To count like those in Cc',
      'support@desk.example, a@x.example',
      'b@x.example',
      ['a@x.example', 'b@x.example'],
    ],
    ['each of them once', 'a@x.example, A@x.example', 'a@x.example', ['a@x.example']],
    ['but not the sender', 'wang@customer.example, a@x.example', '', ['a@x.example']],
  ])('%s', (_, to, cc, copies) => {
    const mail = { to: addresses(to), cc: addresses(cc), from: addresses('wang@customer.example') };
    expect(copiesOf(sampleContext({ mail })).map(({ address }) => address)).toEqual(copies);
  });

  it('is noted up to fifty', () => {
    const cc = Array.from({ length: 60 }, (_, at) => ({ name: '', address: `${at}@x.example` }));
    expect(copiesOf(sampleContext({ mail: { cc } }))).toEqual(cc.slice(0, 50));
  });
});

describe('what a mail adds to a conversation', () => {
  it('is its new words; the whole where there is more', () => {
    const said = saidBy(sampleContext({ mail: { reply: '好', text: '好' } }), { id: 'a' }, 'internal');
    expect(said).toEqual({
      ticketId: 'a',
      visibility: 'internal',
      from: REQUESTER,
      text: '好',
      fullText: null,
      withAttachments: true,
    });
  });
  it('is nobody’s without a From', () => {
    expect(saidBy(sampleContext({ from: null }), { id: 'a' }, 'internal').from).toEqual({ name: '', address: '' });
  });
});
