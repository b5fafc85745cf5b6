import { describe, expect, it, test } from 'vitest';
import { LETTER_KINDS, LETTERS, whenAway } from '../../src/letter/kinds.ts';
import { asRead, type WhoIsThere } from '../../src/letter/readers.ts';
import type { Staff } from '../../src/people/person.ts';
import { isSame } from '../../src/ticket/audience.ts';
import { openApprovals } from '../../src/ticket/events/approval/asking.ts';
import type { LetterKind, LetterOrder } from '../../src/ticket/letters.ts';
import { INC } from '../ticket/incident/sample.ts';
import {
  accepted,
  asWritten,
  at,
  CUSTOMER,
  chen,
  entry,
  fires,
  following,
  h,
  li,
  m,
  NOON,
  post,
  resolves,
  says,
  sun,
  upon,
  wang,
  wrote,
  zhao,
} from '../ticket/sample.ts';

const zhou: Staff = { ...wang, name: 'zhou', email: 'zhou@desk.example' };
const away = (substitute: Staff | null = null) => ({
  absences: [{ id: 1, from: NOON, to: h(48), substitute: substitute?.email ?? null }],
});
const team = (
  more: Readonly<Record<string, object | null>> = {},
  everybody: readonly Staff[] = [li, chen, sun, zhao, wang],
) => everybody.flatMap((staff) => (more[staff.name] === null ? [] : [entry(staff, more[staff.name] ?? {})]));
const reading = (more: Partial<WhoIsThere> = {}): WhoIsThere => ({
  roster: team(),
  now: m(1),
  ticket: accepted,
  incident: null,
  author: null,
  ...more,
});
const letter = (kind: LetterKind, to: readonly Staff[], values: object = {}): LetterOrder =>
  ({ kind, to: to.map(({ email }) => email), words: '', values }) as unknown as LetterOrder;
const readers = (orders: readonly LetterOrder[]) =>
  orders.flatMap(({ to, standingInFor, hasLeft }) =>
    to.map(
      (email) =>
        `${email.split('@')[0]}${standingInFor ? ` ${hasLeft ? 'after' : 'for'} ${standingInFor.split('@')[0]}` : ''}`,
    ),
  );

const STAFF_KINDS = LETTER_KINDS.filter((kind) => LETTERS[kind].audience === 'staff' && kind !== 'canary');
/** A letter to a member of the staff who has no part in the ticket, and to whom its values say nothing more. */
const ROWS = STAFF_KINDS.map((kind) => ({ kind, is: whenAway(letter(kind, [chen]), false) ?? 'theirs' }));

