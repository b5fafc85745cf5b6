import type { Doubt } from '../../../src/mail/meaning/doubt.ts';
import { phrases } from './phrases.ts';

/** What takes a yes back from another sentence, by the reason. */
export const TAKING_BACK: Partial<Record<Doubt, readonly string[]>> = {
  negation: phrases(`
    xwhy not|xappreciate your没|not badx|xhope you没|尚未|未能|未曾|未经|未被|未完|未解|未修|未恢|未处|未见|未得|未必|未果|未免|未予|未有|未收|未生|并未
    还未|从未|均未|无法|无效|无人|无用|毫无|并无|并非|绝非|不行|不可|不了|不是|不对|不好|不正|不稳|不通|不上|不开|不到|不会|不够|不太|不敢|不知|不要|不想|不满|不同|不接|不认|不确|不清
    不完|不全|不响|不算|不一|不止|不见|不得|不起|不动|不出|不住|不掉|不应|不该|不代|不等|不成|不彻|不需|不必|不宜|不妥|不准|不放|不肯|不愿|不打算|不建|不关|不信|不像|不怎|别关|别急|别结
    别再|别忘|勿|难以|否认|否定|否则|not|never|none|noone|nothing|nowhere|neither|nor|without|hardly|barely|scarcely|rarely
    seldom|cannot|cant|wont|doesnt|didnt|isnt|wasnt|arent|hasnt|havent|dont|couldnt|unable|impossible|lacking
    far from|anything but|unsolved|unresolved|deny|denies|denied|false|untrue|nope|nah
  `),
  contrast: phrases(`
    thanks for wasting|thanks for breaking|thanks for ruining|thanks for losing|xthanks again for
    xyet again thank|xafter the again and againx|可惜|照旧|老样子|呵呵|才怪|笑死|寂寞|狗头|敷衍|个鬼|个屁|个头|个锤子|个毛|要命|放弃|没救|随便你|随便吧
    你们真|下次|空的|要投诉|要赔偿|每次|每天|每隔|每小时|每早|每晚|每回|这次是|这次的|这回是|那回是|凑合|貌合|回滚|用回|退回|绕过|绕开|治标|kidding|my foot|my eye
    my ass|my arse|past tense|in your dreams|yeah right|minus|barring|save for|every morning|every evening
    every night|every time|every reboot|hourly|daily|pigs couldfly|pigs mightfly|pigs willfly|pigs dofly
    best joke|laughable|what a joke|one more thing|one last thing|one other thing|one more point
    one more question|are dead|is broken|is stuck|is failing|is frozen|is crashing|is offline|is empty|is blank
    is black|lol|lmao|rofl|go figure|big deal|on my nerves|after a fashion|on paper|in a way|in a sense
    up to a point|pending|subject to|i need|i expect|i demand|i insist|i require|i request|giving up
    lost patience|whatever|forget it|way too late|after all this time|want my money|i canceled|we quit|we left
    rolling back|than usual|spinning|sue|every single fews|但|不过|可是|然而|却|尽管|倒是|反而|其实|实际上|事实上|谁知|居然|竟然|偏偏|只是|只有|唯独
    除了|之外|例外|另外|此外|其余|剩下|剩余|还有|还剩|还差|还是|还需|还在|还会|还得|还不|还缺|还想|仍|依然|依旧|照样|又|but|however|though|although|albeit|yet
    nevertheless|nonetheless|still|whereas|while|despite|in spite|instead|unfortunately|sadly|except|excluding
    apart from|aside from|besides|other than|rather than|on the other hand|until|then|again|returned|returns
    came back|come back|comes back|is back|are back|it's back|keep it open|keep this open|leave it open
    leave this open|too early
  `),
  doubt: phrases(`
    looks okx|¯|t_t|orz|囧|doge|[流汗|[冷汗|[捂脸|[裂开|[微笑|[抓狂|[难过|[大哭|[流泪|[尴尬|[鄙视|[撇嘴|[抠鼻|[哼|[吐|[敲打|[衰|[骷髅|[晕|[疑问|[苦涩
    [叹气|[失望|[皱眉|[旺柴|[吃瓜|[奸笑|[阴险|[便便|[弱|[心碎|[菜刀|[炸弹|[天啊|[打脸|[无语|[闭嘴|[委屈|[可怜|[破涕为笑|[黑脸|[笑哭|[允悲|[费解|[摊手|似乎|好像|貌似
    看起来|看样子|看上去|看似|应该|应当|可能|也许|或许|大概|大约|估计|恐怕|据说|听说|感觉|觉得|以为|疑似|怀疑|差不多|基本|大致|大体|几乎|勉强|暂|临时|偶尔|有时|时好时坏|算是|理论上|原则上
    按理|照理|多半|八成|说不定|仿佛|程度上|姑且|所谓|号称|自称|假装|误判|误标|误以|误关|误报|观察|持续关注|继续关注|继续跟踪|继续跟进|继续测试|继续监控|继续处理|继续排查|继续报错|继续出现
    待确认|待验证|待测|先别|先不|先留|先放|先看|先试|先用|seem|apparently|allegedly|reportedly|presumable|probable|possible|perhaps
    maybe|might|i think|i guess|i believe|i suppose|i assume|i hope|i wonder|we think|we guess|we believe
    we suppose|we assume|we hope|thought|sort of|kind of|kinda|sorta|more or less|almost|nearly|virtually
    practically|for now|for the moment|at the moment|so far|sometimes|occasionally|on and off|briefly
    for a moment|for a bit|for a day|unsure|uncertain|unclear|questionable|in theory|theoretically|technically
    fingers crossed|knock on wood|touch wood|as if|monitor it|monitor this|monitor the situation|keep an eye
    wait and see|verify|so-called|suspectsx
  `),
  part: phrases(`
    部分|一半|大半|多数|大多|有的|有些|一些|其中|几个|几台|个别|之一|局部|某些|少数|另一|别人|他人|开发环境|预生产环境|沙箱环境|模拟环境|本地环境|测试机|测试系统|测试库|测试服务器
    staging|sandbox|uat|development env|test boxes|test box|xuat环境|only|some|partly|mostly|largely|most|several
    one of|two of|at least|in part|the rest|remaining|remainder|others|another|everything else|somewhat
    to a certain extent
  `),
  'trouble now': phrases(`
    今早报错|今晨报错|目前报错|此刻报错|眼下报错|同时报错|今天出错|今天错误|今天失败|今天异常|今天故障|今天坏|今天挂|今天崩|今天卡|今天慢|今天掉线|今天断|今天闪退|今天空白|今天乱码
  `),
};

