import type { Refusal } from '../change.ts';
import type { Policy } from '../policy.ts';
import type { Resolution, WorkTold } from '../ticket.ts';
import { effortIn, WORK_WORDS } from './effort.ts';
import { readSections } from './sections.ts';

/** What staff wrote with `#resolve`, read into its parts. */
export type ResolutionText = Omit<Resolution, 'by' | 'at' | 'released' | 'approval'>;

/**
 * `unknownKind`: what it calls its kind, where that is none of them; it counts without one then. `work`: what it took,
 * with the words for an effort that tell no time.
 */
export type ReadResolution = {
  readonly resolution: ResolutionText;
  readonly unknownKind: string | null;
  readonly work: WorkTold;
};

const WORDS = {
  cause: ['cause', 'root cause', 'reason', '原因', '问题原因', '故障原因', '根本原因', '根因'],
  steps: [
    'steps',
    'solution',
    'resolution',
    'fix',
    '解决步骤',
    '步骤',
    '处理步骤',
    '解决方法',
    '解决方案',
    '解决办法',
    '处理方法',
  ],
  kind: ['kind', 'type', '类型', '解决类型', '问题类型'],
  workaround: ['workaround', '临时方案', '临时解决方案', '规避方案'],
  verified: ['verified', 'verification', '验证', '验证结果', '验证情况'],
  caution: ['caution', 'cautions', 'note', 'notes', '注意事项', '注意'],
  suggestion: ['product suggestion', 'suggestion to the product', '产品建议', '产品优化建议', '产品改进建议'],
  references: ['references', 'reference', 'see also', '参考资料', '相关资料', '资料'],
  ...WORK_WORDS,
} as const;
/** What stands below these goes on with what was said before them: no words are lost. */
const ONE_LINE = ['kind', 'effort'] as const;

type Kind = NonNullable<Resolution['kind']>;

const KIND_WORDS: Readonly<Record<Kind, readonly string[]>> = {
  technical_fault: ['technical fault', 'fault', 'defect', 'bug', '技术故障', '故障', '缺陷'],
  improvement: ['improvement', 'functional improvement', 'enhancement', '功能优化', '优化', '功能改进'],
  environment: ['environment', 'environment problem', 'environment change', '环境', '环境问题', '环境调整'],
  fix: ['fix', '修复', '缺陷修复'],
  workaround: ['workaround', '临时方案', '规避'],
  guidance: ['guidance', '指导', '操作指导', '使用指导'],
  product_suggestion: ['product suggestion', 'suggestion', '产品建议', '建议'],
};

/**
 * With the words before the first label, which go on with the steps. Cause and steps are required, and where the desk
 * is set so how it was verified; refused as `missing` with the names of those that are not there (`cause, steps`).
 */
export function readResolution(
  words: string,
  verify: Policy['resolution']['verify'] = 'ask',
): ReadResolution | Refusal {
  const { before, resolution, ...read } = readParts(words);
  const { cause, steps, verified } = resolution;
  const missing = [
    ...(cause ? [] : ['cause']),
    ...(steps ? [] : ['steps']),
    ...(verify === 'require' && verified === null ? ['verified'] : []),
  ];
  if (missing.length > 0) return { refused: 'missing', detail: missing.join(', ') };
  return { ...read, resolution: { ...resolution, steps: [before, steps].filter(Boolean).join('\n') } };
}

/** The same without anything that must be there; `before`: what stands before the first label. */
export function readParts(words: string): ReadResolution & { readonly before: string } {
  const { labelled, before } = readSections(words, WORDS, ONE_LINE);
  const { cause = '', steps = '', kind: called = '', effort = '', resources = null } = labelled;
  const { workaround = null, verified = null, caution, suggestion, references } = labelled;
  const kind = kindNamed(called);
  const minutes = effort === '' ? null : effortIn(effort);
  return {
    resolution: {
      cause,
      steps,
      kind,
      workaround,
      verified,
      resources,
      ...(caution && { caution }),
      ...(suggestion && { suggestion }),
      ...(references && { references }),
    },
    unknownKind: kind === null && called !== '' ? called : null,
    work: { minutes, resources, unknownEffort: effort !== '' && minutes === null ? effort : null },
    before,
  };
}

/** Characters in which a kind is looked for. */
const LONGEST_KIND = 200;

/** `环境问题（磁盘）`, `Fix, tested`: the first word tells. */
function kindNamed(written: string): Kind | null {
  const folded = written.slice(0, LONGEST_KIND).normalize('NFKC').toLowerCase().replaceAll('_', ' ');
  const word = (text: string): string => text.replace(/^[\s]+|[\s.。]+$/gu, '');
  const [first = ''] = folded.split(/[,，、;；/(（]/u);
  const named = Object.entries(KIND_WORDS).find(
    ([, words]) => words.includes(word(folded)) || words.includes(word(first)),
  );
  return (named?.[0] as Kind | undefined) ?? null;
}