describe('what becomes of each letter to the staff', () => {
  it('is said for every one of them, and for no other', () => {
    for (const kind of LETTER_KINDS)
      expect(whenAway(letter(kind, []), false) === null).toBe(LETTERS[kind].audience !== 'staff');
  });

  /** Its reader, what they are at the moment, and who reads it by what its row says. */
  const WHERE = {
    there: { roster: team(), passed_on: ['chen'], passed_up: ['chen'], waits: ['chen'], theirs: ['chen'] },
    'away, with a substitute': {
      roster: team({ chen: away(zhao) }),
      passed_on: ['chen', 'zhao for chen'],
      passed_up: ['chen', 'zhao for chen'],
      waits: ['chen'],
      theirs: ['chen'],
    },
    'away, and so is their substitute, who has one': {
      roster: team({ chen: away(sun), sun: away(zhao) }),
      passed_on: ['chen', 'zhao for chen'],
      passed_up: ['chen', 'zhao for chen'],
      waits: ['chen'],
      theirs: ['chen'],
    },
    'away without anybody': {
      roster: team({ chen: away() }),
      passed_on: ['chen', 'wang for chen'],
      passed_up: ['chen', 'wang for chen'],
      waits: ['chen'],
      theirs: ['chen'],
    },
    'away without anybody, like the supervisor, who has a substitute': {
      roster: team({ chen: away(), wang: away(zhao) }),
      passed_on: ['chen', 'zhao for chen'],
      passed_up: ['chen', 'zhao for chen'],
      waits: ['chen'],
      theirs: ['chen'],
    },
    'away, and nobody is there': {
      roster: team({ chen: away(), wang: away() }),
      passed_on: ['chen'],
      passed_up: ['chen'],
      waits: ['chen'],
      theirs: ['chen'],
    },
    gone: {
      roster: team({ chen: null }),
      passed_on: ['li after chen'],
      passed_up: ['wang after chen'],
      waits: ['li after chen'],
      theirs: [],
    },
    'gone, and whoever has the ticket is away': {
      roster: team({ chen: null, li: away(sun) }),
      passed_on: ['li after chen', 'sun for li'],
      passed_up: ['wang after chen'],
      waits: ['li after chen'],
      theirs: [],
    },
    'gone, like whoever has the ticket': {
      roster: team({ chen: null, li: null }),
      passed_on: ['wang after chen'],
      passed_up: ['wang after chen'],
      waits: ['wang after chen'],
      theirs: [],
    },
    'gone, and nobody else is there': {
      roster: team({ chen: null, li: null, wang: away() }),
      passed_on: ['wang after chen'],
      passed_up: ['wang after chen'],
      waits: ['wang after chen'],
      theirs: [],
    },
  } as const;
  const cases = Object.entries(WHERE).flatMap(([where, { roster, ...expected }]) =>
    ROWS.map(({ kind, is }) => ({ kind, where, roster, expected: expected[is] })),
  );
  test.each(cases)('$kind, whose reader is $where', ({ kind, roster, expected }) => {
    expect(readers(asRead([letter(kind, [chen])], reading({ roster })))).toEqual(expected);
  });

  it('nothing is ever written to an address that is nobody’s any more, and what wants something done is never lost', () => {
    for (const { kind } of ROWS)
      for (const gone of [li, chen, sun, zhao, wang]) {
        const roster = team({ [gone.name]: null });
        const written = asRead([letter(kind, [gone])], reading({ roster }));
        expect(written.flatMap(({ to }) => to).filter((email) => isSame(email, gone.email))).toEqual([]);
        expect(written.length > 0).toBe(whenAway(letter(kind, [gone]), gone === li) !== 'theirs');
      }
  });
});

describe('a letter', () => {
  it.each([
    ['a note to who does the work', letter('note', [li]), ['li', 'sun for li']],
    ['a copy of a note', letter('note', [zhao]), ['zhao']],
    ['that something is taken back', letter('note', [zhao], { is: 'taken_back' }), ['zhao', 'sun for zhao']],
    ['a reminder of what is owed to the customer', letter('reminder', [li], { span: 'update' }), ['li', 'sun for li']],
    [
      'a reminder of a release, which takes the front line',
      letter('reminder', [zhao], { span: 'release' }),
      ['zhao', 'wang for zhao'],
    ],
    ['a request to release', letter('release_request', [zhao]), ['zhao', 'wang for zhao']],
    ['that a solution is refused', letter('approval_answer', [li], { answer: 'refused' }), ['li', 'sun for li']],
    ['what somebody outside answers', letter('outside_answer', [li]), ['li', 'sun for li']],
  ])('%s', (_, order, expected) => {
    const roster = team({ li: away(sun), zhao: away(sun) });
    expect(readers(asRead([order], reading({ roster })))).toEqual(expected);
  });

  it.each([
    ['a note about it to its owner', letter('incident', [li, chen], { is: 'note' }), ['li', 'chen', 'sun for li']],
    ['who owns it now', letter('incident', [chen], { is: 'owner' }), ['chen', 'sun for chen']],
    ['that the customers wait', letter('incident_notice', [li, wang], { is: 'due' }), ['li', 'wang', 'sun for li']],
    ['that all have it', letter('incident_notice', [li], { is: 'finished' }), ['li']],
  ])('about an incident: %s', (_, order, expected) => {
    const roster = team({ li: away(sun), chen: away(sun) });
    expect(readers(asRead([order], reading({ roster, ticket: null, incident: INC })))).toEqual(expected);
  });
  it('about an incident whose owner has left goes to the supervisors; of somebody else to its owner', () => {
    const about = { ticket: null, incident: INC };
    const due = letter('incident_notice', [li], { is: 'due' });
    expect(readers(asRead([due], reading({ ...about, roster: team({ li: null }) })))).toEqual(['wang after li']);
    const done = letter('incident_notice', [chen], { is: 'finished' });
    expect(readers(asRead([done], reading({ ...about, roster: team({ chen: null }) })))).toEqual(['li after chen']);
  });

  it('does not come back to its author', () => {
    const roster = team({ li: away(zhao) });
    expect(readers(asRead([letter('note', [li])], reading({ roster, author: zhao.email })))).toEqual(['li']);
  });
  it('that says something else comes as well, to who stands in for two', () => {
    const roster = team({ li: away(sun), chen: away(sun) });
    const two = [letter('follow_up', [li], { followUp: '1' }), letter('follow_up', [chen], { followUp: '2' })];
    expect(readers(asRead(two, reading({ roster })))).toEqual(['li', 'chen', 'sun for li', 'sun for chen']);
    expect(readers(asRead([letter('relay', [li, chen])], reading({ roster })))).toEqual(['li', 'chen', 'sun for li']);
  });
  it('to a customer, or outside, is nobody else’s; orders that stay as they are stay the same', () => {
    const orders = [
      { kind: 'acknowledgement', to: [CUSTOMER.address] },
      { kind: 'public_reply', to: ['gone@desk.example'], words: '', values: { by: 'li' } },
      letter('dispatch', [li]),
    ] as LetterOrder[];
    expect(asRead(orders, reading({ roster: team({ chen: null, sun: away() }) }))).toEqual(orders);
    expect(asRead(orders, reading())[2]).toBe(orders[2]);
  });
});

