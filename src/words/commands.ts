/**
 * THE table of commands: what a member of the staff can write at the top of a mail. One row says everything about a
 * command that is data: how it is spelled, who may use it, what it needs, what help and transcripts say of it. The
 * rooms that act on a command key their handlers by its name, so the compiler asks for what a new row lacks
 * (docs/commands.md, "Add a command"). Imports nothing: `mail` reads the words, `people` the rights, `ticket` and
 * `intake` the rest.
 */

/** `zh-CN` and `en`, as in `locale.ts`; this file imports nothing. */
type InBoth<T> = { readonly en: T; readonly 'zh-CN': T };

/** What follows the word as help shows it, and what the command does. */
type HelpLine = { readonly argument: string; readonly does: string };

/**
 * What a command needs beside the consent of the permission table. `own`: a ticket that is theirs · `frontline`: that
 * role, or a supervisor's.
 */
export type CommandNeed = 'nothing' | 'ticket' | 'own' | 'frontline' | 'supervisor';

export type CommandRow = {
  /** Accepted spellings; letters show the first. Latin ones in lower case. */
  readonly words: InBoth<readonly [string, ...string[]]>;
  /** The first spelling also counts without `#` when it is all its line says. */
  readonly alone?: true;
  /** The rest of its line, and as the last such command everything below it, are words for somebody to read. */
  readonly takesText?: true;
  readonly needs: CommandNeed;
  /**
   * `ticket`: it becomes an event of the ticket (`ticket/events`) · `answer`: a part of an answer to the customer
   * (`ticket/canned`) · `desk`: the desk answers (`intake/desk-commands`).
   */
  readonly answeredBy: 'ticket' | 'answer' | 'desk';
  /** One line a form, the forms in the same order in both languages. */
  readonly help: InBoth<readonly [HelpLine, ...HelpLine[]]>;
  /**
   * What a transcript says when it was done, `{}` for the detail; null: a letter of its own is the answer, or another
   * command's line.
   */
  readonly done: InBoth<string> | null;
  /**
   * Done as it was meant, it needs no answer: nothing has gone out that its author would not know of, and the next step
   * is offered by the letter it answered or the one it brings about. Who wants an answer to everything gets one
   * (`staff[].letters`).
   */
  readonly quiet?: true;
  /**
   * Customers read its words, all of them or a part: canned answers and articles that they name are put in. `all`: an
   * article beside it goes into it, and an answer on a ticket is held back when the customer or a colleague has spoken
   * since the letter that is answered.
   */
  readonly customersRead?: 'all' | 'part';
};

