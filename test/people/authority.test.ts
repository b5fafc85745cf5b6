import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address, Mail } from '../../src/mail/mail.ts';
import { isAddressedTo } from '../../src/people/addressee.ts';
import { authenticate, verdictFor } from '../../src/people/authentication/authentication.ts';
import { type Action, authorise, type Request } from '../../src/people/authority.ts';
import type { Directory } from '../../src/people/directory.ts';
import { type Evidence, evidenceFor } from '../../src/people/evidence.ts';
import { identifySender } from '../../src/people/identify.ts';
import type { TicketParties } from '../../src/people/participant.ts';
import { type SenderStanding, standingOf } from '../../src/people/standing.ts';
import { findTokens, mintToken, ownMessageId, type TokenPurpose } from '../../src/people/token.ts';
import { authorityCells, type Cell } from './authority-table.ts';
import { DESK, KEYS, NOW, sampleMail, sampleStaff, sampleTicket } from './sample.ts';

const MX = 'mx.desk.example';
const REQUESTER = 'zhang@customer.example';
const COPY = 'wu@partner.example';
const STORED = '<stored@customer.example>';
const TICKET = sampleTicket({
  requester: { address: REQUESTER },
  participants: [{ address: COPY, role: 'copy', confirmed: true }],
  assignee: 'li@desk.example',
  follower: 'zhao@desk.example',
});
const UNDISPATCHED: TicketParties = { ...TICKET, assignee: null, follower: null };
/** Takes part only as a follower, so that a supervisor is one here and not its engineer. */
const FOLLOWED: TicketParties = { ...TICKET, follower: 'wang@desk.example' };

const DIRECTORY: Directory = {
  staff: [
    sampleStaff({ email: 'li@desk.example', roles: ['engineer', 'frontline'] }),
    sampleStaff({ email: 'zhao@desk.example', roles: ['frontline'] }),
    sampleStaff({ email: 'wang@desk.example', roles: ['supervisor', 'engineer'] }),
  ],
  customers: [{ company: 'Customer', domains: ['customer.example'], locale: null }],
  gateways: [],
};

/** Who writes, and the ticket that makes them what the row says. */
type Casting = { readonly from: string; readonly ticket: TicketParties };
const CAST: Readonly<Record<string, readonly Casting[]>> = {
  customer: [REQUESTER, REQUESTER.toUpperCase(), COPY].map((from) => ({ from, ticket: TICKET })),
  engineer: [
    { from: 'li@desk.example', ticket: TICKET },
    { from: 'Zhao@desk.example', ticket: TICKET },
  ],
  supervisor: [
    { from: 'wang@desk.example', ticket: FOLLOWED },
    { from: 'WANG@desk.example', ticket: { ...FOLLOWED, participants: [] } },
  ],
  colleague: ['boss@customer.example', 'it@hr.customer.example'].map((from) => ({ from, ticket: TICKET })),
  stranger: ['eve@evil.example', 'zhang@customer.example.evil.example', 'x@qq.com', 'temp@desk.example'].map(
    (from) => ({ from, ticket: TICKET }),
  ),
};
/**
 * With the number alone staff are those who do not take part but may act: the front line before dispatch, supervisors.
 */
const OUTSIDE: Readonly<Record<string, readonly Casting[]>> = {
  engineer: [{ from: 'zhao@desk.example', ticket: UNDISPATCHED }],
  supervisor: [{ from: 'wang@desk.example', ticket: TICKET }],
};

function cast({ sender, level }: Cell): readonly Casting[] {
  const [who = ''] = sender.split(' ');
  return (level === 'E1' ? OUTSIDE[who] : undefined) ?? CAST[who] ?? [];
}

const NOISE = fc.array(
  fc.constantFrom<readonly [string, string]>(
    ['received', 'from a by b'],
    ['x-mailer', 'Foxmail 7'],
    ['authentication-results', 'mx.elsewhere.example; dkim=pass header.d=desk.example; dmarc=pass'],
    ['dkim-signature', 'v=1; d=desk.example'],
  ),
  { maxLength: 4 },
);

