import { cut } from '../../lib/cut.ts';
import type { Form } from '../mail.ts';
import { bare, quoteDepth } from '../text/quote-mark.ts';
import { isClosing, withoutCourtesies } from './courtesy.ts';
import { readDriveLinks } from './drive-link.ts';
import { isMachineLine } from './machine-text.ts';

type FieldName = Exclude<keyof Form, 'links' | 'read' | 'occurredInstant' | 'wantedInstant'>;

/**
 * Labels of the problem form in both languages, as the acknowledgement prints them (first) and as people write them.
 */
const LABELS: Readonly<Record<FieldName, string>> = {
  number: '问题编号|工单号|工单编号|编号|受理编号|ticket number|ticket no|ticket|case number|reference number|number',
  company:
    '客户公司|公司名称|公司|客户名称|单位名称|单位|企业名称|客户|company name|company|customer|organization|organisation|customer company',
  contact:
    '联系人姓名|联系人|姓名|报障人|反馈人|客户联系人|contact person|contact name|contact|your name|name|reported by|reporter',
  contactDetails:
    '联系方式|联系电话|电话|手机|手机号|手机号码|联系邮箱|邮箱|contact details|contact information|contact info|phone|phone number|telephone|mobile|tel|email|e-mail',
  category:
    '问题分类|问题类别|问题类型|分类|类别|故障类型|category|problem category|problem type|issue type|type of problem',
  urgency: '紧急程度|紧急度|优先级|紧急级别|严重程度|urgency|priority|severity|urgency level',
  businessImpact: '业务影响|影响范围|业务影响范围|影响|对业务的影响|business impact|impact',
  description:
    '问题描述|故障描述|问题详情|问题说明|详细描述|描述|问题现象|现象|problem description|description|issue description|details|problem|issue|symptom|symptoms',
  occurredAt:
    '发生时间|出现时间|故障时间|问题发生时间|问题出现时间|time of occurrence|occurred at|occurred|when|time of the problem|date and time|since',
  environment:
    '使用环境|系统环境|运行环境|环境|环境信息|系统版本|软件版本|版本|浏览器|设备|environment|system version|version|browser|device|platform|operating system|os',
  errorCode: '错误代码|错误码|报错代码|报错信息|错误信息|error code|error message|error',
  channel: '来源渠道|渠道|反馈渠道|受理渠道|来电渠道|channel|came by',
  tried:
    '已尝试的操作|已尝试|已排查|已做操作|已采取的措施|尝试过的方法|already tried|tried|tried so far|steps taken|already checked',
  wanted:
    '期望结果|期望|客户诉求|诉求|期望处理结果|客户期望|希望结果|期望目标|wanted result|wanted|expected result|expectation|what you want',
  wantedBy:
    '期望完成时间|期望时间|期望解决时间|希望完成时间|希望解决时间|要求完成时间|wanted by|needed by|expected by|deadline',
};
/** Fields whose labels may come several times and are then put together. */
const COLLECTED = new Set<FieldName>(['environment', 'contactDetails']);
/**
 * Fields whose value may go on below its line, and what of the next line belongs to it: a description does until its
 * closing, the others where they began below their label, or with the rest of a broken line, an item of a list, or
 * output.
 */
const LONG: Readonly<Partial<Record<FieldName, (line: string, value: string, below: boolean) => boolean>>> = {
  description: (line) => !isClosing(line),
  businessImpact: (line, value) => isRestOf(line, value),
  environment: (line, value, below) => below || isRestOf(line, value),
  tried: (line, value, below) => below || isRestOf(line, value),
  wanted: (line, value, below) => below || isRestOf(line, value),
  errorCode: (line, value, below) => below || isRestOf(line, value) || isMachineLine(line),
};

/** A line this wide that ends within a sentence was broken by a mail program; Han characters are two wide. */
const BROKEN_AT = 60;

