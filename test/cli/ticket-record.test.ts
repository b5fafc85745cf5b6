import { describe, expect, it } from 'vitest';
import { ticketRecord } from '../../src/cli/ticket-record.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';

const { ticket } = sampleFacts('dispatch', 'zh-CN');
if (ticket === null || ticket.resolution === null || ticket.closing === null)
  throw new Error('the sample has all of it');
const li = { name: '李工', address: 'li@desk.example' };
const at = new Date('2026-11-23T10:00:00.000Z');
const record = [
  ...ticketRecord(
    {
      ...ticket,
      urgencyReason: 'claim: high',
      confidential: false,
      incidentNumber: null,
      contract: '金牌 (expired)',
      assignee: li,
      follower: null,
      participants: [{ ...ticket.requester, role: 'requester', confirmed: true }],
      resolution: { ...ticket.resolution, by: li },
      closing: { ...ticket.closing, satisfaction: 4 },
      spent: { new: 400, pending: 20_000, in_progress: 280_000, closed: 90_000 },
      approvals: [],
      sideThreads: [],
      findings: [],
      recordedBy: null,
      messages: [
        {
          id: '1',
          direction: 'out',
          visibility: 'public',
          from: { name: '', address: 'support' },
          at,
          text: '已收到。\n',
          attachments: [{ name: '日志.txt', type: 'text/plain', size: 12, inline: false, sha256: '00' }],
        },
      ],
      history: [
        { at, event: 'expected', by: li, detail: '2026-11-23T10:00:00.000Z' },
        { at, event: 'dispatched', by: { name: 'clock', address: '' }, detail: '' },
      ],
    },
    'Asia/Shanghai',
  ),
].join('\n');

describe('a ticket on the terminal', () => {
  it.each([
    /^TS20261123007 {2}月度报表导出时报错，财务无法对账$/m,
    /^ {2}urgency +high \(claim: high\)$/m,
    /^ {2}requester +张敏 <ann@bigcustomer\.example>$/m,
    /^ {2}assignee +李工 <li@desk\.example>$/m,
    /^ {2}takes part +张敏 <ann@bigcustomer\.example> \(requester\)$/m,
    /^ {2}expected by +2026-11-23 18:00$/m,
    /^Form\n {2}Company +大客户有限公司$/m,
    /^ {2}Link +https:\/\/drive\.example\/s\/AbC \(until 2026-12-01\)$/m,
    /^Conversation\n── 2026-11-23 18:00 by support \(public\)\n已收到。\n {3}\[日志\.txt, text\/plain, 12 octets\]$/m,
    /^Resolution\n {2}by +李工 <li@desk\.example>, 2026-11-23/m,
    /^ {2}steps +1\. 内存上限.*\n {21}2\. 重启导出服务$/m,
    /^Closing\n {2}solution +调整/m,
    /^ {2}handling +5 minutes \(pending 20 seconds, in_progress 4 minutes 40 seconds\)$/m,
    /^ {2}satisfaction +4 of 5$/m,
    /^History\n {2}2026-11-23 18:00 {2}expected by 李工 <li@desk\.example>: 2026-11-23 18:00/m,
    /dispatched by clock$/m,
  ])('has %s', (line) => expect(record).toMatch(line));

  it('has no raw values, and no line without one', () => {
    expect(record).not.toMatch(/[{}"]|T\d\d:\d\d:|null|undefined/);
    expect(record).not.toMatch(/follower|Help asked for|reopened/);
  });
});
