import { asWritten } from '../../ticket/commands/steps.ts';
import type { LetterKind } from '../../ticket/letters.ts';
import { shown } from '../../ticket/text/confidential.ts';
import type { State } from '../../ticket/ticket.ts';
import { spelled } from '../../words/commands.ts';
import type { Locale } from '../../words/locale.ts';
import type { LetterFacts } from '../facts.ts';
import { letterRow, type ValueForm } from '../kinds.ts';
import { sampleFigures } from './figures.ts';
import { sampleIncident } from './incident.ts';
import { sampleList } from './list.ts';
import { sampleTicket, sampleTime } from './ticket.ts';

/** Of those that come late in the life of the ticket. */
const WRITTEN_AT: Partial<Readonly<Record<LetterKind, string>>> = {
  reminder: '05:10',
  breach: '06:35',
  side_thread_overdue: '06:35',
};

/** In which such a letter is written; others while somebody works on the ticket. */
const STATES: Partial<Readonly<Record<LetterKind, State>>> = {
  dispatch: 'assigned',
  unclear_reply: 'resolved',
  closing_record: 'closed',
  low_rating: 'closed',
};

/** What goes along where a mail could not be opened. */
const OWN_KEY = {
  name: 'desk.asc',
  type: 'application/pgp-keys',
  size: 3,
  inline: false,
  cid: null,
  sha256: '',
  content: new Uint8Array(3),
  fingerprint: '5e1b',
};

/** What a ticket has that a signed and encrypted mail has opened. */
const SECRET = {
  confidential: true,
  signed: {
    is: 'offered',
    name: 'Zhang San',
    address: 'zhang@bigcustomer.example',
    fingerprint: '3fa94c0d21b7e68852d0c1a97b34f6e0',
    issuer: '',
    trusted: null,
  },
} as const;

/** What became of the commands of a mail. */
const TRANSCRIPT: NonNullable<LetterFacts['transcript']> = [
  {
    command: asWritten({ name: 'resolve', argument: '', text: '' }),
    done: false,
    result: 'missing',
    detail: 'steps',
  },
  {
    command: asWritten({ name: 'eta', argument: '18:00', text: '' }),
    done: true,
    result: 'eta',
    detail: '2026-11-23T10:00:00.000Z',
  },
  { command: '', done: true, result: 'kept_as_note', detail: '' },
];

/** What is to be known before words go to all customers. */
const WARNINGS: typeof TRANSCRIPT = [
  { command: '', done: false, result: 'names_a_customer', detail: 'Ann Miller' },
  { command: '', done: false, result: 'files_stay', detail: '' },
];

