import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { configSchema } from '../../../src/config/schema/schema.ts';
import { WEBHOOK_EVENTS } from '../../../src/config/schema/webhooks.ts';
import { eventTypesOf } from '../../../src/desk/webhooks/event-types.ts';
import { webhookEventsOf } from '../../../src/desk/webhooks/events.ts';
import { sampleTicket, sampleTime } from '../../../src/letter/sample/ticket.ts';
import { mintToken } from '../../../src/people/token.ts';
import type { NewMessage } from '../../../src/store/commit/change.ts';
import type { HistoryEntry, Ticket } from '../../../src/ticket/ticket.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const STAFF = { name: '李工', email: 'li@desk.example', roles: ['engineer'], teams: [] };
const entry = (event: string, by = 'desk', detail = ''): HistoryEntry => ({
  at: sampleTime('09:00'),
  event,
  by,
  detail,
});

const said = (ticketId: string, more: Partial<NewMessage>): NewMessage => ({
  id: '1',
  ticketId,
  direction: 'in',
  visibility: 'public',
  from: { name: '', address: 'ann@bigcustomer.example' },
  at: sampleTime('09:00'),
  text: 'The export fails again.',
  fullText: null,
  mailId: null,
  letterId: null,
  attachments: [],
  ...more,
});

type Given = {
  readonly webhook?: Record<string, unknown>;
  readonly ticket?: Partial<Ticket>;
  readonly history?: readonly HistoryEntry[];
  readonly messages?: readonly NewMessage[];
};

function eventsOf({ webhook = {}, ticket = {}, history = [entry('received')], messages = [] }: Given) {
  const config = configSchema.parse({
    teams: [
      { name: 'backend', categories: [] },
      { name: 'frontend', categories: [] },
    ],
    staff: [STAFF],
    webhooks: [{ name: 'crm', url: 'https://crm.example/in', secret: SECRET, ...webhook }],
  });
  const desk = {
    config,
    directory: { staff: config.staff, customers: [], gateways: [] },
    now: () => sampleTime('09:01'),
  };
  const tickets = [{ ticket: { ...sampleTicket('en'), ...ticket }, history }];
  return webhookEventsOf(desk, { tickets, messages }).map((each) => ({ ...each, body: JSON.parse(each.body) }));
}

describe('a line of the history is told of as', () => {
  it.each<[line: HistoryEntry, types: readonly string[]]>([
    [entry('received'), ['ticket.received']],
    [entry('dispatched', 'desk', 'li@desk.example'), ['ticket.assigned']],
    [entry('reassigned', 'wang@desk.example', 'backend'), ['ticket.assigned']],
    // The offer to who stands in is a line of its own.
    [entry('stand_in', 'desk', 'li@desk.example → sun@desk.example'), []],
    [entry('approval_asked', 'li@desk.example'), ['ticket.approval_asked']],
    [entry('approval_agreed', 'wang@desk.example'), ['ticket.approval_given']],
    [entry('approval_refused', 'wang@desk.example'), ['ticket.approval_refused']],
    [entry('approval_withdrawn', 'clock'), ['ticket.approval_withdrawn']],
    [entry('approval_reminded', 'clock'), []],
    [entry('incident_linked', 'li@desk.example', 'INC20261126001'), ['ticket.incident_joined']],
    [entry('incident_unlinked', 'li@desk.example', 'INC20261126001'), ['ticket.incident_left']],
    [entry('incident_resolved', 'li@desk.example', 'INC20261126001'), ['ticket.incident_resolved']],
    [entry('involved_outside', 'li@desk.example', 'vendor@factory.example'), ['ticket.outside_asked']],
    [entry('outside_answered', 'vendor@factory.example'), ['ticket.outside_answered']],
    [entry('incident_told', 'wang@desk.example', 'INC20261126001'), ['ticket.replied']],
    [entry('accepted'), ['ticket.accepted']],
    [entry('declined'), ['ticket.declined']],
    [entry('accept_lapsed', 'clock'), ['ticket.declined']],
    [entry('nobody_left'), ['ticket.unattended']],
    [entry('customer_wrote'), ['ticket.customer_wrote']],
    [entry('customer_said'), ['ticket.customer_wrote']],
    [entry('progress'), ['ticket.progress']],
    [entry('asked'), ['ticket.asked']],
    [entry('replied'), ['ticket.replied']],
    [entry('urgency_set'), ['ticket.urgency_changed']],
    [entry('category_set'), ['ticket.category_changed']],
    [entry('expected'), ['ticket.expected']],
    [entry('respond_breached', 'clock'), ['ticket.breached']],
    [entry('update_breached', 'clock'), ['ticket.breached']],
    [entry('respond_reminded', 'clock'), []],
    [entry('resolved'), ['ticket.resolved']],
    [entry('resolution_proposed'), []],
    [entry('closed', 'ann@bigcustomer.example', 'mail'), ['ticket.closed']],
    [entry('rated'), ['ticket.rated']],
    [entry('reopened', 'li@desk.example', 'customer called'), ['ticket.reopened']],
    [entry('reopened', 'ann@bigcustomer.example', 'still_open'), ['ticket.reopened', 'ticket.escalated']],
    [entry('merged', 'li@desk.example', 'TS20261123001'), ['ticket.merged']],
    [entry('absorbed'), []],
    [entry('split', 'li@desk.example', 'TS20261123009'), ['ticket.split']],
    [entry('undone'), ['ticket.undone']],
    [entry('note'), []],
    [entry('remembered'), []],
    [entry('analysed'), []],
  ])('$event $detail: %s', (line, types) => {
    expect(eventTypesOf(line)).toEqual(types);
  });

  it('every type has a line that brings it', () => {
    const lines = [
      'received dispatched accepted declined nobody_left customer_wrote progress asked replied urgency_set',
    ]
      .concat('approval_asked approval_agreed approval_refused approval_withdrawn involved_outside outside_answered')
      .concat('incident_linked incident_unlinked incident_resolved')
      .concat('category_set expected respond_breached resolved closed rated merged split undone')
      .flatMap((some) => some.split(' '))
      .map((name) => entry(name));
    const types = [...lines, entry('reopened', '', 'still_open')].flatMap(eventTypesOf);
    expect(types.toSorted()).toEqual(WEBHOOK_EVENTS.toSorted());
  });
});