/** What only looks like it. */
export const TAKING_NOTHING_BACK = phrases(`
  like a dream|i want to say|i want to let|i want to express|xlol|lolx|i want to confirmx|xuat|uatx|☺a|xno|n'tx
  xbut|few hours|few days|few seconds|few weeks|xfew|fewx|xseem|lookx
`);

/** Beside a yes, in its sentence or another one, these say nothing against it. */
export const HARMLESS_CLAUSES = phrases(`
  i said|i told you|i said it|i said so|i said that|i said before|i said,|i have already wrote you already|无其他问题
  没更多问题|没其他故障|没其他疑问|没其他需求|没其他异常|无误|无障碍|不好意思|不客气|不用谢|不错|不仅|不但|不久|不断|不少|不胜感激|不吝|不厌其烦|不辞辛苦|不管怎样|不动产|不锈钢|了不起|不再追究
  不再跟进|不再需要|无须处理|不需要处理|不用您处理|不用做处理|不用其他处理|不用其它处理|不用任何处理|不用操作|不用管|不用麻烦|不用回信|不用看|不用查|不用担心|不用来|不用联系|不用理会|不用支持|不用帮忙
  不用远程|无人机|无论怎样|无微不至|未来|未央|没关系|会诊|会务|会展|社会|机会|大会|将来|才能|只要是|可能性|其他同事也说|再次多谢|还要谢谢|又快又好|可是帮了|通知快|照说|根据说|用说|用了说|经说
  按你说|按您们说|按你们说|按贵司说|按工程师说|按客服说|按上面说|按邮件里说|按告诉|说声|说实话|话说|告知您|通知您|告诉你|告诉大家|告知很快|按您刚才说的|no more issue
  no other problem|no other error|no other concern|no other comment|no other complaint|no other request
  no other trouble|no other failure|no other warning|no other need|no need toxx|no action necessary
  nothing else required|nothing else to report|not only|no doubt|in no time|why not|last but not least
  glad to report|pleased to report|delighted to report|relieved to report|happy to say|happy to tell
  happy to inform|happy to announce|happy to hear|i would like toconfirm|i want toconfirm|i 'd like toconfirm
  i report|just want to let you know|just to say|just to tell you|to inform you|i must say|i have to say
  i should say|would like to thank|would like to thanks|let me say|i could now confirm|i can now report
  as it should|as suggested|as advised|as instructed|as proposed|after the again and againx|for time
  looks perfect|if i let me know|if we let me know|if there let me know|if you let us know|if you reach
  if you get in touch|if you write|if you call
`);

/** Conditions, wishes and words of others. */
export const LEADING_OVER = phrases(`
  否|难|非x|假如此时|如|要是|万一|一旦|只要|的话|待|直到|后请|才|多久|谁|哪|什么|为何|希望|盼|但愿|祈|将|马上|就要|准备|打算|预计|争取|早日|明天|下周|稍后|晚点|今后|务必|必须|要求
  请你解|请帮忙解|请抓紧|请确认|请检查|请核实|请问|催|会x|if|whenever|when|once|unless|till|whether|in case|provided|providing
  depending|otherwise|who|what|why|how|where|will|won't|shall|going to|gonna|would|could|should|may|must|ought
  hope|try|tries|trying|have to|has to|about to|to be|soon|tomorrow|next week|next month|next time|later
  eventually|waiting|require|make sure|ensure|see to it|awaitsx|demandsx|insistsx|are it|was it|were it|has it
  had it|did it|do it|am it|is this|is that|is these|is those|is the|is my|is our|is your|is we|is i|is they
  is he|is she|is there|is everything|is all
`);

/** What only looks like them. */
export const LEADING_NOWHERE = phrases(`
  无论|如此|如下|如上|如愿|如图|如题|如何|等离|等功能|等问题|等方面|等情况|等操作|等系统|等模块|等都|等均|等也|xif|please go|please feel|please kindly|xmay
  mayx|please markx|please considerx|'llx|'dx|is ix
`);

/** Times that have passed. */
export const HISTORY = phrases(`
  last week|last month|last night|last time|last year|last monday|last tuesday|last wednesday|last thursday
  last friday|earlier|previously|in the past|used to|back then|at first|initially|originally|前天|之前|以前|此前|原来|原先
  当时|上周|上个月|起初|一开始|本来|yesterday xnow|yesterday nowx
`);

/** What speaks of the present, or of no time. */
export const NO_HISTORY = phrases(`
  xearlier|earlierx|昨天现在|昨天目前|昨天如今
`);

/** Words beside which brackets are a button. */
export const CONTROLS = phrases(`
  按钮|链接|选项|点击|点了|点开|状态|页面|字样|标记|link|option|status|click|label|tab
`);
