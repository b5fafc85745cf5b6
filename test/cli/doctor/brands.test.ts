import { expect, it } from 'vitest';
import { brandFindings } from '../../../src/cli/doctor/brands.ts';
import { findingText } from '../../../src/cli/doctor/finding.ts';
import { branded, CLOUD, DATA } from '../../desk/brand/sample.ts';
import { line } from './line.ts';

const told = (...given: Parameters<typeof branded>): string[] =>
  brandFindings(branded(...given)).map((each) => findingText(each).replace(/\s+/g, ' '));

it('says who works under each name', () =>
  expect(told()).toEqual([
    'FAIL brand desk: it has no supervisor: what nobody accepts, and its digest, get to nobody → name a supervisor under desk.staff',
    'ok brand cloud: Ann, Cleo; platform',
    line('note brand cloud: categories system_fault, … go to the front line, and there is none: … → …'),
    'ok brand data: Bo, Cleo; records',
    line('note brand data: categories system_fault, … go to the front line, and there is none: … → …'),
  ]));

it('says nothing without brands', () => expect(told('')).toEqual([]));

it.each<[string, Parameters<typeof branded>, string]>([
  [
    'without a supervisor',
    [`${CLOUD.replace(', cleo@desk.example', '')}`],
    'FAIL brand cloud: it has no supervisor: … → name a supervisor under the staff of the brand cloud',
  ],
  [
    'without anybody',
    ['  - { name: bare, address: cloud@desk.example }\n', '{ staff: [] }'],
    'FAIL brand bare: nobody works for it: … → name people under the staff of the brand bare, …',
  ],
  [
    'that leaves somebody out, as all others do',
    [CLOUD, '{ staff: [bo@desk.example] }'],
    'FAIL staff: Otto works for no brand: no ticket gets to them, and they see none → name them …',
  ],
  [
    'with a team that nobody of it is in',
    [
      CLOUD.replace('teams: [platform]', 'teams: [records, base]').replace(
        ', cleo@desk.example',
        ', otto@desk.example',
      ),
    ],
    'FAIL brand cloud: nobody who works for it is in the team records: … → name people of records …',
  ],
])('a brand %s', (_, given, finding) => expect(told(...given)).toEqual(expect.arrayContaining([line(finding)])));

it('a brand whose letters its mailbox cannot sign', () => {
  const config = branded();
  const key = { domain: 'desk.example', selector: 'a', keyFile: 'a.pem' };
  const signed = (domain: string): string[] =>
    brandFindings({
      ...config,
      mailboxes: config.mailboxes.map((each) => ({ ...each, smtp: { ...each.smtp, dkim: { ...key, domain } } })),
    })
      .filter(({ finding }) => !finding.includes('front line'))
      .map(({ check, ok, finding }) => `${check} ${ok} ${finding}`);
  expect(signed('desk.example')).toEqual([
    expect.stringContaining('brand desk false'),
    'brand cloud true Ann, Cleo; platform',
    'brand data false its letters from data@data.example go out unsigned: mailboxes.data signs for desk.example',
  ]);
  expect(signed('example').every((each) => !each.includes('unsigned'))).toBe(true);
});

it('the desk itself does not count where every address is a brand’s', () => {
  const brands = `${CLOUD}    aliases: [support@desk.example, help@desk.example]\n${DATA}`;
  expect(told(brands).some((each) => each.includes('brand desk'))).toBe(false);
});