describe('a webhook is told of', () => {
  it.each<[string, Given, number]>([
    ['everything, without a filter', {}, 1],
    ['its events', { webhook: { events: ['ticket.received'] } }, 1],
    ['no others', { webhook: { events: ['ticket.closed'] } }, 0],
    ['tickets of its team', { webhook: { teams: ['backend'] } }, 1],
    ['none of another team', { webhook: { teams: ['frontend'] } }, 0],
    ['none without a team, when it names one', { webhook: { teams: ['backend'] }, ticket: { team: null } }, 0],
    ['tickets of its company', { webhook: { companies: ['Big Customer Ltd'] } }, 1],
    ['none of another company', { webhook: { companies: ['Small Ltd'] } }, 0],
    ['none without a company', { webhook: { companies: ['Small Ltd'] }, ticket: { company: null } }, 0],
    ['nothing of an archive', { ticket: { remembered: true } }, 0],
    ['each line, in order', { history: [entry('received'), entry('triaged'), entry('dispatched')] }, 2],
  ])('%s', (_case, given, events) => {
    expect(eventsOf(given)).toHaveLength(events);
  });

  it('nothing, when there is none', () => {
    const config = configSchema.parse({});
    const desk = { config, directory: { staff: [], customers: [], gateways: [] }, now: () => sampleTime('09:01') };
    const tickets = [{ ticket: sampleTicket('en'), history: [entry('received')] }];
    expect(webhookEventsOf(desk, { tickets, messages: [] })).toEqual([]);
  });
});

