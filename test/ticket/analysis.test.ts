import { describe, expect, test } from 'vitest';
import { withoutWords } from '../../src/store/ticket.ts';
import { readFinding } from '../../src/ticket/text/finding.ts';
import { accepted, at, following, h, li, noon, opened, post, resolves, stillOpen, upon, zhao } from './sample.ts';
import { apply, linesOf } from './staff-mail.ts';

describe('an analysis is read', () => {
  test.each([
    ['已排查：网络、磁盘\n怀疑原因：索引缺失', '网络、磁盘', '索引缺失'],
    ['Checked: network\nSuspected cause: missing index', 'network', 'missing index'],
    ['1. 已排查内容：账号正常\n2. 初步判断：服务端超时', '账号正常', '服务端超时'],
    ['只看了日志，没有报错', '只看了日志，没有报错', ''],
    ['先看了日志\n可能原因：内存不足', '先看了日志', '内存不足'],
  ])('%j: checked %j, suspected %j', (words, checked, suspected) =>
    expect(readFinding(words)).toEqual({ checked, suspected }),
  );
});

describe('an analysis', () => {
  const offered = opened();

  test('by the front line stays with the ticket, and those who work on it are told', () => {
    const { change } = apply('#分析\n已排查：账号、网络\n怀疑原因：导出服务', { ticket: offered, by: zhao });
    expect(change.ticket.findings).toEqual([
      { checked: '账号、网络', suspected: '导出服务', by: zhao.email, at: noon.now },
    ]);
    expect(change.ticket.state).toBe('assigned');
    expect(post(change)).toEqual(['note→li', 'transcript→zhao']);
    expect(change.letters[0]).toMatchObject({ values: { by: 'zhao@desk.example', is: 'analysis' } });
  });

  test('by the assignee accepts the ticket; its name is no part of it', () => {
    const { change } = apply('#分析\n怀疑原因：索引\nli', { ticket: offered });
    expect(change.ticket).toMatchObject({ state: 'in_progress', findings: [{ checked: '', suspected: '索引' }] });
  });

  test('may stand in a mail that passes the ticket on', () => {
    const { applied, change } = apply('#转派 second\n#分析\n已排查：日志', { ticket: accepted });
    expect(applied).toBe(true);
    expect(change.ticket).toMatchObject({ assignee: 'sun@desk.example', findings: [{ checked: '日志' }] });
  });

  test('stays when the ticket goes to the next', () => {
    const found = apply('#分析 日志正常').change.ticket;
    const again = following(found, [resolves(li), stillOpen], at(h(1)));
    expect(again).toMatchObject({ assignee: 'sun@desk.example', findings: [{ checked: '日志正常' }] });
    const more = upon(again, {
      name: 'analysis',
      by: li,
      words: '…',
      hasAttachments: false,
      finding: { checked: '内存', suspected: '' },
    }).ticket;
    expect(more.findings?.map(({ checked }) => checked)).toEqual(['日志正常', '内存']);
  });

  test('says something', () => {
    expect(linesOf('#分析')).toMatchObject([{ done: false, result: 'no_text' }]);
  });

  test('goes when what the customer said is erased', () => {
    const { findings, handOver } = withoutWords({
      ...accepted,
      findings: [{ checked: 'x' }],
      handOver: { why: 'declined', by: li.email, words: 'y' },
    }) as typeof accepted;
    expect({ findings, handOver }).toEqual({ findings: [], handOver: { why: 'declined', by: li.email, words: '' } });
  });
});
