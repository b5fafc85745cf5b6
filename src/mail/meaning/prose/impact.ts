import { hanNumber } from '../../../lib/han-number.ts';
import { clauseAround } from './passages.ts';

/** How much a text says that business suffers, and the words that say so. */
type Impact = { readonly urgency: 'urgent' | 'high'; readonly words: string };

const STOPPED_ZH =
  '无法|不[了能]|没[法有]|不可用|打不开|用不了|登不上|瘫|停|挂|宕|崩|中断|断|卡死|受(?:到)?影响|干不了';
const STOPPED_EN =
  "(?:down|stopp\\w+|halt\\w*|at a standstill|standing still|dead|dark|offline|unavailable|not working|out of order|blocked|cannot|can't|can not|unable|broken|affected|failing|fails?)";
const ALL_ZH =
  '全公司|全院|全厂|全校|全集团|(?<!部门?)全员|整个(?:公司|集团|工厂|医院|学校)|公司(?:上下|所有人|全部)|(?:所有|全部|全体)(?:的)?(?:人|员工|用户|门店|客户|同事|站点|终端|网点|收银台)|大家都|每个人都';
const ALL_EN =
  '(?:everyone|everybody|nobody|no one|none of (?:us|our(?: \\d+)? \\w+|the(?: \\d+)? \\w+)|no (?:user|store|shop|customer|till)|all (?:our |the )?(?:users|employees|staff|stores|shops|customers|sites|tills|kiosks)|(?:the |our )?(?:whole|entire) (?:company|hospital|plant|organi[sz]ation|factory|business|school|site)|company-?wide|(?:in |at )?(?:every|all) (?:store|shop|user|site|branch|plant)s?)';

