import { isGreeting } from '../courtesy.ts';
import type { Passages } from './passages.ts';

const LEGAL = '(?:股份|集团|控股)?有限(?:责任)?公司';
const KIND =
  '公司|集团|工厂|厂|医院|学院|大学|中学|小学|银行|研究院|研究所|事务所|药业|软件|科技|物流|环保|食品|实业|商贸|贸易|机械|电子|重工|制造|能源|电力|纺织|化工|材料|汽车|置业|地产|证券|保险|传媒|网络|信息|股份|超市|酒店|乳业|钢铁|航空|地铁|水务|燃气';
const HAN = '[\\p{Script=Han}A-Za-z0-9·]';
const ZH_NAME = `(?:${HAN}{2,20}(?:（[^）\\s]{1,8}）|\\([^)\\s]{1,8}\\))?${HAN}{0,12}?${LEGAL}|${HAN}{2,14}?(?:${KIND})(?:集团|股份|公司)?)`;
/** After a name: who somebody is there, a department, or the end. */
const ZH_AFTER = '(?=的|这边|这里|[，,。；;：:）)\\s]|[\\p{Script=Han}A-Z]{0,8}(?:部|科|处|中心|室|人员|员工)|$)';
/** How people say where they are. */
const ZH_SAID = new RegExp(
  `(?:我们?(?:这边|这里|现在)?是|我在|我们|我司|我公司|我单位|本公司|这里是|来自|代表)[（(]?(${ZH_NAME})${ZH_AFTER}`,
  'u',
);
/** At the beginning of the first words or in a line of a signature. */
const ZH_FIRST = new RegExp(`^(${ZH_NAME})${ZH_AFTER}`, 'u');
const ZH_LINE = new RegExp(
  `^(?:单位|公司|地址)?[:：]?\\s*(${HAN}{2,20}(?:（[^）\\s]{1,8}）|\\([^)\\s]{1,8}\\))?${HAN}{0,12}?(?:${LEGAL}|集团|公司|医院|大学|研究院|银行))(?:$|[\\s|/·,，].{0,24}$)`,
  'u',
);
/** Words that a name of a company does not hold: the sentence goes on. */
const NO_NAME =
  /[的是在了着和与请您你]|^(?:我|贵|本|其他|其它|别的|这|那|该|某|各|一家|客户|供应商|集团|公司|上级|下属)|(?:总|分|子|贵|本|我|该)公司$|^(?:网络|信息|软件|科技|系统)/u;

const WORD = "[A-Z][\\p{L}\\d'’&-]*\\.?";
const EN_NAME = `(?:${WORD}(?:(?: (?:of|and|&|the))? ${WORD}){0,4})`;
const EN_SAID = new RegExp(
  `\\b(?:(?:I am|I'm|I’m|[Mm]y name is|[Tt]his is|[Hh]ere is)(?: ${WORD}){1,3}(?:,[^,.]{1,30},?)?,? (?:from|at|with|of|and (?:I )?work (?:for|at))|I(?: am|'m|’m) (?:the|an?) [\\w ]{2,30}? (?:of|at|for|from)|[Ww]e (?:at|from|are(?= [^,.]{2,40},))|on behalf of|[Gg]reetings from|[Hh]ere at|(?:work|run \\w+|writing|colleagues?|users?|people|staff|nobody|everyone|everybody|contact) (?:for|at|from)) (${EN_NAME})`,
  'u',
);
const EN_LEGAL =
  '(?:Ltd|Limited|GmbH|Inc|LLC|LLP|Corp|Corporation|AG|SE|KG|S\\.?A\\.?|B\\.?V\\.?|PLC|plc|Pty Ltd|Co\\., Ltd|AB|Oy|S\\.p\\.A|SARL)';
const EN_LINE = new RegExp(`(?:^|, |\\|\\s?|\\()((?:${WORD} ){1,4}${EN_LEGAL}\\.?)(?=$|[),|\\s])`, 'u');
/** Words with a capital that are no company. */
const NO_ORGANISATION =
  /^(?:The|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|January|February|March|April|May|June|July|August|September|October|November|December|IT|HQ|Support|Chrome|Windows|Home|Head|Office|Finance|Sales|HR|Our|Your|My|All|This|Least|Work|Once|I|Noon|Midnight|Night)\b/;

/** Lines of a signature and of the end of a mail that are looked at. */
const LAST_LINES = 8;

/**
 * The company or institution a person says they are of: in a sentence about themselves, at the very beginning, or in
 * the signature. Undefined when nothing tells; a company that is only talked about is none.
 */
export function readCompany({ lines, sentences }: Passages, signature: readonly string[]): string | undefined {
  for (const sentence of sentences) {
    const name = said(sentence);
    if (name !== undefined) return name;
  }
  const words = lines.filter((line) => line !== '');
  const first = words.find((line) => !isGreeting(line)) ?? '';
  const begun = clean(ZH_FIRST.exec(first)?.[1]);
  if (begun !== undefined && !DESK_ITSELF.test(first)) return begun;
  for (const line of [...words.slice(-LAST_LINES), ...signature]) {
    const name = line.length <= CARD_LINE ? onCard(line) : organisation(inBrackets(line));
    if (name !== undefined) return name;
  }
  return undefined;
}

/** Characters of a line of a signature. */
const CARD_LINE = 60;

const MAY_BE_COMPANY =
  /公司|集团|医院|大学|研究院|银行|Ltd|Limited|GmbH|Inc|LL[CP]|Corp|\b(?:AG|SE|KG|AB|Oy)\b|S\.?A|B\.?V|P(?:LC|lc|ty)|plc|Co\.,|S\.p/;

/** `Sales | Acme Ltd | +49 …` is a card on one line. */
function onCard(line: string): string | undefined {
  if (!MAY_BE_COMPANY.test(line)) return undefined;
  for (const piece of line.split(/\s*[|｜]\s*/u)) {
    const name = clean(ZH_LINE.exec(piece)?.[1]) ?? organisation(EN_LINE.exec(piece)?.[1]);
    if (name !== undefined) return name;
  }
  return undefined;
}

/** `星云科技的各位老师好`: who is addressed, not who writes. */
const DESK_ITSELF = /(?:老师|客服|工程师|同事|朋友|技术支持|您|你们?)[^，。]{0,4}好|^(?:请问|麻烦)/u;

/** How an introduction begins: ` at A`, ` from A`, `we are A`. */
const MAY_INTRODUCE = /\b(?:at|from|of|for|with|are) [A-Z]/;

function said(sentence: string): string | undefined {
  if (/我|来自|代表|这里是|本公司/u.test(sentence)) {
    const name = clean(ZH_SAID.exec(sentence)?.[1]);
    if (name !== undefined) return name;
  }
  return MAY_INTRODUCE.test(sentence) ? organisation(EN_SAID.exec(sentence)?.[1]) : undefined;
}

const inBrackets = (line: string): string | undefined =>
  new RegExp(`^${WORD}(?: ${WORD})? \\(((?:${WORD} ){1,4}${EN_LEGAL}\\.?)\\)`, 'u').exec(line)?.[1];

function clean(name: string | undefined): string | undefined {
  return name === undefined || NO_NAME.test(name) ? undefined : name;
}

function organisation(name: string | undefined): string | undefined {
  const plain = name?.replace(/(?<!Inc|Ltd|Co|Corp|S\.A|B\.V)\.$/, '');
  return plain === undefined || plain.length < 2 || NO_ORGANISATION.test(plain) ? undefined : plain;
}
