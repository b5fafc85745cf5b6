import { clauseAround, type Passages } from './passages.ts';

/** What people name of the environment (process §1), each in their words. */
export type Surroundings = {
  readonly version?: string;
  readonly system?: string;
  readonly browser?: string;
  readonly device?: string;
};

const NUMBER = '\\d+(?:\\.\\d+){0,4}';

/** Software whose name stands before its version, beside what the desk supports. */
const SOFTWARE =
  'Oracle|MySQL|MariaDB|PostgreSQL|Postgres|SQL ?Server|MongoDB|Redis|Elasticsearch|达梦|人大金仓|OpenJDK|JDK|JRE|Java|Node(?:\\.js)?|Python|PHP|\\.NET(?: Framework)?|Tomcat|nginx|Apache|WebLogic|Docker|Kubernetes|SAP|Office|Excel|Word|Outlook|WPS|用友 ?U8|用友 ?NC|金蝶 ?K3|AutoCAD';
const SYSTEM = new RegExp(
  [
    'Windows(?: Server)? ?(?:20\\d\\d(?: R2)?|1[01]|8\\.1|[78]|XP|Vista|NT)(?: (?:Pro|Home|Enterprise|专业版|家庭版|企业版|SP\\d))?|\\bWin ?(?:1[01]|8|7|XP)\\b',
    `\\b(?:macOS|Mac OS X|OS X)(?: (?:Sequoia|Sonoma|Ventura|Monterey|Big Sur))?(?: ${NUMBER})?|\\b(?:iOS|iPadOS) ?${NUMBER}`,
    `\\b(?:Android|HarmonyOS)(?: NEXT)?(?: ?${NUMBER})?|(?:安卓|鸿蒙) ?(?:系统 ?)?${NUMBER}`,
    `\\b(?:Ubuntu|Debian|CentOS(?: Stream)?|Red Hat|RHEL|SUSE|SLES|Rocky(?: Linux)?|AlmaLinux|Fedora|openEuler|deepin)(?: ?${NUMBER})(?: LTS)?`,
    `(?:银河)?麒麟(?:操作系统)? ?V?${NUMBER}|统信 ?(?:UOS)? ?${NUMBER}|\\bUOS ?${NUMBER}`,
  ].join('|'),
  'u',
);
const BROWSER = new RegExp(
  `(?:(?:Google )?\\bChrome|谷歌浏览器|(?:Microsoft )?\\bEdge(?! (?:case|device|router|node|server|computing|gateway))|\\bFirefox|火狐(?:浏览器)?|\\bSafari|\\bOpera|\\bVivaldi|\\bBrave|Internet Explorer|\\bIE|360(?:安全|极速)?浏览器|QQ浏览器|搜狗(?:高速)?浏览器|UC浏览器|夸克(?:浏览器)?|微信(?:内置)?浏览器)(?: ?浏览器)?(?:(?: ?(?:版本|version|v))?[ ]?${NUMBER}(?:\\.\\d+)*(?: ?ESR)?)?(?![A-Za-z])`,
  'u',
);
const DEVICE = new RegExp(
  [
    '\\biPhone(?: ?(?:1[0-9]|[5-9]|SE|X[SR]?))?(?: (?:Pro Max|Pro|Plus|mini|Max))?|\\biPad(?: (?:Pro|Air|mini))?(?: \\d{1,2}(?!\\d))?',
    '\\bMacBook(?: (?:Pro|Air))?|\\biMac\\b|\\bMac (?:mini|Studio)|\\bSurface (?:Pro|Go|Laptop|Book)(?: \\d{1,2})?|\\bThinkPad(?: [A-Z]\\d{1,3}\\w?)?',
    '\\bGalaxy (?:[SAZM]\\d{1,2}|Note ?\\d{1,2}|Tab \\w{1,4}|Fold ?\\d?|Flip ?\\d?)(?: (?:Ultra|Plus|FE))?|\\bPixel \\d{1,2}a?(?: Pro)?',
    '(?:华为|荣耀|\\b(?:HUAWEI|Huawei|Honor|HONOR)) ?(?:MatePad|MateBook|Mate|Pura|nova|Magic|[PX])? ?\\d{1,3}(?: ?(?:Pro|Plus|Ultra))?',
    '(?:小米|红米|\\b(?:Xiaomi|Redmi|OPPO|vivo|OnePlus)) ?(?:Note|Reno|Find|[XYKS])? ?\\d{1,3}\\w?(?: ?(?:Pro|Plus|Ultra))?',
    '(?:\\bHP|惠普) (?:LaserJet|OfficeJet|DeskJet|DesignJet|EliteBook|ProBook|ZBook)(?: (?:Pro|MFP))? ?[A-Z]?\\d{2,4}\\w{0,4}',
    '(?:\\bDell|戴尔) (?:Latitude|OptiPlex|Precision|XPS|Inspiron|PowerEdge|Vostro) ?\\w?\\d{2,4}|(?:\\bLenovo|联想) ?[A-Z]?[\\w-]{0,8}\\d{2,4}\\w{0,3}',
    '(?:\\b(?:Zebra|Epson|Brother|Canon|Honeywell|Ricoh|Kyocera|Cisco|Fortinet|Datalogic)|斑马|爱普生|兄弟|佳能|霍尼韦尔|理光|京瓷|思科|华三|新大陆) ?(?:[A-Z]{1,5}-?){1,2}\\d{1,5}\\w{0,4}',
  ].join('|'),
  'u',
);