/** What each shape of words makes of the urgency; the first row that holds counts. */
const ROWS: readonly (readonly [urgency: Impact['urgency'], pattern: RegExp])[] = [
  ['urgent', /停产|停工|停线|停摆|(?:生?产线|流水线|车间|工厂)[^，。]{0,8}?(?:停[产工线了机]?|瘫痪?|断)/u],
  ['urgent', new RegExp(`(?:${ALL_ZH})[^，。！]{0,14}(?:${STOPPED_ZH})`, 'u')],
  [
    'urgent',
    /(?:核心|关键|主要)(?:的)?[^，。]{0,4}(?:业务|功能|系统|交易|生产|流程)[^，。]{0,8}(?:中断|不可用|瘫痪|停|无法|不能|挂|宕|用不了)/u,
  ],
  [
    'urgent',
    /(?:系统|业务|生产|服务|平台)(?:全面|全部|完全|整体|都|已经?)?(?:瘫痪|中断|停摆)|生产(?:环境|系统|停止|已停|停了)[^，。]{0,8}(?:宕机|挂了|不可用|瘫|崩|停止|停了|停)|生产停(?:止|了|顿)/u,
  ],
  [
    'urgent',
    new RegExp(
      `\\b(?:production|plant|factory|assembly lines?|production lines?|shop floor)(?: (?:line|system|server|environment|database|site)s?)?(?: (?:is|are|has|have|was|were|went|came|completely|totally|currently|now|been|just|come|to|a|all)){0,4} ${STOPPED_EN}|\\bproduction (?:outage|stop|halt)\\b|\\bproduction is held up\\b`,
      'iu',
    ),
  ],
  [
    'urgent',
    new RegExp(
      `\\b${ALL_EN}\\b(?: [\\w'-]+){0,4}? (?:${STOPPED_EN}|lost)\\b|\\b(?:nobody|no one|none of (?:us|our(?: \\d+)? \\w+|the(?: \\d+)? \\w+)|no (?:user|store|shop|customer))(?: [\\w'-]+){0,6}? can\\b|\\b${STOPPED_EN} (?:\\w+ )?(?:for|in|at) (?:everyone|everybody|all (?:users|stores|sites|customers)|every (?:store|site|user))`,
      'iu',
    ),
  ],
  [
    'urgent',
    /\b(?:core|critical|key|essential|main) (?:business )?(?:function(?:ality|s)?|system|process|service|application)s?(?: \w+){0,3} (?:down|unavailable|broken|not work\w*|stopp\w+|unusable)|\b(?:complete|total) (?:outage|standstill)|\bbusiness (?:has |is )?(?:stopped|at a standstill|come to a (?:halt|standstill))/iu,
  ],
  ['high', /(?:整个|全)(?:个)?(?:部门|车间|分公司|科室|楼层|办公室|团队)|部(?:门)?(?:全员|所有人|的人都)/u],
  [
    'high',
    /出不了[库货单]|发不了货|收不了[款费银]|开不了[单票]|(?:系统|服务器?|平台|\b[A-Z]{2,5}\s?)(?:又|已经?|都)?宕机/u,
  ],
  [
    'high',
    /影响(?:了|到了?)?(?:我们?的?)?(?:生产|发货|出货|业务|营业|收款|收费|开票|交付|月结|结账|工资发放)|业务(?:受阻|无法开展)|(?:无法|没法|不能)(?:正常)?(?:营业|发货|出货|收银|开单|结账|月结|开工|收费)/u,
  ],
  [
    'high',
    /\b(?:whole|entire) (?:[\w-]+ )?(?:department|team|office|floor|branch|warehouse)\b|\b(?:cannot|can't|unable to) (?:ship|invoice|deliver|bill|sell|trade|take (?:orders|payments)|close the (?:month|books))\b|\blosing (?:money|customers|orders|sales)\b|\bcustomers are (?:complaining|leaving|walking)|\bbusiness is (?:impacted|affected|suffering)/iu,
  ],
];

/** So many people make it urgent or high by themselves. */
const MANY = { urgent: 100, high: 10 } as const;
const PEOPLE_ZH =
  /(?<many>\d{1,6}|[一二两三四五六七八九几]?[十百千][一二三四五六七八九几十]{0,2})\s?(?:多|余|来)?(?:个|名|位)?(?:多)?(?:人|员工|用户|同事|客户|顾客|司机|患者|病人|学生|老师|操作工|工人)/gu;
const PEOPLE_EN =
  /\b(?<many>\d{1,3}(?:,\d{3})+|\d{1,6}|a hundred|hundreds of|thousands of|dozens of) (?:\w+ )?(?:users|people|employees|colleagues|customers|drivers|patients|students|staff|agents|workers|persons)\b/giu;
/** Without it the people are only counted: `3 人的工资条` against `影响 30 人`. */
const SUFFER =
  /影响|无法|不[了能]|没[法有]|等|卡|慢|打不开|用不了|登不上|受阻|停|\b(?:affect\w*|cannot|can't|could not|couldn't|unable|hardly|waiting|blocked|stuck|impact\w*|slow|locked out|without|idle)\b/iu;

/** What takes the words back in their own clause: denied, feared, asked, or wished away. */
const DENIED =
  /不(?:会|至于)?影响|没有?(?:什么)?影响|未影响|不受影响|无影响|并未|没有?停|未停|不会|避免|以免|防止|担心|怕|如果|要是|万一|可能|会不会|是否|[吗么？?]|否则|不然|模拟|演练|\b(?:not|isn't|aren't|wasn't|weren't|no longer) (?:yet )?(?:affected|impacted|down|stopped|at risk|urgent)\b|\bno (?:business )?(?:impact|effect)\b|\b(?:if|might|may|could|would|unless|otherwise|avoid|prevent|risk|in case|afraid|worr\w+|so that|before|drill|test)\b(?! not)|\?/iu;
/** Over: what was, and has come back. */
const PAST =
  /过(?:一[阵次会]|几次|，|。|$)|上次|上个?[月周]|去年|前段时间|\b(?:last (?:month|year|week|time)|previous(?:ly)?|in the past|back then|for a while|used to)\b/iu;
const RECOVERED =
  /(?<!尽快|尽早|没有|没|未|尚未|何时|还没|才能|能否|赶紧|立即|马上|请)(?:恢复(?:正常|了|使用)?(?!的?时间)|好了(?!吗|么)|修好了)|(?:现在|目前|已经?|都)(?:全部|完全)?(?:正常了?|解决了?)|\b(?<!not |n't )(?:working again|works again|back (?:to normal|up|online|again)|(?:is|are|everything(?:'s| is)?) (?:fine|ok|good|normal) (?:now|again)|(?:has|have|been) (?:recovered|restored|resolved|fixed)|cured)\b/iu;