/** How a mail of this verdict looks: the trusted field, or what makes it suspicious. */
const AUTHENTICATION: Readonly<Record<string, (domain: string, staff: boolean) => readonly Partial<Mail>[]>> = {
  P: (domain, staff) => [
    results(`dkim=pass header.d=${domain}; dmarc=pass header.from=${domain}`),
    results(`dkim=fail header.d=x.example; dkim=pass header.i=@${staff ? '' : 'mail.'}${domain}`),
    ...(staff ? [] : [results(`spf=pass smtp.mailfrom=bounce@${domain}; dkim=none`)]),
  ],
  N: (domain, staff) => [
    {},
    results('none'),
    results(
      `dkim=pass header.d=evil.example; spf=pass smtp.mailfrom=evil.example; dmarc=fail (p=NONE) header.from=${domain}`,
    ),
    results(`dkim=pass header.d=${domain}; dmarc=temperror`),
    { headers: [['authentication-results', `mx.evil.example; dkim=pass header.d=${domain}; dmarc=pass`]] },
    results('none', `dkim=pass header.d=${domain}`),
    results(`dkim=pass header.d=${domain}(.evil.example`),
    ...(staff
      ? [
          results(`spf=pass smtp.mailfrom=${domain}; dmarc=pass header.from=${domain}`),
          results(`dkim=pass header.d=evil.${domain}; dmarc=pass header.from=${domain}`),
        ]
      : []),
  ],
  F: (domain) => [
    results(`dkim=none; dmarc=fail (p=REJECT sp=NONE) header.from=${domain}`),
    results(`dmarc=fail policy.dmarc=quarantine header.from=${domain}`),
    results(`spf=pass smtp.mailfrom=${domain}; dmarc=fail header.from=${domain}`),
    { headers: [['subject', 'a second one'], ...trusted(`dkim=pass header.d=${domain}`)] },
  ],
};

function trusted(...texts: string[]): Mail['headers'] {
  return texts.map((text) => ['authentication-results', `${MX}; ${text}`]);
}
function results(...texts: string[]): Partial<Mail> {
  return { headers: trusted(...texts) };
}

const FRIEND: Address = { name: '', address: 'friend@x.example' };

/** How a mail gives this much evidence: where the token stands, which mail it answers, where the number is. */
function evidenceMails({ level, addressed }: Cell, { from, ticket }: Casting, stranger: boolean): Partial<Mail>[] {
  const boundTo = stranger ? ticket.requester.address : from;
  const token = (purpose: TokenPurpose) =>
    mintToken({ purpose, about: 20261122001, expiresAt: null }, { address: boundTo, epoch: ticket.tokenEpoch }, KEYS);
  const letters: Partial<Mail>[] = [
    { inReplyTo: [ownMessageId(token('own'), 3, 'desk.example')] },
    { references: ['<a@b>', ownMessageId(token('own'), 4, 'desk.example')] },
  ];
  switch (level) {
    case 'E4': {
      const toTheDesk: Partial<Mail>[] = [
        { to: [{ name: 'Support', address: `support+${token('reply')}@desk.example` }] },
        { to: [FRIEND], cc: [{ name: '', address: `support+${token('still_open').toUpperCase()}@desk.example` }] },
      ];
      const quoted = { text: `thanks\n> ref: ${token('ref')}` };
      return [...(addressed ? toTheDesk : []), ...(stranger ? [] : letters), quoted];
    }
    case 'E3':
      return [{ inReplyTo: [STORED] }, { references: [STORED, '<x@y>'] }, ...(stranger ? letters : [])];
    case 'E0':
      return [{}, { ticketNumbers: { subject: ['TS20200101001'], quoted: [] } }];
    default:
      return [
        { ticketNumbers: { subject: ['TS20261122001'], quoted: [] } },
        { ticketNumbers: { subject: [], quoted: ['TS20261122001'] } },
      ];
  }
}

/**
 * Whom a mail is written to: the desk, perhaps among others, or others alone, with a look-alike of the desk's address.
 */
const RECIPIENTS: Readonly<Record<'desk' | 'others', readonly Partial<Mail>[]>> = {
  desk: [
    { to: [{ name: '', address: DESK }] },
    { to: [{ name: '', address: DESK.toUpperCase() }, FRIEND] },
    { to: [FRIEND], cc: [{ name: 'Desk', address: 'support+anything@desk.example' }] },
  ],
  others: [
    { to: [FRIEND] },
    { to: [], cc: [] },
    { to: [FRIEND], cc: [{ name: DESK, address: 'support@desk.example.evil.example' }] },
  ],
};

