/**
 * Which East Asian charset octets are in that nothing labels, or that a label like iso-8859-1 only seems to: programs
 * write it when they do not know. Almost any octets are *valid* in these charsets, so validity tells little; read in
 * the right one, half of a text are its language's few hundred most frequent characters, read in a wrong one hardly any
 * are.
 */

export type EastAsian = 'gb18030' | 'big5' | 'shift_jis' | 'euc-jp' | 'euc-kr';

/** The most frequent characters of each language, those of support mail among them; kana are counted by their block. */
const HANS =
  '的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得于着下自之年过发后作里用道行所然家种事成方多经么去法学如都同现当没动面起看定天分还进好小部其些主样理心本前开但因只从想实日军者意无力它与长把机十民第公此已工使情明性知全三又关点正业外将两高间由问很最重并物手应向头文体政美相见被利什二等产或新己制身果加西斯月话合回特代内信表化老给世位次度门任常先海通教儿原东声提立及比员解水名真论处走义各入几口认条平系气题活尔更别打女变四神总何电数安少报才结反受目太量再感建务做接必场件计管期市直德资命山金指克许统区保至队形社便空决治展马科司五基眼书非则听白却界达光放强即像难且权思王象完设式色路记南品住告类求据程北边死张该交规万取拉格望觉术领共确传师观清今切院让识候带导争运您请谢登录错误系统码帐号密码服器网络显示页导出打印邮箱附截图麻烦帮忙联系户客持续升级版测试盘单订付款失败验证链接票税额答复回转发送邮件主题';
const HANT =
  '的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得於著下自之年過發後作裡用道行所然家種事成方多經麼去法學如都同現當沒動面起看定天分還進好小部其些主樣理心本前開但因只從想實日軍者意無力它與長把機十民第公此已工使情明性知全三又關點正業外將兩高間由問很最重並物手應向頭文體政美相見被利什二等產或新己制身果加西斯月話合回特代內信表化老給世位次度門任常先海通教兒原東聲提立及比員解水名真論處走義各入幾口認條平系氣題活爾更別打女變四神總何電數安少報才結反受目太量再感建務做接必場件計管期市直德資命山金指克許統區保至隊形社便空決治展馬科司五基眼書非則聽白卻界達光放強即像難且權思王象完設式色路記南品住告類求據程北邊死張該交規萬取拉格望覺術領共確傳師觀清今切院讓識候帶導爭運您請謝登錄錯誤統碼帳號密碼服器網絡路顯示頁匯出列印郵箱附截圖麻煩幫忙聯繫戶客持續升級版測試盤單訂付款失敗驗證鏈接檔案資料票稅額價答復回轉發送郵件主題';
const KANJI =
  '日一国会人年大十二本中長出三同時政事自行社見月分議後前民生連五発間対上部東者党地合市業内相方四定今回新場金員九入選立開手米力学問高代明実円関決子動京全目表戦経通外最言氏現理調体化田当八六約主題下首意法不来作性的要用制治度務強気小七成期公野協取都和統以機平総加山思家話世受区領多県続進正安設保改数記院女初北午指権心界支第産結百派点教報済書府活原先共得解名交資予川向際査勝面委告軍文反元重近千考判認画海参売利組知案道信策集在件団別物側任引使求所次水半品昨論計死官増係感特情投示変打男基私各始島直両朝革価式確村提運終挙果西勢減台広容必応演電歳住争談能無再位置企真流格有疑口過局少放税検藤町常校料沢裁状工建語球営空職証土与急止送援供可役構木割聞身費付施切由説転食比難防補車優夫研収断井何南石足違消境神番規術護展態導鮮備宅害配副算視条幹独警宮究育席輸訪楽起万着乗店述残想線率病農州武声質念待試族象銀域助労例衛然早張映限親額監環験追審商葉義伝働形景落好退準賀願致様失御印刷';
const HANGUL =
  '이다는에의을가로하고기지사서니습안은한를시도자어리정인있대그과스일해나라수아부전제으원보만주상되구성와면게여장세경동들공신발된문선할것비연우생치교관조무화오내실계요유방당입용국중거학물때까등소적합민회산않업체재음진명단록제청드님감녕확인오류접속설치파첨부문의답변바랍출력';

