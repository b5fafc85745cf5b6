import { describe, expect, it } from 'vitest';
import { mailsOfTicket } from '../../../src/adopt/export/exported-ticket.ts';
import { FORMATS, type Format } from '../../../src/adopt/export/formats.ts';
import { understandNow } from '../../../src/mail/understand.ts';

const DESK = 'support@desk.example';

/** What each program exports of the same conversation, by its documentation; names and addresses are invented. */
const EXPORTS: Readonly<Record<Format, string>> = {
  csv: `ticket,subject,customer,date,text,author,name,state
7,报表导出失败,张三 <zhang@customer.example>,2024-03-01T02:00:00Z,"导出时提示内存不足。
请尽快处理",,,
7,,,2024-03-01 03:00:00,请把堆内存调到 4 GB。,staff,李工,
7,,,2024-03-01T04:00:00Z,内存参数已记录,note,李工,closed
`,
  zammad: JSON.stringify([
    {
      id: 7,
      number: '7',
      title: '报表导出失败',
      state: 'closed',
      customer: 'zhang@customer.example',
      articles: [
        {
          id: 1,
          ticket_id: 7,
          sender: 'Customer',
          from: '张三 <zhang@customer.example>',
          body: '导出时提示内存不足。<br>请尽快处理',
          content_type: 'text/html',
          internal: false,
          created_at: '2024-03-01T02:00:00.000Z',
          message_id: '<q@customer.example>',
        },
        {
          id: 2,
          ticket_id: 7,
          sender: 'Agent',
          from: '李工 via Support <support@old.example>',
          body: '请把堆内存调到 4 GB。',
          content_type: 'text/plain',
          internal: false,
          created_at: '2024-03-01T03:00:00.000Z',
        },
        {
          id: 3,
          ticket_id: 7,
          sender: 'Agent',
          from: '李工',
          body: '内存参数已记录',
          content_type: 'text/plain',
          internal: true,
          created_at: '2024-03-01T04:00:00.000Z',
        },
        {
          id: 4,
          ticket_id: 7,
          sender: 'System',
          from: 'Zammad',
          body: 'merged',
          content_type: 'text/plain',
          internal: true,
          created_at: '2024-03-01T05:00:00.000Z',
        },
      ],
    },
  ]),
  freescout: JSON.stringify({
    _embedded: {
      conversations: [
        {
          id: 70,
          number: 7,
          subject: '报表导出失败',
          status: 'closed',
          customer: { id: 1, firstName: '张', lastName: '三', email: 'zhang@customer.example' },
          _embedded: {
            threads: [
              {
                id: 3,
                type: 'note',
                body: '内存参数已记录',
                createdAt: '2024-03-01T04:00:00Z',
                createdBy: { type: 'user', firstName: '李工', email: 'li@old.example' },
              },
              {
                id: 2,
                type: 'message',
                body: '<p>请把堆内存调到 4 GB。</p>',
                createdAt: '2024-03-01T03:00:00Z',
                createdBy: { type: 'user', firstName: '李工', email: 'li@old.example' },
              },
              {
                id: 1,
                type: 'customer',
                body: '导出时提示内存不足。<br>请尽快处理',
                createdAt: '2024-03-01T02:00:00Z',
                createdBy: { type: 'customer', email: 'zhang@customer.example' },
              },
              { id: 4, type: 'lineitem', body: '', createdAt: '2024-03-01T05:00:00Z' },
            ],
          },
        },
      ],
    },
  }),
  otrs: JSON.stringify({
    Ticket: [
      {
        TicketID: '70',
        TicketNumber: '7',
        Title: '报表导出失败',
        StateType: 'closed',
        CustomerUserID: 'zhang@customer.example',
        Article: [
          {
            ArticleID: '1',
            SenderType: 'customer',
            From: '张三 <zhang@customer.example>',
            Body: '导出时提示内存不足。\n请尽快处理',
            ContentType: 'text/plain; charset=utf-8',
            IsVisibleForCustomer: '1',
            CreateTime: '2024-03-01 02:00:00',
            MessageID: '<q@customer.example>',
          },
          {
            ArticleID: '2',
            SenderType: 'agent',
            From: '李工 <li@old.example>',
            Body: '请把堆内存调到 4 GB。',
            ContentType: 'text/plain',
            IsVisibleForCustomer: 1,
            CreateTime: '2024-03-01 03:00:00',
          },
          {
            ArticleID: '3',
            SenderType: 'agent',
            From: '李工 <li@old.example>',
            Body: '内存参数已记录',
            ContentType: 'text/plain',
            IsVisibleForCustomer: 0,
            CreateTime: '2024-03-01 04:00:00',
          },
          { ArticleID: '4', SenderType: 'system', Body: 'x', CreateTime: '2024-03-01 05:00:00' },
        ],
      },
    ],
  }),
};

