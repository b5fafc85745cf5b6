import type { Urgency } from '../../ticket/ticket.ts';
import type { Figure } from '../facts.ts';

/**
 * What is counted: of a day or of a month. Each list adds up to what was opened, those of `resolved` to what was
 * closed.
 */
type Counts = {
  readonly opened: number;
  readonly openedBefore: number;
  readonly closed: number;
  readonly closedBefore: number;
  readonly open: number;
  /** System faults, how-to, other. */
  readonly categories: readonly number[];
  /** From urgent to low. */
  readonly urgencies: readonly number[];
  /** From urgent to low: within an hour, within four, later. */
  readonly resolved: readonly (readonly number[])[];
};

const DAY: Counts = {
  ...{ opened: 12, openedBefore: 10, closed: 9, closedBefore: 11, open: 57 },
  categories: [7, 3, 2],
  urgencies: [1, 4, 6, 1],
  resolved: [
    [1, 0, 0],
    [1, 2, 0],
    [0, 3, 1],
    [0, 0, 1],
  ],
};

const MONTH: Counts = {
  ...{ opened: 1204, openedBefore: 1180, closed: 1187, closedBefore: 1201, open: 57 },
  categories: [702, 301, 201],
  urgencies: [60, 241, 722, 181],
  resolved: [
    [38, 20, 2],
    [61, 142, 35],
    [80, 391, 240],
    [12, 64, 102],
  ],
};

/** Opened and closed of each of fourteen days; the last is the day of `DAY`. */
const DAYS: readonly (readonly [day: number, opened: number, closed: number])[] = [
  [9, 14, 11],
  [10, 17, 16],
  [11, 9, 13],
  [12, 21, 15],
  [13, 16, 18],
  [14, 3, 4],
  [15, 2, 2],
  [16, 18, 12],
  [17, 15, 17],
  [18, 13, 14],
  [19, 11, 10],
  [20, 12, 15],
  [21, 10, 11],
  [22, 12, 9],
];

const URGENCIES: readonly (readonly [Urgency, zh: string, en: string])[] = [
  ['urgent', '紧急', 'Urgent'],
  ['high', '高', 'High'],
  ['medium', '中', 'Medium'],
  ['low', '低', 'Low'],
];

const RESOLVED_WITHIN = ['<1', '1–4', '≥4'];

const numberText = (value: number): string => value.toLocaleString('en');

/** One of each kind, which agree with each other: those of a day for the digest, those of a month for a report. */
export function sampleFigures(zh: boolean, period: 'day' | 'month'): readonly Figure[] {
  const counts = period === 'day' ? DAY : MONTH;
  return [
    { kind: 'tiles', heading: '', tiles: tilesOf(counts, zh) },
    { kind: 'bars', heading: zh ? '分类分布' : 'By category', rows: byCategory(counts, zh) },
    { kind: 'bars', heading: zh ? '紧急程度分布' : 'By urgency', rows: byUrgency(counts, zh) },
    {
      kind: 'columns',
      heading: zh ? '近 14 天' : 'The last 14 days',
      labels: DAYS.map(([day]) => String(day)),
      series: [
        { label: zh ? '新增' : 'Opened', values: DAYS.map(([, opened]) => opened) },
        { label: zh ? '关闭' : 'Closed', values: DAYS.map(([, , closed]) => closed) },
      ],
    },
    {
      kind: 'table',
      heading: zh ? '首次响应' : 'First response',
      columns: zh ? ['紧急程度', '次数', '中位数', 'P90'] : ['Urgency', 'Count', 'Median', 'P90'],
      rows: firstResponses(counts, zh),
    },
    {
      kind: 'heat',
      heading: zh ? '解决用时' : 'Time to resolution',
      note: zh ? '按小时；颜色越深，次数越多' : 'In hours; the darker, the more',
      columns: RESOLVED_WITHIN,
      rows: resolutions(counts, zh),
    },
  ];
}

type Rows<Kind extends Figure['kind']> = Extract<Figure, { kind: Kind }> extends { rows: infer R } ? R : never;

function tilesOf({ opened, openedBefore, closed, closedBefore, open }: Counts, zh: boolean) {
  const before = (value: number, earlier: number): string => {
    const change = value - earlier;
    const signed = `${change < 0 ? '−' : '+'}${numberText(Math.abs(change))}`;
    return `${signed} · ${zh ? '上期 ' : 'before: '}${numberText(earlier)}`;
  };
  return [
    { label: zh ? '新增' : 'Opened', value: numberText(opened), before: before(opened, openedBefore) },
    { label: zh ? '关闭' : 'Closed', value: numberText(closed), before: before(closed, closedBefore) },
    { label: zh ? '未结' : 'Open', value: numberText(open), before: '' },
  ];
}

function byCategory({ categories }: Counts, zh: boolean): Rows<'bars'> {
  const labels = zh ? ['系统故障', '操作指导', '其他'] : ['System fault', 'How-to', 'Other'];
  const rows = labels.map((label, at) => ({
    label,
    value: numberText(categories[at] ?? 0),
    share: ofMost(categories, at),
  }));
  return [...rows, { label: zh ? '功能建议' : 'Suggestion', value: '—', share: null }];
}

const byUrgency = ({ urgencies }: Counts, zh: boolean): Rows<'bars'> =>
  URGENCIES.map(([urgency, chinese, english], at) => ({
    label: zh ? chinese : english,
    value: numberText(urgencies[at] ?? 0),
    share: ofMost(urgencies, at),
    urgency,
  }));

function firstResponses({ urgencies }: Counts, zh: boolean): Rows<'table'> {
  const took = zh
    ? ['35 分钟|1.8 小时', '2.1 小时|3.9 小时', '3.5 小时|7.2 小时', '9.4 小时|21 小时']
    : ['35 min|1.8 h', '2.1 h|3.9 h', '3.5 h|7.2 h', '9.4 h|21 h'];
  return URGENCIES.map(([, chinese, english], at) => [
    zh ? chinese : english,
    numberText(urgencies[at] ?? 0),
    ...(took[at] ?? '').split('|'),
  ]);
}

function resolutions({ resolved }: Counts, zh: boolean): Rows<'heat'> {
  const most = Math.max(...resolved.flat());
  return URGENCIES.map(([, chinese, english], row) => ({
    label: zh ? chinese : english,
    cells: RESOLVED_WITHIN.map((label, at) => {
      const count = resolved[row]?.[at] ?? 0;
      return { label, value: numberText(count), share: count / most };
    }),
  }));
}

const ofMost = (counts: readonly number[], at: number): number => (counts[at] ?? 0) / Math.max(...counts);
