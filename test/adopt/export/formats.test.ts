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
  for (const ticket of FORMATS[format](content))
    for await (const mail of mailsOfTicket(format, ticket, DESK)) mails.push(mail);
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

it.each(formats)('%s: what has no tickets gives no mails', async (format) => {
  expect(await mailsOf(format, format === 'csv' ? '' : '{"x":[1,null]}')).toEqual([]);
});