const formats = Object.keys(FORMATS) as Format[];

async function mailsOf(format: Format, content = EXPORTS[format]) {
  const mails = [];
  for (const ticket of FORMATS[format](content)) {
    if ('why' in ticket) throw new Error(`${ticket.place}: ${ticket.why}`);
    for await (const mail of mailsOfTicket(format, ticket, DESK)) mails.push(mail);
  }
  return mails;
}

describe.each(formats)('an export of %s', (format) => {
  it('becomes the mails of its conversation', async () => {
    const mails = await mailsOf(format);
    expect(mails.map(({ receivedAt, as }) => [receivedAt?.toISOString(), as])).toEqual([
      ['2024-03-01T02:00:00.000Z', 'closed'],
      ['2024-03-01T03:00:00.000Z', 'closed'],
      ['2024-03-01T04:00:00.000Z', 'closed'],
    ]);
    const [question, answer, note] = mails.map(({ raw }) => understandNow(raw, {}));
    expect(question).toMatchObject({
      class: 'human',
      subject: '报表导出失败',
      from: [{ address: 'zhang@customer.example' }],
      to: [{ address: DESK }],
      date: new Date('2024-03-01T02:00:00Z'),
      references: [],
    });
    expect(question?.text.trim()).toBe('导出时提示内存不足。\n请尽快处理');
    expect(answer).toMatchObject({ from: [{ address: DESK }], to: [{ address: 'zhang@customer.example' }] });
    expect(answer?.references).toEqual([question?.messageId]);
    expect(answer?.text.trim()).toBe('请把堆内存调到 4 GB。');
    expect(note).toMatchObject({ from: [{ address: DESK }], to: [{ address: DESK }], cc: [] });
  });

  it('gives the same octets every time', async () => {
    const [once, again] = [await mailsOf(format), await mailsOf(format)];
    expect(again.map(({ raw }) => raw.toString())).toEqual(once.map(({ raw }) => raw.toString()));
  });
});

it.each<[Format, string, string, 'open' | 'closed']>([
  ['csv', ',,closed\n', ',,open\n', 'open'],
  ['zammad', '"state":"closed"', '"state":"open"', 'open'],
  ['freescout', '"status":"closed"', '"status":"active"', 'open'],
  ['otrs', '"StateType":"closed"', '"StateType":"pending reminder"', 'open'],
])('%s: a ticket that is not closed there is open', async (format, closed, other, as) => {
  const written = EXPORTS[format].replace(
    format === 'csv' ? '李工,closed' : closed,
    format === 'csv' ? '李工,open' : other,
  );
  expect(written).not.toBe(EXPORTS[format]);
  expect((await mailsOf(format, written)).map((mail) => mail.as)).toEqual([as, as, as]);
});

it('keeps the Message-ID that a mail had on its way, so that a late answer finds it', async () => {
  const [question] = await mailsOf('zammad');
  expect(understandNow(question?.raw ?? Buffer.alloc(0), {}).messageId).toBe('<q@customer.example>');
});

it('reads one JSON object a line, and the two lists of Zammad side by side', async () => {
  const [ticket] = JSON.parse(EXPORTS.zammad) as [{ articles: unknown[] }];
  const { articles, ...bare } = ticket;
  expect(await mailsOf('zammad', JSON.stringify({ tickets: [bare], ticket_articles: articles }))).toHaveLength(3);
  expect(
    await mailsOf('zammad', `${JSON.stringify(ticket)}\n${JSON.stringify({ ...ticket, number: '8' })}\n`),
  ).toHaveLength(6);
});

it.each<[Format, string, RegExp]>([
  ['csv', 'number,title\n1,x\n', /has no column ticket, subject, customer, date, text; it needs/],
  ['csv', 'ticket,"subject\n', /is no CSV/],
  ['zammad', 'INSERT INTO tickets', /is no JSON/],
  ['otrs', '{}\n{', /line 2 is no JSON/],
])('%s: what is none is refused with the reason', (format, content, message) => {
  expect(() => FORMATS[format](content)).toThrow(message);
});

