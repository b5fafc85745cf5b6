import type { Refusal } from '../change.ts';
import type { Resolution } from '../ticket.ts';
import { readSections } from './sections.ts';

/** What staff wrote with `#resolve`, read into its parts. */
type ResolutionText = Pick<Resolution, 'cause' | 'steps' | 'kind' | 'workaround' | 'verified' | 'resources'>;

/** `unknownKind`: what it calls its kind, where that is none of them; it counts without one then. */
export type ReadResolution = { readonly resolution: ResolutionText; readonly unknownKind: string | null };

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
  kind: ['kind', 'type', '类型', '解决类型'],
  workaround: ['workaround', '临时方案', '临时解决方案', '规避方案'],
  verified: ['verified', 'verification', '验证', '验证结果', '验证情况'],
  resources: ['resources', 'resource', '资源', '参考资料', '资料'],
} as const;

type Kind = NonNullable<Resolution['kind']>;

const KIND_WORDS: Readonly<Record<Kind, readonly string[]>> = {
  fix: ['fix', '修复', '缺陷修复'],
  workaround: ['workaround', '临时方案', '规避'],
  environment: ['environment', 'environment change', '环境', '环境问题', '环境调整'],
  guidance: ['guidance', '指导', '操作指导', '使用指导'],
  product_suggestion: ['product suggestion', 'suggestion', '产品建议', '建议'],
};

/** Cause and steps are required; refused as `missing` with the names of those that are not there (`cause, steps`). */
export function readResolution(words: string): ReadResolution | Refusal {
  const { cause, steps, kind: named, workaround, verified, resources } = readSections(words, WORDS).labelled;
  if (!cause || !steps) {
    const missing = [...(cause ? [] : ['cause']), ...(steps ? [] : ['steps'])];
    return { refused: 'missing', detail: missing.join(', ') };
  }
  const [written = ''] = (named ?? '').split('\n');
  const kind = kindNamed(written);
  return {
    resolution: {
      cause,
      steps,
      kind,
      workaround: workaround ?? null,
      verified: verified ?? null,
      resources: resources ?? null,
    },
    unknownKind: kind === null && written !== '' ? written : null,
  };
}

function kindNamed(written: string): Kind | null {
  const word = written
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('_', ' ')
    .replace(/[\s.。]+$/u, '');
  const [named] = Object.entries(KIND_WORDS).find(([, words]) => words.includes(word)) ?? [];
  return (named as Kind | undefined) ?? null;
}
