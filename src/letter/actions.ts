import type { LetterKind } from '../ticket/change.ts';
import type { LetterFacts } from './facts.ts';
import { LABELS } from './labels.ts';
import type { Locale } from './locale.ts';
import { formRows } from './ticket-view.ts';

/** A link that opens a prepared answer; `command` is the same in words, for readers of the plain text. */
export type ActionLink = {
  readonly name: ActionName;
  readonly label: string;
  readonly href: string;
  readonly command: string;
};

/** A `mailto:` URI (RFC 6068). The address stays readable (`+` is literal there, §2); line ends become CRLF (§5). */
export function mailto(address: string, subject: string, body: string): string {
  const to = encodeURIComponent(address).replaceAll('%40', '@').replaceAll('%2B', '+');
  const field = (text: string): string => encodeURIComponent(text.replace(/\r\n|\r|\n/g, '\r\n'));
  return `mailto:${to}?subject=${field(subject)}&body=${field(body)}`;
}

/** The links of a letter, the one to be taken first first. */
export function actionsOf(facts: LetterFacts): readonly ActionLink[] {
  const { reply, solved = reply, stillOpen = reply, confirm = null, undo = null } = facts.addresses;
  const own: Partial<Record<ActionName, string | null>> = { solved, still_open: stillOpen, confirm, undo };
  const number = facts.ticket?.number ?? '';
  return ACTIONS[facts.kind].flatMap((name) => {
    const { [name]: address = reply } = own;
    return address === null ? [] : [actionLink(name, facts, { number, address })];
  });
}

/** One action as a link to an address about a ticket; `number` is empty when there is none. */
export function actionLink(
  name: ActionName,
  facts: LetterFacts,
  { number, address }: { readonly number: string; readonly address: string },
): ActionLink {
  const { label, body } = PREPARED[facts.locale][name];
  const subject = number === '' ? label : `[${number}] ${label}`;
  // Without plus-addressing nothing but this line proves where a newly written mail belongs.
  const proof = address === facts.desk.address ? `\n\nref:${facts.ref}` : '';
  return {
    name,
    label,
    href: mailto(address, subject, body + prefill(name, facts) + proof),
    command: body.split('\n')[0] ?? '',
  };
}

/** Mail programs cut longer links. */
const PREFILL_MAX = 1000;

/** What a prepared answer says beyond its fixed words: the form's blank lines, or the note that is to be sent after all. */
function prefill(name: ActionName, facts: LetterFacts): string {
  if (name === 'add') return blankForm(facts);
  const note = name === 'send' ? (facts.words ?? '') : '';
  return note.length <= PREFILL_MAX ? note : '';
}

/** The fields nobody has filled in yet, as lines to be completed. */
function blankForm({ ticket, locale }: LetterFacts): string {
  if (ticket === null) return '';
  const colon = LABELS[locale].colon.trimEnd();
  return formRows(ticket, locale)
    .filter((row) => row.missing)
    .map((row) => row.label + colon)
    .join('\n');
}

const ACTION_NAMES = [
  'accept',
  'decline',
  'progress',
  'resolve',
  'ask',
  'reply',
  'send',
  'note',
  'assign',
  'close',
  'release',
  'approve',
  'drop',
  'confirm',
  'undo',
  'solved',
  'still_open',
  'add',
  'rate5',
  'rate4',
  'rate3',
  'rate2',
  'rate1',
] as const;
export type ActionName = (typeof ACTION_NAMES)[number];

const WORKING: readonly ActionName[] = ['progress', 'resolve', 'ask', 'note'];
const ANSWERS: readonly ActionName[] = ['solved', 'still_open'];
const RATINGS: readonly ActionName[] = ['rate5', 'rate4', 'rate3', 'rate2', 'rate1'];

