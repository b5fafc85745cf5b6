import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readSheet, withContracts } from '../../../src/cli/contract/sheet.ts';
import { parseConfig } from '../../../src/config/load.ts';

const read = (...lines: string[]) => readSheet(`${lines.join('\r\n')}\r\n`);

describe('a sheet of contracts', () => {
  it.each<[string, readonly string[], Record<string, unknown>]>([
    [
      'in English',
      ['name,domains,respond urgent', 'gold,big.example,30m'],
      { name: 'gold', domains: ['big.example'], urgency: { urgent: { respondWithin: '30m' } } },
    ],
    [
      'in Chinese',
      ['合同,公司,高响应,高更新', '金牌,大客户有限公司,2,4'],
      { name: '金牌', companies: ['大客户有限公司'], urgency: { high: { respondWithin: '2h', updateEvery: '4h' } } },
    ],
    [
      'with tabs',
      ['name\taddresses', 'a\ta@b.example;c@d.example'],
      { name: 'a', addresses: ['a@b.example', 'c@d.example'] },
    ],
    ['with a mark at its beginning', ['\ufeffName,Domains', 'a,b.example'], { name: 'a', domains: ['b.example'] }],
    [
      'of names with blanks',
      ['name,companies', 'a,Big Customer Ltd；Other'],
      { name: 'a', companies: ['Big Customer Ltd', 'Other'] },
    ],
    [
      'as a spreadsheet writes days',
      ['name,from,until,hours per month', 'a,2026/1/5,2026-12-31,20.5'],
      { name: 'a', from: '2026-01-05', until: '2026-12-31', hoursPerMonth: 20.5 },
    ],
    ['7×24 for urgent', ['name,calendar urgent', 'a,7×24'], { name: 'a', calendars: { urgent: { kind: 'always' } } }],
    [
      'working hours for others',
      ['name,calendar others', 'a,mon-fri 09:00-18:00 sat 10:00-12:00 CN 2026/12/31'],
      {
        name: 'a',
        calendars: {
          others: {
            kind: 'working',
            hours: { 'mon-fri': '09:00-18:00', sat: '10:00-12:00' },
            holidays: 'CN',
            closed: ['2026-12-31'],
          },
        },
      },
    ],
    [
      'hours as people write them',
      ['name,calendar others', 'a,Mon-Fri 9:00-18:00; SAT 10:00-12:00 cn'],
      {
        name: 'a',
        calendars: {
          others: { kind: 'working', hours: { 'mon-fri': '09:00-18:00', sat: '10:00-12:00' }, holidays: 'CN' },
        },
      },
    ],
    ['without what is empty', ['name,on call,until,domains', 'a,,,', ',,,'], { name: 'a' }],
  ])('%s', (_, lines, entry) => expect(read(...lines)).toEqual({ entries: [entry] }));

  it.each<[string, readonly string[], readonly string[]]>([
    ['a column nobody knows', ['name,colour', 'a,red'], ['1: "colour" is no column']],
    ['a line without a name', ['name,domains', ',b.example'], ['2: has no name of a contract']],
    ['a name twice', ['name,domains', 'a,b.example', 'a,c.example'], ['3: has the name of another line: a']],
    [
      'a name twice, behind empty lines',
      ['name,domains', '', 'a,b.example', ',', '', 'a,c.example'],
      ['6: has the name'],
    ],
    ['behind cells of several lines', ['name,companies', 'a,"Big', '', 'Customer"', ',x'], ['5: has no name']],
    ['what begins on a line', ['name,companies', '"","Big', 'Customer"', ',x'], ['2: has no name', '4: has no name']],
    [
      'all of them, in order',
      ['name,colour', ',red', 'a,red', 'a,red'],
      ['1: "colour"', '2: has no', '4: has the name'],
    ],
    ['a column twice', ['name,domains,合同', 'a,b.example,c'], ['1: "合同" is the same column as "name"']],
    ['a comma too many', ['name,domains', 'a,b.example,c.example'], ['2: has more cells than there are columns']],
    ...[
      'whenever',
      'CN',
      'mon-fri',
      'mon-fri 9-18',
      'mon-fri 09:00-18:00 DE',
      'mon-fri 09:00-18:00 31.12.2026',
      'mon-fri 09:00-12:00 mon-fri 13:00-18:00',
      'mon-fri 09:00-12:00 13:00-18:00',
      '__proto__ 09:00-18:00',
    ].map((text): [string, string[], string[]] => [
      `a calendar that is read in part: ${text}`,
      ['name,domains,calendar others', `a,b.example,${text}`],
      [`2: "${text}" is no calendar`],
    ]),
    ['nothing', ['name,domains'], ['1: has no contracts']],
    ['no CSV', ['name,"domains', 'a'], ['2: is no CSV']],
    ['no CSV from there on', ['name,domains', 'a,"b" c', 'd,e'], ['2: is no CSV']],
  ])('is refused: %s', (_, lines, expected) => {
    const result = read(...lines);
    const faults = 'faults' in result ? result.faults.map(({ line, message }) => `${line}: ${message}`) : [];
    expect(faults).toEqual(expected.map((each) => expect.stringContaining(each)));
  });

  it('takes the place of contracts of the same name; comments and all else stay', () => {
    const before =
      '# ours\nacceptWithin: 1h # soon\ncontracts:\n  - { name: a, domains: [a.example] } # old\n  - { name: b, domains: [b.example] }\n';
    const after = withContracts(before, [
      { name: 'a', domains: ['x.example'] },
      { name: 'c', domains: ['c.example'] },
    ]);
    expect(parse(after)).toMatchObject({
      acceptWithin: '1h',
      contracts: [{ name: 'a', domains: ['x.example'] }, { name: 'b' }, { name: 'c' }],
    });
    expect(after).toContain('# ours');
    expect(after).toContain('# soon');
    expect(after).toContain('# old');
  });

  it('keeps contracts that stand elsewhere in the file', () => {
    const before = 'all: &all\n  - { name: b, domains: [b.example] }\ncontracts: *all\n';
    const { contracts } = parse(withContracts(before, [{ name: 'a', domains: ['a.example'] }]));
    expect(contracts).toEqual([
      { name: 'b', domains: ['b.example'] },
      { name: 'a', domains: ['a.example'] },
    ]);
  });

  it('by the thousand takes a time that grows with them', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => `n${at},d${at}.example`);
    // Microseconds of CPU: a busy machine gives the test little of its time.
    const started = process.cpuUsage();
    const sheet = read('name,domains', ...many);
    if ('faults' in sheet) throw new Error('faults');
    expect(withContracts(withContracts('', sheet.entries.slice(0, 2_500)), sheet.entries)).toContain('n4999');
    expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
  });

  it('makes a configuration that is accepted, twice the same', () => {
    const sheet = read('name,domains,respond urgent,calendar urgent,until', 'gold,big.example,30m,always,2027-01-31');
    if ('faults' in sheet) throw new Error('faults');
    const once = withContracts('', sheet.entries);
    expect(withContracts(once, sheet.entries)).toBe(once);
    expect(parseConfig(once, 'tsdesk.yaml').contracts).toMatchObject([
      { name: 'gold', urgency: { urgent: { respondWithin: 1_800_000 } }, until: '2027-01-31', hoursPerMonth: null },
    ]);
  });
});
