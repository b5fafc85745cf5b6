import { describe, expect, test } from 'vitest';
import { effortIn, effortLine } from '../../src/ticket/text/effort.ts';
import { readProgress } from '../../src/ticket/text/progress-note.ts';
import { readParts, readResolution } from '../../src/ticket/text/resolution-text.ts';

describe('a progress note', () => {
  test.each([
    [
      '已排查方向：网络\n当前进展：正在看日志\n下一步计划：重启',
      { checked: '网络', current: '正在看日志', next: '重启' },
    ],
    [
      'Checked so far: network\nCurrent progress: reading logs\nNext step: restart',
      { checked: 'network', current: 'reading logs', next: 'restart' },
    ],
    ['下一步：重启\n进展：看日志', { checked: '', current: '看日志', next: '重启' }],
    ['【已排查方向】\n网络\n磁盘\n【当前进展】\n看日志', { checked: '网络\n磁盘', current: '看日志', next: '' }],
    ['1. Checked: network\n2. Next: restart', { checked: 'network', current: '', next: 'restart' }],
    ['- checked so far / 已排查方向: 网络', { checked: '网络', current: '', next: '' }],
    ['NEXT STEP： 重启', { checked: '', current: '', next: '重启' }],
    ['正在看日志，大约一小时', { checked: '', current: '正在看日志，大约一小时', next: '' }],
    ['快好了\n下一步：重启', { checked: '', current: '快好了', next: '重启' }],
    ['快好了\n当前进展：看日志', { checked: '', current: '快好了\n看日志', next: '' }],
    ['\n快好了\n\n再等等\n\n下一步：重启', { checked: '', current: '快好了\n\n再等等', next: '重启' }],
    ['12. Checked: network', { checked: 'network', current: '', next: '' }],
    ['1.Checked: network', { checked: 'network', current: '', next: '' }],
    ['Next  step: restart', { checked: '', current: '', next: 'restart' }],
    ['Results / Checked: network', { checked: 'network', current: '', next: '' }],
    ['see]Checked: network', { checked: '', current: 'see]Checked: network', next: '' }],
    ['http://example.com: ok\nChecked: a: b', { checked: 'a: b', current: 'http://example.com: ok', next: '' }],
    [
      '当前进展：怀疑是客户改了配置\n对客户：正在核对配置，\n下午给您答复\n下一步计划：回滚',
      { checked: '', current: '怀疑是客户改了配置', next: '回滚', toCustomer: '正在核对配置，\n下午给您答复' },
    ],
    ['To customer: we are on it', { checked: '', current: '', next: '', toCustomer: 'we are on it' }],
  ])('%j', (words, parts) => expect(readProgress(words).analysis).toEqual(parts));

  test('tells what it took, which is not part of it', () => {
    expect(readProgress('当前进展：查日志\n工时：1.5 小时\n明天继续\n涉及资源：数据库组')).toEqual({
      analysis: { checked: '', current: '查日志\n明天继续', next: '' },
      work: { minutes: 90, resources: '数据库组' },
    });
  });
});

describe('a resolution', () => {
  const none = { kind: null, workaround: null, verified: null, resources: null };
  test.each([
    ['原因：磁盘满\n解决步骤：清理', { cause: '磁盘满', steps: '清理', ...none }],
    [
      'Cause: disk full\nSteps:\n1. clean up\n2. restart',
      { cause: 'disk full', steps: '1. clean up\n2. restart', ...none },
    ],
    ['步骤：清理\n原因：满了', { cause: '满了', steps: '清理', ...none }],
    [
      '原因：满\n解决步骤：清\n类型：临时方案\n临时方案：扩容\n验证：已验证\n资源：运维手册',
      { cause: '满', steps: '清', kind: 'workaround', workaround: '扩容', verified: '已验证', resources: '运维手册' },
    ],
    [
      'Root cause: x\nSolution: y\nType: Product suggestion',
      { cause: 'x', steps: 'y', ...none, kind: 'product_suggestion' },
    ],
    [
      '原因：x\n步骤：y\n类型：环境问题（磁盘）\n请客户重启后再试。\n\n产品建议：磁盘满时提前提醒',
      { cause: 'x', steps: 'y\n请客户重启后再试。', ...none, kind: 'environment', suggestion: '磁盘满时提前提醒' },
    ],
    [
      '原因：x\n类型：\n技术故障\n半夜才出现\n步骤：y',
      { cause: 'x\n半夜才出现', steps: 'y', ...none, kind: 'technical_fault' },
    ],
    [
      '您好，已处理好。\n类型：功能优化\n现在更快。\n原因：x\n步骤：y',
      {
        cause: 'x',
        steps: '您好，已处理好。\n现在更快。\ny',
        ...none,
        kind: 'improvement',
      },
    ],
    [
      '原因：x\n步骤：y\n注意事项：先备份\n参考资料：手册 4.2\n涉及资源：DBA 一名\n工时：2h\n夜里值守',
      {
        cause: 'x',
        steps: 'y',
        ...none,
        caution: '先备份',
        references: '手册 4.2',
        resources: 'DBA 一名\n夜里值守',
      },
    ],
  ])('%j', (words, expected) => {
    const read = readResolution(words);
    if ('refused' in read) throw new Error(`refused: ${read.detail}`);
    expect([read.resolution, read.unknownKind]).toEqual([expected, null]);
  });

  test('tells what it took', () => {
    const work = (words: string) => readParts(`原因：x\n步骤：y\n${words}`).work;
    expect(work('工时：2 小时\n资源：DBA')).toEqual({ minutes: 120, resources: 'DBA', unknownEffort: null });
    expect(work('工时：很久')).toEqual({ minutes: null, resources: null, unknownEffort: '很久' });
  });

  test.each([
    ['require', { refused: 'missing', detail: 'verified' }],
    ['ask', { resolution: { verified: null } }],
    ['off', { resolution: { verified: null } }],
  ] as const)('without a word on how it was verified, where the desk is set to %s', (verify, outcome) => {
    expect(readResolution('原因：x\n步骤：y', verify)).toMatchObject(outcome);
    expect(readResolution('原因：x\n步骤：y\n验证：已导出', verify)).toMatchObject({
      resolution: { verified: '已导出' },
    });
  });

  test('of a kind that there is not counts without one', () => {
    expect(readResolution('原因：x\n步骤：y\n类型：奇怪')).toMatchObject({
      resolution: { cause: 'x', steps: 'y', ...none },
      unknownKind: '奇怪',
    });
  });

  test.each([
    ['修复', 'fix'],
    ['修复。。', 'fix'],
    ['Workaround', 'workaround'],
    ['环境', 'environment'],
    ['操作指导', 'guidance'],
    ['product_suggestion', 'product_suggestion'],
    ['产品建议', 'product_suggestion'],
    ['技术故障', 'technical_fault'],
    ['功能优化。', 'improvement'],
    ['环境问题', 'environment'],
    ['Environment problem (disk)', 'environment'],
    ['技术故障、产品建议', 'technical_fault'],
  ])('may be of the kind %s', (kind, expected) => {
    expect(readResolution(`原因：x\n步骤：y\n类型：${kind}`)).toMatchObject({ resolution: { kind: expected } });
  });

  test.each([
    ['原因：磁盘满', 'steps'],
    ['Steps: clean up', 'cause'],
    ['好了', 'cause, steps'],
    ['原因：\n解决步骤：', 'cause, steps'],
  ])('%j is refused without %s', (words, detail) =>
    expect(readResolution(words)).toEqual({ refused: 'missing', detail }),
  );
});

