import { findSolved } from './solved.ts';

/** Words that look like a doubt, a negation or a contrast and are none. */
const HARMLESS: readonly RegExp[] = [
  /\bi (?:have )?(?:already )?(?:said|told you|wrote)(?: (?:you|it|so|that))?(?: already| before)?(?=[,.;!]|$)/giu,
  /(?<=\u0001)\s*(?:again|now|once (?:again|more)|fine|well|perfectly)\b/giu,
  /(?:没有?|无)(?:任何|什么)?(?:其他|其它|别的|新的?|更多|进一步)(?:的)?(?:问题|故障|疑问|需求|要求|异常)(?:了)?|(?:无|没有?)(?:任何)?(?:异常|误|误差|障碍)(?:了)?/gu,
  /不好意思|不客气|不用谢|不错|不仅|不但|不久|不断|不少|不胜感激|不吝|不厌其烦|不辞辛[苦劳]|不管怎[样么]说?|不动产|不锈钢|了不起|不再(?:打扰|麻烦|追究|跟进|需要)|(?:不用|不必|无需|无须|不需要)(?:你们?|您|再|继续|做|其他|其它|任何)*(?:处理|操作|管|麻烦|回复|回信|跟进|看|查|担心|来|联系|理会|支持|帮忙|远程)(?:了|啦)?/gu,
  /无锡|无线|无人机|无论(?:如何|怎样)|无忧|无限|无比|无私|无微不至|未来|未央|非常|非凡|非洲|特别|别的|级别|识别|分别|区别|类别|性别|别墅|别克|没关系|没事儿?[，,。.!！]?/gu,
  /会(?:议|员|计|话|场|诊|务|展)|社会|机会|大会|将来|才能|人才|只读|只要是|可能性|其他同事也(?:确认|说)?|(?:再次|再度|再一次)(?=.{0,4}(?:感谢|谢谢|多谢))|再见|还请|还望|还要(?:感谢|谢谢)|又快又好|但愿一切顺利|可是帮了/gu,
  /(?<!有)没有?(?:任何|什么)?问题(?=[，,。])|(?<!的)(?:请|敬请)(?:放心|知悉|知晓|周知|查收|忽略)|(?:我|我们|本人|我司|我方|特此|现|客户|用户|经|已|同事)(?:已|已经|们|这边|方|在此|可以|来)*确认|(?:回复|答复|反馈|通知|告知)(?:很|非常)?(?:快|及时|迅速)|(?:按|照|按照|根据|依照|用|用了|经过?)(?:您|你|您们|你们|贵司|工程师|客服)?(?:刚才|上面|邮件里)?(?:所)?(?:说|提供|建议|给|发|教|指导|告诉|讲)的?|说一?声|说实话|话说|(?:告诉|告知|通知|跟|和|向)(?:您|你们?|大家)(?:说)?(?:一声|一下)?/gu,
  /\b(?:no problem(?: at all)?|not? worr(?:y|ies)|(?:do not|don't) worry|without (?:any |further )?(?:problem|issue|error|trouble|delay)s?|no (?:(?:other|new|further|more) )?(?:issue|problem|error)s? since|no (?:other|new|further|more) (?:issue|problem|question|error|concern|comment|complaint|request|trouble|failure|crash|warning|need)(?:e?s)?|no need (?:to|for)[^.,;!?]{0,40}|no (?:further )?action (?:is )?(?:needed|required|necessary)|nothing (?:else|more|further)(?: (?:is )?(?:needed|required|to (?:do|add|report)))?|(?:can't|cannot) thank you enough|not only|no doubt|in no time|why not|last but not least)\b/giu,
  /\b(?:(?:very |so |really |quite )?(?:happy|glad|pleased|delighted|relieved) to (?:report|say|tell|inform|confirm|announce|let you know|hear|see)(?: you)?|(?:i|we) (?:can|could|am able to|are able to|do|hereby|now|just|already|also|have|would like to|want to|'d like to|wanted to)?(?: now| happily| just)? ?(?:confirm|confirmed|report|verified)|just (?:to|wanted to|want to) (?:let you know|inform you|say|tell you|confirm)|(?:this is )?to (?:inform you|confirm|let you know)|i (?:must|have to|should) say|would like to (?:say )?(?:thank|thanks)|let me (?:thank|say)|let you (?:all )?know)\b/giu,
  /\b(?:thanks|thank you|thx|cheers|many thanks)(?: so much| very much| a lot| again)* for(?! (?:nothing|wasting|breaking|ruining|losing))[^.,;!?\n\u0001]{0,80}|\b(?:thanks|thank you) (?:once )?again\b|\b(?:once|yet) again,? (?:thank|many thanks)|\b(?:appreciate|grateful for) (?:your|the|all)[^.;!?\n]{0,60}|\bas (?:expected|intended|desired|it should)\b|\bas (?:you )?(?:suggested|described|advised|instructed|proposed)\b|\bafter (?:the |your |restart|reboot|updat|install)(?:(?!\b(?:every|each|always|again and again)\b)[^.,;!?\n]){0,40}|\bnot bad\b|\bfor (?:the )?time\b/giu,
  /\b(?:(?:it|that|this|everything|all) )?looks (?:good|great|fine|perfect|ok(?:ay)?|alright)(?: (?:now|to me|to us|from here))*\b|\bhope (?:you|this finds)[^.,;!?\n]{0,40}|\b(?:if|should) (?:you|i|we|it|there|anything)[^.,;!?\n]{0,80}\b(?:let (?:me|us|you) know|contact|reach|get in touch|write|call)\b/giu,
];

/** Why a phrase of solution does not count. */
export type Doubt =
  | 'negation'
  | 'contrast'
  | 'part'
  | 'doubt'
  | 'trouble now'
  | 'trouble after it'
  | 'condition'
  | 'wish or future'
  | 'said by others'
  | 'a question'
  | 'past';

type Cue = { readonly why: Doubt; readonly pattern: RegExp };

/** Faces that are meant kindly, and signs of a signature; every other picture may be meant with irony. */
const KIND =
  '👍👌🙏😊🙂😀😃😄😁😆😎🥰😍🤩😘😉🤗☺🥳🎉🎊✅✔☑❤♥💕💖💗💙💚💛🧡💜💯👏🙌🙇💪🤝✌🤘👊🌹💐🌸🌺🌻🌟⭐✨☀🌞🏆🥇🚀🍻🥂☕🍀🎁🎈🔥🫶♂♀©®™☎✉📧📩📨📞📱🏢📍🌐🖥💻🖨📠🌍🌎🌏📌🔗🕐▶↔↗';
const WRY = new RegExp(
  [
    `(?![${KIND}])\\p{Extended_Pictographic}|ツ|¯|\\s/s\\s*$`,
    String.raw`(?:^|[\s\p{L}\p{P}])[:;=]['’]?-?[(\\/|[]|[-=>]_+[-=<]|(?<![a-z])(?:t_t|qaq|orz|囧|doge)(?![a-z])`,
    '[[［(（/](?:流汗|汗|冷汗|捂脸|裂开|翻?白眼|微笑|抓狂|发?怒|难过|大哭|流泪|尴尬|鄙视|撇嘴|抠鼻|哼|吐|敲打|再见|衰|骷髅|晕|疑问|苦涩|叹气|失望|皱眉|旺柴|狗头|吃瓜|奸笑|阴险|便便|弱|心碎|菜刀|炸弹|天啊|打脸|无语|闭嘴|委屈|可怜|破涕为笑|黑脸|笑哭|允悲|费解|摊手)',
  ].join('|'),
  'iu',
);

/** What takes a "solved" back from anywhere in its own sentence, or in another one of the same answer. */
const ANYWHERE: readonly Cue[] = [
  // Irony, and ways around the problem that leave it where it is.
  {
    why: 'contrast',
    pattern:
      /可惜|照旧|老样子|呵呵|才怪|笑死|寂寞|狗头|敷衍|个(?:鬼|屁|头|锤子|毛)|要命|放弃|没救|随便(?:你|吧)|你们真|下[次回]|空的|要(?:求)?(?:退款|投诉|赔偿)|每(?:次|天|隔|小时|早|晚|周|回|\d)|第[二三四五六七八九十几\d]+[次回遍]|这次(?:是|又|的)|(?:这|那)回是|凑合|貌合|回滚|用回|退回|绕(?:过|开)|换了?一?[台部]|治标|\b(?:just kidding|kidding|my (?:foot|eye|ass|arse)|past tense|in your dreams|yeah right|like a (?!charm|dream)|minus|barring|save for|(?:every|each) (?:single |other |\w+ )?(?:hour|day|minute|morning|evening|night|week|time|reboot|restart|few|\d+)s?|every (?:few|now)|hourly|daily|pigs (?:can|could|might|will|do)? ?fly\w*|best joke|laughable|what a joke|one (?:more|last|other) (?:thing|point|question)|(?:is|are|keeps?|stays?|remains?) (?:\w+ ){0,2}(?:dead|broken|down|stuck|slow|failing|frozen|crashing|offline|empty|blank|black)|lol|lmao|rofl|go figure|big deal|on my nerves|thank(?:s| you) for (?:nothing|wasting|breaking|ruining|losing)|after a fashion|on paper|in a (?:way|sense)|up to a point|pending|subject to|(?:i|we) (?:want|need|expect|demand|insist|require|request)(?! to (?:thank|say|let|confirm|express)| no)|(?:given|giving) up|lost patience|whatever|forget it|way too late|after all this time|(?:give|want) (?:me )?(?:my money|a refund)|(?:we|i) (?:have )?(?:cancell?ed|quit|left)|work-?arounds?|roll(?:ed|ing)? back|downgrad\w+|than usual|disagrees?|spinning|sue)\b/iu,
  },
  {
    why: 'negation',
    pattern:
      /没(?!关系)|尚未|未(?:能|曾|经|被|完|解|修|恢|处|见|得|必|果|免|予|有|收|生)|并未|还未|从未|均未|无法|无效|无人|无用|毫无|并无|并非|绝非|不(?:能|行|可|了|是|对|好|正|稳|通|上|开|到|会|够|太|敢|知|要|想|满|同|接|认|确|清|完|全|显|响|算|一|显|能|再(?!打扰)|止|见|得|起|动|出|住|掉|应|该|代|等|成|彻|需|必|宜|妥|准|放|肯|愿|打算|建|关|信|像|怎)|别(?:关|急|结|再|忘)|勿|难以|谈不上|否(?:认|定|则)/u,
  },
  {
    why: 'contrast',
    pattern:
      /但|不过|可是|然而|却|虽然?|尽管|倒是|反而|其实|实际上|事实上|没想到|谁知|居然|竟然|偏偏|只是|只有|唯独|除了|除(?:.{1,12})(?:外|之外|以外)|之外|例外|另外|此外|其余|剩(?:下|余)|还(?:有|剩|差|是|需|要(?!感谢)|在|会|得|不|没|缺|想)|仍|依然|依旧|照样|又|再(?:次|度)?(?!见|次感谢|次谢谢)|没多久|过了?一会/u,
  },
  {
    why: 'part',
    pattern:
      /部分|一半|大半|多数|大多|有的|有些|一些|其中|几个|几台|个别|之一|局部|某些|少数|仅(?!供)|只(?!读)|其[他它](?!同事)|另[一有外]|别人|他人/u,
  },
  {
    why: 'part',
    pattern:
      /(?:测试|开发|预发布?|预生产|沙箱|模拟|本地|uat)(?:环境|机|系统|库|服务器)|\b(?:staging|sandbox|uat|(?:test|dev|development|local|demo) (?:env\w*|systems?|servers?|machines?|instances?|boxes|box))\b/iu,
  },
  { why: 'doubt', pattern: WRY },
  {
    why: 'doubt',
    pattern:
      /似乎|好[像象]|貌似|看起来|看来|看样子|看上去|看似|应该|应当|可能|也许|或许|大概|大约|估计|恐怕|据说|听说|感觉|觉得|以为|疑似|怀疑|不确定|差不多|基本|大致|大体|几乎|勉强|暂时|暂|临时|偶尔|有时|时好时坏|算是|理论上|原则上|按理|照理|多半|八成|说不定|未必|仿佛|程度上|姑且|所谓|号称|自称|假装|误(?:判|标|以|关|报)|观察|持续关注|继续(?:观察|关注|跟踪|跟进|测试|监控|处理|排查|报错|出现)|待(?:确认|验证|观察|测)|先(?:别|不|留|放|看|试|用)/u,
  },
  {
    why: 'trouble now',
    pattern:
      /(?:今天|今早|今晨|现在|目前|刚刚?|此刻|眼下|这会儿?|同时)[^，。！？；,.!?;\n]{0,20}(?:报错|出错|错误|失败|异常|故障|坏|挂|崩|卡|慢|掉线|断|闪退|空白|乱码)/u,
  },
  {
    why: 'negation',
    pattern:
      /\b(?:not|never|no|none|nobody|no one|noone|nothing|nowhere|neither|nor|without|hardly|barely|scarcely|rarely|seldom|cannot|cant|wont|doesnt|didnt|isnt|wasnt|arent|hasnt|havent|dont|couldnt|unable|impossible|lacks?|lacking|far from|anything but|unsolved|unresolved|refus\w+|den(?:y|ies|ied)|false|untrue|wrong(?:ly)?|incorrect(?:ly)?|nope|nah|not yet)\b|n't\b/iu,
  },
  {
    why: 'contrast',
    pattern:
      /\b(?:but|however|though|although|albeit|yet|nevertheless|nonetheless|still|whereas|while|despite|in spite|instead|unfortunately|sadly|except|excluding|apart from|aside from|besides|other than|rather than|on the other hand|until|then|again|reappear\w*|return(?:ed|s)|recur\w*|came back|come back|comes back|(?:is|are|it's) back|re-?open\w*|keep (?:it|this|the \w+) open|leave (?:it|this|the \w+) open|too early|premature(?:ly)?)\b/iu,
  },
  {
    why: 'part',
    pattern:
      /\b(?:only|some|parts? of|partial\w*|partly|half(?! an hour)|mostly|largely|most|few(?! (?:minutes|hours|days|seconds|weeks))|several|one of|two of|at least|in part|the rest|remaining|remainder|the others?|others|another|everything else|somewhat|to (?:some|a certain) (?:extent|degree)|incomplete\w*)\b/iu,
  },
  {
    why: 'doubt',
    pattern:
      /\b(?:seem\w*|appear\w*|looks?|sounds?|feels?|apparently|supposed\w*|allegedly|reportedly|presumabl[ey]|probabl[ey]|possibl[ey]|perhaps|maybe|might|i (?:think|guess|believe|suppose|assume|hope|feel|doubt|wonder)|we (?:think|guess|believe|suppose|assume|hope|doubt)|thought|(?:un)?likely|sort of|kind of|kinda|sorta|more or less|almost|nearly|virtually|practically|temporar\w+|for now|for the moment|at the moment|so far|sometimes|occasionally|intermittent\w*|on and off|briefly|for a (?:while|moment|bit|day|few)|unsure|uncertain|unclear|doubt\w*|questionable|suspect\w*|in theory|theoretically|technically|fingers crossed|knock on wood|touch wood|as if|as though|monitor (?:it|this|the situation)|keep an eye|wait and see|verify|double-?check|not convinced|pretend\w*|so-called)\b/iu,
  },
];

/**
 * What takes a "solved" back only in its own sentence: conditions, wishes, the future, other people's words, questions.
 */
const IN_ITS_SENTENCE: readonly Cue[] = [
  // The phrase is a part of something longer: a name ("已解决率", "fixed IP"), a wish ("解决了我请客"), a box not
  // ticked.
  {
    why: 'part',
    pattern:
      /\u0001\s*(?!谢|感谢|多谢|了|啦|的|哈|哦|啊|呀|吧|辛苦|可以|请|麻烦|工单(?:可|请|关|结)|关|结|已|并|且|非常|很|都|全|目前|现在|问题|故障|后|吗)\p{Script=Han}|\u0001\s*(?:[=:：]\s*(?:n|no|x|0|否|×|✗)(?![a-z])|\[\s*\]|□|[x×✗✘]\s*$|\d+\s*%)/iu,
  },
  {
    why: 'part',
    pattern:
      /\u0001 (?!(?:now|again|once|one|fine|well|since|after|with|on|for|by|thanks?|thx|ty|cheers|and|so|please|as|at|from|in|via|through|using|due|because|yesterday|today|this|perfectly|properly|correctly|smoothly|completely|immediately|finally|great|very|much|many|here|too|also|already|everywhere|like|all|everything|you|we|i|it|that|just|right|both|your|my|our|of|to|everyone|everybody|guys|team|sir|madam|dear|best|kind|regards|last|earlier|indeed|today's|the (?:moment|way|day|minute))(?![a-z]))[a-z]|\u0001 (?:to (?!everyone|all|my|our|me|us)|that (?:we|you|they|the)|against|so \w+ that|in (?:version|release|v\d|the (?:next|latest|release|new))|for \w+ (?:\d+|two|three|four|five|ten|some|few|a few|seconds?|minutes?|hours?|days?)\b)|\b(?:window|dialog|pop-?up|tab|account|door|gap|shop|connection)s?\b[^.\u0001]{0,20}\u0001/iu,
  },
  // "Solved for Bob", not for everybody; "works on odd days"; "working like a snail"; "works after I reboot it".
  {
    why: 'part',
    pattern:
      /\u0001,? (?:for (?!(?:us|me|all|everyone|everybody|both|good|sure|(?:my|our|the) (?:\w+ )?(?:team|users?|colleagues?|customers?|staff|offices?|company|accounts?|devices?|computers?))\b)|at (?!(?:last|our|my|this|home|work|full|normal|all)\b)|as (?!(?:expected|intended|usual|normal|well|you|per|desired|designed|advertised|promised|described|required|of|a result|it (?:should|did|was|used)|before|soon)\b)|like (?!(?:a (?:charm|dream|breeze|treat)|clockwork|magic|before|new|normal|expected|always|it (?:should|did|used))\b)|by (?:[^.,;]*\bthat\b|the \w+ to\b)|thanks to (?:an?|my|our|another)\b|after (?:i|we|you|they) (?!(?:\w+ed|had|was|were|did|got|made|took|put|ran|went|gave|sent|bought|found|set|left|came|saw|shut|reset)\b))/iu,
  },
  {
    why: 'part',
    pattern: /^\W*for (?!(?:me|us|the record|your (?:info\w*|records?|reference))\b)[\p{L}\d]+ [^\u0001]*\u0001/iu,
  },
  // What somebody else had, or something else.
  {
    why: 'part',
    pattern:
      /\b(?:(?:colleague|co-?worker|neighbou?r|friend|wife|husband|boss|brother|sister|son|daughter|mother|father|partner|cousin|team-?mate|room-?mate)s?(?! (?:and (?:i|me|we)|and my|confirm))|(?:last|previous|former|old) (?:year|month|week|time|one|ticket|issue|problem|case))\b[^\u0001]*\u0001/iu,
  },
  {
    why: 'part',
    pattern:
      /(?:同事|隔壁|邻居|朋友|家人|老婆|老公|人家|别家|别处|其他人|(?<![你您我])(?<![你您我]们)那边|那台|上[次回](?!反馈|提|报|说)|(?:上|前)一个|旧的)[^，。；,;\u0001]{0,14}\u0001/u,
  },
  {
    why: 'part',
    pattern:
      /\u0001(?: it| this| that)?,? by (?!(?:re(?:start|boot|install|set|load|connect|enter|plac|new|configur|plugg|try|start)|updat|upgrad|install|chang|correct|follow|clear|configur|adjust|enabl|add|us|runn|apply|turn|plugg|do)\w*ing\b)\w+ing\b/iu,
  },
  { why: 'negation', pattern: /[不未没]|无(?![锡线论忧限比私])|非(?![常凡洲])|否|难/u },
  {
    why: 'condition',
    pattern:
      /如果|如(?!期|此|下|上|愿|图|题|何)|假如|若|要是|万一|一旦|只要|除非|要不|否则|的话|等(?!级|离|等|功能|问题|方面|情况|操作|系统|模块|都|均|也)|待|直到|之?后再|后请|(?<![刚人天])才|何时|多久|谁|哪|怎|什么|为何|为什么|难道|是不是|能不能/u,
  },
  {
    why: 'wish or future',
    pattern:
      /希望|盼|期待|但愿|祈|会(?![议员计话场])|将|即将|马上|就要|准备|打算|预计|争取|尽[快早]|早日|明天|下周|稍后|晚点|今后|需要?|务必|必须|要求|请(?:尽|你们?解|您解|帮忙解|抓紧|务必|确认|检查|核实|问)|催/u,
  },
  {
    why: 'said by others',
    pattern:
      /说(?!明)|声称|宣称|表示|告诉|告知|通知|(?:邮件|信|系统|工单|页面|状态|客服|你们|贵司|贵方|对方|他们?|她|同事|领导|供应商|厂家)[^，。；,;]{0,10}(?:回复|答复|显示|提示|标记|标注|写|认为|反映|宣布|称|承诺|保证|认定|判定|改成|改为|标为)|显示(?:为|成|：|:|问题|已解)|标[记注为成]|状态(?:是|为|显示|改|变|却|：|:)|(?:^|[，,。；])据|据(?:说|悉|称|了解|报)|标题|谎称|谎报|曾(?:经|解|修|恢|好|被)|\u0001\s*的(?!\s*(?:[。！!，,~]|$))|(?:解决|修复|恢复|好)过/u,
  },
  {
    why: 'condition',
    pattern:
      /\b(?:if|whenever|when|once|unless|till|whether|in case|provided|providing|assuming|as (?:long|soon) as|depends?|depending|otherwise|who|what|why|how|where)\b/iu,
  },
  {
    why: 'wish or future',
    pattern:
      /\b(?:will|won't|shall|going to|gonna|would|could|should|may|must|ought|needs?|wants?|wish\w*|hope\w*|hopefully|expect\w*|look(?:ing)? forward|plan\w*|tr(?:y|ies|ying)|have to|has to|about to|to be|soon|tomorrow|next (?:week|month|time)|later|eventually|waiting|await\w*|demand\w*|require\w*|insist\w*|make sure|ensure|see to it|please (?!close|go|feel|kindly|accept|mark|consider))\b|'ll\b|'d\b/iu,
  },
  {
    why: 'said by others',
    pattern:
      /\b(?:sa(?:y|ys|id|ying)|t(?:ell|ells|old|elling)|claim\w*|report(?:s|ed|ing|edly)?|stat(?:es?|ed|ing)|according|hear[ds]?|announc\w*|inform(?!ation\b)\w*|promis\w*|assur\w*|mark(?:s|ed|ing)?|shows?|showed|shown|displays?|displayed|labell?ed|status|call(?:s|ed|ing)?|declar\w*|consider(?:s|ed|ing)?|assum\w*|think(?:s|ing)?|believe[sd]?|writ(?:e|es|ing|ten)|wrote|reads|conclud\w*|regard(?:s|ed|ing)? (?:it|this|that) as)\b|\u0001\s*(?:button|link|option|status|label|state|e?-?mail|message|notice|tickets?|cases?)\b/iu,
  },
  {
    why: 'a question',
    pattern:
      /^\W*(?:is|are|was|were|has|have|had|did|does|do|can|could|will|would|should|am) (?:it|this|that|these|those|the|my|our|your|you|we|i|they|he|she|there|everything|all|any\w*|some\w*)\b/iu,
  },
];

/** "It does work, that much I grant": what follows takes it back. */
const CONCEDED = /(\p{Script=Han}{1,3})(?<!不)(?:倒|都)?是\1/u;

/** A request to close that waits for something, and a yes that asks for agreement. */
const CLOSE_AFTER = /\u0001[^.\u0001]*\bafter\b|\bafter [^.\u0001]*\u0001|[^以]后[^，,。]{0,8}\u0001/iu;
const NOT_SURE = /\u0001\s*了?(?:吧|嘛|不成)/u;

/** Trouble that is named after a solution: "it works on one, the other is down". */
const TROUBLE_AFTER =
  /(?:坏|挂|崩|瘫|罢工|炸|丢|转圈|趴窝|歇菜|死机|宕|空着|白屏|黑屏|报错|出错|失败|异常|故障|错误|卡顿|卡住|很卡|太慢|很慢|变慢|掉线|断线|断开|闪退|空白|乱码|丢失|问题(?!.{0,12}(?:是|在于|出在|原因)))|\b(?:broken|fail(?:s|ed|ing|ure|ures)?|crash\w*|slow\w*|down|stuck|missing|hang(?:s|ing)?|fr(?:ee|o)z\w*|time[sd]? ?out|dead|lost|stopp?(?:s|ed)|bad|worse|bigger|annoying|(?:issue|problem|error|bug)s?(?! (?:was|were|came from|lay))|trouble|(?:the )?same (?!day|time|patch|way|fix|solution|method|for|here|as|hour)\w+)\b/iu;

/** Time that has passed: what worked then need not work now. */
const THEN =
  /\b(?:yesterday|last (?:week|month|night|time|year|monday|tuesday|wednesday|thursday|friday)|earlier|previously|in the past|used to|back then|at first|initially|originally)\b|昨[天晚日]|前天|之前|以前|此前|原来|原先|当时|上周|上个月|起初|一开始|本来/iu;
const NOW = /\bnow\b|现在|目前|如今/iu;
const RAN = /\bwork(?:s|ed|ing)?\b|正常|可以|能(?:够|用)?/iu;

/** Marks of a quotation, and what stands between them. */
const QUOTATIONS =
  /[“„‟"][^“”„‟"\n]{0,300}[”“"]|[「『][^」』\n]{0,300}[」』]|‘[^‘’\n]{1,300}’|«[^»\n]{0,300}»|‹[^›\n]{0,300}›|《[^》\n]{0,300}》|`[^`\n]{1,300}`|(?<![\p{L}\p{N}])'[^'\n]{1,300}'(?![\p{L}\p{N}])/gu;
/** A mark that is opened and not closed on its line. */
const OPEN_QUOTATION = /(?:[“„「『«]|(?<![\d\p{L}])"(?=\p{L}))[^“”„「」『』«»"\n]*$/gmu;
/** Brackets are a quotation beside words like "button". */
const BRACKETED = /【[^】\n]{0,100}】|\[[^\]\n]{0,100}\]|[（(][^)）\n]{0,100}[)）]/gu;
const NAMES_A_CONTROL = /按钮|链接|选项|点击|点了|点开|状态|页面|字样|标记|button|link|option|status|click|label|tab/iu;

/** A mark and two characters: shorter ones hold no phrase. How many are looked into; of more, each may hold one. */
const SHORTEST_QUOTATION = 3;
const MOST_QUOTATIONS = 200;

/**
 * The author's words without quotations that hold a phrase of solution: those are somebody else's, a button's or meant
 * with irony. `quoted` tells that there were any.
 */
export function withoutQuotations(own: string): { readonly text: string; readonly quoted: boolean } {
  let quoted = false;
  let seen = 0;
  const drop = (quotation: string): string => {
    if (quotation.length < SHORTEST_QUOTATION) return quotation;
    if (
      ++seen <= MOST_QUOTATIONS &&
      findSolved(quotation).found.length === 0 &&
      findSolved(quotation.slice(1, -1)).found.length === 0
    )
      return quotation;
    quoted = true;
    return ' ';
  };
  let text = own.replace(QUOTATIONS, drop).replace(OPEN_QUOTATION, drop);
  if (NAMES_A_CONTROL.test(text)) text = text.replace(BRACKETED, drop);
  return { text, quoted };
}

/** Why a sentence that holds a phrase of solution does not say so; null when nothing speaks against it. */
export function doubtIn(sentence: string): Doubt | null {
  // A short yes takes the signs around it with it.
  if (WRY.test(sentence)) return 'doubt';
  if (CONCEDED.test(sentence)) return 'contrast';
  const { found, rest: around } = findSolved(sentence);
  const rest = plain(harmless(around));
  const asksToClose = found.some((phrase) => phrase.request);
  if (asksToClose ? CLOSE_AFTER.test(rest) : NOT_SURE.test(rest)) return asksToClose ? 'condition' : 'a question';
  const cue = [...ANYWHERE, ...IN_ITS_SENTENCE].find(({ pattern }) => pattern.test(rest));
  if (cue) return cue.why;
  if (TROUBLE_AFTER.test(rest.slice(rest.indexOf('\u0001') + 1))) return 'trouble after it';
  return THEN.test(rest) && RAN.test(sentence) && !NOW.test(sentence) ? 'past' : null;
}

/** Why a sentence without a phrase of solution takes back one that stands in another; null when it does not. */
export function takesBack(sentence: string): Doubt | null {
  const rest = plain(harmless(sentence));
  return ANYWHERE.find(({ pattern }) => pattern.test(rest))?.why ?? null;
}

/**
 * Whether a sentence leaves open what it says of the next line: it ends without a full stop, with a condition in it.
 */
export const leadsOver = (sentence: string): boolean =>
  !/[.!?。！？；;~…]\s*$/u.test(sentence) &&
  IN_ITS_SENTENCE.some(({ pattern }) => pattern.test(plain(harmless(sentence))));

/** Whether a sentence tells of the past alone. */
export const isHistory = (sentence: string): boolean => THEN.test(sentence) && !NOW.test(sentence);

const harmless = (sentence: string): string => HARMLESS.reduce((text, row) => text.replace(row, ' '), sentence);

const plain = (sentence: string): string => sentence.replace(/[ \t\u3000]+/g, ' ');