/** What the reader of each letter can do next. */
const ACTIONS: Readonly<Record<LetterKind, readonly ActionName[]>> = {
  acknowledgement: ['add'],
  short_acknowledgement: [],
  collected_acknowledgement: [],
  question: [],
  public_reply: [],
  progress_to_customer: [],
  news: [],
  resolution: ANSWERS,
  confirm_reminder: ANSWERS,
  closing: RATINGS,
  closed_on_silence: ['still_open', ...RATINGS],
  reopened: [],
  confirm_ask_back: ANSWERS,
  undo_notice: ['undo'],
  dispatch: ['accept', 'decline', 'progress', 'resolve'],
  follower_copy: ['reply', 'note', 'assign'],
  supervisor_notice: ['assign', 'note'],
  relay: ['reply', ...WORKING],
  note: ['note', 'reply'],
  progress: ['reply', 'note'],
  resolution_copy: ['note', 'close'],
  release_request: ['release', 'note'],
  accept_lapsed: ['assign', 'note'],
  too_late: ['note'],
  reassigned: ['note'],
  reminder: WORKING,
  breach: ['assign', 'note', 'reply'],
  escalation: ['assign', 'reply', 'note'],
  unclear_reply: ['reply', 'close', 'note'],
  side_thread_question: ['note'],
  side_thread_answer: WORKING,
  side_thread_overdue: ['note'],
  transcript: ['send'],
  help: [],
  challenge: ['confirm'],
  held_alert: ['confirm'],
  quarantine_notice: [],
  undeliverable: ['note'],
  third_party_reply: ['release', 'note'],
  knowledge_draft: ['approve', 'drop'],
  digest: [],
  report: [],
  alarm: [],
  canary: [],
};

type Prepared = Readonly<Record<ActionName, { readonly label: string; readonly body: string }>>;

const PREPARED: Readonly<Record<Locale, Prepared>> = {
  'zh-CN': {
    accept: { label: '接收', body: '#接收' },
    decline: { label: '退回', body: '#退回 ' },
    progress: { label: '更新进展', body: '#进展\n已排查方向：\n当前进展：\n下一步计划：' },
    resolve: { label: '提交解决方案', body: '#解决\n原因：\n解决步骤：' },
    ask: { label: '询问客户', body: '#询问\n' },
    reply: { label: '答复客户', body: '#答复\n' },
    send: { label: '发送给客户', body: '#答复\n' },
    note: { label: '内部备注', body: '#备注\n' },
    assign: { label: '转派', body: '#转派 ' },
    close: { label: '关闭', body: '#关闭 ' },
    release: { label: '放行', body: '#放行' },
    approve: { label: '批准', body: '#批准' },
    drop: { label: '不采用', body: '#退回 ' },
    confirm: { label: '确认是我本人', body: '确认' },
    undo: { label: '撤销', body: '撤销' },
    solved: { label: '问题已解决', body: '问题已解决' },
    still_open: { label: '仍有疑问', body: '仍有疑问：\n' },
    add: { label: '补充信息', body: '' },
    rate5: { label: '5 非常满意', body: '满意度：5' },
    rate4: { label: '4 满意', body: '满意度：4' },
    rate3: { label: '3 一般', body: '满意度：3' },
    rate2: { label: '2 不满意', body: '满意度：2' },
    rate1: { label: '1 很不满意', body: '满意度：1' },
  },
  en: {
    accept: { label: 'Accept', body: '#accept' },
    decline: { label: 'Decline', body: '#decline ' },
    progress: { label: 'Post progress', body: '#progress\nChecked so far:\nCurrent progress:\nNext step:' },
    resolve: { label: 'Resolve', body: '#resolve\nCause:\nSteps:' },
    ask: { label: 'Ask the customer', body: '#ask\n' },
    reply: { label: 'Reply to the customer', body: '#reply\n' },
    send: { label: 'Send it to the customer', body: '#reply\n' },
    note: { label: 'Internal note', body: '#note\n' },
    assign: { label: 'Assign', body: '#assign ' },
    close: { label: 'Close', body: '#close ' },
    release: { label: 'Release', body: '#release' },
    approve: { label: 'Approve', body: '#approve' },
    drop: { label: 'Drop', body: '#decline ' },
    confirm: { label: 'Yes, this was me', body: 'Confirm' },
    undo: { label: 'Undo', body: 'Undo' },
    solved: { label: 'Solved', body: 'Solved' },
    still_open: { label: 'Still open', body: 'Still open:\n' },
    add: { label: 'Add information', body: '' },
    rate5: { label: '5 Very good', body: 'Satisfaction: 5' },
    rate4: { label: '4 Good', body: 'Satisfaction: 4' },
    rate3: { label: '3 Fair', body: 'Satisfaction: 3' },
    rate2: { label: '2 Poor', body: 'Satisfaction: 2' },
    rate1: { label: '1 Very poor', body: 'Satisfaction: 1' },
  },
};