/** Facts for any letter with every section filled; what a kind does not use is ignored. */
export function sampleFacts(kind: LetterKind, locale: Locale): LetterFacts {
  const zh = locale === 'zh-CN';
  const urgency = kind === 'supervisor_notice' ? 'urgent' : 'high';
  const sample = { ...sampleTicket(locale), urgency, state: STATES[kind] ?? 'in_progress' } as const;
  const isWithheld = kind === 'withheld' || kind === 'withheld_from_customer';
  const ticket = TICKETLESS.has(kind) ? null : isWithheld ? shown({ ...sample, ...SECRET }) : sample;
  return {
    kind,
    locale,
    timezone: 'Asia/Shanghai',
    now: sampleTime(WRITTEN_AT[kind] ?? '02:00'),
    desk: {
      name: zh ? '星云科技技术支持' : 'Nebula Support',
      address: 'support@desk.example',
      domain: 'desk.example',
      accent: '#0b57d0',
      logo: null,
    },
    recipient: ticket?.requester ?? { name: '王主管', address: 'wang@desk.example' },
    readerRoles: ['supervisor'],
    ticket,
    names: { 'li@desk.example': zh ? '李工' : 'Li Gong', 'zhao@desk.example': zh ? '赵一线' : 'Zhao Yixian' },
    speaker: {
      name: zh ? '李工' : 'Li Gong',
      title: zh ? '高级工程师' : 'Senior engineer',
      phone: '010-5550-0100',
    },
    words: zh
      ? '您好，今天导出 11 月报表时一直报错，请尽快帮忙看看。\n财务今天必须完成对账。'
      : 'Hello, exporting the November report has failed all day, please have a look.\nFinance must reconcile today.',
    values: sampleValues(kind, locale),
    addresses: {
      reply: 'support+a7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
      solved: 'support+b7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
      stillOpen: 'support+c7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
      confirm: 'support+d7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
      undo: 'support+e7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
    },
    ref: 'a7k2m9xqp4vt6w3e5r7y2u4ia7k2m9xqp4vt6w3e5r7y2u4i',
    messageId: '<a7k2m9xqp4vt6w3e5r7y2u4i@desk.example>',
    inReplyTo: '<parent@bigcustomer.example>',
    references: ['<root@bigcustomer.example>'],
    ...(isWithheld && { ownKeys: [OWN_KEY] }),
    received: ['EXP-5003.png'],
    attachments: [
      {
        name: zh ? '错误截图.txt' : 'screenshot.txt',
        type: 'text/plain',
        size: 8,
        inline: false,
        cid: null,
        sha256: '00',
        content: Buffer.from('EXP-5003'),
      },
    ],
    leftOut: [{ name: 'fix.exe', reason: 'executable' }],
    hops: 'desk.example;1;0;sig',
    bounceAddress: 'support+h7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
    workingHours: {
      hours: { 'mon-fri': '09:00-18:00' },
      nextHoliday: { name: zh ? '元旦' : "New Year's Day", first: '2027-01-01', last: '2027-01-03' },
    },
    original: {
      from: { name: zh ? '张敏' : 'Ann Miller', address: 'ann@bigcustomer.example' },
      text: zh ? '您好，今天导出 11 月报表时一直报错。\n\n> 之前的来信' : 'Exporting fails.\n\n> earlier mail',
      html: null,
    },
    customer: {
      company: zh ? '大客户有限公司' : 'Big Customer Ltd',
      ticketsBefore: 6,
      openTickets: 1,
      lastSatisfaction: 4,
    },
    suggested: {
      fields: {
        fields: { tried: zh ? '换了浏览器也一样' : 'tried another browser' },
        urgency: 'urgent',
        because: zh ? '财务今天必须完成对账' : 'Finance must reconcile today',
      },
      category: { category: 'function_error' },
      summary: {
        text: zh
          ? '导出 11 月报表出错；已换浏览器，无效。\n客户等待今天完成对账。'
          : 'Exporting the November report fails; another browser did not help.\nThe customer must reconcile today.',
      },
      answer: {
        text: zh
          ? '请先按月拆分导出，如仍失败再调整内存上限。'
          : 'Please export month by month first; raise the memory limit if that fails.',
        articles: [12],
      },
      translation: {
        text: zh ? '您好，导出今天一直失败。' : 'Hello, exporting has failed all day.',
        from: 'ja',
      },
      alike: { tickets: ['TS20261123017'] },
    },
    suggestedAlike: [
      {
        number: 'TS20261123017',
        subject: zh ? '月报一直转圈，下载不下来' : 'Monthly statement keeps spinning',
        company: zh ? '青禾食品' : 'Greenfield Foods',
        requester: { name: '', address: 'chen@greenfield.example' },
      },
    ],
    articles: [
      {
        number: 12,
        title: zh ? '大报表导出超时的处理' : 'Large report exports time out',
        score: 0.82,
        steps: zh
          ? '先按月拆分导出；\n如仍失败再调整内存上限。'
          : 'Export month by month first;\nraise the memory limit if that fails.',
        confident: true,
      },
    ],
    since: [
      {
        from: { name: zh ? '张敏' : 'Ann Miller', address: 'ann@bigcustomer.example' },
        at: sampleTime('01:30'),
        words: zh ? '换了浏览器也一样。' : 'Another browser makes no difference.',
        byStaff: false,
      },
      {
        from: { name: zh ? '赵一线' : 'Zhao Yixian', address: 'zhao@desk.example' },
        at: sampleTime('01:40'),
        words: `${spelled(locale)('note')} ${zh ? '已电话核实，账号和网络都正常。' : 'Checked by phone: account and network are fine.'}`,
        byStaff: true,
      },
    ],
    pastTickets: [
      {
        number: 'TS20260901003',
        subject: zh ? '导出报表失败' : 'Report export fails',
        score: 0.64,
        solution: zh ? '重启导出服务' : 'Restarted the export service',
      },
    ],
    alike: [
      {
        number: 'TS20261123011',
        subject: zh ? '报表导出失败' : 'Export fails',
        company: zh ? '远山物流' : 'Far Hills Logistics',
        requester: { name: '', address: 'tel:13800000000' },
      },
    ],
    transcript: kind === 'incident_confirm' ? WARNINGS : TRANSCRIPT,
    heldMails: [
      {
        from: 'billing@unknown.example',
        subject: zh ? '发票问题' : 'About an invoice',
        reason: { code: 'virus', detail: 'Test.Virus-1' },
        receivedAt: sampleTime('01:12'),
        action: 'release',
        release: 'support+f7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
        ref: '',
      },
    ],
    collected: [
      { number: 'TS20261123008', subject: zh ? '报表打不开' : 'Report does not open' },
      { number: 'TS20261123009', subject: zh ? '登录很慢' : 'Login is slow' },
    ],
    copies: [
      {
        number: 'TS20261123007',
        title: zh ? '月度报表导出报错' : 'Monthly report export fails',
        urgency: 'high',
        reply: 'support+g7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
        ref: '',
        entries: [
          {
            kind: 'progress',
            by: zh ? '李工' : 'Li Gong',
            at: sampleTime('01:05'),
            words: zh ? '当前进展：内存上限过低\n下一步计划：今晚调整' : 'Current progress: memory limit too low',
          },
          {
            kind: 'closing_record',
            by: '',
            at: sampleTime('01:40'),
            words: zh ? '问题已解决，谢谢' : 'It is solved, thank you',
          },
        ],
      },
    ],
    draft: {
      title: zh ? '大报表导出中断' : 'Large report exports are cut off',
      symptom: zh ? '超过 5 万行的报表导出时提示“系统繁忙”' : 'Exports above 50,000 rows end with “busy”',
      cause: zh ? '导出服务内存上限过低' : 'The memory limit of the export service is too low',
      steps: zh ? '1. 调整上限\n2. 重启服务' : '1. Raise the limit\n2. Restart the service',
      caution: zh ? '重启时导出会中断' : 'Exports are cut off by the restart',
      category: 'system_fault',
      module: zh ? '报表' : 'reports',
      tags: zh ? ['导出', '内存'] : ['export', 'memory'],
      source: 'TS20261123007',
    },
    digest: {
      model: { requests: 46, faults: 2, budgetShare: 0.046 },
      day: '2026-11-23',
      openedYesterday: 12,
      closedYesterday: 9,
      open: 57,
      first: [
        {
          section: 'breached',
          number: 'TS20261123007',
          title: zh ? '月度报表导出时报错' : 'Monthly report export fails',
          who: zh ? '李工' : 'Li Gong',
          why: 'response',
          urgency: 'urgent',
          since: sampleTime('01:25'),
          reply: 'support+g7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
          ref: 'g7k2m9xqp4vt6w3e5r7y2u4i',
        },
      ],
      sections: [
        {
          name: 'breached',
          total: 14,
          people: [
            { who: zh ? '李工' : 'Li Gong', count: 9 },
            { who: zh ? '孙工' : 'Sun Gong', count: 4 },
            { who: '', count: 1 },
          ],
          rows: [],
        },
        {
          name: 'quarantined',
          total: 1,
          people: [],
          rows: [
            {
              number: '',
              title: zh ? '发票问题' : 'About an invoice',
              who: 'billing@unknown.example',
              why: null,
              urgency: null,
              since: sampleTime('01:12'),
              reply: '',
              ref: '',
            },
          ],
        },
      ],
    },
    list: sampleList(kind, zh),
    ...(ABOUT_INCIDENTS.has(kind) && { incident: sampleIncident(zh) }),
    period: { from: '2026-10-01', to: '2026-10-31', previousFrom: '2026-09-01', previousTo: '2026-09-30' },
    figures: sampleFigures(zh, kind === 'digest' ? 'day' : 'month'),
  };
}

