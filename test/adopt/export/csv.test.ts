import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ticketsOfCsv } from '../../../src/adopt/export/csv.ts';

const HEAD = 'ticket,subject,customer,date,text,author,name,state';
const table = (...lines: readonly string[]): string => [HEAD, ...lines].join('\n');
const line = (ticket: string, date: string, text = 'Words.', author = ''): string =>
  `${ticket},Subject,ann@customer.example,${date},${text},${author},,`;

/** What is left out, and the messages of each ticket by their ids. */
function told(content: string) {
  const all = ticketsOfCsv(content);
  return {
    leftOut: all.flatMap((each) => ('why' in each ? [`${each.place}: ${each.why}`] : [])),
    tickets: all.flatMap((each) => ('why' in each ? [] : [[each.id, ...each.messages.map(({ id }) => id)]])),
  };
}

describe('a line that cannot be taken in', () => {
  it.each<[string, string, RegExp]>([
    [
      'an ambiguous date',
      line('7', '03/04/2024'),
      /^line 3: does not tell the day from the month: "03\/04\/2024"; write /,
    ],
    ['an impossible date', line('7', '0000-01-01'), /^line 3: has a date that cannot be: "0000-01-01"$/],
    ['no date', line('7', ''), /^line 3: has no date$/],
    ['no ticket', line(' ', '2024-03-01'), /^line 3: names no ticket$/],
    [
      'an author of no kind',
      line('7', '2024-03-01', 'x', 'agent'),
      /^line 3: has an author "agent"; write customer, staff, note or nothing$/,
    ],
    [
      'more cells than columns',
      `${line('7', '2024-03-01')},rest`,
      /^line 3: has more cells than there are columns: "rest"; put /,
    ],
    [
      'no customer',
      '8,Subject,,2024-03-01,Words.,,,',
      /^line 3, ticket 8: names no address of a customer; its 1 messages/,
    ],
  ])('is named, and the others are taken in: %s', (_, wrong, why) => {
    const { leftOut, tickets } = told(table(line('7', '2024-03-01'), wrong, line('9', '2024-03-02')));
    expect(leftOut).toEqual([expect.stringMatching(why)]);
    expect(tickets).toEqual([
      ['7', '1'],
      ['9', '1'],
    ]);
  });

  it('leaves the others of its ticket their places: mended, it adds itself alone', () => {
    const others = [line('7', '2024-03-01'), line('7', '2024-03-03')] as const;
    expect(told(table(others[0], line('7', 'soon'), others[1])).tickets).toEqual([['7', '1', '3']]);
    expect(told(table(others[0], line('7', '2024-03-02'), others[1])).tickets).toEqual([['7', '1', '2', '3']]);
  });

  it('lets its ticket wait where it would begin it', () => {
    expect(told(table(line('7', 'soon'), line('7', '2024-03-01'), line('8', '2024-03-01')))).toEqual({
      leftOut: [
        expect.stringContaining('line 2: has no date that can be read: "soon"'),
        'line 2, ticket 7: waits for its first message, with 1 more',
      ],
      tickets: [['8', '1']],
    });
  });
});

it('finds the customer on whichever line of the ticket names one', () => {
  const [ticket] = ticketsOfCsv(
    table(
      '7,S,,2024-03-01,a,staff,,',
      '7,S,Ann <ann@customer.example>,2024-03-02,b,,,',
      '7,,ANN@customer.example,2024-03-03,c,,,',
    ),
  );
  expect(ticket).toMatchObject({ customer: { address: 'ann@customer.example' }, messages: { length: 3 } });
});

it('names the line that a message begins on, whatever the breaks within cells and between lines', () => {
  const aCell = fc.array(fc.constantFrom('a', '\n', '\r\n'), { maxLength: 4 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(fc.array(aCell, { maxLength: 5 }), fc.constantFrom('\n', '\r\n'), fc.nat(2), (cells, end, blank) => {
      const before = [HEAD, ...cells.map((text) => line('7', '2024-03-01', `"${text}"`)), ...Array(blank).fill('')];
      const content = [...before, line('8', 'soon', '"x\r\ny"')].join(end) + end;
      const at = [...before, ''].join(end).split(/\r\n|\n/).length;
      expect(told(content).leftOut).toEqual([expect.stringContaining(`line ${at}: has no date`)]);
    }),
  );
});

it.each([',', ';', '\t'])('takes %j between cells, and no other sign', (separator) => {
  const others = [',', ';', '\t'].filter((each) => each !== separator).join('');
  const row = ['7', `a${others}b`, 'ann@customer.example', '2024-03-01', `c${others}d`].join(separator);
  const [ticket] = ticketsOfCsv(`${HEAD.replaceAll(',', separator)}\n${row}\n`);
  expect(ticket).toMatchObject({ subject: `a${others}b`, messages: [{ text: `c${others}d` }] });
});

it.each([
  ['', /^is empty$/],
  ['\n\n', /^is empty$/],
  [`${HEAD},text\n`, /^has two columns text$/],
])('refuses %j', (content, why) => {
  expect(() => ticketsOfCsv(content)).toThrow(why);
});
