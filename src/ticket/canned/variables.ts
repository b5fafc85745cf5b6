import { cut } from '../../lib/cut.ts';
import type { Staff } from '../../people/person.ts';
import type { Ticket } from '../ticket.ts';

/**
 * What an answer can leave open: `{name}`, or `{称呼|客户}` with what stands there where nobody knows it. A value is a
 * customer's own words: it is put in once, as one line, and nothing in it is read again.
 */
const SPELLINGS = {
  name: ['name', 'customer', '姓名', '称呼', '客户'],
  number: ['number', '编号', '问题编号', '工单号'],
  product: ['product', 'module', '产品', '模块'],
  company: ['company', '公司'],
  me: ['me', 'agent', '我', '我的姓名'],
} as const satisfies Readonly<Record<string, readonly [string, ...string[]]>>;

export type VariableName = keyof typeof SPELLINGS;
export type VariableValues = Readonly<Partial<Record<VariableName, string>>>;

const NAMES = Object.keys(SPELLINGS) as readonly VariableName[];

/** Every spelling, for whoever has written one that there is not. */
export const SPELLED: readonly string[] = NAMES.flatMap((name) => [...SPELLINGS[name]]);

/** The variable that a word stands for; null for none. */
export function variableNamed(word: string): VariableName | null {
  const folded = word.normalize('NFKC').trim().toLowerCase();
  return NAMES.find((name) => SPELLINGS[name].some((spelling) => spelling === folded)) ?? null;
}

const VARIABLE = /[{｛][ \t]*(\p{L}[\p{L}\p{N}_-]{0,30})[ \t]*(?:[|｜]([^{}｛｝\n]{0,100}))?[}｝]/gu;

/** What stands in braces in an answer and is no variable, each once. */
export const unknownVariables = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(VARIABLE)].flatMap(([, word = '']) => (variableNamed(word) === null ? [word] : []))),
];

/** The text with its variables filled in, and those that neither have a value nor say what stands in its place. */
export function filledIn(
  text: string,
  values: VariableValues,
): { readonly text: string; readonly missing: readonly string[] } {
  const missing = new Set<string>();
  const filled = text.replace(VARIABLE, (written, word: string, otherwise?: string) => {
    const name = variableNamed(word);
    if (name === null) return written;
    const value = oneLine(values[name] ?? '');
    if (value !== '') return value;
    if (otherwise === undefined) missing.add(word);
    return otherwise?.trim() ?? written;
  });
  return { text: filled, missing: [...missing] };
}

/** Characters of a value. */
const VALUE_MAX = 100;

/** Without line breaks, control characters and marks that turn the direction of writing. */
const oneLine = (value: string): string => cut(value.replace(/[\p{C}\p{Z}]+/gu, ' ').trim(), VALUE_MAX);

/** The part of the product, as customers put it in front of their subject: `【报表】导出失败`. */
const MODULE = /^(?:(?:re|fwd?|aw|wg|回复|答复|转发)\s*[:：]\s*)*[【[]\s*([^】\]]{1,30}?)\s*[】\]]/iu;

/** What the ticket knows of them. */
export function valuesFor({ requester, number, subject, company, form }: Ticket, by: Staff): VariableValues {
  return {
    name: unlabelled(requester.name || (form.contact ?? '')),
    number,
    product: unlabelled(MODULE.exec(subject)?.[1] ?? ''),
    company: unlabelled(company ?? form.company ?? ''),
    me: by.name,
  };
}

/** No label in what a customer wrote: lines such as `工时：9h` are read in the words of the staff. */
const unlabelled = (text: string): string => text.replace(/[:：︰﹕]/gu, ' ');
