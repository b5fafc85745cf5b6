import { describe, expect, it } from 'vitest';
import { adviceFor, type Seen } from '../../../src/adopt/simulate/advice.ts';
import { pageOf } from '../../../src/adopt/simulate/page/page.ts';
import { NO_HOST, playedConfig } from '../../../src/adopt/simulate/played-config.ts';
import { jsonOf, type Simulation } from '../../../src/adopt/simulate/result.ts';
import { surveyOf } from '../../../src/adopt/simulate/survey.ts';
import { parseConfig } from '../../../src/config/load.ts';
import type { PlayedTicket } from '../../../src/store/simulation.ts';

const at = (hour: number, day = '2024-03-01'): Date => new Date(`${day}T${String(hour).padStart(2, '0')}:00:00Z`);

const ticket = (more: Partial<PlayedTicket> = {}): PlayedTicket => ({
  number: 'TS20240301001',
  subject: '报表导出失败',
  requester: { name: '张三', address: 'zhang@customer.example' },
  company: null,
  urgency: 'medium',
  urgencyReason: { source: 'default', detail: '' },
  category: 'other',
  categoryReason: { source: 'default', detail: '' },
  team: null,
  createdAt: at(2),
  respondBy: at(10),
  answeredAt: null,
  mails: 1,
  ...more,
});

const TICKETS = [
  ticket({ answeredAt: at(3), mails: 2 }),
  ticket({ subject: 'late', answeredAt: at(12) }),
  ticket({ subject: 'never', urgency: 'urgent', urgencyReason: { source: 'rule', detail: '宕机' } }),
  ticket({ subject: 'not yet due', respondBy: at(10, '2024-03-09') }),
];

const SIMULATION: Simulation = {
  mails: 9,
  period: { from: at(2), until: at(2, '2024-03-05') },
  tickets: TICKETS,
  letters: [
    { kind: 'acknowledgement', letters: 4 },
    { kind: 'dispatch', letters: 3 },
  ],
  outcomes: [
    { outcome: 'ticketed', code: 'acknowledgement', mails: 4, examples: [] },
    { outcome: 'appended', code: 'E3', mails: 1, examples: [] },
    { outcome: 'ignored', code: 'auto_reply', mails: 3, examples: [{ from: 'a@b.example', subject: '<b>Away</b>' }] },
    { outcome: 'duplicate', code: 'copy_of', mails: 1, examples: [] },
  ],
  advice: [{ about: 'customers', detail: ['customer.example'], yaml: 'customers: []\n' }],
};

describe('the report', () => {
  it.each([
    ['zh-CN', ['旧邮件推演报告', '会发出的信', '派单', '规则：宕机', '超时答复', '自动回复', '建议的配置']],
    [
      'en',
      [
        'Old mail, played through the desk',
        'Dispatch',
        'rule: 宕机',
        'Late',
        'an automatic reply',
        'What to configure',
      ],
    ],
  ] as const)('in %s tells what would have come of the mails', (locale, said) => {
    const page = pageOf(SIMULATION, { locale, timezone: 'Asia/Shanghai' });
    for (const each of said) expect(page).toContain(each);
    expect(page).toContain(`<html lang="${locale}">`);
    expect(page).toContain('2024-03-01 10:00');
    expect(page).not.toMatch(/<b>Away|undefined|\{\}|<script|https?:/);
  });

  it('counts a deadline as missed by what the archive shows, and not where that ends before', () => {
    expect(jsonOf(SIMULATION)).toMatchObject({
      tickets: 4,
      threads: 1,
      appended: 1,
      deadlines: { withinDeadline: 1, late: 1, unanswered: 1 },
      ignored: { auto_reply: 3 },
      duplicates: 1,
      letters: { acknowledgement: 4, dispatch: 3 },
    });
  });

  it('of no mail says so', () => {
    const page = pageOf({ ...SIMULATION, mails: 0, period: null }, { locale: 'en', timezone: 'UTC' });
    expect(page).toContain('No mail was read.');
  });
});

const server = '{ host: 127.0.0.1, tls: none }';
const WRITTEN = parseConfig(
  `desk: { domain: desk.example }
mailboxes: [{ name: support, address: support@desk.example, imap: ${server}, smtp: ${server} }]
staff: [{ name: 李工, email: li@desk.example, roles: [engineer] }]
teams: [{ name: backend, categories: [other] }]`,
  'a test',
);

const survey = (...headers: readonly string[]) =>
  surveyOf(
    (async function* () {
      for (const header of headers) yield Buffer.from(`${header}\r\n\r\ntext`);
    })(),
    () => undefined,
  );
const times = (count: number, header: string): string[] => Array.from({ length: count }, () => header);
const HELP = times(
  3,
  'Authentication-Results: MX.desk.example; none\r\nFrom: chen@desk.example\r\nTo: help@desk.example',
);

describe('what to configure', () => {
  it('is what the mails show and the configuration lacks', async () => {
    const seen = await survey(...HELP);
    const config = playedConfig(WRITTEN, seen);
    expect(config.trust.authservId).toBe('mx.desk.example');
    const tickets = times(3, '').map(() => ticket({ category: 'how_to' }));
    const outcomes = [
      { outcome: 'quarantined', code: 'list', mails: 1, examples: [{ from: 'news@list.example', subject: '' }] },
    ] as const satisfies Seen['outcomes'];
    const advice = adviceFor({ written: WRITTEN, config, survey: seen, tickets, outcomes });
    expect(advice.map(({ about, detail }) => [about, ...detail])).toEqual([
      ['aliases', 'help@desk.example'],
      ['authservId', 'mx.desk.example'],
      ['staff', 'chen@desk.example'],
      ['answers'],
      ['customers', 'customer.example'],
      ['rules', '3', '3'],
      ['teams', 'how_to'],
      ['lists', 'news@list.example'],
    ]);
    expect(advice[0]?.yaml).toContain('- help@desk.example');
  });

  it('is nothing where all is there', async () => {
    const written = { ...WRITTEN, trust: { ...WRITTEN.trust, authservId: 'mx.desk.example' } };
    const config = playedConfig(written, await survey());
    const tickets = [ticket({ answeredAt: at(3), company: '客户', categoryReason: { source: 'rule', detail: 'x' } })];
    expect(adviceFor({ written, config, survey: await survey(), tickets, outcomes: [] })).toEqual([]);
  });

  it('begins with the address and the people where nothing is configured', async () => {
    const written = parseConfig('{}', 'a test');
    const seen = await survey('To: help@shop.example\r\nFrom: a@b.example', 'Cc: help@shop.example');
    const config = playedConfig(written, seen);
    expect(config.mailboxes).toMatchObject([{ address: 'help@shop.example' }]);
    expect([config.desk.domain, config.trust.authservId]).toEqual(['shop.example', NO_HOST]);
    const advice = adviceFor({ written, config, survey: seen, tickets: [], outcomes: [] });
    expect(advice.map(({ about }) => about)).toEqual(['address', 'noAuthentication', 'noStaff']);
  });
});
