import { describe, expect, test } from 'vitest';
import { type Contract, contractOf, hasExpired } from '../../../src/ticket/contract/contract.ts';
import { termsFor } from '../../../src/ticket/contract/terms.ts';
import { at, h, m, NOON, opened, policy } from '../sample.ts';
import { contract } from './sample.ts';

const customers = [
  { company: '大客户', domains: ['big.example'], locale: null },
  { company: '大客户北京', domains: ['bj.big.example'], locale: null },
];
const day = (text: string): Date => new Date(`${text}T00:00:00+08:00`);

const company = contract({ name: 'company', companies: ['大客户'] });
const domain = contract({ name: 'domain', domains: ['big.example'] });
const below = contract({ name: 'below', domains: ['dev.big.example'] });
const address = contract({ name: 'address', addresses: ['Boss@BIG.example'] });
const all = [company, domain, below, address];
const until = (name: string, validUntil: string, more: Partial<Contract> = {}) =>
  contract({ name, domains: ['big.example'], validUntil: day(validUntil), ...more });

describe('whose contract it is', () => {
  test.each<[string, string, readonly Contract[], string | null]>([
    ['an address before a domain', 'boss@big.example', all, 'address'],
    ['however it is spelled', '"BOSS"@Big.Example.', all, 'address'],
    ['not another address of the same inbox', 'boss+1@big.example', all, 'domain'],
    ['a domain before a company', 'ann@big.example', all, 'domain'],
    ['a longer domain before a shorter', 'ann@dev.big.example', all, 'below'],
    ['and what is below it', 'ann@x.dev.big.example', all, 'below'],
    ['in whatever order they stand', 'ann@dev.big.example', all.toReversed(), 'below'],
    ['a company by its domain', 'ann@big.example', [company], 'company'],
    ['not a branch that is a company of its own', 'ann@bj.big.example', [company], null],
    ['but a domain covers its branch', 'ann@bj.big.example', [domain], 'domain'],
    ['nobody else', 'ann@other.example', all, null],
    ['no lookalike', 'ann@notbig.example', all, null],
    ['no lookalike behind', 'ann@big.example.evil.example', all, null],
    ['no contract for a public suffix', 'ann@some.co.uk', [contract({ domains: ['co.uk'] })], null],
    ['a telephone has none', 'tel:+861380000', all, null],
    ['nothing at all', '', all, null],
    ['one that runs before one that is over', 'ann@big.example', [until('old', '2026-01-01'), company], 'company'],
    [
      'however specific that was',
      'boss@big.example',
      [{ ...address, validUntil: day('2026-01-01') }, company],
      'company',
    ],
    ['one that is over, where there is no other', 'ann@big.example', [until('old', '2026-01-01')], 'old'],
    [
      'of two that are over the later',
      'ann@big.example',
      [until('older', '2025-01-01'), until('old', '2026-01-01')],
      'old',
    ],
    ['none that has not begun', 'ann@big.example', [contract({ ...domain, validFrom: day('2027-01-01') })], null],
    ['one that begins now', 'ann@big.example', [contract({ ...domain, validFrom: NOON })], 'domain'],
    [
      'its renewal',
      'ann@big.example',
      [until('old', '2026-11-01'), { ...domain, validFrom: day('2026-11-01') }],
      'domain',
    ],
  ])('%s', (_, sender, contracts, name) => {
    const ticket = { requester: { address: sender }, createdAt: NOON };
    expect(contractOf(ticket, { contracts, customers })?.name ?? null).toBe(name);
  });

  test('what the customer calls their company gains nothing', () => {
    const ticket = opened({ company: '大客户', form: { company: '大客户' } });
    expect(termsFor(ticket, { ...policy, customers, contracts: [company] }).contract).toBeNull();
  });

  test('it is over from its last moment on', () => {
    expect([-1, 0, 1].map((ms) => hasExpired({ validUntil: NOON }, new Date(NOON.getTime() + ms)))).toEqual([
      false,
      true,
      true,
    ]);
    expect(hasExpired({ validUntil: null }, NOON)).toBe(false);
  });
});

const working = {
  kind: 'working',
  timezone: 'Asia/Shanghai',
  hours: { 'mon-fri': '09:00-18:00' },
  holidays: 'none',
} as const;
const zhang = { name: 'gold', domains: ['customer.example'] };

describe('what a ticket is promised', () => {
  test.each<[string, Partial<Contract>, { form: { category: string; urgency: string } }, Date]>([
    ['without a contract', { domains: [] }, { form: { category: '系统故障', urgency: '高' } }, h(4)],
    [
      'its own span',
      { urgency: { high: { respondWithin: 3_600_000 } } },
      { form: { category: '', urgency: '高' } },
      h(1),
    ],
    [
      'the span of the desk where it says none',
      { urgency: { low: {} } },
      { form: { category: '', urgency: '高' } },
      h(4),
    ],
    [
      'in its calendar',
      { calendar: working },
      { form: { category: '', urgency: '低' } },
      new Date('2026-11-25T10:00:00Z'),
    ],
    [
      '7×24 for what is urgent',
      { calendar: working, urgentCalendar: { kind: 'always' } },
      { form: { category: '', urgency: '紧急' } },
      h(2),
    ],
    [
      'without its days off',
      { calendar: { ...working, closed: ['2026-11-24'] } },
      { form: { category: '', urgency: '中' } },
      new Date('2026-11-25T03:00:00Z'),
    ],
  ])('%s', (_, terms, received, due) => {
    const ticket = opened(received, at(NOON, { contracts: [contract({ ...zhang, ...terms })] }));
    expect(ticket.respondBy).toEqual(due);
    expect(ticket.contract).toBe(terms.domains === undefined ? 'gold' : null);
  });

  test.each<['none' | 'CN', string]>([
    ['none', '2026-10-01T03:00:00Z'],
    ['CN', '2026-10-08T03:00:00Z'],
  ])('with its public holidays, whatever the desk has: %s', (holidays, due) => {
    const afternoon = new Date('2026-09-30T08:00:00Z');
    const contracts = [contract({ ...zhang, calendar: { ...working, holidays } })];
    const desk = { ...working, holidays: holidays === 'CN' ? 'none' : 'CN' } as const;
    const ticket = opened({ form: { urgency: '高' } }, at(afternoon, { contracts, calendar: desk }));
    expect(ticket.respondBy).toEqual(new Date(due));
  });

  test('an acceptance is counted in its calendar', () => {
    const evening = new Date('2026-11-23T09:45:00Z');
    const ticket = opened({}, at(evening, { contracts: [contract({ ...zhang, calendar: working })] }));
    expect(ticket.acceptBy).toEqual(new Date('2026-11-24T01:15:00Z'));
    expect(opened({}, at(evening)).acceptBy).toEqual(m(30, evening));
  });
});