/** Who says so wants no haste. */
const NOT_PRESSING =
  /不(?:着|是很|太|算)?急|不紧急|不影响(?:业务|使用|工作|生产)|没有?(?:业务)?影响|有空(?:再|的?时候)?|方便的?(?:时候|时)|\b(?:not (?:that |very |so )?urgent|no (?:rush|hurry)|low priority|not critical|no business impact|when(?:ever)? you (?:have|find|get)(?: the| some| a)? (?:time|moment|chance)|does not affect|doesn't affect)\b/iu;

/** What a sentence, or the value of the form's own line, says of the impact; null when it says nothing of weight. */
export function impactOf(text: string): Impact | null {
  for (const [urgency, pattern] of ROWS) {
    const match = pattern.exec(text);
    if (match !== null && !isTakenBack(text, match.index, match.index + match[0].length))
      return { urgency, words: match[0] };
  }
  return peopleIn(text);
}

const isTakenBack = (text: string, start: number, end: number): boolean => {
  const clause = clauseAround(text, start, end);
  return DENIED.test(clause) || PAST.test(text) || RECOVERED.test(text);
};

function peopleIn(text: string): Impact | null {
  if (!SUFFER.test(text)) return null;
  for (const match of [...text.matchAll(PEOPLE_ZH), ...text.matchAll(PEOPLE_EN)]) {
    const many = numberOf(match.groups?.many ?? '');
    const urgency = many >= MANY.urgent ? 'urgent' : many >= MANY.high ? 'high' : null;
    if (urgency !== null && !isTakenBack(text, match.index, match.index + match[0].length))
      return { urgency, words: match[0] };
  }
  return null;
}

function numberOf(written: string): number {
  const figures = Number(written.replaceAll(',', ''));
  if (!Number.isNaN(figures)) return figures;
  if (/[a-z]/i.test(written)) return /thousand/i.test(written) ? 1000 : /hundred/i.test(written) ? 100 : 24;
  return hanNumber(written) ?? 0;
}

/**
 * The sentence in which a person says most of the impact; undefined when none does, when they want no haste, or when a
 * later sentence says that it is over.
 */
export function readImpact(sentences: readonly string[]): string | undefined {
  const mayTell = sentences.some((sentence) => MAY_TELL.test(sentence));
  if (!mayTell || sentences.some((sentence) => NOT_PRESSING.test(sentence))) return undefined;
  // What has come back since was an impact.
  const over = sentences.findLastIndex((sentence) => RECOVERED.test(sentence));
  const told = sentences.slice(over + 1).flatMap((sentence) => {
    const impact = MAY_TELL.test(sentence) ? impactOf(sentence) : null;
    return impact === null ? [] : [{ sentence, urgency: impact.urgency }];
  });
  const most = told.find(({ urgency }) => urgency === 'urgent') ?? told[0];
  return most?.sentence.replace(/[。！!.；;]+$/u, '').slice(0, LONGEST);
}

/** Characters of a sentence that is shown as the impact. */
const LONGEST = 300;
const MAY_TELL =
  /[停瘫断宕]|全|所有|大家|核心|关键|整个|影响|营业|发货|收银|月结|结账|人|名|位|户|production|plant|factory|line|every|nobody|none|no one|no (?:user|store|shop)|all |whole|entire|wide|core|critical|business|department|cannot|can't|unable|users|people|customers|colleagues|drivers|patients|staff|outage|standstill/iu;
