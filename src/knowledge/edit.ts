import { readSections } from '../ticket/text/sections.ts';
import { categoryNamed } from '../ticket/triage.ts';
import type { ArticleText } from './article.ts';

const WORDS = {
  title: ['title', '标题'],
  symptom: ['symptom', 'symptoms', '现象', '问题现象', '症状'],
  cause: ['cause', '原因'],
  steps: ['steps', 'solution', '解决步骤', '步骤', '解决方法'],
  caution: ['caution', 'cautions', 'note', '注意事项', '注意'],
  category: ['category', '分类'],
  module: ['module', '模块'],
  tags: ['tags', 'tag', '标签'],
} as const;

/**
 * The parts of an article that a text has under their labels; empty for a text without labels. A category counts only
 * when it is one of `categories`.
 */
export function readArticle(text: string, categories: readonly string[]): Partial<ArticleText> {
  const { title, category, tags, ...others } = readSections(text, WORDS).labelled;
  const named = category === undefined ? null : categoryNamed(category, categories);
  return {
    ...others,
    ...(title === undefined ? {} : { title: title.replace(/\s+/g, ' ') }),
    ...(named === null ? {} : { category: named }),
    ...(tags === undefined ? {} : { tags: tagsIn(tags) }),
  };
}

/** `导出、内存`, `export, memory`. */
const tagsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,，、;；\n]/)
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];