type Scenario = { readonly mail: Mail; readonly ticket: TicketParties };

function scenarios(cell: Cell): fc.Arbitrary<Scenario> {
  const [who = '', verdict = ''] = cell.sender.split(' ');
  const staff = who === 'engineer' || who === 'supervisor';
  const stranger = who === 'colleague' || who === 'stranger';
  return fc.constantFrom(...cast(cell)).chain((casting) => {
    const from: Address = { name: 'x', address: casting.from };
    const domain = casting.from.slice(casting.from.indexOf('@') + 1).toLowerCase();
    return fc
      .tuple(
        fc.constantFrom(...evidenceMails(cell, casting, stranger)),
        fc.constantFrom(...RECIPIENTS[cell.addressed ? 'desk' : 'others']),
        fc.constantFrom(...(AUTHENTICATION[verdict]?.(domain, staff) ?? [])),
        NOISE,
        fc.string({ unit: 'grapheme' }),
      )
      .map(([evidence, recipients, { headers: proof = [] }, noise, words]) => ({
        ticket: casting.ticket,
        mail: sampleMail({
          from: [from],
          ...recipients,
          reply: words,
          ...evidence,
          headers: [...proof, ...noise],
        }),
      }));
  });
}

/** What the mail shows is found once, as the desk does, and each thing it may ask for judged by it. */
async function decide(
  { mail, ticket }: Scenario,
  actions: readonly Action[],
): Promise<{ level: string; decisions: Record<string, string> }> {
  const person = identifySender(mail, DIRECTORY);
  if (!person) throw new Error('every mail here has a From');
  const address = person.kind === 'staff' ? person.staff.email : person.address.address;
  const candidate = { ticket, messageIds: new Set([STORED]) };
  const evidence = evidenceFor(mail, address, candidate, { tokens: findTokens(mail), keys: KEYS, now: NOW });
  const authentication = await authenticate(mail, new Uint8Array(), { authservId: MX }, noDns, NOW);
  const request: Omit<Request, 'action'> = {
    sender: standingOf(person, evidence.level === 'E0' ? null : ticket),
    authentication: verdictFor(authentication, {
      staff: person.kind === 'staff',
      staffWithoutDkim: false,
      staffAlignment: 'strict',
      gateway: false,
      fields: evidence.fields,
    }),
    evidence,
    addressed: isAddressedTo(mail, [DESK]),
    redeemed: false,
  };
  const decisions = Object.fromEntries(actions.map((action) => [action, authorise({ ...request, action })]));
  return { level: evidence.level, decisions };
}

const noDns = () => Promise.reject(new Error('DNS is not asked when a host is trusted'));

const nameOf = ({ sender, level, addressed }: Cell): string => `${sender} ${level}${addressed ? '' : ' to others'}`;

describe('the permission table', () => {
  const cells = authorityCells();
  const counted = { cells: 0, mails: 0, decisions: 0, deviations: 0 };

  it.each(cells.flatMap((cell) => (cell.expected ? [[nameOf(cell), cell, cell.expected] as const] : [])))(
    '%s',
    async (_, cell, expected) => {
      const mails = fc.sample(scenarios(cell), { numRuns: 100, seed: 20261122 });
      counted.cells += 1;
      for (const scenario of mails) {
        counted.mails += 1;
        const got = await decide(scenario, [...expected.keys()]);
        for (const [action, decision] of expected) {
          counted.decisions += 1;
          if (got.decisions[action] !== decision) counted.deviations += 1;
        }
        expect(got).toEqual({ level: cell.level, decisions: Object.fromEntries(expected) });
      }
    },
  );

  it.each(cells.filter(({ expected }) => expected === null).map((cell) => [nameOf(cell), cell] as const))(
    '%s cannot occur',
    async (_, cell) => {
      for (const scenario of fc.sample(scenarios(cell), { numRuns: 100, seed: 7 })) {
        expect((await decide(scenario, ['append'])).level).not.toBe(cell.level);
      }
    },
  );

  it('was covered as a whole: 15 rows × 5 columns × written to the desk or to others, a hundred mails each', () => {
    console.log(
      `permission table: ${counted.cells} cells, ${counted.mails} mails, ${counted.decisions} decisions, ${counted.deviations} deviations`,
    );
    expect(cells).toHaveLength(150);
    expect(counted).toMatchObject({ cells: 132, mails: 13_200, deviations: 0 });
  });
});