/** In the order in which help lists them. */
export const COMMANDS = {
  accept: {
    words: { en: ['accept', 'accepted'], 'zh-CN': ['接收', '接受', '接单', '受理'] },
    alone: true,
    // Once the ticket has gone to somebody else the answer is "now with X", which the ticket knows better.
    needs: 'ticket',
    answeredBy: 'ticket',
    quiet: true,
    help: {
      en: [{ argument: '', does: 'start working on it' }],
      'zh-CN': [{ argument: '', does: '开始处理' }],
    },
    done: { en: 'Accepted', 'zh-CN': '已接收' },
  },
  decline: {
    words: { en: ['decline', 'declined', 'reject'], 'zh-CN': ['退回', '拒绝', '拒收'] },
    takesText: true,
    needs: 'own',
    answeredBy: 'ticket',
    quiet: true,
    help: {
      en: [{ argument: 'reason', does: 'give it back; it goes to the next engineer' }],
      'zh-CN': [{ argument: '原因', does: '退回，转给下一位' }],
    },
    done: { en: 'Given back{}', 'zh-CN': '已退回{}' },
  },
  assign: {
    words: { en: ['assign'], 'zh-CN': ['转派', '指派', '分派', '派给'] },
    needs: 'own',
    answeredBy: 'ticket',
    quiet: true,
    help: {
      en: [{ argument: 'name or team', does: 'pass it on' }],
      'zh-CN': [{ argument: '姓名或团队', does: '转给别人' }],
    },
    done: { en: 'Assigned{}', 'zh-CN': '已转派{}' },
  },
  urgency: {
    words: { en: ['urgency', 'priority'], 'zh-CN': ['紧急程度', '紧急度', '优先级'] },
    needs: 'own',
    answeredBy: 'ticket',
    quiet: true,
    help: {
      en: [{ argument: 'urgent|high|medium|low', does: 'correct the urgency' }],
      'zh-CN': [{ argument: '紧急|高|中|低', does: '调整紧急程度' }],
    },
    done: { en: 'Urgency changed{}', 'zh-CN': '紧急程度已改为{}' },
  },
  category: {
    words: { en: ['category'], 'zh-CN': ['分类', '类别', '问题分类'] },
    needs: 'own',
    answeredBy: 'ticket',
    quiet: true,
    help: {
      en: [{ argument: 'name', does: 'correct the category' }],
      'zh-CN': [{ argument: '分类名', does: '调整分类' }],
    },
    done: { en: 'Category changed{}', 'zh-CN': '分类已改为{}' },
  },
  eta: {
    words: { en: ['eta'], 'zh-CN': ['预计', '预计时间', '预计处理时限'] },
    needs: 'own',
    answeredBy: 'ticket',
    quiet: true,
    help: {
      en: [{ argument: 'today 18:00', does: 'when it is expected to be done' }],
      'zh-CN': [{ argument: '今天18:00', does: '预计处理完成时间' }],
    },
    done: { en: 'Noted when it is expected to be done{}', 'zh-CN': '预计处理时限已记录{}' },
  },
  analysis: {
    words: { en: ['analysis', 'analyse', 'analyze'], 'zh-CN': ['分析', '排查', '初步分析'] },
    takesText: true,
    needs: 'ticket',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: '', does: 'what was checked, what is suspected; shown to whoever has the ticket next' }],
      'zh-CN': [{ argument: '', does: '已排查、怀疑原因；之后接手的同事都能看到' }],
    },
    done: { en: 'Analysis noted, NOT sent to the customer', 'zh-CN': '分析已记录，没有发给客户' },
  },
  progress: {
    words: { en: ['progress'], 'zh-CN': ['进展', '进度'] },
    takesText: true,
    customersRead: 'part',
    needs: 'own',
    answeredBy: 'ticket',
    quiet: true,
    help: {
      en: [
        {
          argument: '',
          does: 'checked so far, current progress, next step; to the customer goes what stands behind “to customer:”',
        },
      ],
      'zh-CN': [{ argument: '', does: '已排查方向、当前进展、下一步计划；“对客户：”后面的发给客户' }],
    },
    done: { en: 'Progress noted', 'zh-CN': '进展已记录' },
  },
  ask: {
    words: { en: ['ask', 'question'], 'zh-CN': ['询问', '提问'] },
    takesText: true,
    customersRead: 'all',
    needs: 'own',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: '', does: 'a question to the customer; the clocks pause' }],
      'zh-CN': [{ argument: '', does: '向客户提问，计时暂停' }],
    },
    done: {
      en: 'The question has gone to the customer; the clocks are paused',
      'zh-CN': '问题已发给客户，计时暂停',
    },
  },
  reply: {
    words: { en: ['reply', 'answer'], 'zh-CN': ['答复', '回复'] },
    takesText: true,
    customersRead: 'all',
    needs: 'own',
    answeredBy: 'ticket',
    help: {
      en: [
        { argument: '', does: 'an answer to the customer' },
        { argument: '@name', does: 'with an answer that is kept' },
      ],
      'zh-CN': [
        { argument: '', does: '发给客户的答复' },
        { argument: '@名称', does: '用保存的常用答复' },
      ],
    },
    done: { en: 'Sent to the customer', 'zh-CN': '已发给客户' },
  },
  article: {
    words: { en: ['article'], 'zh-CN': ['文章'] },
    takesText: true,
    customersRead: 'all',
    needs: 'own',
    answeredBy: 'answer',
    help: {
      en: [{ argument: 'number', does: 'puts an approved article into an answer; alone it is the answer' }],
      'zh-CN': [{ argument: '编号', does: '把已批准的知识文章放进答复；单独使用即作为答复发出' }],
    },
    // The answer that it becomes says so.
    done: null,
  },
  answers: {
    words: { en: ['answers', 'canned'], 'zh-CN': ['常用答复', '答复模板'] },
    needs: 'nothing',
    answeredBy: 'desk',
    help: {
      en: [
        { argument: '', does: 'the answers that are kept' },
        { argument: '@name', does: 'one of them; about a ticket as the customer would read it' },
      ],
      'zh-CN': [
        { argument: '', does: '列出保存的常用答复' },
        { argument: '@名称', does: '查看一条；回复问题的邮件时，按客户会看到的样子预览' },
      ],
    },
    done: null,
  },
  keep: {
    words: { en: ['keep', 'keep-answer', 'save-answer'], 'zh-CN': ['保存答复', '新增答复', '修改答复'] },
    takesText: true,
    needs: 'supervisor',
    answeredBy: 'desk',
    help: {
      en: [
        { argument: '@name', does: 'keep the text below as an answer; {name}, {number} and {product} are filled in' },
      ],
      'zh-CN': [{ argument: '@名称', does: '把下面的正文存为常用答复；{姓名}、{编号}、{产品} 会自动填入' }],
    },
    done: { en: 'Kept{}', 'zh-CN': '已保存{}' },
  },
  forget: {
    words: { en: ['forget', 'drop-answer', 'delete-answer'], 'zh-CN': ['删除答复'] },
    needs: 'supervisor',
    answeredBy: 'desk',
    help: {
      en: [{ argument: '@name', does: 'keep that answer no more' }],
      'zh-CN': [{ argument: '@名称', does: '删除一条常用答复' }],
    },
    done: { en: 'Dropped{}', 'zh-CN': '已删除{}' },
  },
  note: {
    words: { en: ['note'], 'zh-CN': ['备注', '内部备注'] },
    takesText: true,
    needs: 'ticket',
    answeredBy: 'ticket',
    quiet: true,
    help: {
      en: [{ argument: '', does: 'an internal note, never sent to the customer' }],
      'zh-CN': [{ argument: '', does: '内部备注，不发给客户' }],
    },
    done: { en: 'Kept as an internal note, NOT sent to the customer', 'zh-CN': '已存为内部备注，没有发给客户' },
  },
  follow: {
    words: { en: ['follow', 'watch'], 'zh-CN': ['关注', '订阅'] },
    needs: 'ticket',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: '', does: 'hear of it what its follower hears' }],
      'zh-CN': [{ argument: '', does: '关注这个问题，和跟进人一样收到动态' }],
    },
    done: { en: 'You follow this ticket now', 'zh-CN': '已关注，今后会收到这个问题的动态' },
  },
  remind: {
    words: { en: ['remind', 'reminder', 'follow-up'], 'zh-CN': ['跟进', '提醒', '提醒我'] },
    takesText: true,
    needs: 'ticket',
    answeredBy: 'ticket',
    help: {
      en: [
        { argument: 'Monday 10am words', does: 'be reminded of it then' },
        { argument: 'done number', does: 'it is done, or called off' },
      ],
      'zh-CN': [
        { argument: '周一10点 内容', does: '到时提醒您' },
        { argument: '完成 序号', does: '已完成，或取消提醒' },
      ],
    },
    done: { en: 'You will be reminded{}', 'zh-CN': '到时提醒您{}' },
  },
  later: {
    words: { en: ['later', 'send-later'], 'zh-CN': ['稍后', '稍后发送', '定时发送'] },
    needs: 'own',
    answeredBy: 'ticket',
    help: {
      en: [
        { argument: 'tomorrow 9am', does: 'above an answer: it goes out then, unless somebody writes first' },
        { argument: 'cancel', does: 'do not send what waits' },
      ],
      'zh-CN': [
        { argument: '明天9点', does: '写在答复前面：到时发出；客户先来信则先问您' },
        { argument: '取消', does: '取消等待发送的答复' },
      ],
    },
    done: { en: 'It will be sent{}', 'zh-CN': '到时发出{}' },
  },
  mute: {
    words: { en: ['mute', 'unfollow', 'unwatch'], 'zh-CN': ['不再关注', '取消关注', '取消订阅'] },
    needs: 'ticket',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: '', does: 'no more copies of it, only what is yours to do' }],
      'zh-CN': [{ argument: '', does: '不再收到这个问题的抄送，只收需要您处理的' }],
    },
    done: {
      en: 'No more copies of this ticket; what is yours to do still comes',
      'zh-CN': '不再抄送给您；需要您处理的仍会发给您',
    },
  },
  customer: {
    words: { en: ['customer', 'customer-said'], 'zh-CN': ['客户', '客户反馈', '客户答复'] },
    takesText: true,
    needs: 'own',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: '', does: 'what the customer said by phone or chat; counts as their own answer' }],
      'zh-CN': [{ argument: '', does: '客户在电话或在线渠道说的话，等同客户本人来信' }],
    },
    done: { en: 'Taken as the customer’s own words', 'zh-CN': '已按客户本人的答复处理' },
  },
  told: {
    words: { en: ['told', 'called'], 'zh-CN': ['已电话告知', '已告知', '已致电'] },
    takesText: true,
    needs: 'own',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: '', does: 'the customer has been told by phone' }],
      'zh-CN': [{ argument: '', does: '已用电话告知客户' }],
    },
    done: { en: 'Noted that the customer has been told', 'zh-CN': '已记录：客户已被告知' },
  },
  resolve: {
    words: { en: ['resolve', 'resolved'], 'zh-CN': ['解决', '已解决'] },
    alone: true,
    takesText: true,
    customersRead: 'all',
    needs: 'own',
    answeredBy: 'ticket',
    quiet: true,
    help: {
      en: [
        {
          argument: '',
          does: 'needed: cause, steps; optional: kind (technical fault, improvement, environment problem, fix, workaround, guidance, product suggestion), workaround, verified, caution, product suggestion, references; for staff only: resources, effort',
        },
      ],
      'zh-CN': [
        {
          argument: '',
          does: '必填：原因、解决步骤；可选：类型（技术故障、功能优化、环境问题、修复、临时方案、操作指导、产品建议）、临时方案、验证、注意事项、产品建议、参考资料；不发给客户：涉及资源、工时',
        },
      ],
    },
    done: { en: 'The solution has gone to the customer', 'zh-CN': '解决方案已发给客户' },
  },
  close: {
    words: { en: ['close'], 'zh-CN': ['关闭', '关单', '结单'] },
    takesText: true,
    customersRead: 'part',
    needs: 'own',
    answeredBy: 'ticket',
    help: {
      en: [
        {
          argument: 'how confirmed',
          does: 'close it, for example: #close confirmed by phone; below it the solution, where none was sent',
        },
      ],
      'zh-CN': [{ argument: '确认方式', does: '关闭，例如：#关闭 电话确认；没有发过解决方案的，下面写原因和解决步骤' }],
    },
    done: { en: 'Closed', 'zh-CN': '问题已关闭' },
  },
  reopen: {
    words: { en: ['reopen'], 'zh-CN': ['重新打开', '重开'] },
    needs: 'own',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: '', does: 'work on it again' }],
      'zh-CN': [{ argument: '', does: '重新处理' }],
    },
    done: { en: 'Reopened', 'zh-CN': '问题已重新打开' },
  },
  merge: {
    words: { en: ['merge'], 'zh-CN': ['合并'] },
    needs: 'own',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: 'TS…', does: 'merge it into another ticket' }],
      'zh-CN': [{ argument: 'TS…', does: '并入另一个问题' }],
    },
    done: { en: 'Merged{}', 'zh-CN': '已并入{}' },
  },
  split: {
    words: { en: ['split'], 'zh-CN': ['拆分'] },
    takesText: true,
    needs: 'own',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: '', does: 'make a ticket of its own' }],
      'zh-CN': [{ argument: '', does: '拆成两个问题' }],
    },
    done: { en: 'Split off{}', 'zh-CN': '已拆分为{}' },
  },
  involve: {
    words: { en: ['involve'], 'zh-CN': ['协助', '协同'] },
    takesText: true,
    needs: 'own',
    answeredBy: 'ticket',
    help: {
      en: [
        { argument: 'name or team question', does: 'ask a colleague or another team; a time in it is the deadline' },
        { argument: 'address question', does: 'ask somebody outside, who sees nothing but the question' },
      ],
      'zh-CN': [
        { argument: '姓名或团队 问题', does: '请同事或其他团队协助，写明时间即为期限' },
        { argument: '地址 问题', does: '请原厂等外部人员协助，对方只看到问题本身' },
      ],
    },
    done: { en: 'Asked for help{}', 'zh-CN': '已请求协助{}' },
  },
  incident: {
    words: { en: ['incident'], 'zh-CN': ['事件', '重大事件'] },
    takesText: true,
    // Whether the ticket, and others it names, are theirs to link, each ticket knows.
    needs: 'nothing',
    answeredBy: 'ticket',
    help: {
      en: [
        {
          argument: 'new TITLE',
          does: 'one cause behind many tickets: opens an incident; tickets named below join it',
        },
        { argument: 'INC…', does: 'this ticket belongs to that incident' },
        { argument: 'unlink', does: 'it belongs to none any more' },
      ],
      'zh-CN': [
        { argument: '新建 标题', does: '多位客户同一原因：新建事件；下面写问题编号，一并关联' },
        { argument: 'INC…', does: '把这个问题关联到该事件' },
        { argument: '取消', does: '取消关联' },
      ],
    },
    done: { en: 'Linked to the incident{}', 'zh-CN': '已关联事件{}' },
  },
  announce: {
    words: { en: ['announce', 'inform'], 'zh-CN': ['告知', '告知客户', '通告'] },
    takesText: true,
    customersRead: 'all',
    needs: 'own',
    answeredBy: 'desk',
    help: {
      en: [{ argument: '', does: 'about an incident: words to the customers of all its tickets' }],
      'zh-CN': [{ argument: '', does: '在事件的邮件里：发给事件中所有客户的话' }],
    },
    done: { en: 'Goes to the customers{}', 'zh-CN': '正在发给客户{}' },
  },
  approval: {
    words: { en: ['approval', 'ask-approval'], 'zh-CN': ['请批', '请审批', '申请审批'] },
    takesText: true,
    needs: 'own',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: 'name what for', does: 'ask a colleague for a yes or no; a solution waits for it' }],
      'zh-CN': [{ argument: '姓名 事由', does: '请同事审批，同意之前解决方案不发出' }],
    },
    done: { en: 'Asked for approval{}', 'zh-CN': '已请求审批{}' },
  },
  agree: {
    words: { en: ['agree', 'agreed'], 'zh-CN': ['同意', '准'] },
    takesText: true,
    needs: 'ticket',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: '', does: 'yes to what you were asked to approve' }],
      'zh-CN': [{ argument: '', does: '同意请您审批的事项' }],
    },
    done: { en: 'You have said yes{}', 'zh-CN': '已同意{}' },
  },
  refuse: {
    words: { en: ['refuse', 'refused', 'disagree'], 'zh-CN': ['不同意', '驳回'] },
    takesText: true,
    needs: 'ticket',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: 'reason', does: 'no to it; the words go back to who asked' }],
      'zh-CN': [{ argument: '原因', does: '不同意，原因转给申请人' }],
    },
    done: { en: 'You have said no{}', 'zh-CN': '已答复不同意{}' },
  },
  mine: {
    words: { en: ['mine'], 'zh-CN': ['我的', '我的问题', '我的工单'] },
    needs: 'nothing',
    answeredBy: 'desk',
    help: {
      en: [{ argument: '', does: 'your tickets, by what is due' }],
      'zh-CN': [{ argument: '', does: '您的问题，按到期先后' }],
    },
    done: null,
  },
  team: {
    words: { en: ['team'], 'zh-CN': ['团队'] },
    needs: 'nothing',
    answeredBy: 'desk',
    help: {
      en: [{ argument: 'team', does: 'the open tickets of your team, by what is due' }],
      'zh-CN': [{ argument: '团队名', does: '团队未结的问题，按到期先后' }],
    },
    done: null,
  },
  find: {
    words: { en: ['find', 'search'], 'zh-CN': ['查', '查询', '查找', '搜索'] },
    needs: 'nothing',
    answeredBy: 'desk',
    help: {
      en: [{ argument: 'number, customer, company or words', does: 'find tickets, closed ones too' }],
      'zh-CN': [{ argument: '编号、客户、公司或关键词', does: '查问题，已关闭的也查' }],
    },
    done: null,
  },
  kb: {
    words: { en: ['kb', 'knowledge'], 'zh-CN': ['知识库', '知识'] },
    needs: 'nothing',
    answeredBy: 'desk',
    help: {
      en: [{ argument: 'words or number', does: 'search the knowledge base, or show one article' }],
      'zh-CN': [{ argument: '关键词或编号', does: '查知识库，或看一篇文章' }],
    },
    done: null,
  },
  undo: {
    words: { en: ['undo'], 'zh-CN': ['撤销', '撤回'] },
    // What was done may have given it away: the ticket knows whose doing it was.
    needs: 'ticket',
    answeredBy: 'ticket',
    help: {
      en: [{ argument: '', does: 'take back what you did last, within ten minutes, if nothing has gone out' }],
      'zh-CN': [{ argument: '', does: '撤销自己刚做的操作（十分钟内，且没有发给客户）' }],
    },
    done: { en: 'Taken back', 'zh-CN': '已撤销' },
  },
  status: {
    words: { en: ['status'], 'zh-CN': ['状态'] },
    needs: 'own',
    answeredBy: 'desk',
    help: {
      en: [{ argument: '', does: 'how the ticket stands' }],
      'zh-CN': [{ argument: '', does: '查看当前状态' }],
    },
    done: { en: 'How it stands{}', 'zh-CN': '当前状态{}' },
  },
  help: {
    words: { en: ['help'], 'zh-CN': ['帮助'] },
    needs: 'nothing',
    answeredBy: 'desk',
    help: {
      en: [{ argument: '', does: 'this page' }],
      'zh-CN': [{ argument: '', does: '本说明' }],
    },
    done: null,
  },
  report: {
    words: { en: ['report'], 'zh-CN': ['报表', '报告'] },
    needs: 'supervisor',
    answeredBy: 'desk',
    help: {
      en: [{ argument: 'period', does: 'figures' }],
      'zh-CN': [{ argument: '时间段', does: '统计报表' }],
    },
    done: null,
  },
  approve: {
    words: { en: ['approve', 'approved'], 'zh-CN': ['批准', '通过'] },
    takesText: true,
    needs: 'supervisor',
    answeredBy: 'desk',
    help: {
      en: [{ argument: '', does: 'approve a knowledge draft' }],
      'zh-CN': [{ argument: '', does: '批准知识草稿' }],
    },
    done: null,
  },
  release: {
    words: { en: ['release'], 'zh-CN': ['放行'] },
    needs: 'frontline',
    answeredBy: 'ticket',
    help: {
      en: [
        { argument: '', does: 'release a quarantined mail or a waiting solution' },
        { argument: 'address', does: 'let somebody who was copied take part' },
      ],
      'zh-CN': [
        { argument: '', does: '放行隔离的邮件或待发的解决方案' },
        { argument: '地址', does: '让抄送人加入' },
      ],
    },
    done: { en: 'Released; the solution has gone to the customer', 'zh-CN': '已放行，解决方案已发给客户' },
  },
  onduty: {
    words: { en: ['onduty', 'on-duty', 'duty'], 'zh-CN': ['值班'] },
    needs: 'supervisor',
    answeredBy: 'desk',
    help: {
      en: [{ argument: 'name on|off', does: 'change who is on duty' }],
      'zh-CN': [{ argument: '姓名 on|off', does: '调整值班' }],
    },
    done: { en: 'Who is on duty has changed{}', 'zh-CN': '值班已调整{}' },
  },
  away: {
    words: { en: ['away', 'leave', 'absence'], 'zh-CN': ['请假', '休假', '外出'] },
    needs: 'nothing',
    answeredBy: 'desk',
    help: {
      en: [
        {
          argument: '11-28 to 11-30 substitute name',
          does: 'no tickets meanwhile; what comes for you goes to who stands in',
        },
        { argument: 'cancel', does: 'call it off' },
      ],
      'zh-CN': [
        { argument: '11-28 至 11-30 代理 姓名', does: '期间不给您派单，您的信同时发给代理人' },
        { argument: '取消', does: '取消请假' },
      ],
    },
    done: { en: 'The absence is noted{}', 'zh-CN': '请假已登记{}' },
  },
  back: {
    words: { en: ['back'], 'zh-CN': ['销假', '返岗'] },
    needs: 'nothing',
    answeredBy: 'desk',
    help: {
      en: [
        { argument: '', does: 'back before the absence ends, or call off the next one' },
        { argument: 'day', does: 'call off the absence of that day' },
      ],
      'zh-CN': [
        { argument: '', does: '提前回来，或取消下一次请假' },
        { argument: '日期', does: '取消那一天的请假' },
      ],
    },
    done: { en: 'The absence is over or called off{}', 'zh-CN': '请假已结束或取消{}' },
  },
  recurring: {
    words: { en: ['recurring', 'schedule'], 'zh-CN': ['定时', '定期'] },
    takesText: true,
    needs: 'supervisor',
    answeredBy: 'desk',
    help: {
      en: [
        {
          argument: 'monthly on the 1st 9am title',
          does: 'a ticket for a customer again and again; below it Email: and the text',
        },
        { argument: 'stop number', does: 'not any more; the command alone lists them' },
      ],
      'zh-CN': [
        { argument: '每月1日 9点 标题', does: '定时为客户生成问题；下面写联系方式和正文' },
        { argument: '停止 序号', does: '停止生成；只写命令可查看全部' },
      ],
    },
    done: { en: 'A ticket is made again and again, the next{}', 'zh-CN': '已设定时，下次{}' },
  },
  certificate: {
    words: { en: ['certificate', 'cert'], 'zh-CN': ['确认证书', '确认公钥'] },
    needs: 'supervisor',
    answeredBy: 'desk',
    help: {
      en: [
        {
          argument: 'address fingerprint',
          does: 'a certificate from a signed mail is theirs: they are written to encrypted',
        },
      ],
      'zh-CN': [{ argument: '地址 指纹', does: '确认签名来信的证书属于此人，今后加密发信' }],
    },
    done: { en: 'The certificate is confirmed{}', 'zh-CN': '证书已确认{}' },
  },
  notify: {
    words: { en: ['notify', 'notifications'], 'zh-CN': ['通知', '提醒方式'] },
    needs: 'nothing',
    answeredBy: 'desk',
    help: {
      en: [{ argument: 'all|needed|digest', does: 'how much you are written to; digest: copies come in one letter' }],
      'zh-CN': [{ argument: '全部|需要|汇总', does: '给您多少邮件；汇总：抄送合成一封' }],
    },
    done: { en: 'From now on{}', 'zh-CN': '今后{}' },
  },
} as const satisfies Readonly<Record<string, CommandRow>>;

export type CommandName = keyof typeof COMMANDS;
/** A command that a transcript tells about; the others are answered by a letter of their own. */
export type ToldCommand = {
  [N in CommandName]: (typeof COMMANDS)[N]['done'] extends null ? never : N;
}[CommandName];
export const COMMAND_NAMES = Object.keys(COMMANDS) as readonly CommandName[];

type AnsweredBy<R extends CommandRow['answeredBy']> = {
  [N in CommandName]: (typeof COMMANDS)[N]['answeredBy'] extends R ? N : never;
}[CommandName];
export type TicketCommand = AnsweredBy<'ticket'>;
export type DeskCommand = AnsweredBy<'desk'>;

/** The row of a command, with every column. */
export const commandRow = (name: CommandName): CommandRow => COMMANDS[name];

export const isTicketCommand = (name: CommandName): name is TicketCommand => commandRow(name).answeredBy === 'ticket';

export const isDeskCommand = (name: CommandName): name is DeskCommand => commandRow(name).answeredBy === 'desk';

/** A command as letters of a language write it: `#接收`. */
export const spelled =
  (locale: keyof CommandRow['words']) =>
  (name: CommandName): string =>
    `#${commandRow(name).words[locale][0]}`;
