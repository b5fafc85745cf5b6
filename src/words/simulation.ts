import type { Locale } from './locale.ts';

/** What the report of a simulation says. `{}` is where a value stands. */
export type SimulationWords = {
  readonly title: string;
  readonly lead: string;
  readonly noMail: string;
  readonly tiles: Readonly<Record<'mails' | 'tickets' | 'appended' | 'toCustomers' | 'missed' | 'without', string>>;
  readonly headings: Readonly<
    Record<'configure' | 'sorted' | 'deadlines' | 'letters' | 'without' | 'tickets' | 'assumed', string>
  >;
  readonly columns: Readonly<
    Record<
      | 'category'
      | 'urgency'
      | 'why'
      | 'number'
      | 'inTime'
      | 'late'
      | 'never'
      | 'letter'
      | 'to'
      | 'subject'
      | 'customer'
      | 'received'
      | 'due'
      | 'answered'
      | 'mails'
      | 'became'
      | 'examples',
      string
    >
  >;
  readonly audience: Readonly<Record<'customer' | 'staff', string>>;
  /** Of kinds that have no words of their own the name is shown. */
  readonly letters: Readonly<Record<string, string>>;
  readonly outcomes: Readonly<Record<'ignored' | 'quarantined' | 'held' | 'bounce' | 'duplicate', string>>;
  readonly advice: Readonly<Record<string, string>>;
  readonly nothingToConfigure: string;
  readonly noAnswers: string;
  readonly nothingMissed: string;
  readonly allMailsBecame: string;
  readonly none: string;
  /** `{}` of how many are shown. */
  readonly shown: string;
  readonly assumed: readonly string[];
};

const ZH_CN: SimulationWords = {
  title: '旧邮件推演报告',
  lead: '如果 {from} 至 {until} 期间由 tsdesk 处理这些邮件，结果会是这样。推演没有发出任何一封信，所用的临时数据库已经删除。',
  noMail: '没有读到邮件。',
  tiles: {
    mails: '封邮件',
    tickets: '个问题',
    appended: '封并入已有问题',
    toCustomers: '封会发给客户的信',
    missed: '个首次响应超时',
    without: '封没有归入任何问题',
  },
  headings: {
    configure: '建议的配置',
    sorted: '分类与紧急程度',
    deadlines: '首次响应时限',
    letters: '会发出的信',
    without: '没有归入任何问题的邮件',
    tickets: '问题',
    assumed: '推演的前提',
  },
  columns: {
    category: '分类',
    urgency: '紧急程度',
    why: '依据',
    number: '数量',
    inTime: '按时答复',
    late: '超时答复',
    never: '没有答复',
    letter: '信件',
    to: '收件人',
    subject: '主题',
    customer: '客户',
    received: '收到时间',
    due: '响应时限',
    answered: '实际答复',
    mails: '邮件数',
    became: '处理结果',
    examples: '举例',
  },
  audience: { customer: '客户', staff: '员工' },
  letters: {
    acknowledgement: '受理确认',
    short_acknowledgement: '简短确认（发件人未经验证）',
    collected_acknowledgement: '合并确认',
    news: '进展查询的答复',
    confirm_ask_back: '请客户再确认一次',
    reopened: '重新打开通知',
    closing: '关闭通知',
    dispatch: '派单',
    follower_copy: '派单抄送跟进人',
    supervisor_notice: '主管通知',
    relay: '客户来信转达',
    third_party_reply: '第三方来信通知',
    unclear_reply: '客户答复含义不明，请跟进人判断',
    transcript: '命令执行结果',
    alarm: '告警',
    escalation: '升级通知',
  },
  outcomes: {
    ignored: '忽略',
    quarantined: '隔离，等员工放行',
    held: '等本人确认',
    bounce: '退信',
    duplicate: '重复',
  },
  advice: {
    address: '没有配置邮箱，推演采用了收件最多的地址 {}。请写入配置。',
    aliases: '这些本域地址也收到了邮件：{}。如果它们也通向服务台，请列为别名，否则写给它们的邮件不算写给服务台。',
    authservId: '邮件大多由 {} 做过发件人验证，推演已采信它的结果。确认它会去除伪造的验证头以后，请写入配置。',
    noAuthentication:
      '邮件里没有可以采信的发件人验证结果（Authentication-Results），所以推演把所有发件人都当作未经验证：确认信从简，紧急最多算高。正式使用时系统会自行验证 DKIM。',
    noStaff: '没有配置员工，问题不会派给任何人。请列出工程师、一线和主管，并为团队指定分类。',
    staff: '这些本域地址常常发信，却不是员工：{}。如果是同事，请加入员工名单；他们的来信目前按客户处理。',
    answers: '邮件里没有员工的答复，无法判断响应是否及时。请把已发送邮件也交给推演，并配置员工。',
    customers: '这些域名的来信较多：{}。写上公司名称，问题和报表就会显示公司。',
    rules: '{} 个问题（共 {} 个）没有识别出分类，归入了默认分类。可以参照下面的主题添加规则。',
    teams: '没有团队负责这些分类：{}。它们会留给一线处理；如不合适，请写入某个团队。',
    lists: '这些群发邮件进了隔离区：{}。如果是订阅来的，请列出，它们会被安静地存档。',
  },
  nothingToConfigure: '从这些邮件看，没有需要补充的配置。',
  noAnswers: '邮件里没有员工的答复，无法判断。',
  nothingMissed: '没有超时。',
  allMailsBecame: '所有邮件都归入了问题。',
  none: '无',
  shown: '共 {} 个，列出前 {} 个。',
  assumed: [
    '时间取自邮件的接收时间（最上面的 Received），没有时取 Date，按 {zone} 时区显示。',
    '员工和服务台地址发出的邮件算作答复，其中的命令不执行。',
    '没有假设谁会接收派单，因此不计催办、转派、提醒和关闭等由时钟触发的信。',
    '不查询 DNS，不发信，不写入正式数据库。',
  ],
};

