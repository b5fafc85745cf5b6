/** Every label of the WHATWG Encoding Standard §4.2. */
export const WHATWG: readonly string[] = `
866 ansi_x3.4-1968 arabic ascii asmo-708 big5 big5-hkscs chinese cn-big5 cp1250 cp1251 cp1252 cp1253 cp1254
cp1255 cp1256 cp1257 cp1258 cp819 cp866 csbig5 cseuckr cseucpkdfmtjapanese csgb2312 csibm866 csiso2022jp
csiso2022kr csiso58gb231280 csiso88596e csiso88596i csiso88598e csiso88598i csisolatin1 csisolatin2 csisolatin3
csisolatin4 csisolatin5 csisolatin6 csisolatin9 csisolatinarabic csisolatincyrillic csisolatingreek
csisolatinhebrew cskoi8r csksc56011987 csmacintosh csshiftjis csunicode cyrillic dos-874 ecma-114 ecma-118
elot_928 euc-jp euc-kr gb18030 gb2312 gb_2312 gb_2312-80 gbk greek greek8 hebrew hz-gb-2312 ibm819 ibm866
iso-10646-ucs-2 iso-2022-cn iso-2022-cn-ext iso-2022-jp iso-2022-kr iso-8859-1 iso-8859-10 iso-8859-11
iso-8859-13 iso-8859-14 iso-8859-15 iso-8859-16 iso-8859-2 iso-8859-3 iso-8859-4 iso-8859-5 iso-8859-6
iso-8859-6-e iso-8859-6-i iso-8859-7 iso-8859-8 iso-8859-8-e iso-8859-8-i iso-8859-9 iso-ir-100 iso-ir-101
iso-ir-109 iso-ir-110 iso-ir-126 iso-ir-127 iso-ir-138 iso-ir-144 iso-ir-148 iso-ir-149 iso-ir-157 iso-ir-58
iso8859-1 iso8859-10 iso8859-11 iso8859-13 iso8859-14 iso8859-15 iso8859-2 iso8859-3 iso8859-4 iso8859-5
iso8859-6 iso8859-7 iso8859-8 iso8859-9 iso88591 iso885910 iso885911 iso885913 iso885914 iso885915 iso88592
iso88593 iso88594 iso88595 iso88596 iso88597 iso88598 iso88599 iso_8859-1 iso_8859-15 iso_8859-1:1987 iso_8859-2
iso_8859-2:1987 iso_8859-3 iso_8859-3:1988 iso_8859-4 iso_8859-4:1988 iso_8859-5 iso_8859-5:1988 iso_8859-6
iso_8859-6:1987 iso_8859-7 iso_8859-7:1987 iso_8859-8 iso_8859-8:1988 iso_8859-9 iso_8859-9:1989 koi koi8 koi8-r
koi8-ru koi8-u koi8_r korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 l1 l2 l3 l4 l5 l6 l9 latin1 latin2
latin3 latin4 latin5 latin6 logical mac macintosh ms932 ms_kanji replacement shift-jis shift_jis sjis
sun_eu_greek tis-620 ucs-2 unicode unicode-1-1-utf-8 unicode11utf8 unicode20utf8 unicodefeff unicodefffe
us-ascii utf-16 utf-16be utf-16le utf-8 utf8 visual windows-1250 windows-1251 windows-1252 windows-1253
windows-1254 windows-1255 windows-1256 windows-1257 windows-1258 windows-31j windows-874 windows-949 x-cp1250
x-cp1251 x-cp1252 x-cp1253 x-cp1254 x-cp1255 x-cp1256 x-cp1257 x-cp1258 x-euc-jp x-gbk x-mac-cyrillic
x-mac-roman x-mac-ukrainian x-sjis x-unicode20utf8 x-user-defined x-x-big5
`
  .trim()
  .split(/\s+/);

/**
 * Names beside them: of Java, Windows, IBM, Mac, Unix and MySQL, and misspellings; with the charset each stands for.
 */
