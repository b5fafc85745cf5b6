import type { Figure, LetterFacts } from '../../src/letter/facts.ts';
import type { Attachment } from '../../src/mail/mail.ts';
import type { LetterKind } from '../../src/ticket/letters.ts';
import type { State, Ticket } from '../../src/ticket/ticket.ts';
import type { Locale } from '../../src/words/locale.ts';

const at = (time: string): Date => new Date(`2026-11-23T${time}:00Z`);

export const attachment = (name: string, type: string, content: string): Attachment => ({
  name,
  type,
  size: content.length,
  inline: false,
  cid: null,
  sha256: '00',
  content: Buffer.from(content),
});

/** A ticket in the middle of its life, with every field that a letter may show. */
function sampleTicket(locale: Locale): Ticket {
  const zh = locale === 'zh-CN';
  return {
    id: '0',
    number: 'TS20261123007',
    version: 3,
    state: 'in_progress',
    urgency: 'high',
    urgencyReason: { source: 'rule', detail: zh ? '报错' : 'error' },
    category: 'system_fault',
    categoryReason: { source: 'default', detail: '' },
    subject: zh ? '月度报表导出时报错，财务无法对账' : 'Monthly report export fails, finance cannot reconcile',
    locale,
    timezone: null,
    requester: { name: zh ? '张敏' : 'Ann Miller', address: 'ann@bigcustomer.example' },
    company: zh ? '大客户有限公司' : 'Big Customer Ltd',
    participants: [{ address: 'xu@bigcustomer.example', name: '', role: 'copy', confirmed: false }],
    form: {
      company: zh ? '大客户有限公司' : 'Big Customer Ltd',
      description: zh
        ? '点击“导出”后等待约 30 秒，页面提示“系统繁忙”。\n换浏览器也一样。'
        : 'After pressing “Export” the page waits for half a minute and then says “busy”.\nAnother browser makes no difference.',
      businessImpact: zh ? '财务 12 人无法对账，影响月结' : '12 people in finance cannot close the month',
      errorCode: 'EXP-5003',
      links: [{ url: 'https://drive.example/s/AbC', name: 'log.zip', expires: '2026-12-01' }],
    },
    team: 'backend',
    line: 1,
    assignee: 'li@desk.example',
    follower: 'zhao@desk.example',
    passedOver: [],
    acceptRound: 1,
    createdAt: at('02:00'),
    respondBy: at('06:00'),
    respondedAt: null,
    updateBy: at('07:30'),
    acceptBy: at('02:30'),
    acceptedAt: null,
    expectedBy: at('10:00'),
    resolvedAt: at('05:00'),
    closedAt: null,
    pausedAt: null,
    lastProgressAt: null,
    analysis: {
      checked: zh ? '数据库连接、导出队列均正常' : 'Database connections and the export queue are fine',
      current: zh ? '定位到大报表触发内存上限' : 'Large reports hit a memory limit',
      next: zh ? '今晚调整上限并复测' : 'Raise the limit tonight and test again',
    },
    customerAskedAt: null,
    newsSentAt: null,
    askedBackAt: null,
    unclearAt: null,
    reopenCount: 0,
    resolution: {
      cause: zh
        ? '导出服务的内存上限过低，超过 5 万行的报表会中断。'
        : 'The export service had too low a memory limit; reports above 50,000 rows were cut off.',
      steps: zh
        ? '1. 内存上限由 512 MB 调到 2 GB\n2. 重启导出服务\n3. 用 11 月数据复测通过'
        : '1. Raised the limit from 512 MB to 2 GB\n2. Restarted the export service\n3. Tested with the data of November',
      kind: 'fix',
      workaround: null,
      verified: zh ? '已用 8 万行报表验证' : 'Verified with a report of 80,000 rows',
      resources: null,
      by: 'li@desk.example',
      at: at('05:00'),
      released: true,
    },
    closing: {
      solution: zh ? '调整导出服务内存上限并重启。' : 'Raised the memory limit of the export service and restarted it.',
      handlingMinutes: 215,
      minutesByState: {},
      resources: null,
      confirmedBy: 'mail',
      satisfaction: null,
    },
    sideThreads: [],
    clocks: [],
    pausedClocks: [],
    stateSince: at('02:00'),
    spent: {},
    mergedInto: null,
    linkedTo: ['TS20261001004'],
    claims: 'TS20261002005',
    tokenEpoch: 0,
  };
}

