import { describe, expect, it } from 'vitest';
import { type Directory, supervisorAddresses } from '../../src/people/directory.ts';
import { companyDomains, identifySender } from '../../src/people/identify.ts';
import { standingOf } from '../../src/people/standing.ts';
import { addresses, sampleMail, sampleStaff, sampleTicket } from './sample.ts';

const LI = sampleStaff({ email: 'li@desk.example', roles: ['engineer'] });
const WANG = sampleStaff({ email: 'wang@desk.example', roles: ['supervisor', 'engineer'] });
const ZHAO = sampleStaff({ email: 'zhao@desk.example', roles: ['frontline'] });
const DIRECTORY: Directory = {
  staff: [LI, WANG, ZHAO],
  customers: [
    { company: '大客户', domains: ['customer.example', '例子.测试'], locale: 'zh-CN' },
    { company: 'Branch', domains: ['branch.customer.example'], locale: 'en' },
  ],
  gateways: ['form@website.example', 'sales-group@website.example'],
};

it('knows the supervisors by their role', () => {
  expect(supervisorAddresses(DIRECTORY)).toEqual(['wang@desk.example']);
  expect(supervisorAddresses({ staff: [LI, ZHAO] })).toEqual([]);
});

describe('who wrote', () => {
  it.each([
    ['staff by the registered address', 'Li@Desk.example', { kind: 'staff', staff: LI }],
    ['staff in quotation marks that nothing needs', '"l\\i"@Desk.example', { kind: 'staff', staff: LI }],
    ['somebody else of the desk', 'temp@desk.example', { kind: 'customer', company: null }],
    ['staff with a plus part is not registered', 'li+x@desk.example', { kind: 'customer' }],
    [
      'a customer by domain',
      'zhang@customer.example',
      { kind: 'customer', company: '大客户', locale: 'zh-CN', gateway: null },
    ],
    ['a customer by subdomain', 'zhang@mail.customer.example', { company: '大客户' }],
    ['the nearest domain wins', 'zhang@mail.branch.customer.example', { company: 'Branch', locale: 'en' }],
    ['an international domain as A-label', 'a@xn--fsqu00a.xn--0zwm56d', { company: '大客户' }],
    ['a domain that only ends alike', 'zhang@notcustomer.example', { company: null }],
    ['a stranger', 'eve@evil.example', { kind: 'customer', company: null, locale: null }],
  ])('%s', (_, from, expected) => {
    expect(identifySender(sampleMail({ from: addresses(from) }), DIRECTORY)).toMatchObject(expected);
  });

  it('is nobody without a From', () => expect(identifySender(sampleMail({ from: [] }), DIRECTORY)).toBeNull());
});

describe('a mail of a website form', () => {
  const from = addresses('form@website.example');
  it.each([
    [
      'the form names the requester',
      { form: { contact: '张三', contactDetails: '13800000000 zhang@customer.example' } },
      '张三',
      'zhang@customer.example',
    ],
    ['in the contact itself', { form: { contact: '张三 zhang@customer.example' } }, '张三', 'zhang@customer.example'],
    [
      'Reply-To names them',
      { replyTo: addresses('Zhang <zhang@customer.example>') },
      'Zhang',
      'zhang@customer.example',
    ],
    [
      'the form before Reply-To',
      { form: { contactDetails: 'a@customer.example' }, replyTo: addresses('b@x.example') },
      '',
      'a@customer.example',
    ],
    [
      'their address is below a domain',
      { form: { contactDetails: 'zhang@mail.customer.example' } },
      '',
      'zhang@mail.customer.example',
    ],
    [
      'their address stands among other words',
      { form: { contactDetails: 'wechat@ zhang, zhang@customer.example，电话 13800000000' } },
      '',
      'zhang@customer.example',
    ],
    [
      'the form names a telephone only',
      { form: { contactDetails: '13800000000' }, replyTo: addresses('b@x.example') },
      '',
      'b@x.example',
    ],
    ['nobody is named', {}, '', 'form@website.example'],
    ['itself is named', { replyTo: addresses('form@website.example') }, '', 'form@website.example'],
    ['staff are named', { replyTo: addresses('li@desk.example') }, '', 'form@website.example'],
  ] as const)('%s', (_, given, name, address) => {
    const person = identifySender(sampleMail({ from, ...given }), DIRECTORY);
    expect(person).toMatchObject({ kind: 'customer', address: { name, address }, gateway: 'form@website.example' });
  });

  it('is not read like one when it comes from somebody else', () => {
    const mail = sampleMail({ replyTo: addresses('li@desk.example'), form: { contactDetails: 'wang@desk.example' } });
    expect(identifySender(mail, DIRECTORY)).toMatchObject({ address: { address: 'zhang@customer.example' } });
  });
});

