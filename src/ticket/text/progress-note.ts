import type { Analysis } from '../ticket.ts';
import { readSections } from './sections.ts';

const WORDS = {
  checked: ['checked so far', 'checked', 'done so far', '已排查方向', '已排查', '排查方向', '已检查', '排查情况'],
  current: ['current progress', 'current', 'progress', 'status', '当前进展', '目前进展', '进展', '当前状态', '进度'],
  next: ['next step', 'next steps', 'next', 'plan', '下一步计划', '下一步', '后续计划', '计划'],
} as const;

/** A progress note in its three parts; what stands without a label is current progress. */
export function readProgress(words: string): Analysis {
  const { labelled, before } = readSections(words, WORDS);
  const current = [before, labelled.current].filter(Boolean).join('\n');
  return { checked: labelled.checked ?? '', current, next: labelled.next ?? '' };
}
