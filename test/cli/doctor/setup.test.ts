import { expect, it } from 'vitest';
import { findingText } from '../../../src/cli/doctor/finding.ts';
import { setupFindings } from '../../../src/cli/doctor/setup.ts';
import { parseConfig } from '../../../src/config/load.ts';
import { line } from './line.ts';

const GOOD = `
desk: { domain: desk.example }
trust: { authservId: mx.desk.example }
mailboxes:
  - name: support
    address: support@desk.example
    aliases: [help@desk.example]
    imap: { host: 127.0.0.1, user: support, tls: none }
    smtp: { host: 127.0.0.1, tls: none }
staff:
  - { name: 李工, email: li@desk.example, roles: [engineer], teams: [backend] }
  - { name: 王主管, email: wang@desk.example, roles: [supervisor] }
categories: [bug, data]
teams: [{ name: backend, categories: [bug, data] }]
`;

const told = (text: string, warnings: string[] = [], file: string | null = '/etc/tsdesk.yaml'): string[] =>
  setupFindings({ config: parseConfig(text, 'a test'), file, warnings })
    .filter(({ ok, remedy }) => !ok || remedy !== '')
    .map(findingText)
    .map((text) => text.replace(/\s+/g, ' '));

/** The file with one place changed. */
const but = (place: string | RegExp, instead: string): string => {
  expect(GOOD).toMatch(place);
  return GOOD.replace(place, instead);
};
const SECOND = (more: string): string =>
  but(
    'staff:\n',
    `  - name: second\n    address: ${more}, tls: none }\n    smtp: { host: 127.0.0.1, tls: none }\nstaff:\n`,
  );

it('a desk as it should be gives no cause to speak', () => expect(told(GOOD)).toEqual([]));

it.each<[string, string, string]>([
  [
    'an empty file',
    '',
    'FAIL configuration: /etc/tsdesk.yaml names no mailbox: there is nothing to read → add mailboxes to …',
  ],
  [
    'nobody on the staff',
    but(/staff:.*/s, ''),
    'note staff: nobody is on the staff: …, and no ticket gets to anybody → … tsdesk staff add',
  ],
  [
    'no supervisor',
    but('[supervisor]', '[frontline]'),
    'FAIL staff: there is no supervisor: … → add supervisor to the roles …',
  ],
  ['no engineer', but('[engineer]', '[frontline]'), 'FAIL staff: there is no engineer: nobody is offered a ticket → …'],
  [
    'a front line that nobody is of',
    `${GOOD}resolution: { via: frontline }\n`,
    'FAIL staff: … (resolution.via), and nobody is of it → add frontline …',
  ],
  [
    'a team without members',
    but('data] }]', 'data] }, { name: second, line: 2 }]'),
    'FAIL team second: nobody is in it: … → name second …',
  ],
  [
    'an engineer in no team',
    but(
      'roles: [supervisor] }',
      'roles: [supervisor] }\n  - { name: Leo Li, email: leo@desk.example, roles: [engineer] }',
    ),
    'note staff: Leo Li is in no team and is never offered anything → name a team under teams of Leo Li, or …',
  ],
  [
    'a category of no team, and no front line',
    but('categories: [bug, data] }', 'categories: [bug] }'),
    'note staff: categories data go to the front line, and there is none: … → name each category …',
  ],
  [
    'a category of no team in some urgencies, and no front line',
    but('categories: [bug, data] }', 'categories: [bug, data], urgencies: [urgent, high] }'),
    'note staff: all categories go to the front line, and there is none: … → …',
  ],
  [
    'an alias that is the address',
    but('help@', 'SUPPORT@'),
    'FAIL mailbox support: support@desk.example is an address of two mailboxes… → name it once',
  ],
  [
    'an address of two mailboxes',
    SECOND(
      'help@desk.example\n    imap: { host: other.example'.replace(
        'host: other.example',
        'host: 127.0.0.1, user: other',
      ),
    ),
    'FAIL mailbox second: help@desk.example is an address of two mailboxes… → …',
  ],
  [
    'one folder read twice',
    SECOND('sales@desk.example\n    imap: { host: 127.0.0.1, user: support'),
    'FAIL mailbox second: INBOX of this login is read for another mailbox too: … → … take mailboxes.second out',
  ],
  [
    'the desk on its own staff',
    but('li@desk', 'Help@desk'),
    'FAIL staff: 李工 has the desk’s own address Help@desk.example: … → …',
  ],
  [
    'a domain that is not set',
    but('desk: { domain: desk.example }\n', ''),
    'note desk: desk.domain is not set: … → set desk.domain',
  ],
  [
    'staff believed without a signature',
    but('trust: {', 'trust: { staffWithoutDkim: true,'),
    'note trust: staffWithoutDkim is on: … → switch it off …',
  ],
  ['no authservId', but(/trust: .*\n/, ''), 'note trust: no authservId: … → set trust.authservId when …'],
])('%s', (_what, text, expected) => expect(told(text)).toEqual([line(expected)]));

it('without teams and a front line both are said, and nothing where supervisors are all there is', () => {
  const alone = (roles: string): string[] =>
    told(
      but(
        /staff:.*/s,
        `staff: [{ name: Leo Li, email: leo@desk.example, roles: [${roles}] }, { name: 王主管, email: wang@desk.example, roles: [supervisor] }]`,
      ),
    );
  expect(alone('engineer')).toEqual([
    line('note staff: Leo Li is in no team and is never offered anything → name a team … (there is none: …), or …'),
    line('note staff: all categories go to the front line, and there is none: supervisors get them → …'),
  ]);
  for (const roles of ['engineer, frontline', 'engineer, supervisor']) expect(alone(roles)).toEqual([]);
});

it('the environment alone has no place for staff, which is no fault', () => {
  expect(told(but(/staff:.*/s, ''), [], null)).toEqual([
    line('note staff: nobody is on the staff: … → write a tsdesk.yaml …'),
  ]);
});

it('what is doubtful about variables is repeated', () => {
  expect(told(GOOD, ['X and X_FILE are both set, and the file counts: unset the one that is not meant'])).toEqual([
    line('note environment: X and X_FILE are both set, and the file counts → unset the one that is not meant'),
  ]);
});