/** What a desk's own products are called, and how a version stands behind them. */
type Vocabulary = { readonly version: RegExp };

const escaped = (name: string): string => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const JOINT = '(?: ?(?:的)?(?:版本号?|version|ver\\.?|release|版)(?: ?(?:是|为|is|:|：))?)? ?';

/**
 * Patterns for the products that a desk supports (`products` of the configuration); made once for a list of names.
 */
export function vocabularyOf(products: readonly string[]): Vocabulary {
  const key = products.join('\n');
  const known = vocabularies.get(key);
  if (known !== undefined) return known;
  const named = [...products.toSorted((a, b) => b.length - a.length).map(escaped), SOFTWARE].join('|');
  const version = new RegExp(
    `(?<![A-Za-z])(?:${named})${JOINT}[vV]?(?:(?!0\\d)${NUMBER}[a-z]?(?![\\w%年月日天个条人台分小]| [个条台])(?: ?(?:R\\d|SP\\d|LTS))?)|(?:版本号?|固件|\\b(?:version|ver\\.|release|build|firmware))(?: ?(?:是|为|is|:|：))? ?[vV]?\\d+(?:\\.\\d+)+\\w*|(?<![A-Za-z\\d.])[vV]\\d+(?:\\.\\d+)+(?![\\d.]*\\w)`,
    'iu',
  );
  const vocabulary = { version };
  if (vocabularies.size >= MOST_VOCABULARIES) vocabularies.clear();
  vocabularies.set(key, vocabulary);
  return vocabulary;
}
const vocabularies = new Map<string, Vocabulary>();
/** A process has one list of products. */
const MOST_VOCABULARIES = 8;

/** What else is said to work there: the environment of the trouble is another. */
const ELSEWHERE = /正常|没问题|没有问题|可以|都好|\b(?:is|are|was|were) (?:fine|ok|okay|good)|\bworks?\b|\bfine\b/iu;

/**
 * Version, operating system, browser and device that a person names: of each the first that is not said to work, and
 * one with a number before one without.
 */
export function readEnvironment({ sentences }: Passages, { version }: Vocabulary): Surroundings {
  const patterns = { version, system: SYSTEM, browser: BROWSER, device: DEVICE } as const;
  const telling = sentences
    .filter((sentence) => MAY_NAME.test(sentence))
    .map((sentence) => sentence.replace(LEFT_BEHIND, '·'));
  if (telling.length === 0) return {};
  const parts = Object.entries(patterns).flatMap(([part, pattern]) => {
    const words = bestMatch(telling, pattern);
    return words === null ? [] : [[part, words] as const];
  });
  return Object.fromEntries(parts);
}

/** A figure behind a letter, or a name without one: most sentences have neither. */
const MAY_NAME =
  /[\p{L}.-] ?\d|浏览器|火狐|夸克|Chrome|Edge|Firefox|Safari|Opera|Explorer|\bIE|Vivaldi|Brave|[Mm]ac|OS X|iP(?:hone|ad)|Think|Surface|Galaxy|Win(?:dows )?(?:XP|Vista|NT)|Android|HarmonyOS/u;
/** The version an update began with is no longer there. */
const LEFT_BEHIND = /(?:\bfrom|从|由) ?(?:version |版本 ?)?[vV]?\d+(?:\.\d+)+(?= ?(?:to\b|升|到|更新))/giu;

function bestMatch(sentences: readonly string[], pattern: RegExp): string | null {
  let best: { readonly words: string; readonly weight: number } | null = null;
  for (const sentence of sentences) {
    const match = pattern.exec(sentence);
    if (match === null) continue;
    const works = ELSEWHERE.test(clauseAround(sentence, match.index, match.index + match[0].length));
    const weight = (works ? 0 : 2) + (/\d/.test(match[0]) ? 1 : 0);
    if (best === null || weight > best.weight) best = { words: match[0], weight };
  }
  return best?.words ?? null;
}