type Row = {
  readonly charset: EastAsian;
  readonly frequent: ReadonlySet<number>;
  /** The script that only this language writes; it counts like frequent characters. */
  readonly script: (code: number) => boolean;
};

const codes = (text: string): ReadonlySet<number> => new Set(Array.from(text, (each) => each.codePointAt(0) ?? 0));
const isKana = (code: number): boolean => code >= 0x3041 && code <= 0x30fe;
const none = (): boolean => false;

const ROWS: readonly Row[] = [
  { charset: 'gb18030', frequent: codes(HANS), script: none },
  { charset: 'big5', frequent: codes(HANT), script: none },
  { charset: 'shift_jis', frequent: codes(KANJI), script: isKana },
  { charset: 'euc-jp', frequent: codes(KANJI), script: isKana },
  { charset: 'euc-kr', frequent: codes(HANGUL), script: none },
];

/** Octets that tell enough; the rest of a long text is in the same charset. */
const SAMPLE = 4_000;
/** Share of frequent characters from which a reading is taken. By chance it is below a tenth. */
const ENOUGH = 0.34;
/** The share from which a reading overrules a label, and the share below which a label is doubted. */
const SURE = 0.5;
const DOUBTED = 0.15;
/** Fewer letters tell too little for that. */
const LEAST = 8;
/** How much more a reading in the sender's usual charset counts. */
const USUAL = 0.3;

type Doubt = {
  /** The sender's usual charset. */
  readonly usual?: string;
  /** A label says otherwise: two characters at least, and more frequent ones. */
  readonly sure?: boolean;
};

/** The East Asian charset that makes sense of octets; null when none does. `decode` reads octets in a charset. */
export function eastAsianCharset(
  bytes: Uint8Array,
  decode: (sample: Uint8Array, charset: EastAsian) => string,
  { usual, sure = false }: Doubt = {},
): EastAsian | null {
  const sample = bytes.subarray(0, SAMPLE);
  const least = sure ? SURE : ENOUGH;
  let best: { readonly charset: EastAsian; readonly share: number } | null = null;
  for (const row of ROWS) {
    const { share, seen } = shareOf(decode(sample, row.charset), row, bytes.length > SAMPLE);
    if (share < least || (sure && seen < 2)) continue;
    const counted = share + (row.charset === usual ? USUAL : 0);
    if (counted > (best?.share ?? 0)) best = { charset: row.charset, share: counted };
  }
  return best?.charset ?? null;
}

/** Whether a text that was read under the label of an East Asian charset holds next to none of its frequent letters. */
export function isDoubtful(text: string, charset: string): boolean {
  const row = ROWS.find((each) => each.charset === charset);
  if (row === undefined) return false;
  const { share, seen } = shareOf(text.slice(0, SAMPLE), row, text.length > SAMPLE);
  return seen >= LEAST && share < DOUBTED;
}

/** Octets above 127 of Western text stand alone between letters; those of East Asian text in pairs and longer runs. */
export function standsInRuns(bytes: Uint8Array): boolean {
  let high = 0;
  let runs = 0;
  const end = Math.min(bytes.length, SAMPLE);
  for (let i = 0; i < end; i++) {
    if ((bytes[i] ?? 0) < 0x80) continue;
    high++;
    if (i === 0 || (bytes[i - 1] ?? 0) < 0x80) runs++;
  }
  return high >= runs * 1.5;
}

/** What share of the letters in a text are frequent ones; `cut`: its last character may be a half. */
function shareOf(text: string, { frequent, script }: Row, cut: boolean): { share: number; seen: number } {
  let seen = 0;
  let right = 0;
  const end = cut ? text.length - 1 : text.length;
  for (let i = 0; i < end; i++) {
    const code = text.charCodeAt(i);
    // ASCII, and the punctuation that all of them share
    if (code < 0x80 || (code >= 0x3000 && code <= 0x301f) || isFullWidth(code)) continue;
    seen++;
    if (frequent.has(code) || script(code)) right++;
    else if (code === 0xfffd || (code >= 0xe000 && code <= 0xf8ff)) right -= 2;
  }
  return { share: seen === 0 ? 0 : right / seen, seen };
}

const isFullWidth = (code: number): boolean => (code >= 0xff01 && code <= 0xff5e) || (code >= 0x2010 && code <= 0x2026);
