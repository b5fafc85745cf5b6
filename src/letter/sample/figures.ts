import type { Figure } from '../facts.ts';

/** One of each kind. */
export function sampleFigures(zh: boolean): readonly Figure[] {
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