const EN: SimulationWords = {
  title: 'Old mail, played through the desk',
  lead: 'What tsdesk would have made of this mail between {from} and {until}. Nothing was sent, and the database it was played on is gone again.',
  noMail: 'No mail was read.',
  tiles: {
    mails: 'mails',
    tickets: 'tickets',
    appended: 'added to a ticket',
    toCustomers: 'letters to customers',
    missed: 'first responses too late',
    without: 'mails without a ticket',
  },
  headings: {
    configure: 'What to configure',
    sorted: 'Categories and urgencies',
    deadlines: 'First responses',
    letters: 'Letters that would have gone out',
    without: 'Mails without a ticket',
    tickets: 'Tickets',
    assumed: 'What was assumed',
  },
  columns: {
    category: 'Category',
    urgency: 'Urgency',
    why: 'Why',
    number: 'Number',
    inTime: 'In time',
    late: 'Late',
    never: 'No answer',
    letter: 'Letter',
    to: 'To',
    subject: 'Subject',
    customer: 'Customer',
    received: 'Received',
    due: 'Due',
    answered: 'Answered',
    mails: 'Mails',
    became: 'Became',
    examples: 'For example',
  },
  audience: { customer: 'customer', staff: 'staff' },
  letters: {
    acknowledgement: 'Acknowledgement',
    short_acknowledgement: 'Short acknowledgement (sender not authenticated)',
    collected_acknowledgement: 'Collected acknowledgement',
    news: 'Answer to “any news?”',
    confirm_ask_back: 'Question whether it is solved',
    reopened: 'Ticket reopened',
    closing: 'Ticket closed',
    dispatch: 'Dispatch',
    follower_copy: 'Copy of the dispatch to the follower',
    supervisor_notice: 'Notice to supervisors',
    relay: 'Customer’s mail passed on',
    third_party_reply: 'Notice of a third party’s mail',
    unclear_reply: 'Unclear answer, for the follower to judge',
    transcript: 'Transcript of commands',
    alarm: 'Alarm',
    escalation: 'Escalation',
  },
  outcomes: {
    ignored: 'Ignored',
    quarantined: 'Quarantined until staff release it',
    held: 'Held until its sender confirms',
    bounce: 'Bounce',
    duplicate: 'Duplicate',
  },
  advice: {
    address: 'No mailbox is configured. The address that got most of the mail, {}, stood in for it: write it down.',
    aliases:
      'These addresses of your domain got mail too: {}. List as aliases those that lead to the desk; mail that names none of its addresses changes nothing in a ticket.',
    authservId:
      'Most mails carry the verdict of {}, and it was believed here. Write it down once you know that this host strips forged ones.',
    noAuthentication:
      'The mails carry no Authentication-Results that could be believed, so nobody counted as proven: acknowledgements are the short ones, and urgent counts as high. A live desk verifies DKIM itself.',
    noStaff:
      'No staff are configured, so nobody gets a ticket. List engineers, front line and supervisors, and give teams their categories.',
    staff:
      'These addresses of your domain write often and are no staff: {}. Add your colleagues; so far they count as customers.',
    answers:
      'No answer of your staff is among the mails, so nobody can tell whether it came in time. Give the folder of sent mail too, and configure the staff.',
    customers: 'Much mail comes from these domains: {}. With a company’s name tickets and reports show it.',
    rules: '{} of {} tickets fell into the default category. Rules can be made from the subjects below.',
    teams:
      'No team lists these categories: {}. They stay with the front line; give them to a team if that is not meant.',
    lists: 'Bulk mail by these senders waits in quarantine: {}. List what you subscribe to, and it is kept quietly.',
  },
  nothingToConfigure: 'These mails ask for nothing more than what is configured.',
  noAnswers: 'No answer of the staff is among the mails, so this cannot be told.',
  nothingMissed: 'None was missed.',
  allMailsBecame: 'Every mail reached a ticket.',
  none: 'none',
  shown: 'The first {1} of {0}.',
  assumed: [
    'Times are those of receipt (the topmost Received), else Date, in the time zone {zone}.',
    'What staff and the desk’s own addresses wrote counts as an answer; commands in it are not carried out.',
    'Nobody is assumed to accept or to work with tickets, so letters by the clock (reminders, passing on, closing) are not counted.',
    'DNS is not asked, nothing is sent, and the desk’s own database is not touched.',
  ],
};

const WORDS: Readonly<Record<Locale, SimulationWords>> = { 'zh-CN': ZH_CN, en: EN };

export const simulationWords = (locale: Locale): SimulationWords => WORDS[locale];
