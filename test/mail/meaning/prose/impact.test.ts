import { describe, expect, test } from 'vitest';
import { impactOf, readImpact } from '../../../../src/mail/meaning/prose/impact.ts';

describe('urgent', () => {
  test.each([
    '产线停了',
    '两条线全部停产',
    '车间被迫停工',
    '全公司都没法开单',
    '所有门店无法收银',
    '核心交易功能不可用',
    '系统已经瘫痪',
    '生产环境宕机',
    '影响 300 人办公',
    'Production is down',
    'The production line has stopped',
    'our plant is at a standstill',
    'Nobody can log in',
    'The entire company is offline',
    'a company-wide outage has hit us, everyone is blocked',
    'the core function is unavailable',
    '500 users cannot work',
  ])('%s', (words) => expect(impactOf(words)?.urgency).toBe('urgent'));
});

describe('high', () => {
  test.each([
    '整个部门都上不了系统',
    '影响发货',
    '今天无法开票，无法结账，不能开单',
    '有三十多人打不开',
    '影响 30 人',
    'The whole finance department cannot work',
    'we cannot ship',
    'About 30 users are affected',
    'Customers are complaining',
  ])('%s', (words) => expect(impactOf(words)?.urgency).toBe('high'));
});

describe('neither, since it is denied, feared, asked, small or past', () => {
  test.each([
    '不影响生产',
    '没有停产',
    '再坏一台可能就要停产了',
    '升级期间会不会停产？',
    '以免停产',
    '昨天停产过，现在好了',
    '上次全公司停机是什么原因',
    '有 3 个人打不开',
    '参会 300 人',
    'production is not affected',
    'Production might stop',
    'Would production be down?',
    'Production was down for a while',
    'Production was down but it is working again',
    '3 users cannot log in',
    'we have 500 users',
    'If the line stops everyone is blocked',
  ])('%s', (words) => expect(impactOf(words)).toBeNull());
});

test.each<[sentences: string[], words: string | undefined]>([
  [['产线停了。', '不着急。'], undefined],
  [['Production is down.', 'Not urgent, though.'], undefined],
  [['昨天产线停了。', '现在已经恢复。'], undefined],
  [['昨天已经恢复。', '今天产线又停了！'], '今天产线又停了'],
  [['产线停了。', '请尽快恢复。'], '产线停了'],
  [['整个部门用不了。', '现在全公司都打不开了。'], '现在全公司都打不开了'],
  [['整个部门用不了。', '财务部全员无法登录。'], '整个部门用不了'],
  [['打印机坏了。'], undefined],
])('of %j it is %j', (sentences, words) => expect(readImpact(sentences)).toBe(words));