describe('the body', () => {
  it('has type, time and the ticket as the commit leaves it', () => {
    const [event] = eventsOf({
      history: [entry('closed', 'ann@bigcustomer.example', 'mail')],
      ticket: { state: 'closed' },
    });
    expect(event?.body).toMatchObject({
      type: 'ticket.closed',
      timestamp: '2026-11-23T09:00:00.000Z',
      data: {
        by: 'customer',
        ticket: { number: 'TS20261123007', state: 'closed', version: 3, company: 'Big Customer Ltd' },
      },
    });
  });

  it.each([
    ['desk', 'desk'],
    ['clock', 'desk'],
    ['command line', 'staff'],
    ['li@desk.example', 'staff'],
    ['LI@desk.example', 'staff'],
    ['ann@bigcustomer.example', 'customer'],
  ])('%s is %s', (by, kind) => {
    expect(eventsOf({ history: [entry('progress', by)] })[0]?.body.data.by).toBe(kind);
  });

  it('calls who was asked outside so, whichever of their people answers', () => {
    const history = [
      entry('outside_answered', 'desk2@factory.example'),
      entry('outside_answered', 'ann@factory.example'),
    ];
    expect(eventsOf({ history }).map(({ body }) => body.data.by)).toEqual(['outside', 'outside']);
  });

  it.each<[string, HistoryEntry, object]>([
    ['which deadline', entry('respond_breached', 'clock', 'li@desk.example'), { deadline: 'response' }],
    ['which deadline, the other', entry('update_breached', 'clock', 'li@desk.example'), { deadline: 'update' }],
    ['which incident', entry('incident_linked', 'li@desk.example', 'INC20261126001'), { incident: 'INC20261126001' }],
    ['which incident', entry('incident_resolved', 'li@desk.example', 'INC1'), { incident: 'INC1', by: 'staff' }],
    ['what became of a part', entry('split', 'li@desk.example', 'TS20261123009'), { into: 'TS20261123009' }],
  ])('says %s', (_case, line, more) => {
    expect(eventsOf({ history: [line] })[0]?.body.data).toMatchObject(more);
  });

  it('has nobody’s name, address or words unless they are asked for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(
          'received',
          'closed',
          'reopened',
          'declined',
          'progress',
          'asked',
          'resolved',
          'respond_breached',
          'approval_asked',
          'approval_refused',
          'involved_outside',
          'outside_answered',
        ),
        fc.stringMatching(/^[a-z]{12,20}$/),
        (event, words) => {
          const mark = `mark${words}`;
          const line = entry(event, `${mark}@bigcustomer.example`, mark);
          const messages = [said('0', { text: mark })];
          const ticket = {
            subject: mark,
            requester: { name: mark, address: `${mark}@x.example` },
            assignee: `${mark}@desk.example`,
            resolution: null,
          };
          const [{ body } = { body: null }] = eventsOf({ history: [line], ticket, messages });
          expect(body).not.toBeNull();
          expect(JSON.stringify(body)).not.toContain(mark);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('has them where they are', () => {
    const [event] = eventsOf({
      webhook: { include: ['people', 'words'] },
      history: [entry('customer_wrote', 'ann@bigcustomer.example')],
      ticket: { assignee: 'li@desk.example', follower: null },
      messages: [
        said('0', {}),
        said('0', { visibility: 'internal', text: 'secret note' }),
        said('1', { text: 'other ticket' }),
      ],
    });
    expect(event?.body.data.people).toEqual({
      by: { name: '', address: 'ann@bigcustomer.example' },
      requester: { name: 'Ann Miller', address: 'ann@bigcustomer.example' },
      assignee: { name: '李工', address: 'li@desk.example' },
      follower: null,
    });
    expect(event?.body.data.words.messages).toEqual(['The export fails again.']);
  });

  it('has no token that somebody quoted, and no letter with its links', () => {
    const key = { id: 0, secret: new Uint8Array(32), createdAt: new Date(0) };
    const token = mintToken({ purpose: 'ref', about: 1, expiresAt: null }, { address: 'ann@x.example', epoch: 0 }, [
      key,
    ]);
    const [event] = eventsOf({
      webhook: { include: ['words'] },
      messages: [said('0', { text: `see ref: ${token} below` }), said('0', { direction: 'out', text: 'a letter' })],
    });
    expect(event?.body.data.words.messages).toEqual(['see ref: … below']);
  });

  it.each<[what: string, closedAt: string | null, solvedAt: string, shown: boolean]>([
    ['that went out', null, '09:00', true],
    ['that the closing told', '10:00', '10:00', true],
    ['that staff put on record once it was closed', '10:00', '11:00', false],
  ])('has a solution %s: %s', (_what, closedAt, solvedAt, shown) => {
    const { resolution } = sampleTicket('en');
    if (resolution === null) throw new Error('the sample has no solution');
    const [event] = eventsOf({
      webhook: { include: ['words'] },
      ticket: {
        closedAt: closedAt === null ? null : sampleTime(closedAt),
        resolution: { ...resolution, released: true, at: sampleTime(solvedAt) },
      },
    });
    expect(event?.body.data.words.solution !== null).toBe(shown);
  });

  it('stays small, whatever was written', () => {
    const long = '很长'.repeat(100_000);
    const [event] = eventsOf({
      webhook: { include: ['people', 'words'] },
      ticket: { subject: long, requester: { name: 'x', address: 'x@x.example' } },
      messages: Array.from({ length: 20 }, () => said('0', { text: long })),
    });
    expect(Buffer.byteLength(JSON.stringify(event?.body))).toBeLessThan(64 * 1024);
  });
});
