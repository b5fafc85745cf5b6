import type { Ticket } from '../../ticket/ticket.ts';
import type { Locale } from '../../words/locale.ts';

export const sampleTime = (time: string): Date => new Date(`2026-11-23T${time}:00Z`);

/** A ticket in the middle of its life, with every field that a letter may show. */
export function sampleTicket(locale: Locale): Ticket {
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
    channel: 'phone',
    recordedBy: 'zhao@desk.example',
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
      tried: zh ? '换过浏览器，重新登录过' : 'Another browser; logged in again',
      wanted: zh ? '今天 18:00 前恢复导出，财务要对账' : 'Exports working again by 6 pm, finance must reconcile',
      wantedInstant: '2026-11-23T10:00:00.000Z',
      read: ['wanted'],
      links: [{ url: 'https://drive.example/s/AbC', name: 'log.zip', expires: '2026-12-01' }],
    },
    team: 'backend',
    line: 1,
    assignee: 'li@desk.example',
    follower: 'zhao@desk.example',
    passedOver: [],
    acceptRound: 1,
    createdAt: sampleTime('02:00'),
    respondBy: sampleTime('06:00'),
    respondedAt: null,
    updateBy: sampleTime('07:30'),
    acceptBy: sampleTime('02:30'),
    acceptedAt: null,
    expectedBy: sampleTime('10:00'),
    resolvedAt: sampleTime('05:00'),
    closedAt: null,
    pausedAt: null,
    lastProgressAt: null,
    analysis: {
      checked: zh ? '数据库连接、导出队列均正常' : 'Database connections and the export queue are fine',
      current: zh ? '定位到大报表触发内存上限' : 'Large reports hit a memory limit',
      next: zh ? '今晚调整上限并复测' : 'Raise the limit tonight and test again',
    },
    findings: [
      {
        checked: zh ? '账号权限、网络连通性正常' : 'Account and network are fine',
        suspected: zh ? '导出服务内存不足' : 'The export service runs out of memory',
        by: 'zhao@desk.example',
        at: sampleTime('01:45'),
      },
    ],
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
      at: sampleTime('05:00'),
      released: true,
    },
    closing: {
      solution: zh ? '调整导出服务内存上限并重启。' : 'Raised the memory limit of the export service and restarted it.',
      handlingMinutes: 215,
      minutesByState: { assigned: 12, in_progress: 203 },
      resources: null,
      confirmedBy: 'mail',
      satisfaction: null,
    },
    sideThreads: [],
    clocks: [],
    pausedClocks: [],
    stateSince: sampleTime('02:00'),
    spent: { assigned: 12 * 60_000, in_progress: 203 * 60_000 },
    mergedInto: null,
    linkedTo: ['TS20261001004'],
    claims: 'TS20261002005',
    tokenEpoch: 0,
  };
}