const each = (words: string): string[] =>
  words
    .split(/[|\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');

describe('every word of the tables: urgent', () => {
  test.each([
    ...each(
      '无法|不了|不能|没法|没有|不可用|打不开|用不了|登不上|瘫|停|挂|宕|崩|中断|断|卡死|受影响|受到影响|干不了',
    ).map((word) => `全公司${word}开单`),
    ...each(
      `全公司|全院|全厂|全校|全集团|全员|整个公司|整个集团|整个工厂|整个医院|整个学校|公司上下|公司所有人|公司全部|所有人|全部员工|全体用户|所有的门店|所有客户
      全体同事|所有站点|所有终端|所有网点|所有收银台|大家都|每个人都`,
    ).map((word) => `${word}用不了`),
    ...each('停产|停工|停线|停摆|产线停|生产线停了|流水线已停机|车间突然瘫痪|工厂断|产线瘫'),
    ...each('业务|功能|系统|交易|生产|流程').map((word) => `核心${word}中断`),
    ...each('中断|不可用|瘫痪|停|无法|不能|挂|宕|用不了').map((word) => `关键业务${word}`),
    ...each('核心|关键|主要').map((word) => `${word}的交易功能已经不可用`),
    ...each('系统瘫痪|业务全面中断|服务全部停摆|平台完全瘫痪|生产整体中断|系统都瘫痪|系统已经瘫痪|系统已瘫痪'),
    ...each('宕机|挂了|不可用|瘫|崩|停止|停了|停').map((word) => `生产环境突然${word}`),
    ...each('生产系统宕机|生产停止宕机|生产停止|生产停了|生产停顿'),
    ...each(
      `down|stopped|halted|at a standstill|standing still|dead|dark|offline|unavailable|not working|out of order|blocked|cannot start|can't start|can not start
      unable to start|broken|affected|failing|fails|fail`,
    ).map((word) => `the plant is ${word}`),
    ...each('production|plant|factory|assembly line|assembly lines|production line|production lines|shop floor').map(
      (word) => `${word} is down`,
    ),
    ...each('line|system|server|environment|database|site|sites').map((word) => `production ${word} is down`),
    ...each(
      'is|are|has|have|was|were|went|came|has been completely|is totally|is currently|is now|has just|has come to a|are all',
    ).map((word) => `production ${word} down`),
    ...each('production outage|production stop|a production halt|production is held up'),
    ...each(
      `everyone|everybody|nobody|no one|none of us|none of our 20 clerks|none of our clerks|none of the clerks|none of the 20 clerks|no user|no store|no shop|no customer|no till
      all users|all our employees|all the staff|all stores|all shops|all customers|all sites|all tills|all kiosks|the whole company|our entire hospital|whole plant
      the entire organisation|entire organization|entire factory|entire business|entire school|entire site|company-wide|companywide|in every store|at all shops|every user`,
    ).map((word) => `${word} is blocked`),
    'everyone is quite suddenly now lost',
    ...each(
      'nobody|no one|none of us|none of our 20 clerks|none of the clerks|no user|no store|no shop|no customer',
    ).map((word) => `${word} here at all can`),
    ...each('everyone|everybody|all users|all stores|all sites|all customers|every store|every site|every user').map(
      (word) => `it is down for ${word}`,
    ),
    'offline again for everyone',
    'down in every store',
    'down at every site',
    ...each('core|critical|key|essential|main').map((word) => `the ${word} system is down`),
    ...each('function|functions|functionality|system|process|service|application|applications').map(
      (word) => `the core business ${word} is now broken`,
    ),
    ...each('down|unavailable|broken|not working|stopped|unusable').map((word) => `the core process is ${word}`),
    ...each(
      'a complete outage|a total standstill|business has stopped|business is at a standstill|business has come to a halt|business come to a standstill|business stopped',
    ),
    ...each('人|员工|用户|同事|客户|顾客|司机|患者|病人|学生|老师|操作工|工人').map((word) => `300${word}无法办公`),
    ...each('影响 100 多个人|影响一百余名员工|影响三百来位客户|影响几百人|影响千人|影响二百五十人'),
    ...each('users|people|employees|colleagues|customers|drivers|patients|students|staff|agents|workers|persons').map(
      (word) => `100 ${word} are stuck`,
    ),
    ...each('1,200 users|a hundred users|hundreds of users|thousands of office users').map(
      (word) => `${word} cannot work`,
    ),
  ])('%s', (words) => expect(impactOf(words)?.urgency).toBe('urgent'));
});

describe('every word of the tables: high', () => {
  test.each([
    ...each('部门|车间|分公司|科室|楼层|办公室|团队').map((word) => `整个${word}`),
    ...each('全部门|财务部全员|财务部门所有人|财务部的人都'),
    ...each(
      '出不了库|出不了货|出不了单|发不了货|收不了款|收不了费|收不了银|开不了单|开不了票|系统宕机|服务器又宕机|服务已经宕机|服务已宕机|平台宕机|ERP 都宕机|MES宕机',
    ),
    ...each('生产|发货|出货|业务|营业|收款|收费|开票|交付|月结|结账|工资发放').map((word) => `影响了我们的${word}`),
    ...each('影响生产|影响到发货|影响到了我们业务|业务受阻|业务无法开展'),
    ...each('营业|发货|出货|收银|开单|结账|月结|开工|收费').map((word) => `无法正常${word}`),
    ...each('没法营业|不能营业'),
    ...each('department|team|office|floor|branch|warehouse').map((word) => `the whole sales ${word}`),
    'the entire back-office team',
    ...each('ship|invoice|deliver|bill|sell|trade|take orders|take payments|close the month|close the books').map(
      (word) => `we cannot ${word}`,
    ),
    ...each("we can't ship|unable to ship"),
    ...each('money|customers|orders|sales').map((word) => `losing ${word}`),
    ...each('complaining|leaving|walking').map((word) => `customers are ${word}`),
    ...each('impacted|affected|suffering').map((word) => `business is ${word}`),
    ...each('影响|无法|不了|不能|没法|没有|等|卡|慢|打不开|用不了|登不上|受阻|停').map((word) => `30 人${word}`),
    ...each(
      `affected|cannot|can't|could not|couldn't|unable|hardly|waiting|blocked|stuck|impacted|slow|locked out|without|idle`,
    ).map((word) => `30 users ${word}`),
    ...each('影响 10 人|影响十几人|dozens of users cannot work|10 users cannot work'),
  ])('%s', (words) => expect(impactOf(words)?.urgency).toBe('high'));
});

describe('every word of the tables: taken back', () => {
  test.each([
    ...each(
      `不影响|不会影响|不至于影响|没影响|没有影响|没有什么影响|未影响|不受影响|无影响|并未|没停|没有停|未停|不会|避免|以免|防止|担心|怕|如果|要是|万一|可能|会不会|是否|吗|么|？
      否则|不然|模拟|演练|停过一阵|停过一次|停过一会|停过几次|停过|上次|上个月|上周|上月|去年|前段时间|恢复正常|恢复了|恢复使用|恢复|好了|修好了|现在正常|目前全部正常了|已经解决|已解决了|都完全解决`,
    ).map((word) => `全公司停产${word}`),
    ...each(
      `if|might|may|could|would|unless|otherwise|avoid|prevent|risk|in case|afraid|worried|worry|so that|before|drill|test|last month|last year|last week|last time|previous
      previously|in the past|back then|for a while|used to|working again|works again|back to normal|back up|back online|back again|is fine now|are ok again|everything is good now
      everything's normal again|everything fine now|has recovered|have restored|been resolved|been fixed|cured|no impact|no business impact|no effect`,
    ).map((word) => `production is down ${word}`),
    'production is down?',
    ...each("not|isn't|aren't|wasn't|weren't|no longer").map((word) => `everyone ${word} affected`),
    ...each('not yet affected|not impacted|not down|not stopped|not at risk|not urgent').map(
      (word) => `production is down ${word}`,
    ),
    '9 人无法办公',
    '影响九人',
    '9 users cannot work',
    '300 人开会',
  ])('%s', (words) => expect(impactOf(words)).toBeNull());

  test.each([
    ...each(
      '尽快恢复|尽早恢复|没有恢复|没恢复|未恢复|尚未恢复|何时恢复|还没恢复|才能恢复|能否恢复|赶紧恢复|立即恢复|马上恢复|请恢复|恢复时间|恢复的时间',
    ).map((word) => `全公司停产，${word}`),
    'production is down, not working again',
    '停产前是好的',
    '已经停产了',
  ])('but not in %s', (words) => expect(impactOf(words)?.urgency).toBe('urgent'));
});

describe('no haste', () => {
  test.each([
    ...each(
      '不急|不着急|不是很急|不太急|不算急|不紧急|不影响业务|不影响使用|不影响工作|不影响生产|没影响|没有影响|没有业务影响|有空再看|有空时看|有空时候看|有空的时候看|有空|方便的时候看|方便时看',
    ),
    ...each(
      `not urgent|not that urgent|not very urgent|not so urgent|no rush|no hurry|low priority|not critical|no business impact|when you have time|whenever you find the time
      when you get a chance|when you have some time|when you have a moment|does not affect us|doesn't affect us`,
    ),
  ])('%s', (words) => expect(readImpact(['产线停了', words])).toBeUndefined());

  test.each([
    ['产线停了。！!.；;', '产线停了'],
    [`产线停了${'x'.repeat(400)}`, `产线停了${'x'.repeat(296)}`],
  ])('the end of a sentence is not shown: %#', (sentence, words) => expect(readImpact([sentence])).toBe(words));
});