/** Letters about an incident. */
const ABOUT_INCIDENTS: ReadonlySet<LetterKind> = new Set(['incident', 'incident_notice', 'incident_confirm']);

/** Letters that belong to no ticket. */
const TICKETLESS: ReadonlySet<LetterKind> = new Set([
  ...ABOUT_INCIDENTS,
  'collected_acknowledgement',
  'collected_copies',
  'outside_question',
  'outside_reminder',
  'help',
  'challenge',
  'held_alert',
  'quarantine_notice',
  'knowledge',
  'customer_tickets',
  'service_report',
  'ticket_list',
  'contract_hours',
  'unsubscribed',
  'absence_question',
  'stand_in',
  'welcome_back',
  'own_digest',
  'knowledge_draft',
  'digest',
  'report',
  'alarm',
  'canary',
]);

/** Values that letters show in words of their own; any other is made up from how the row of the letter shows it. */
function sampleValues(kind: LetterKind, locale: Locale): Record<string, string> {
  const zh = locale === 'zh-CN';
  const forms: Readonly<Record<string, ValueForm<string> | readonly string[]>> = letterRow(kind).values;
  const made = Object.entries(forms).flatMap(([name, form]) => {
    const value = typeof form === 'string' ? MADE[form] : form[0];
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ...Object.fromEntries(made),
    ...sampleTicket(locale).analysis,
    closesAt: '2026-11-26T02:00:00.000Z',
    reopenUntil: '2026-12-23T02:00:00.000Z',
    nowWith: 'zhao@desk.example',
    begins: '2026-11-27T16:00:00.000Z',
    ends: '2026-11-30T16:00:00.000Z',
    substitute: 'zhao@desk.example',
    absent: 'li@desk.example',
    from: kind === 'low_rating' ? 'ann@bigcustomer.example' : 'stranger@elsewhere.example',
    question: zh ? '导出服务的内存上限可以调到多少？' : 'How far can the memory limit go?',
    recipient: 'ann@bigcustomer.example',
    status: '5.1.1',
    // As it mostly is.
    late: '',
    toldBy: zh ? '赵一线' : 'Zhao Yixian',
    toCustomer: zh ? '今晚调整后请再导出一次。' : 'Please export once more after tonight’s change.',
    subject: zh ? '导出服务的内存上限可以调到多少？' : 'How far can the memory limit go?',
    into: 'TS20261123012',
    absorbed: 'TS20261123012',
    number: 'TS20261123007',
    customer: zh ? '大客户有限公司' : 'Big Customer Ltd',
    asked:
      kind === 'canned_answers'
        ? zh
          ? '密码重置'
          : 'password-reset'
        : kind === 'outside_answer'
          ? 'vendor@factory.example'
          : '2',
    rating: kind === 'low_rating' ? '2' : '4',
    contract: zh ? '大客户金牌' : 'Big Customer Gold',
    used: '16.5',
    most: '20',
    month: '2026-11',
    customers: '3',
    errorCode: 'EXP-5003',
    company: zh ? '大客户有限公司' : 'Big Customer Ltd',
    otherLanguage: zh ? 'English' : '中文',
    alike: zh
      ? 'TS20261123009 导出失败\nTS20261123011 导出 5003'
      : 'TS20261123009 Export fails\nTS20261123011 Export 5003',
    done: '8431',
    passed: '12',
    detail: zh ? '550 收件人不存在' : '550 no such user',
  };
}

const MADE: Readonly<Record<ValueForm<string> & string, string | undefined>> = {
  words: 'words',
  person: 'li@desk.example',
  moment: '2026-11-23T06:00:00.000Z',
  unseen: undefined,
};

/**
 * The letter as its readers may find it: with everything it can show, with nothing but what it always has, and with
 * each of the codes its values may be.
 */
export function sampleVariants(kind: LetterKind, locale: Locale): readonly LetterFacts[] {
  const full = sampleFacts(kind, locale);
  const forms: Readonly<Record<string, ValueForm<string> | readonly string[]>> = letterRow(kind).values;
  const codes = Object.entries(forms).flatMap(([name, form]) =>
    typeof form === 'string' ? [] : form.map((code) => ({ ...full, values: { ...full.values, [name]: code } })),
  );
  return [full, bare(full), ...codes];
}

/** Nothing but what every letter has, and the draft or the incident that a letter about one cannot do without. */
function bare({ addresses: { reply }, draft, incident, ...facts }: LetterFacts): LetterFacts {
  const { kind, locale, timezone, now, desk, recipient, ticket, ref, messageId } = facts;
  const always = { kind, locale, timezone, now, desk, recipient, ticket, ref, messageId, addresses: { reply } };
  return { ...always, ...(draft && { draft }), ...(incident && { incident }) };
}