/** What is left out of a content, and how many messages are not. */
function told(format: Format, content: string): [leftOut: string[], messages: number] {
  const all = FORMATS[format](content);
  return [
    all.flatMap((each) => ('why' in each ? [`${each.place}: ${each.why}`] : [])),
    all.reduce((sum, each) => sum + ('why' in each ? 0 : each.messages.length), 0),
  ];
}

it.each<[Format, unknown, string[]]>([
  ...(['zammad', 'freescout', 'otrs'] as const).flatMap((format): [Format, unknown, string[]][] => [
    [format, [], []],
    ...[null, 5, 'x', true].map((value): [Format, unknown, string[]] => [format, value, ['entry 1: is no ticket']]),
    [format, { x: [1, null] }, ['entry 1: has no ticket number']],
    [format, { error: 'Not authorized' }, ['entry 1: has no ticket number']],
    [format, [{ number: '7', TicketNumber: '7' }, null], ['ticket 7: has no messages', 'entry 2: is no ticket']],
  ]),
  ['zammad', { tickets: null }, []],
  ['freescout', { _embedded: { conversations: [] } }, []],
  ['otrs', { Ticket: null }, ['entry 1: is no ticket']],
  ['zammad', JSON.parse(EXPORTS.otrs), ['entry 1: has no ticket number']],
  ['otrs', JSON.parse(EXPORTS.freescout), ['entry 1: has no ticket number']],
  ['freescout', JSON.parse(EXPORTS.zammad), ['ticket 7: has no messages']],
])('%s: names what is no ticket: %j', (format, value, leftOut) => {
  expect(told(format, JSON.stringify(value))).toEqual([leftOut, 0]);
});

it.each<[Format, string, string, string, number]>([
  ['zammad', '"2024-03-01T03:00:00.000Z"', '"03/01/2024"', 'ticket 7, message 2: does not tell the day', 2],
  ['zammad', '"2024-03-01T03:00:00.000Z"', 'null', 'ticket 7, message 2: has no date', 2],
  ['freescout', '"2024-03-01T03:00:00Z"', '5', 'ticket 7, message 2: has no date that can be read: "5"', 2],
  ['otrs', '"2024-03-01 03:00:00"', '"0000-01-01"', 'ticket 7, message 2: has a date that cannot be', 2],
  ['zammad', '"id":2', '"id":null', 'ticket 7, message 2: has neither an id nor a Message-ID', 2],
  ['zammad', '{"id":4', '5,{"id":4', 'ticket 7, message 4: is no message', 3],
])('%s: names a message that cannot be read, and keeps the others (%s as %s)', (format, part, other, why, messages) => {
  const content = EXPORTS[format].replace(part, other);
  expect(content).not.toBe(EXPORTS[format]);
  expect(told(format, content)).toEqual([[expect.stringContaining(why)], messages]);
});

it.each(['zammad', 'freescout', 'otrs'] as const)('%s: names a ticket without a customer', (format) => {
  const content = EXPORTS[format].replaceAll(/[^\s"<]+@customer\.example/g, '');
  expect(told(format, content)).toEqual([['ticket 7: names no address of a customer; its 3 messages are left out'], 0]);
});

it('does not take spam and what the other program wrote by itself for something left out', () => {
  const spam = EXPORTS.freescout.replace('"status":"closed"', '"status":"spam"');
  expect(told('freescout', spam)).toEqual([[], 0]);
  const [ticket] = JSON.parse(EXPORTS.zammad) as [{ articles: unknown[] }];
  expect(told('zammad', JSON.stringify({ ...ticket, articles: ticket.articles.slice(3) }))).toEqual([[], 0]);
});

it('tells ids of more digits than a number has from each other', () => {
  const content = EXPORTS.zammad.replace('"number":"7"', '"number":20240301110000000001');
  const other = EXPORTS.zammad.replace('"number":"7"', '"number":20240301110000000002');
  expect(FORMATS.zammad(`${content}\n${other}`)).toMatchObject([
    { id: '20240301110000000001' },
    { id: '20240301110000000002' },
  ]);
});

it('gives a mail a Message-ID of its own where it claims one of those that are made here', async () => {
  const [question] = await mailsOf('zammad', EXPORTS.zammad.replace('q@customer.example', 'zammad.8.1@import.invalid'));
  expect(understandNow(question?.raw ?? Buffer.alloc(0), {}).messageId).toBe('<zammad.7.1@import.invalid>');
});
