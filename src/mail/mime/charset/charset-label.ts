/**
 * The name of a charset from what senders write: the labels of the WHATWG Encoding Standard §4.2, the names of IANA,
 * the code pages of Windows and IBM, the names of Java and of the Mac, with other punctuation and with an `x-` before
 * them. A superset stands for what is labelled as its subset (gb2312 is read as GB18030, iso-8859-1 as windows-1252).
 */

import iconv from 'iconv-lite';

/** No charset has a longer name. */
const LONGEST_LABEL = 100;
/** Labels whose meaning is remembered; mails name a few, forgers any number. */
const MOST_KNOWN = 500;

const known = new Map<string, string>();

/** The charset a label stands for; `''` when the label tells nothing or is unknown. */
export function canonicalCharset(label: string | undefined): string {
  if (!label) return '';
  const written = label.slice(0, LONGEST_LABEL);
  const found = known.get(written);
  if (found !== undefined) return found;
  const name = read(written);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(written, name);
  return name;
}

function read(label: string): string {
  const written = label
    .trim()
    .toLowerCase()
    .replace(/^["']+|["';,]+$/g, '');
  // Without punctuation, the year of a standard, the locale of Unix and the `x-` of what is not registered.
  const name = written
    .replace(/^[a-z]{2,3}_[a-z]{2}\.(?=.)/, '')
    .replace(/:\d{4}$/, '')
    .replace(/[-_.\s:]/g, '')
    .replace(/^(?:x|cs)(?!userdefined)(?=.)/, '');
  for (const { pattern, charset } of FAMILIES) if (pattern.test(name)) return charset;
  const named = Object.hasOwn(NAMES, name) ? NAMES[name] : undefined;
  return named ?? codePage(name) ?? isoPart(name) ?? decoderOf(name);
}

/** Names with a tail of year, vendor or variant. */
const FAMILIES: readonly { readonly pattern: RegExp; readonly charset: string }[] = [
  { pattern: /^gb(?:k|2312|18030)[a-z0-9]*$|^chinesegb|^iso58gb231280$|^euccn/, charset: 'gb18030' },
  { pattern: /^(?:cn|x)?big5[a-z0-9+]*$|^chinesebig5/, charset: 'big5' },
  { pattern: /^(?:euckr|ksc5601|kscs5601|ksc56011987)\w*$/, charset: 'euc-kr' },
  { pattern: /^eucjp[a-z]*$|^eucpkdfmtjapanese$/, charset: 'euc-jp' },
  { pattern: /^(?:s|shift)jis\w*$/, charset: 'shift_jis' },
  { pattern: /^iso2022jp|^windowsiso2022jp$/, charset: 'iso-2022-jp' },
  { pattern: /^iso2022cn/, charset: 'iso-2022-cn' },
  { pattern: /^(?:unicode(?:11|20))?utf8(?:mb[34]|n|mac|bom|sig)?$/, charset: 'utf-8' },
  { pattern: /^(?:unicode(?:11|20))?utf7$/, charset: 'utf-7' },
];

/** Says nothing about octets above 127: senders write it when they do not know. */
const SILENT = '';

const NAMES: Readonly<Record<string, string>> = {
  // 7 bits, or none at all
  ascii: SILENT,
  usascii: SILENT,
  ansix341968: SILENT,
  ansix341986: SILENT,
  iso646us: SILENT,
  iso646irv1991: SILENT,
  isoir6: SILENT,
  us: SILENT,
  646: SILENT,
  // names of iconv-lite that are no charsets
  base64: SILENT,
  hex: SILENT,
  binary: SILENT,
  // Chinese
  chinese: 'gb18030',
  isoir58: 'gb18030',
  chinesesimp: 'gb18030',
  macchinesesimp: 'gb18030',
  hz: 'hz-gb-2312',
  hzgb2312: 'hz-gb-2312',
  macchinesetrad: 'big5',
  // Japanese
  mskanji: 'shift_jis',
  windows31j: 'shift_jis',
  pck: 'shift_jis',
  macjapanese: 'shift_jis',
  ujis: 'euc-jp',
  jis: 'iso-2022-jp',
  jisencoding: 'iso-2022-jp',
  // Korean
  korean: 'euc-kr',
  isoir149: 'euc-kr',
  uhc: 'euc-kr',
  mackorean: 'euc-kr',
  iso2022kr: 'iso-2022-kr',
  // Unicode
  unicode: 'utf-16',
  ucs2: 'utf-16',
  iso10646ucs2: 'utf-16',
  utf16: 'utf-16',
  utf16le: 'utf-16le',
  unicodefeff: 'utf-16le',
  unicodelittle: 'utf-16le',
  unicodelittleunmarked: 'utf-16le',
  utf16be: 'utf-16be',
  unicodefffe: 'utf-16be',
  unicodebig: 'utf-16be',
  unicodebigunmarked: 'utf-16be',
  utf32: 'utf-32',
  ucs4: 'utf-32',
  iso10646ucs4: 'utf-32',
  utf32le: 'utf-32le',
  utf32be: 'utf-32be',
  // Western; that of teletext is written by programs that mean Latin-1
  latin1: 'windows-1252',
  latin: 'windows-1252',
  l1: 'windows-1252',
  isoir100: 'windows-1252',
  isolatin1: 'windows-1252',
  western: 'windows-1252',
  ansi: 'windows-1252',
  ansix31101983: 'windows-1252',
  isoir99: 'windows-1252',
  latin9: 'iso-8859-15',
  latin0: 'iso-8859-15',
  l9: 'iso-8859-15',
  isolatin9: 'iso-8859-15',
  // others
  isoir101: 'iso-8859-2',
  isoir109: 'iso-8859-3',
  isoir110: 'iso-8859-4',
  isoir144: 'iso-8859-5',
  cyrillic: 'iso-8859-5',
  isolatincyrillic: 'iso-8859-5',
  isoir127: 'iso-8859-6',
  arabic: 'iso-8859-6',
  asmo708: 'iso-8859-6',
  ecma114: 'iso-8859-6',
  isolatinarabic: 'iso-8859-6',
  macarabic: 'iso-8859-6',
  isoir126: 'iso-8859-7',
  greek: 'iso-8859-7',
  greek8: 'iso-8859-7',
  ecma118: 'iso-8859-7',
  elot928: 'iso-8859-7',
  suneugreek: 'iso-8859-7',
  isolatingreek: 'iso-8859-7',
  isoir138: 'iso-8859-8',
  hebrew: 'iso-8859-8',
  logical: 'iso-8859-8',
  visual: 'iso-8859-8',
  isolatinhebrew: 'iso-8859-8',
  machebrew: 'iso-8859-8',
  isoir148: 'windows-1254',
  isoir157: 'iso-8859-10',
  latin5: 'windows-1254',
  l5: 'windows-1254',
  isolatin5: 'windows-1254',
  tis620: 'windows-874',
  dos874: 'windows-874',
  koi: 'koi8-r',
  koi8: 'koi8-r',
  koi8r: 'koi8-r',
  koi8u: 'koi8-u',
  koi8ru: 'koi8-u',
  // Mac
  mac: 'macintosh',
  macintosh: 'macintosh',
  macroman: 'macintosh',
  maccyrillic: 'x-mac-cyrillic',
  macukraine: 'x-mac-cyrillic',
  macce: 'maccenteuro',
  maccentraleurope: 'maccenteuro',
  maccentraleuroman: 'maccenteuro',
  maccentraleurroman: 'maccenteuro',
  macicelandic: 'maciceland',
  macromanian: 'macromania',
  macukrainian: 'x-mac-cyrillic',
  macthai: 'macthai',
};

/** Code pages by number that are not called so by iconv-lite. */
const CODE_PAGES: Readonly<Record<string, string>> = {
  ...Object.fromEntries([1250, 1251, 1252, 1253, 1254, 1255, 1256, 1257, 1258, 874].map((n) => [n, `windows-${n}`])),
  ...pages('gb18030', 936, 1381, 1383, 1386, 5488, 10008, 20936, 51936, 54936),
  ...pages('big5', 950, 951, 1370, 10002),
  ...pages('shift_jis', 932, 943, 10001),
  ...pages('euc-jp', 954, 20932, 33722, 51932),
  ...pages('iso-2022-jp', 50220, 50221, 50222),
  ...pages('euc-kr', 949, 970, 1363, 10003, 20949, 51949),
  ...pages('iso-2022-kr', 50225),
  ...pages('iso-2022-cn', 50227, 50229),
  ...pages('hz-gb-2312', 52936),
  ...pages('utf-7', 65000),
  ...pages('utf-8', 65001, 1208),
  ...pages('utf-16le', 1200),
  ...pages('utf-16be', 1201),
  ...pages('utf-32le', 12000),
  ...pages('utf-32be', 12001),
  ...pages(SILENT, 367, 20127),
  ...pages('koi8-r', 878, 20866),
  ...pages('koi8-u', 1168, 21866),
  ...pages('windows-1252', 819, 28591),
  ...pages('windows-1254', 920, 28599),
  ...pages('iso-8859-2', 912, 28592),
  ...pages('iso-8859-3', 913, 28593),
  ...pages('iso-8859-4', 914, 28594),
  ...pages('iso-8859-5', 915, 28595),
  ...pages('iso-8859-6', 1089, 28596),
  ...pages('iso-8859-7', 813, 28597),
  ...pages('iso-8859-8', 916, 28598, 38598),
  ...pages('iso-8859-10', 919, 28600),
  ...pages('windows-874', 28601),
  ...pages('iso-8859-13', 921, 28603),
  ...pages('iso-8859-14', 28604),
  ...pages('iso-8859-15', 923, 28605),
  ...pages('macintosh', 1275, 10000),
  ...pages('macgreek', 1280, 10006),
  ...pages('x-mac-cyrillic', 1283, 10007, 10017),
  ...pages('macromania', 1285, 10010),
  ...pages('macthai', 10021),
  ...pages('maccenteuro', 1282, 10029),
  ...pages('maciceland', 1286, 10079),
  ...pages('macturkish', 1281, 10081),
  ...pages('maccroatian', 1284, 10082),
};

function pages(charset: string, ...numbers: readonly number[]): Record<string, string> {
  return Object.fromEntries(numbers.map((number) => [number, charset]));
}

const CODE_PAGE = /^(?:cp|cspc|ms|win|windows|mswin|ibm|dos|oem|pc|codepage|mac)?0*(\d{3,5})c?$/;

function codePage(name: string): string | undefined {
  const number = CODE_PAGE.exec(name)?.[1];
  if (number === undefined) return undefined;
  return CODE_PAGES[number] ?? (iconv.encodingExists(`cp${number}`) ? `cp${number}` : undefined);
}

/** `iso-8859-8-i` tells the order in which a program shows the letters, not their octets (RFC 1556). */
const ISO_PART = /^(?:iso)?8859(1[0-6]|[1-9])[ei]?$/;
/** What the WHATWG standard reads as a superset. */
const SUPERSETS: Readonly<Record<string, string>> = { 1: 'windows-1252', 9: 'windows-1254', 11: 'windows-874' };

function isoPart(name: string): string | undefined {
  const part = ISO_PART.exec(name)?.[1];
  if (part === undefined) return undefined;
  const charset = SUPERSETS[part] ?? `iso-8859-${part}`;
  return iconv.encodingExists(charset) ? charset : undefined;
}

function decoderOf(name: string): string {
  return [name, `cs${name}`].find((each) => iconv.encodingExists(each)) ?? '';
}