export const ALIASES: readonly (readonly [charset: string, labels: string])[] = [
  [
    'gb18030',
    'gbk GB2312 gb-2312 gb_2312-80 gb2312_charset gb18030-2022 GB18030:2005 GBK2312 x-gbk cp936 936 ms936 MS-936 windows-936 x-mswin-936 EUC_CN euc-cn x-EUC-CN chinese-gb cp54936 x-IBM1383 x-mac-chinesesimp zh_CN.GBK csGB2312 csISO58GB231280 chinese-simp iso-ir-58 gb2312-80',
  ],
  [
    'big5',
    'Big5_HKSCS Big5-HKSCS:1999 Big5_Solaris x-big5 cn-big5 cp950 MS950 x-windows-950 windows-950 x-IBM950 big5-eten x-mac-chinesetrad zh_TW.Big5 chinesebig5',
  ],
  [
    'shift_jis',
    'SJIS Shift-JIS shiftjis x-shift-jis x-sjis-jp MS932 cp932 windows-31j windows-932 x-IBM943 x-ibm-943C ms_kanji PCK x-mac-japanese csWindows31J sjis-win',
  ],
  ['euc-jp', 'EUC_JP eucJP x-euc-jp x-eucjp eucJP-ms eucjp-win ujis cp51932 x-euc-jp-linux ja_JP.eucJP'],
  [
    'iso-2022-jp',
    'ISO2022JP ISO-2022-JP-1 iso-2022-jp-2 iso-2022-jp-ext x-windows-iso2022jp x-windows-50220 cp50220 CP50221 JIS csJISEncoding csISO2022JP',
  ],
  [
    'euc-kr',
    'EUC_KR euckr ks_c_5601-1987 KS_C_5601 KSC5601 ksc_5601 cp949 ms949 x-windows-949 windows-949 UHC korean cp51949 x-mac-korean KSC5601-1992',
  ],
  ['iso-2022-kr', 'ISO2022KR iso-2022-kr csISO2022KR cp50225'],
  ['hz-gb-2312', 'HZ HZ-GB-2312 hzgb2312 cp52936'],
  [
    'utf-8',
    'UTF8 utf_8 utf-8n utf8mb4 utf8mb3 UTF-8MB4 x-utf-8 unicode-1-1-utf-8 unicode-2-0-utf-8 x-unicode-2-0-utf-8 cp65001 windows-65001 65001 UTF-8-MAC utf8-bom en_US.UTF-8',
  ],
  ['utf-7', 'utf7 unicode-1-1-utf-7 unicode-2-0-utf-7 x-unicode-2-0-utf-7 cp65000'],
  ['utf-16', 'UTF16 unicode ucs-2 ISO-10646-UCS-2 csUnicode'],
  ['utf-16le', 'UTF-16LE UnicodeLittle UnicodeLittleUnmarked cp1200 unicodeFEFF'],
  ['utf-16be', 'UTF-16BE UnicodeBig UnicodeBigUnmarked cp1201 unicodeFFFE'],
  ['utf-32', 'UTF32 UCS-4 ISO-10646-UCS-4'],
  ['utf-32le', 'UTF-32LE cp12000'],
  ['utf-32be', 'UTF-32BE cp12001'],
  ['iso-2022-cn', 'ISO-2022-CN cp50227 cp50229'],
  [
    'windows-1252',
    'ISO8859_1 8859_1 iso-8859-1 ISO_8859-1:1987 latin1 latin-1 Latin 1 cp1252 Cp1252 x-cp1252 win-1252 win1252 ms1252 ANSI_X3.110-1983 ansi_x3.110-1983 cp819 IBM819 cp28591 windows-28591 ANSI latin Western ISO-IR-99',
  ],
  ['windows-1251', 'cp1251 Cp1251 x-cp1251 CP-1251 win-1251 win1251 windows1251 windows_1251 ms-1251'],
  ['windows-1250', 'cp1250 x-cp1250 win1250'],
  ['windows-1254', 'iso-8859-9 latin5 cp1254 cp28599'],
  ['windows-874', 'tis-620 TIS620 iso-8859-11 cp874 x-windows-874 dos-874 cp28601'],
  ['iso-8859-2', 'ISO8859_2 iso8859-2 iso_8859-2:1987 cp28592 cp912'],
  ['iso-8859-3', 'ISO8859_3 cp28593 cp913'],
  ['iso-8859-4', 'ISO8859_4 cp28594 cp914'],
  ['iso-8859-5', 'ISO8859_5 cp28595 cp915'],
  ['iso-8859-6', 'iso-8859-6-i ISO-8859-6-E csISO88596I x-mac-arabic ASMO-708 cp28596 cp1089'],
  ['iso-8859-7', 'ISO8859_7 cp28597 cp813'],
  ['iso-8859-8', 'iso-8859-8-i ISO-8859-8-E csISO88598I logical visual hebrew x-mac-hebrew cp38598'],
  ['iso-8859-10', 'ISO8859_10 cp28600 cp919'],
  ['iso-8859-13', 'ISO8859_13 cp28603 cp921'],
  ['iso-8859-14', 'ISO8859_14 cp28604'],
  ['iso-8859-15', 'ISO8859_15 latin9 latin-9 latin0 cp923 cp28605 iso885915'],
  ['koi8-r', 'KOI8_R koi8r koi8 koi cp20866 cp878'],
  ['koi8-u', 'KOI8_U koi8-ru cp21866'],
  ['macintosh', 'macintosh mac MacRoman x-mac-roman x-MacRoman csMacintosh cp10000'],
  ['x-mac-cyrillic', 'x-mac-cyrillic MacCyrillic x-MacCyrillic cp10007 x-mac-ukrainian MacUkraine cp10017'],
  ['maccenteuro', 'x-mac-ce x-mac-centraleurroman x-mac-centraleuroman MacCentralEurope x-MacCentralEurope cp10029'],
  ['macgreek', 'x-mac-greek MacGreek x-MacGreek cp10006'],
  ['macturkish', 'x-mac-turkish MacTurkish cp10081'],
  ['maciceland', 'x-mac-icelandic cp10079 cp1286'],
  ['macromania', 'x-mac-romanian MacRomania cp10010 cp1285'],
  ['macthai', 'x-mac-thai cp10021'],
  ['maccroatian', 'x-mac-croatian cp10082 cp1284'],
  ['cp850', 'cp-850 CP850 ibm850 IBM-850 850 csIBM850'],
  ['cp437', 'cp437 ibm437 cp-437 437'],
  ['cp866', 'cp866 ibm866 866 csIBM866 cp-866'],
  [
    '',
    'us-ascii ASCII iso-646-us ANSI_X3.4-1968 646 cp20127 7bit 8bit binary base64 hex unknown-8bit x-unknown default _autodetect replacement x-user-defined mychinesegb my-iso58gb231280 iso58gb231280x myeuccn mybig5 big5/x mychinesebig5 myeuckr euckr/x myeucjp eucjp/x my-eucpkdfmtjapanese eucpkdfmtjapanesex mysjis sjis/x my-iso-2022-jp my-windows-iso2022jp windows-iso2022jpx my-iso-2022-cn myutf7 utf7x gb_zh_cn.2312 lat:1987in1 cp1251x my8859-2 gbk/x',
  ],
];
