import type { Resolution } from '../../ticket/ticket.ts';
import type { Locale } from '../../words/locale.ts';

/** What a customer writes about, and what solves it. */
export interface Problem extends Pick<Resolution, 'cause' | 'steps' | 'suggestion'> {
  subject: string;
  kind: NonNullable<Resolution['kind']>;
}

/** What the people of a month write in a language. */
export interface MonthWords {
  customer: string;
  companies: readonly string[];
  /** Those that come up most stand first. */
  problems: readonly Problem[];
  reply: string;
  question: string;
  answer: string;
  solved: string;
  unclear: string;
  /** With a rating of one or two of five. */
  disappointed: readonly string[];
  stillOpen: readonly string[];
}

export const MONTH_WORDS: Readonly<Record<Locale, MonthWords>> = {
  'zh-CN': {
    customer: '客户',
    companies: ['恒通物流', '东方制造', '蓝海零售', '华信医药', '远景能源', '安居物业', '启明教育', '金桥贸易'],
    problems: [
      {
        subject: '月度报表导出时报错 EXP-5003',
        kind: 'technical_fault',
        cause: '导出服务的内存上限过低',
        steps: '1. 调高上限\n2. 重启导出服务',
        suggestion: '导出前先估算行数，太大时提示分批导出',
      },
      {
        subject: '登录后提示没有权限',
        kind: 'environment',
        cause: '角色变更后缓存没有刷新',
        steps: '1. 刷新角色缓存\n2. 重新登录',
      },
      {
        subject: '接口返回 429，同步中断',
        kind: 'environment',
        cause: '调用频率超过合同约定的限额',
        steps: '1. 临时提高限额\n2. 同步改为每 5 分钟一次',
        suggestion: '接近限额时提前发邮件提醒',
      },
      {
        subject: '如何添加自定义字段',
        kind: 'guidance',
        cause: '使用手册里没有写',
        steps: '设置 → 字段 → 新增，保存后刷新页面',
      },
      {
        subject: '库存数量显示为负数',
        kind: 'fix',
        cause: '退货单被重复过账',
        steps: '1. 冲销多余的单据\n2. 重算库存',
      },
      {
        subject: '页面很慢，打开首页要十几秒',
        kind: 'improvement',
        cause: '首页统计查询缺少索引',
        steps: '1. 补建索引\n2. 观察一天',
      },
      {
        subject: '月度报表导出失败',
        kind: 'technical_fault',
        cause: '导出服务的内存上限过低',
        steps: '1. 调高上限\n2. 重启导出服务',
      },
      {
        subject: '生产系统无法使用，所有人登不进去',
        kind: 'technical_fault',
        cause: '认证证书到期',
        steps: '1. 换上新证书\n2. 重启认证服务',
      },
      {
        subject: '打印的表格右边缺三列',
        kind: 'workaround',
        cause: '打印模板纸张宽度设为 A5',
        steps: '打印时改选 A4 横向',
      },
      {
        subject: '今早起登录不了',
        kind: 'technical_fault',
        cause: '认证证书到期',
        steps: '1. 换上新证书\n2. 重启认证服务',
      },
      {
        subject: '客户资料重复，想合并',
        kind: 'guidance',
        cause: '导入时没有按手机号查重',
        steps: '资料 → 合并，选保留的一条',
        suggestion: '导入时自动查重',
      },
      {
        subject: '考勤打卡提示不在范围内',
        kind: 'environment',
        cause: '办公地点搬迁后坐标未更新',
        steps: '更新考勤地点的坐标',
      },
      {
        subject: 'Webhook 收不到推送',
        kind: 'environment',
        cause: '客户防火墙拦截了新的出口地址',
        steps: '请客户放行新地址，补发推送',
      },
      {
        subject: '发票税号错误开不出来',
        kind: 'fix',
        cause: '税号校验规则没有跟上新规',
        steps: '升级校验规则，重新开票',
      },
    ],
    reply: '已经在看，有结果马上告诉您。',
    question: '请问是从什么时候开始的？',
    answer: '从昨天下午开始的。',
    solved: '已经解决，谢谢。',
    unclear: '我先看看，回头再说。',
    disappointed: [
      '问题是解决了，但等了太久。',
      '来回问了好几遍同样的信息。',
      '同样的问题这个月第三次了。',
      '回复太简单，看不懂怎么操作。',
    ],
    stillOpen: [
      '按步骤做了，还是不行。',
      '早上又出现了同样的报错。',
      '只有一部分人好了，其他人还是老样子。',
      '重启之后好了一会儿，下午又坏了。',
    ],
  },
  en: {
    customer: 'Customer ',
    companies: [
      'Northwind Freight',
      'Alder & Sons',
      'Bluewater Retail',
      'Meridian Health',
      'Oakfield Energy',
      'Harrow Housing',
      'Lumen Schools',
      'Kestrel Trading',
    ],
    problems: [
      {
        subject: 'Monthly report export ends with error EXP-5003',
        kind: 'technical_fault',
        cause: 'Memory limit of the export service too low',
        steps: '1. Raise the limit\n2. Restart the export service',
        suggestion: 'Estimate the rows before an export, and offer to split a large one',
      },
      {
        subject: 'No permission after signing in',
        kind: 'environment',
        cause: 'Role cache not refreshed after a change of roles',
        steps: '1. Refresh the role cache\n2. Sign in again',
      },
      {
        subject: 'Interface answers 429, the sync stops',
        kind: 'environment',
        cause: 'More calls than the agreed quota',
        steps: '1. Raise the quota for a week\n2. Sync every five minutes',
        suggestion: 'Send a warning before the quota is used up',
      },
      {
        subject: 'How do I add a field of my own',
        kind: 'guidance',
        cause: 'Missing from the handbook',
        steps: 'Settings, Fields, New; save and load the page again',
      },
      {
        subject: 'Stock is shown as negative',
        kind: 'fix',
        cause: 'Return note posted twice',
        steps: '1. Reverse the second posting\n2. Recount the stock',
      },
      {
        subject: 'Pages are slow, the first takes ten seconds',
        kind: 'improvement',
        cause: 'Database index lacking for the statistics at the start',
        steps: '1. Build the index\n2. Watch it for a day',
      },
      {
        subject: 'Monthly report export fails',
        kind: 'technical_fault',
        cause: 'Memory limit of the export service too low',
        steps: '1. Raise the limit\n2. Restart the export service',
      },
      {
        subject: 'Production is down, nobody can sign in',
        kind: 'technical_fault',
        cause: 'Expired certificate of the identity provider',
        steps: '1. Install the new certificate\n2. Restart the identity provider',
      },
      {
        subject: 'Three columns are missing at the right of the print-out',
        kind: 'workaround',
        cause: 'Print layout set to A5 paper',
        steps: 'Choose A4, landscape, when printing',
      },
      {
        subject: 'Cannot sign in since this morning',
        kind: 'technical_fault',
        cause: 'Expired certificate of the identity provider',
        steps: '1. Install the new certificate\n2. Restart the identity provider',
      },
      {
        subject: 'Customer records stand there twice, please merge',
        kind: 'guidance',
        cause: 'Import did not look for duplicates by phone number',
        steps: 'Records, Merge; choose the one to keep',
        suggestion: 'Look for duplicates while importing',
      },
      {
        subject: 'Clocking in says outside the area',
        kind: 'environment',
        cause: 'Coordinates of the old office',
        steps: 'Enter the coordinates of the new office',
      },
      {
        subject: 'Webhook is not delivered',
        kind: 'environment',
        cause: 'Firewall of the customer blocks our new address',
        steps: 'Allow the new address, then deliver again',
      },
      {
        subject: 'No invoice because of a wrong tax number',
        kind: 'fix',
        cause: 'Tax validation behind the new regulation',
        steps: 'Update the validation, issue the invoice again',
      },
    ],
    reply: 'We are looking into it, and tell you as soon as we know.',
    question: 'Since when has it been like this?',
    answer: 'Since yesterday afternoon.',
    solved: 'Solved, thank you.',
    unclear: 'Let me have a look first.',
    disappointed: [
      'It works now, but we waited far too long.',
      'I had to tell the same thing three times.',
      'The third time this month, always the same.',
      'The answer was so short that I could not follow it.',
    ],
    stillOpen: [
      'We did all of the steps, and it is still broken.',
      'The same error came back this morning.',
      'It works for some of us, the others see no change.',
      'After the restart it was fine for an hour, then it failed again.',
    ],
  },
};
