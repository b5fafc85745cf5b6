import { cut } from '../lib/cut.ts';
import { besideForm, withoutHoles } from '../mail/meaning/form.ts';
import type { Ticket } from '../ticket/ticket.ts';
import type { ArticleText } from './article.ts';
import { wordsIn } from './terms.ts';

/** What the draft of an article is made of; `words` is what the customer wrote first. */
type Source = Pick<Ticket, 'subject' | 'category' | 'form' | 'requester' | 'company' | 'resolution'> & {
  readonly words: string;
};

const TEXT_MAX = 2000;
const TITLE_MAX = 120;
const TAGS_MAX = 5;

/** An article as a resolution suggests it, without the names and addresses of those concerned. */
export function draftFrom(source: Source): ArticleText {
  const clean = (text: string): string => withoutHoles(withoutNames(withoutPersons(text, source)));
  const { module, title } = titleOf(clean(source.subject));
  const symptom = cut(clean(problemIn(source)), TEXT_MAX);
  const cause = clean(source.resolution?.cause ?? '');
  const steps = clean(source.resolution?.steps ?? '');
  return {
    title: cut(title, TITLE_MAX) || cut(cause, TITLE_MAX),
    symptom,
    cause,
    steps,
    caution: clean(source.resolution?.caution ?? ''),
    category: source.category,
    module,
    tags: tagsOf({ module, cause }, `${title}\n${symptom}\n${cause}`, source.form.errorCode),
  };
}

/**
 * The problem in the customer's words: the form's description, else all they wrote without the other lines of the form.
 */
export const problemIn = ({ form, words }: Pick<Source, 'form' | 'words'>): string =>
  form.description ?? besideForm(words);

/** Chinese when it is written in Chinese. */
export const localeOfText = (text: string): 'zh-CN' | 'en' => (/\p{Script=Han}/u.test(text) ? 'zh-CN' : 'en');

const REPLY_PREFIX = /^(?:(?:re|fw|fwd|aw|wg|回复|答复|转发)\s*[:：]\s*|\[[A-Z]{1,8}\d{11,}\]\s*)+/iu;
const MODULE = /^[【[]\s*([^】\]]{1,30}?)\s*[】\]]\s*/u;

/** `Re: 【报表】导出失败`: the module, and the title without the prefixes of mail programs and the desk. */
function titleOf(subject: string): { readonly module: string; readonly title: string } {
  const own = subject.replace(REPLY_PREFIX, '');
  const module = MODULE.exec(own)?.[1] ?? '';
  const rest = own.replace(MODULE, '');
  return rest === '' ? { module: '', title: own } : { module, title: rest };
}

const CODE = /\b[A-Z]{1,8}[-_]?\d{2,6}\b/g;

/** Error codes, the module, and what the cause speaks of: first the words that the problem was told in, too. */
function tagsOf(
  { module, cause }: Pick<ArticleText, 'module' | 'cause'>,
  told: string,
  errorCode: string | undefined,
): string[] {
  const codes = [...(errorCode ? errorCode.split('; ') : []), ...(told.match(CODE) ?? [])];
  const words = wordsIn(cause).filter((word) => !codes.some((code) => code.includes(word)));
  const problem = told.slice(0, told.length - cause.length);
  const known = words.filter((word) => problem.includes(word));
  return [...new Set([...codes, module, ...known, ...words].filter(Boolean))].slice(0, TAGS_MAX);
}

const ADDRESS = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,8}/gu;
const PHONE = /(?<!\d)(?:\+\d{1,3}[ -]?)?(?:1[3-9]\d{9}|0\d{2,3}-\d{7,8}|\(?\d{3}\)?[ -]\d{3,4}[ -]\d{4})(?!\d)/g;

/** Without lines that had but a name in them, such as that below the words. */
const withoutNames = (text: string): string =>
  text
    .split('\n')
    .filter((line) => !line.includes('…') || /[^…\s,，、]/u.test(line))
    .join('\n');

function withoutPersons(text: string, { requester, company, form }: Source): string {
  const named = [requester.name, company, form.company, form.contact].filter((name) => name && name.length > 1);
  return named.reduce<string>(
    (left, name) => (name ? left.replaceAll(name, '…') : left),
    text.replace(ADDRESS, '…').replace(PHONE, '…'),
  );
}
