import type { Figure } from '../facts.ts';

/** One of each kind. */
export function sampleFigures(zh: boolean): readonly Figure[] {
  const days = Array.from({ length: 14 }, (_, day) => String(10 + day));
  return [
    {
      kind: 'tiles',
      heading: '',
      tiles: [
        { label: zh ? '新增' : 'Opened', value: '1,204', before: zh ? '+24 · 上期 1,180' : '+24 · before: 1,180' },
        { label: zh ? '关闭' : 'Closed', value: '1,187', before: zh ? '−14 · 上期 1,201' : '−14 · before: 1,201' },
        { label: zh ? '未结' : 'Open', value: '57', before: '' },
      ],
    },
    {
      kind: 'bars',
      heading: zh ? '分类分布' : 'By category',
      rows: [
        { label: zh ? '系统故障' : 'System fault', value: '12', share: 0.6 },
        { label: zh ? '操作指导' : 'How-to', value: '8', share: 0.4 },
        { label: zh ? '其他' : 'Other', value: '—', share: null },
      ],
    },
    {
      kind: 'bars',
      heading: zh ? '紧急程度分布' : 'By urgency',
      rows: [
        { label: zh ? '紧急' : 'Urgent', value: '2', share: 0.1, urgency: 'urgent' },
        { label: zh ? '高' : 'High', value: '8', share: 0.4, urgency: 'high' },
        { label: zh ? '中' : 'Medium', value: '20', share: 1, urgency: 'medium' },
        { label: zh ? '低' : 'Low', value: '0', share: 0, urgency: 'low' },
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
        [zh ? '紧急' : 'Urgent', '12', zh ? '35 分钟' : '35 min', zh ? '1.8 小时' : '1.8 h'],
        [zh ? '高' : 'High', '80', zh ? '2.1 小时' : '2.1 h', zh ? '3.9 小时' : '3.9 h'],
      ],
    },
    {
      kind: 'heat',
      heading: zh ? '解决用时' : 'Time to resolution',
      note: zh ? '按小时；颜色越深，次数越多' : 'In hours; the darker, the more',
      columns: ['<1', '1–4', '≥4'],
      rows: [
        {
          label: zh ? '紧急' : 'Urgent',
          cells: [
            { label: '<1', value: '6', share: 1 },
            { label: '1–4', value: '3', share: 0.5 },
            { label: '≥4', value: '0', share: 0 },
          ],
        },
      ],
    },
  ];
}
