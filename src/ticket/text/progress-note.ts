import type { Analysis, WorkTold } from '../ticket.ts';
import { effortIn, WORK_WORDS } from './effort.ts';
import { readSections } from './sections.ts';

const WORDS = {
  checked: ['checked so far', 'checked', 'done so far', '已排查方向', '已排查', '排查方向', '已检查', '排查情况'],
  current: ['current progress', 'current', 'progress', 'status', '当前进展', '目前进展', '进展', '当前状态', '进度'],
  next: ['next step', 'next steps', 'next', 'plan', '下一步计划', '下一步', '后续计划', '计划'],
  toCustomer: [
    'to customer',
    'to the customer',
    'for the customer',
    '对客户',
    '对客户说',
    '告知客户',
    '给客户',
    '发给客户',
  ],
  ...WORK_WORDS,
} as const;

/**
 * A progress note in its three parts, with the words meant for the customer; what stands without a label is current
 * progress.
 */
export function readProgress(words: string): { readonly analysis: Analysis; readonly work: WorkTold } {
  const { labelled, before } = readSections(words, WORDS, ['effort']);
  const { checked = '', next = '', toCustomer, effort = '', resources = null } = labelled;
  const current = [before, labelled.current].filter(Boolean).join('\n');
  return {
    analysis: { checked, current, next, ...(toCustomer && { toCustomer }) },
    work: { minutes: effortIn(effort), resources },
  };
}

export const ANALYSIS_PARTS = ['checked', 'current', 'next'] as const;

/** Which of the three parts a note lacks. */
export const missingParts = (analysis: Analysis): readonly (typeof ANALYSIS_PARTS)[number][] =>
  ANALYSIS_PARTS.filter((part) => analysis[part] === '');
