import type { Passages } from './passages.ts';

/** Codes that say themselves what they are, wherever they stand. */
const OWN_SHAPE = new RegExp(
  [
    '0x[0-9A-Fa-f]{4,16}\\b|\\b(?:ORA|TNS|PLS|RMAN|SP2|KUP|SQL|DB2|IMP)-\\d{3,5}[A-Z]?\\b|\\bSQLSTATE ?[[(=:]? ?[0-9A-Z]{5}\\b\\]?\\)?',
    '\\b(?:ECONN(?:REFUSED|RESET|ABORTED)|ETIMEDOUT|ENOTFOUND|EPERM|EACCES|ENOENT|EPIPE|EHOSTUNREACH|EADDRINUSE|ENOSPC|ENOMEM)\\b',
    '\\b[A-Z][A-Z0-9]{0,20}(?:_[A-Z0-9]{1,30}){1,6}\\b|\\bERR[-_]\\d{2,6}\\b',
    '(?<=(?:报|返回|提示) ?)[45]\\d\\d(?![\\w.]| ?[条个人元次行台份分张])',
    '\\bHTTP(?:/\\d(?:\\.\\d)?)?(?: ?(?:status|状态码|错误|error))?(?: ?code)? ?[45]\\d\\d\\b|\\b[45]\\d\\d \\d\\.\\d{1,3}\\.\\d{1,3}\\b',
  ].join('|'),
  'gu',
);
/** A name in capitals is a code when it tells of a fault; `MAX_ROWS` is a setting. */
const FAULT =
  /ERR|FAIL|DENIED|EXPIRED|INVALID|TIMEOUT|TIMED_OUT|BUSY|REFUSED|RESET|ABORT|UNAVAILABLE|NOT_|NO_|MISSING|EXCEPTION|REJECT|UNAUTHORI|FORBIDDEN|LOCKED|EXCEEDED|OVERFLOW/;

const WORD =
  '错误(?:代码|编号|码|号)?|报错(?:代码|码)?|返回(?:代码|码)|状态码|故障码|(?<!股票|源|组织|机构|信用|物料|产品|商品|银行|邮政|项目)代码|异常码|\\b(?:error|fault|status|exit|return|failure)[ _-]?(?:codes?|numbers?|no\\.|id)?|(?<!\\b(?:bank|zip|postal|post|country|area|access|qr|bar|promo|discount|verification|source|sort|swift|product|item|dress|tax|project|customer)[ -]?)\\bcode|\\berrcode|\\berrno';
/** A word for an error and what it is called: letters with figures, or figures alone. */
const ANNOUNCED = new RegExp(
  `(?:${WORD})(?: ?(?:是|为|显示|提示|了|is|was|of|with|says|[:：=#]))* ?["“'「『(（]?(?<code>[A-Za-z]{0,12}[-_.]?\\d[\\w.-]{0,20}(?<![.-]))`,
  'giu',
);
/** Figures before the word: `413 错误`, `a 413 error`, `500 Internal Server Error`. */
const BEFORE_WORD =
  /(?<![\d.:/-])(?<code>[3-5]\d\d|\d{4,6})["”'」]? ?(?:错误|报错|服务器内部错误|(?:internal server |server )?errors?\b|bad gateway|bad request|not found|forbidden|unauthorized|service unavailable|gateway time-?out|too many requests|payload too large)/giu;
/** A token of letters and figures near a word for an error: `提示 E-77`, `says "TS-4012"`. */
const NAMED = /(?<![\w./@-])(?<code>[A-Z]{1,10}-?\d{2,6})(?![\w@]|-\w|\.\d)/gu;
const NEAR =
  /错误|报错|报|提示|返回|异常|代码|失败|弹出|显示|告警|\b(?:errors?|fail(?:s|ed|ing)?|says?|answers?|gives?|gets?|got|returns?|returned|message|ends? in|ended in|code|throws?|threw|shows?|showed|died|alarm)\b/iu;
/** Letters that stand before figures in what is no error. */
const NO_CODE =
  /^(?:UTF|SHA|ISO|RFC|GBK?|SO|PO|INV|WIN|IE|IP[Vv]?|MD|AES|RSA|USB|HTTP|COM|GPT|COVID|Q|H|A|B|TLS|SSL|RJ|CAT|DDR|I|V|R|S|X|NO|SN|ID|QQ|P|T|M|K|U|[A-Z]{1,8}\d{8,}.*)-?\d/;
const HARMLESS_NUMBER = /^(?:200|20[1-6]|30[1-8]|20[12]\d)$/;

/** Codes of one mail that are told. */
const MOST_CODES = 3;

/**
 * The error codes a person or a pasted log names, at most three, in their order: by their own shape (ORA-01017,
 * 0x80070005, HTTP 502), behind a word for an error, or as letters with figures beside one (`E-77`).
 */
export function readErrorCodes({ sentences, log }: Passages): string | undefined {
  const codes: string[] = [];
  for (const text of sentences) if (MAY_NAME_CODE.test(text)) codes.push(...codesIn(text));
  if (codes.length === 0)
    for (const line of log) if (LOGGED_TROUBLE.test(line)) codes.push(...namedIn(line), ...shapedIn(line));
  const distinct = [...new Set(codes)];
  const own = distinct.filter((code) => !distinct.some((other) => other !== code && other.includes(code)));
  return own.slice(0, MOST_CODES).join('; ') || undefined;
}

/** Three figures, or capitals with a figure or underline: most sentences have neither. */
const MAY_NAME_CODE = /\d{3}|[A-Z][_\d]|[A-Z]{5}|[a-zA-Z]-\d|码|\bcode/;
/** A word of those that announce a code. */
const MAY_ANNOUNCE =
  /[误错码号]|code|err|fault|status|exit|return|failure|bad|not found|forbidden|unauth|unavail|time-?out|too/i;

const LOGGED_TROUBLE = /\b(?:ERROR|FATAL|SEVERE|Exception|failed)\b|^(?:ORA|TNS|SQLSTATE)/;

type At = { readonly at: number; readonly code: string };

function codesIn(text: string): string[] {
  const found: At[] = [
    ...[...text.matchAll(OWN_SHAPE)].flatMap((match) => at(match, isFault(match[0]) ? match[0] : '')),
    ...(MAY_ANNOUNCE.test(text)
      ? [ANNOUNCED, BEFORE_WORD].flatMap((pattern) =>
          [...text.matchAll(pattern)].flatMap((match) => at(match, announced(match.groups?.code ?? ''))),
        )
      : []),
    ...(/[A-Z]-?\d/.test(text) && NEAR.test(text)
      ? [...text.matchAll(NAMED)].flatMap((match) => at(match, named(match.groups?.code ?? '')))
      : []),
  ];
  return found.toSorted((a, b) => a.at - b.at).map(({ code }) => code);
}

const at = (match: RegExpExecArray, code: string): At[] =>
  code === '' ? [] : [{ at: match.index + match[0].indexOf(code), code }];

const shapedIn = (line: string): string[] => [...line.matchAll(OWN_SHAPE)].map(([code]) => code).filter(isFault);
const namedIn = (line: string): string[] => [...line.matchAll(NAMED)].map((match) => named(match.groups?.code ?? ''));

const isFault = (code: string): boolean => !/^[A-Z][A-Z0-9]+(?:_[A-Z0-9]+)+$/.test(code) || FAULT.test(code);
const named = (code: string): string => (NO_CODE.test(code) ? '' : code);
const announced = (code: string): string =>
  HARMLESS_NUMBER.test(code) || (/^\d+$/.test(code) && code.length < 3) ? '' : named(code);
