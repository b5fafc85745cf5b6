import { describe, expect, test } from 'vitest';
import { readProgress } from '../../src/ticket/text/progress-note.ts';
import { readResolution } from '../../src/ticket/text/resolution-text.ts';

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
  ])('%j', (words, parts) => expect(readProgress(words)).toEqual(parts));
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
  ])('%j', (words, resolution) => expect(readResolution(words)).toEqual({ resolution, unknownKind: null }));

  test('of a kind that there is not counts without one', () => {
    expect(readResolution('原因：x\n步骤：y\n类型：奇怪')).toEqual({
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