describe('beside the table', () => {
  const sender = (given: Partial<SenderStanding>): SenderStanding => ({
    standing: 'engineer',
    own: false,
    frontline: false,
    supervisor: false,
    ...given,
  });
  const evidence = (level: Evidence['level'], borrowed = false) => ({ level, borrowed });
  const request = (given: Partial<Request>): Request => ({
    action: 'resolve',
    sender: sender({ own: true }),
    authentication: 'P',
    evidence: evidence('E4'),
    addressed: true,
    redeemed: false,
    ...given,
  });

  it.each([
    ['a command on a ticket that is not theirs', { sender: sender({}) }, 'not_yours'],
    ['not even after a challenge', { sender: sender({}), evidence: evidence('E2') }, 'not_yours'],
    ['a note on a ticket that is not theirs', { action: 'note', sender: sender({}) }, 'allow'],
    [
      'accepting what has gone to somebody else is for the ticket to answer',
      { action: 'accept', sender: sender({}) },
      'allow',
    ],
    ['the state of a ticket that is not theirs', { action: 'status', sender: sender({}) }, 'not_yours'],
    ['a report for an engineer', { action: 'report' }, 'supervisors_only'],
    ['a report for a supervisor', { action: 'report', sender: sender({ supervisor: true, own: true }) }, 'allow'],
    ['release by an engineer', { action: 'release' }, 'frontline_only'],
    ['release by the front line', { action: 'release', sender: sender({ frontline: true }) }, 'allow'],
    [
      'release by a supervisor',
      { action: 'release', sender: sender({ standing: 'supervisor', supervisor: true }) },
      'allow',
    ],
    ['a borrowed token counts for staff like a reference', { evidence: evidence('E4', true) }, 'challenge'],
    [
      'a borrowed token counts for participants like a reference',
      {
        action: 'confirm',
        sender: sender({ standing: 'customer' }),
        authentication: 'N',
        evidence: evidence('E4', true),
      },
      'words_only',
    ],
    [
      'a customer reopens although staff need an own ticket for it',
      { action: 'reopen', sender: sender({ standing: 'customer' }) },
      'allow',
    ],
    ['a command in a mail to somebody else', { addressed: false }, 'challenge'],
    ['the same, once they have confirmed it', { addressed: false, redeemed: true }, 'allow'],
    ['not even then what is not theirs', { addressed: false, redeemed: true, sender: sender({}) }, 'not_yours'],
    [
      'a customer who says "solved" to somebody else',
      { action: 'confirm', addressed: false, sender: sender({ standing: 'customer' }) },
      'unverified',
    ],
    ['a redeemed challenge', { evidence: evidence('E1'), redeemed: true }, 'allow'],
    [
      'a redeemed challenge for several tickets',
      { action: 'bulk', sender: sender({ standing: 'supervisor', supervisor: true, own: true }), redeemed: true },
      'allow',
    ],
    ['a redeemed alert about an unproven mail', { authentication: 'N', redeemed: true }, 'allow'],
    [
      'words of an unproven mail, redeemed, without a ticket',
      { action: 'words', authentication: 'N', evidence: evidence('E0'), redeemed: true },
      'new_internal_ticket',
    ],
    ['nothing redeems a forgery', { authentication: 'F', redeemed: true }, 'held_forged'],
    ['nor what is not theirs', { sender: sender({}), evidence: evidence('E1'), redeemed: true }, 'not_yours'],
    [
      'a third party that staff released',
      { action: 'append', sender: sender({ standing: 'stranger' }), redeemed: true },
      'unconfirmed',
    ],
    [
      'nor does a token prove a customer',
      {
        action: 'confirm',
        sender: sender({ standing: 'customer' }),
        authentication: 'N',
        evidence: evidence('E2'),
        redeemed: true,
      },
      'unverified',
    ],
  ] as const)('%s', (_, given, decision) => expect(authorise(request(given))).toBe(decision));
});