describe('an effort', () => {
  test.each([
    ['2 小时', 120],
    ['1.5h', 90],
    ['90分钟', 90],
    ['2', 120],
    ['半天', 240],
    ['3人天', 1440],
    ['两个半小时', 150],
    ['2小时半', 150],
    ['1 小时 30 分钟', 90],
    ['李工 1.5h，陈工 0.5 人天', 330],
    ['2 人 × 3 小时', 360],
    ['2 hours 15 minutes', 135],
    ['1 person-day', 480],
    ['３小时', 180],
    ['见附件', null],
    ['3 people', null],
    ['', null],
  ])('%j is %j minutes', (words, minutes) => expect(effortIn(words)).toBe(minutes));
});

describe('a line of a staff mail that tells an effort', () => {
  test.each([
    ['工时：1.5h', 90],
    ['  工时: 1 小时 30 分钟 ', 90],
    ['time: 90m', 90],
    ['Time spent: 2 hours and 15 minutes', 135],
    ['Effort：2', 120],
    ['耗时：李工 1.5h，陈工 30m', 120],
    ['工时：1h\n工时：30m', 90],
    ['工时：约2小时', 120],
    ['工时：2h（含远程）', 120],
    ['工时:2h 谢谢', 120],
    ['工时：2 小时左右。', 120],
    ['- 工时：1h', 60],
    ['2. 投入工时：1.5', 90],
    ['工时1h', 60],
    ['工时 两小时', 120],
    ['本次工时：2h', 120],
    ['总工时：半天', 240],
    ['工时：1:30', 90],
    ['工作量：1 人天', 480],
    ['Total effort: about 3 h', 180],
    ['* Effort: 2h (remote)', 120],
    ['hours: 1.5', 90],
  ])('%j is %j minutes, and no words', (words, minutes) => {
    expect(effortLine(words)).toEqual({ minutes, rest: '', unread: null });
    expect(effortLine(`已经重启。\n${words}\n请再看看。`)).toEqual({
      minutes,
      rest: '已经重启。\n请再看看。',
      unread: null,
    });
  });

  test.each([
    ['版本是多少？ 工时：1h', '版本是多少？', 60],
    ['请重启。工时：30m', '请重启。', 30],
    ['Which version is it? Effort: 2h', 'Which version is it?', 120],
  ])('%j tells it at its end', (words, rest, minutes) =>
    expect(effortLine(words)).toEqual({ minutes, rest, unread: null }),
  );

  test.each([
    ['工时：待定', '待定'],
    ['工时：很多', '很多'],
    ['工时：大约要 2 小时才能恢复', '大约要 2 小时才能恢复'],
    ['工时：-3h', '-3h'],
    ['工时：1000h', '1000h'],
    ['Effort: too much', 'too much'],
    ['Time spent: since Monday', 'since Monday'],
  ])('%j cannot be read, and is no words to a customer either', (words, unread) => {
    expect(effortLine(words)).toEqual({ minutes: null, rest: '', unread });
    expect(effortLine(`已经重启。\n${words}`)).toEqual({ minutes: null, rest: '已经重启。', unread });
  });
  test('a label without anything is an empty field', () => {
    expect(effortLine('已经重启。\n工时：')).toEqual({ minutes: null, rest: '已经重启。', unread: null });
  });

  test.each([
    '工时',
    '工时不够，下周再看',
    '耗时：大约要 2 小时才能恢复',
    'Time: the job runs at 2 h after midnight',
    'Hours: Mon-Fri 9-17',
    '今天 2 小时',
    '预计工时 2h',
    '服务时间：8 小时',
    '请在工时统计页面查看',
  ])('%j tells none', (words) => expect(effortLine(words)).toBeNull());
});