/** In which such a letter is written. */
const stateOf = (kind: LetterKind): State =>
  kind === 'dispatch' ? 'assigned' : kind === 'unclear_reply' ? 'resolved' : 'in_progress';

/** Facts for any letter with every section filled; what a kind does not use is ignored. */
export function sampleFacts(kind: LetterKind, locale: Locale): LetterFacts {
  const zh = locale === 'zh-CN';
  const ticket = TICKETLESS.has(kind) ? null : { ...sampleTicket(locale), state: stateOf(kind) };
  return {
    kind,
    locale,
    timezone: 'Asia/Shanghai',
    now: at('02:00'),
    desk: { name: zh ? '星云科技技术支持' : 'Nebula Support', address: 'support@desk.example', domain: 'desk.example' },
    recipient: ticket?.requester ?? { name: '王主管', address: 'wang@desk.example' },
    readerRoles: ['supervisor'],
    ticket,
    names: { 'li@desk.example': zh ? '李工' : 'Li Gong', 'zhao@desk.example': zh ? '赵一线' : 'Zhao Yixian' },
    words: zh
      ? '您好，今天导出 11 月报表时一直报错，请尽快帮忙看看。\n财务今天必须完成对账。'
      : 'Hello, exporting the November report has failed all day, please have a look.\nFinance must reconcile today.',
    values: valuesFor(kind, locale),
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
    received: ['EXP-5003.png'],
    attachments: [attachment(zh ? '错误截图.txt' : 'screenshot.txt', 'text/plain', 'EXP-5003')],
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
    articles: [
      {
        title: zh ? '大报表导出超时的处理' : 'Large report exports time out',
        score: 0.82,
        steps: zh
          ? '先按月拆分导出；\n如仍失败再调整内存上限。'
          : 'Export month by month first;\nraise the memory limit if that fails.',
        confident: true,
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
    transcript: [
      { command: '#resolve', done: false, result: 'missing', detail: 'steps' },
      { command: '#eta 18:00', done: true, result: 'eta', detail: '2026-11-23T10:00:00.000Z' },
      { command: '', done: true, result: 'kept_as_note', detail: '' },
    ],
    heldMails: [
      {
        from: 'billing@unknown.example',
        subject: zh ? '发票问题' : 'About an invoice',
        reason: { code: 'virus', detail: 'Test.Virus-1' },
        receivedAt: at('01:12'),
        action: 'release',
        release: 'support+f7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
        ref: '',
      },
    ],
    collected: [
      { number: 'TS20261123008', subject: zh ? '报表打不开' : 'Report does not open' },
      { number: 'TS20261123009', subject: zh ? '登录很慢' : 'Login is slow' },
    ],
    draft: {
      title: zh ? '大报表导出中断' : 'Large report exports are cut off',
      symptom: zh ? '超过 5 万行的报表导出时提示“系统繁忙”' : 'Exports above 50,000 rows end with “busy”',
      cause: zh ? '导出服务内存上限过低' : 'The memory limit of the export service is too low',
      steps: zh ? '1. 调整上限\n2. 重启服务' : '1. Raise the limit\n2. Restart the service',
      category: 'system_fault',
      module: zh ? '报表' : 'reports',
      tags: zh ? ['导出', '内存'] : ['export', 'memory'],
      source: 'TS20261123007',
    },
    digest: {
      day: '2026-11-23',
      openedYesterday: 12,
      closedYesterday: 9,
      open: 57,
      sections: [
        {
          name: 'breached',
          total: 14,
          rows: [
            {
              number: 'TS20261123007',
              title: zh ? '月度报表导出时报错' : 'Monthly report export fails',
              who: zh ? '李工' : 'Li Gong',
              why: 'response',
              urgency: 'urgent',
              since: at('01:25'),
              reply: 'support+g7k2m9xqp4vt6w3e5r7y2u4i@desk.example',
              ref: 'g7k2m9xqp4vt6w3e5r7y2u4i',
            },
          ],
        },
        {
          name: 'quarantined',
          total: 1,
          rows: [
            {
              number: '',
              title: zh ? '发票问题' : 'About an invoice',
              who: 'billing@unknown.example',
              why: null,
              urgency: null,
              since: at('01:12'),
              reply: '',
              ref: '',
            },
          ],
        },
      ],
    },
    period: { from: '2026-10-01', to: '2026-10-31', previousFrom: '2026-09-01', previousTo: '2026-09-30' },
    figures: sampleFigures(zh),
  };
}

/** Letters that belong to no ticket. */
export const TICKETLESS: ReadonlySet<LetterKind> = new Set([
  'collected_acknowledgement',
  'help',
  'challenge',
  'held_alert',
  'quarantine_notice',
  'knowledge',
  'knowledge_draft',
  'digest',
  'report',
  'alarm',
  'canary',
]);

function valuesFor(kind: LetterKind, locale: Locale): Record<string, string> {
  const zh = locale === 'zh-CN';
  return {
    ...sampleTicket(locale).analysis,
    closesAt: '2026-11-26T02:00:00.000Z',
    reopenUntil: '2026-12-23T02:00:00.000Z',
    dueAt: '2026-11-23T06:00:00.000Z',
    by: 'li@desk.example',
    nowWith: 'zhao@desk.example',
    responsible: 'li@desk.example',
    from: 'stranger@elsewhere.example',
    reason: 'urgent',
    mark: 'unverified',
    span: kind === 'breach' ? 'update' : 'respond',
    question: zh ? '导出服务的内存上限可以调到多少？' : 'How far can the memory limit go?',
    recipient: 'ann@bigcustomer.example',
    status: '5.1.1',
    detail: zh ? '550 收件人不存在' : '550 no such user',
  };
}

/** One of each kind. */
function sampleFigures(zh: boolean): readonly Figure[] {
  const days = Array.from({ length: 14 }, (_, day) => String(10 + day));
  return [
    {
      kind: 'tiles',
      heading: '',
      tiles: [
        { label: zh ? '新增' : 'Opened', value: '1,204', before: zh ? '上期 1,180' : 'before: 1,180' },
        { label: zh ? '关闭' : 'Closed', value: '1,187', before: zh ? '上期 1,201' : 'before: 1,201' },
        { label: zh ? '未结' : 'Open', value: '57', before: '' },
      ],
    },
    {
      kind: 'bars',
      heading: zh ? '分类分布' : 'By category',
      rows: [
        { label: zh ? '系统故障' : 'System fault', value: '12', share: 0.6 },
        { label: zh ? '操作指导' : 'How-to', value: '8', share: 0.4 },
        { label: zh ? '满意度' : 'Satisfaction', value: '4.6', share: null },
      ],
    },
    {
      kind: 'columns',
      heading: zh ? '近 14 天' : 'The last 14 days',
      labels: days,
      series: [
        { label: zh ? '新增' : 'Opened', values: days.map((_, day) => (day * 7) % 23) },
        { label: zh ? '关闭' : 'Closed', values: days.map((_, day) => (day * 5) % 19) },
      ],
    },
    {
      kind: 'table',
      heading: zh ? '首次响应' : 'First response',
      columns: zh ? ['紧急程度', '次数', '中位数', 'P90'] : ['Urgency', 'Count', 'Median', 'P90'],
      rows: [
        [zh ? '紧急' : 'Urgent', '12', zh ? '35 分' : '35 min', zh ? '1.8 小时' : '1.8 h'],
        [zh ? '高' : 'High', '80', zh ? '2.1 小时' : '2.1 h', zh ? '3.9 小时' : '3.9 h'],
      ],
    },
    {
      kind: 'heat',
      heading: zh ? '解决用时' : 'Time to resolution',
      columns: ['< 1h', '1–4h', '≥ 4h'],
      rows: [
        {
          label: zh ? '紧急' : 'Urgent',
          cells: [
            { label: '< 1h', value: '6', share: 1 },
            { label: '1–4h', value: '3', share: 0.5 },
            { label: '≥ 4h', value: '0', share: 0 },
          ],
        },
      ],
    },
  ];
}