describe('a yes that is asked for', () => {
  const require = (roster = team()) =>
    at(NOON, { resolution: { via: 'engineer', verify: 'off', approval: 'require' } }, roster);
  const held = (roster = team()) => upon(accepted, resolves(li), require(roster));

  it('of a supervisor who is away comes to who stands in, and not to the author of the solution', () => {
    const roster = team({ wang: away(sun) });
    expect(post(asWritten(held(roster), require(roster), li.email))).toEqual([
      'approval_request→wang',
      'approval_request→sun',
    ]);
    const own = team({ wang: away(li) }, [li, chen, sun, zhao, wang, zhou]);
    const change = held(own);
    const alone = {
      ...change,
      letters: change.letters.map((each) => ({ ...each, to: [wang.email] })) as LetterOrder[],
    };
    expect(post(asWritten(alone, require(own), li.email))).toEqual(['approval_request→wang', 'approval_request→zhou']);
  });
  it('is reminded of, and overdue, with who stands in', () => {
    const roster = team({ wang: away(sun) });
    const { ticket } = held(roster);
    const [late, over] = [
      { ...require(roster), now: h(3) },
      { ...require(roster), now: h(4) },
    ];
    expect(post(asWritten(upon(ticket, fires(ticket, 'approval_warning'), late), late))).toEqual([
      'reminder→wang',
      'reminder→sun',
    ]);
    expect(post(asWritten(upon(ticket, fires(ticket, 'approval'), over), over))).toEqual([
      'approval_overdue→wang',
      'approval_overdue→li',
      'approval_overdue→sun',
    ]);
  });
  it('of a colleague who has left comes to the supervisors, whose answer it is', () => {
    const ticket = following(accepted, [{ name: 'approval', person: chen, ...says(li, '变更') }]);
    const gone = at(h(3), {}, team({ chen: null }));
    expect(post(asWritten(upon(ticket, fires(ticket, 'approval_warning'), gone), gone))).toEqual(['reminder→wang']);
    expect(openApprovals(upon(ticket, { name: 'agree', by: wang, id: '', words: '' }, gone).ticket)).toEqual([]);
  });
});

it('what the customer writes about the ticket of somebody who has left is told the supervisors, with the reason', () => {
  const context = at(NOON, {}, team({ li: null }));
  const change = asWritten(upon(accepted, wrote('又出现了'), context), context);
  expect(post(change)).toEqual(['relay→zhao', 'relay→wang']);
  expect(change.letters.find(({ to }) => to.includes(wang.email))).toMatchObject({
    standingInFor: li.email,
    hasLeft: true,
  });
});
