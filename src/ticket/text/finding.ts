import type { AnalysisFinding } from '../ticket.ts';
import { readSections } from './sections.ts';

const WORDS = {
  checked: [
    'checked so far',
    'checked',
    'ruled out',
    '已排查',
    '已排查内容',
    '排查内容',
    '排查结果',
    '已检查',
    '已排除',
  ],
  suspected: [
    'suspected',
    'suspected cause',
    'suspicion',
    'likely cause',
    '怀疑',
    '怀疑原因',
    '初步判断',
    '初步分析',
    '可能原因',
    '疑似原因',
  ],
} as const;

/** An analysis in its two parts; what stands without a label was checked. */
export function readFinding(words: string): Pick<AnalysisFinding, 'checked' | 'suspected'> {
  const { labelled, before } = readSections(words, WORDS);
  return { checked: [before, labelled.checked].filter(Boolean).join('\n'), suspected: labelled.suspected ?? '' };
}
