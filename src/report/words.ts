import type { Locale } from '../letter/locale.ts';

/** Headings and labels of figures. `{}` is a number or a name. */
type Words = {
  readonly opened: string;
  readonly closed: string;
  readonly reopened: string;
  readonly reopenRate: string;
  readonly open: string;
  readonly before: string;
  readonly satisfaction: string;
  readonly days: string;
  readonly period: string;
  readonly byCategory: string;
  readonly byUrgency: string;
  readonly compliance: string;
  readonly responses: string;
  readonly resolutions: string;
  readonly urgency: string;
  readonly count: string;
  readonly median: string;
  readonly p90: string;
  readonly medianBefore: string;
  readonly steps: string;
  readonly perEngineer: string;
  readonly engineer: string;
  readonly medianResolution: string;
  readonly load: string;
  readonly frequent: string;
  readonly yesterdayOpened: string;
  readonly yesterdayClosed: string;
  readonly dayBefore: string;
  readonly none: string;
  readonly minutes: string;
  readonly hours: string;
  readonly dayUnit: string;
};

export const WORDS: Readonly<Record<Locale, Words>> = {
  'zh-CN': {
    opened: '新增',
    closed: '关闭',
    reopened: '重新打开',
    reopenRate: '重开率',
    open: '未结',
    before: '上期 {}',
    satisfaction: '满意度',
    days: '近 14 天新增与关闭',
    period: '新增与关闭',
    byCategory: '按分类（新增）',
    byUrgency: '按紧急程度（新增）',
    compliance: '首次响应按时率',
    responses: '首次响应用时',
    resolutions: '解决用时',
    urgency: '紧急程度',
    count: '次数',
    median: '中位数',
    p90: 'P90',
    medianBefore: '上期中位数',
    steps: '解决用时分布（件）',
    perEngineer: '工程师',
    engineer: '姓名',
    medianResolution: '解决中位数',
    load: '每人未结',
    frequent: '反复出现的问题',
    yesterdayOpened: '昨日新增',
    yesterdayClosed: '昨日关闭',
    dayBefore: '前日 {}',
    none: '—',
    minutes: '{} 分',
    hours: '{} 时',
    dayUnit: '{} 天',
  },
  en: {
    opened: 'Opened',
    closed: 'Closed',
    reopened: 'Reopened',
    reopenRate: 'Reopen rate',
    open: 'Open',
    before: 'before: {}',
    satisfaction: 'Satisfaction',
    days: 'Opened and closed in the last 14 days',
    period: 'Opened and closed',
    byCategory: 'By category (opened)',
    byUrgency: 'By urgency (opened)',
    compliance: 'First responses in time',
    responses: 'Time to first response',
    resolutions: 'Time to resolution',
    urgency: 'Urgency',
    count: 'Count',
    median: 'Median',
    p90: 'P90',
    medianBefore: 'Median before',
    steps: 'Time to resolution (tickets)',
    perEngineer: 'Engineers',
    engineer: 'Name',
    medianResolution: 'Median resolution',
    load: 'Open tickets by engineer',
    frequent: 'Problems that came up again and again',
    yesterdayOpened: 'Opened yesterday',
    yesterdayClosed: 'Closed yesterday',
    dayBefore: 'day before: {}',
    none: '—',
    minutes: '{} min',
    hours: '{} h',
    dayUnit: '{} d',
  },
};

/** Upper ends of the steps of resolution times, short enough for a column. */
export const STEP_LABELS = ['<1h', '1–4h', '4–8h', '8–24h', '1–3d', '≥3d'] as const;