/** Whether a line goes on with the value above it: a line that was broken, or one more item of a list. */
function isRestOf(line: string, value: string): boolean {
  if (/^\s*(?:[-•·*●]|\(?\d{1,2}[.、)）])\s*\S/u.test(line)) return true;
  const last = value.slice(value.lastIndexOf('\n') + 1);
  const width = last.length + (last.match(/\p{Script=Han}/gu)?.length ?? 0);
  return width >= BROKEN_AT && /[\p{L}\p{N},，、]$/u.test(last);
}

const BY_LABEL = new Map(
  Object.entries(LABELS).flatMap(([field, labels]) =>
    labels.split('|').map((label) => [label, field as FieldName] as const),
  ),
);
const LABELLED =
  /^[\s*\-•·●◆■□▪#【[(（\d.、)）|]{0,12}([^:：=\n|\t]{1,40}?)[\s】\])）*]{0,8}(?:[:：]|\t|\|(?=\s*\S))\s*(.*)$/u;

const URGENCIES: readonly (readonly [urgency: string, pattern: RegExp])[] = [
  [
    'urgent',
    /^(?:非常|特别|十分|最)?(?:紧急|緊急|特急|加急|严重)|^(?:urgent|critical|emergency|blocker|p0|p1|highest|immediate|very high|sev ?1)\b/iu,
  ],
  ['high', /^(?:较|比较)?高|^(?:high|major|p2|important|sev ?2)\b/iu],
  ['medium', /^(?:中|一般|普通|正常)|^(?:medium|normal|moderate|middle|p3|average|standard|sev ?3)\b/iu],
  ['low', /^(?:较|比较)?低|^(?:不急|不紧急)|^(?:low|minor|p4|trivial|not urgent|sev ?4)\b/iu],
];

/** Characters of one value. */
const LONGEST_VALUE = 8000;

/** Text that the empty form carries where a value belongs. */
const PLACEHOLDER =
  /^(?:[_\-—.…\s]*|[[(（【<].{0,80}[\])）】>]|(?:请|please )(?:填写|补充|fill|enter|add|provide|complete).{0,60}|(?:未提供|未填写|待补充|待填写|暂无|无|不详|n\/?a|none|unknown|not (?:given|stated|provided|specified)|missing|tbd|\?+|？+))$/iu;

/**
 * The problem form's fields (process §1): labelled lines of what the customer wrote, in any order and both languages,
 * then, for what is missing there, answers below the labels of a quoted form and a filled-in copy in the quoted part.
 * `text` is the whole mail. Links to cloud drives come along.
 */
export function readForm(reply: string, quoted: string, text = ''): Form {
  const fields = {
    ...readLabelled(quoted.split('\n'), NONE).found,
    ...readLabelled(answeredLabels(text), NONE).found,
    ...readLabelled(reply.split('\n'), SPACIOUS).found,
  };
  const { urgency, ...others } = fields;
  const level = urgency === undefined ? undefined : canonicalUrgency(urgency);
  const links = readDriveLinks(reply);
  return { ...others, ...(level === undefined ? {} : { urgency: level }), ...(links.length > 0 ? { links } : {}) };
}

/** Characters that are looked through for what a field may hold. */
const LOOKED_THROUGH = 5 * LONGEST_VALUE;

/**
 * What a person wrote beside the fields of the form, without greeting, thanks and closing, as much as a field may hold;
 * empty when there is nothing else.
 */
export function besideForm(reply: string): string {
  const { rest } = readLabelled(reply.slice(0, LOOKED_THROUGH).split('\n'), SPACIOUS);
  return cut(withoutHoles(withoutCourtesies(rest.join('\n'))), LONGEST_VALUE);
}

/** One empty line where several are left between what was taken out; none around the text. */
export const withoutHoles = (text: string): string => text.replace(/\n(?:[^\S\n]*\n){2,}/g, '\n\n').trim();

/** Labels quoted from the form with the customer's answer right below, joined to one line each. */
function answeredLabels(text: string): string[] {
  if (!/[>＞|]/.test(text)) return [];
  const lines = text.split('\n');
  const found: string[] = [];
  lines.forEach((line, index) => {
    if (!MARK_OF_LABEL.test(line) || quoteDepth(line) === 0) return;
    const [field, value] = labelled(bare(line));
    if (field === null || !PLACEHOLDER.test(value)) return;
    const below = lines.slice(index + 1, index + 3).filter((next) => next.trim() !== '')[0] ?? '';
    if (quoteDepth(below) === 0) found.push(`${LABELS[field].split('|')[0]}: ${below}`);
  });
  return found;
}

const OTHER_LABEL = /^[^:：]{1,20}[:：]\s*\S/;

/** Fields whose value may begin after an empty line. */
const SPACIOUS: ReadonlySet<FieldName> = new Set(['description']);
const NONE: ReadonlySet<FieldName> = new Set();

type Found = Partial<Record<FieldName, string>>;

/** The fields of labelled lines, and the lines that belong to none. */
function readLabelled(
  lines: readonly string[],
  spacious: ReadonlySet<FieldName>,
): { readonly found: Found; readonly rest: readonly string[] } {
  const found: Found = {};
  const rest: string[] = [];
  let open: FieldName | null = null;
  let below = false;
  for (const raw of lines) {
    // A line without a mark outside a value says nothing here: most are read no further.
    if (open === null && !MARK_OF_LABEL.test(raw)) {
      rest.push(raw);
      continue;
    }
    const line = bare(raw);
    const [field, value] = labelled(line);
    if (field !== null) {
      const kept = PLACEHOLDER.test(value) ? '' : cut(withoutMark(value), LONGEST_VALUE);
      if (kept !== '' && (found[field] === undefined || COLLECTED.has(field)))
        found[field] = found[field] === undefined ? kept : `${found[field]}; ${kept}`;
      below = value === '';
      open = (field in LONG && kept !== '') || below ? field : null;
    } else if (open === null) rest.push(raw);
    else {
      const begun: boolean = found[open] !== undefined;
      const value = found[open] ?? '';
      const isOther = OTHER_LABEL.test(line) || (begun && LONG[open]?.(line, value, below) === false);
      if (line === '' || isOther) rest.push(raw);
      if (line === '') open = !begun && spacious.has(open) ? open : null;
      else if (isOther) open = begun || !spacious.has(open) ? null : open;
      else if (!PLACEHOLDER.test(line)) {
        found[open] = cut(begun ? `${value}\n${line}` : withoutMark(line), LONGEST_VALUE);
        if (!(open in LONG)) open = null;
      }
    }
  }
  return { found, rest };
}

function labelled(line: string): [FieldName | null, string] {
  const match = LABELLED.exec(line);
  if (match === null) return [null, ''];
  const label = (match[1] ?? '')
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[*\s]+/g, ' ');
  for (const part of [label, ...label.split(/\s*[/()|]\s*/)]) {
    const field = BY_LABEL.get(part) ?? BY_LABEL.get(part.replace(/\s/g, ''));
    if (field) return [field, withoutBar((match[2] ?? '').trim())];
  }
  return [null, ''];
}

/** Most lines have none, and are looked at no further. */
const MARK_OF_LABEL = /[:：|\t]/;

/** What the desk's own letter says behind a value that it read from the mail is no part of the value. */
const withoutMark = (value: string): string => value.replace(READ_MARK, '');
const READ_MARK = /\s*[(（](?:读自来信|read from the mail).*$/u;

/** A cell of a table ends with a bar. */
function withoutBar(value: string): string {
  return value.endsWith('|') ? value.slice(0, -1).trimEnd() : value;
}

/** `urgent`, `high`, `medium` or `low` for what a person wrote; undefined when it is none of them. */
export function canonicalUrgency(written: string): string | undefined {
  const text = written.normalize('NFKC').trim();
  return URGENCIES.find(([, pattern]) => pattern.test(text))?.[0];
}