describe('the domains of a company', () => {
  const company = (name: string, ...domains: string[]) => ({ company: name, domains, locale: null });
  const [a, b, c] = [
    company('a', 'Big.example', 'big.cn'),
    company('b', 'branch.big.example'),
    company('c', 'c.example'),
  ];
  it.each([
    ['are its own, and those below them that are another’s', [a], ['big.example', 'big.cn'], ['branch.big.example']],
    ['of a branch have nothing of those above', [b], ['branch.big.example'], []],
    ['of several have nothing of each other', [a, b], ['big.example', 'big.cn', 'branch.big.example'], []],
  ])('%s', (_, companies, own, others) => {
    expect(companyDomains(companies, [a, b, c])).toEqual({ own, others });
  });
});

describe('what they are to a ticket', () => {
  const ticket = sampleTicket();
  const undispatched = sampleTicket({ assignee: null, follower: null });
  const standing = (from: string, of: typeof ticket | null) => {
    const person = identifySender(sampleMail({ from: addresses(from) }), DIRECTORY);
    return person && standingOf(person, of);
  };
  it.each([
    ['the requester', 'zhang@customer.example', ticket, { standing: 'customer' }],
    ['a colleague of the requester', 'boss@customer.example', ticket, { standing: 'colleague' }],
    ['of a subdomain', 'boss@hr.customer.example', ticket, { standing: 'colleague' }],
    ['a stranger', 'eve@evil.example', ticket, { standing: 'stranger' }],
    [
      'one mail provider makes no colleagues',
      'b@qq.com',
      sampleTicket({ requester: { address: 'a@qq.com' } }),
      { standing: 'stranger' },
    ],
    [
      'an unconfirmed copy recipient',
      'c@x.example',
      sampleTicket({ participants: [{ address: 'c@x.example', role: 'copy', confirmed: false }] }),
      { standing: 'stranger' },
    ],
    ['anybody without a ticket', 'eve@evil.example', null, { standing: 'customer' }],
    ['the assignee', 'li@desk.example', ticket, { standing: 'engineer', own: true }],
    ['another engineer', 'li@desk.example', undispatched, { standing: 'engineer', own: false }],
    ['the front line that follows', 'zhao@desk.example', ticket, { standing: 'engineer', own: true, frontline: true }],
    ['the front line before dispatch', 'zhao@desk.example', undispatched, { standing: 'engineer', own: true }],
    [
      'the front line on another ticket',
      'zhao@desk.example',
      sampleTicket({ follower: null }),
      { standing: 'engineer', own: false },
    ],
    ['a supervisor', 'wang@desk.example', ticket, { standing: 'supervisor', own: true, supervisor: true }],
    [
      'a supervisor who works on it',
      'wang@desk.example',
      sampleTicket({ assignee: 'wang@desk.example' }),
      { standing: 'engineer', own: true, supervisor: true },
    ],
    ['a supervisor without a ticket', 'wang@desk.example', null, { standing: 'supervisor', own: false }],
  ] as const)('%s', (_, from, of, expected) => expect(standing(from, of)).toMatchObject(expected));
});
