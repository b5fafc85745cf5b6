import type { AuthenticationReason } from '../people/authentication/authentication.ts';
import type { Reason, ReasonCode } from '../ticket/mail-outcome.ts';
import { COMMAND_NAMES, spelled } from './commands.ts';
import { wordsOf } from './words.ts';

/**
 * Why a mail has its outcome, as the staff read it in a notice of quarantined mail and the administrator in
 * `tsdesk mail explain`. `{}` is where the detail stands, for the codes whose detail tells the reader something;
 * what is in `[]` is left out when there is none.
 */
const REASON_WORDS = {
  'zh-CN': {
    acknowledgement: '新问题，已发送受理确认',
    short_acknowledgement: '新问题，发件人未经验证，只发送了简短确认',
    history: '旧邮件，仅存档，不提醒任何人',
    no_customer: '旧邮件，收发双方都没有客户',
    unacknowledged: '新问题，没有发送受理确认',
    recorded: '员工代客户登记的新问题，已向客户发送受理确认',
    follows_up: '新问题，接续已结束的问题 {}',
    claims: '新问题，信中提到 {}，但没有证据表明与之有关',
    E4: '带有本系统签发的回信地址，属于该问题',
    E3: '引用了该问题的邮件',
    E2: '参与人的来信，主题中写有问题编号',
    E1: '主题中写有问题编号，但发件人不是参与人',
    E0: '没有属于某个问题的证据',
    unverified: '已记入问题，发件人未经验证',
    unconfirmed: '已记入问题，发件人是否参与尚待确认',
    not_addressed: '已记入问题，但收件人和抄送中没有本系统，问题不因它改变',
    note: '员工的内部备注',
    outside_answer: '外部协助的答复，已存为内部备注[（{}）]',
    answered_directly: '员工直接答复了客户，并抄送服务台',
    commands: '执行了命令[：{}]',
    commands_refused: '命令没有执行[：{}]',
    unknown_commands: '邮件中的命令都不认识',
    draft_decided: '审核了知识草稿[：{}]',
    draft_changed: '修改了知识草稿',
    releases: '放行了邮件 {}',
    confirms: '确认了邮件 {}',
    nothing_waits: '没有等待确认或放行的邮件',
    unsubscribed: '退订例行通知，答复照常发送',
    subscribed_again: '恢复订阅例行通知',
    open_list: '客户询问自己未结的问题，已发送列表',
    open_list_limited: '客户询问自己未结的问题，近期询问过多，没有再发',
    copy_of: '与邮件 {} 相同',
    own_mail: '本系统自己发出的邮件',
    older_than_the_desk: '早于本系统启用时间',
    auto_reply: '自动回复',
    receipt: '阅读或送达回执',
    notice: '邮件程序的通知：撤回、会议答复或表情回应',
    list: '群发或邮件列表',
    permanent: '本系统的一封信无法送达[，状态 {}]',
    temporary: '本系统的一封信送达延迟[，状态 {}]',
    matches_no_letter: '退信通知，但与本系统发出的信都对不上',
    unproven_report: '退信通知，无法证明与所引用的信有关，仅作记录[，状态 {}]',
    malformed: '邮件格式有误，无法解析',
    over_limit: '邮件超过大小上限',
    not_handed_over: '邮件服务器没有完整交出这封邮件[（{}）]，取到后会自动处理',
    no_sender: '没有发件人',
    own_address: '以本系统自己的地址发出，但并非本系统所写',
    marked_spam: '被标为垃圾邮件',
    virus: '附件含有病毒 {}',
    not_scanned: '附件无法查毒',
    ticket_trick: '像是借问题邮箱骗取验证的自动邮件',
    too_many_newcomers: '一小时内未经证实的新发件人太多，先在这里等待放行',
    third_party_reply: '发件人不是问题的参与人',
    encrypted_unproven: '来信经过加密，但无法证实发件人是该问题的参与人；一旦放行，工单将一直按保密处理',
    quarantine: '发件人验证未通过',
    held: '以员工名义发来，发件人未经验证',
    held_forged: '冒用员工名义',
    challenge: '以员工名义发来，等本人确认',
    absence: '员工的自动回复，等本人确认是否登记请假',
    send_later: '答复等到时再发[：{}]',
    overtaken: '答复写好之前客户或同事又有新的来信，等本人决定是否仍然发送',
    failed: '处理时出错',
    parser_time: '解析用时过长',
    parser_memory: '解析占用内存过多',
    parser_crash: '解析失败',
  },
  en: {
    acknowledgement: 'a new ticket, and its sender was sent an acknowledgement',
    short_acknowledgement: 'a new ticket; its sender is not authenticated and was sent the short acknowledgement',
    history: 'old mail, kept quietly',
    no_customer: 'old mail in which no customer takes part',
    unacknowledged: 'a new ticket, and no acknowledgement was sent',
    recorded: 'a new ticket that staff opened for a customer, who was sent an acknowledgement',
    follows_up: 'a new ticket that follows up {}',
    claims: 'a new ticket; the mail names {}, and nothing proves that it belongs there',
    E4: 'it carries a reply address that the desk has signed for this ticket',
    E3: 'it refers to a mail of this ticket',
    E2: 'the subject names the ticket, and the sender takes part in it',
    E1: 'the subject names the ticket, and the sender takes no part in it',
    E0: 'nothing shows that it belongs to a ticket',
    unverified: 'added to the ticket, marked as coming from an unverified sender',
    unconfirmed: 'added to the ticket, from somebody the staff have yet to confirm',
    not_addressed: 'added to the ticket and changes nothing in it: neither To nor Cc names the desk',
    note: 'an internal note by the staff',
    outside_answer: 'the answer of somebody outside who was asked for help, kept as an internal note[ ({})]',
    answered_directly: 'an answer that staff wrote to the customer directly, with the desk in copy',
    commands: 'its commands were carried out[: {}]',
    commands_refused: 'none of its commands was carried out[: {}]',
    unknown_commands: 'the desk knows none of its commands',
    draft_decided: 'it decides a draft of the knowledge base[: {}]',
    draft_changed: 'it changes a draft of the knowledge base',
    releases: 'it releases mail {}',
    confirms: 'it confirms mail {}',
    nothing_waits: 'no mail waits for this confirmation or release',
    unsubscribed: 'wants none of what answers nothing',
    subscribed_again: 'wants what answers nothing again',
    open_list: 'a customer asks what is open for them, and was sent the list',
    open_list_limited: 'a customer asks what is open for them, more often than the limits allow',
    copy_of: 'a copy of mail {}',
    own_mail: 'the desk has written it itself',
    older_than_the_desk: 'older than the desk, which was told to start with new mail',
    auto_reply: 'an automatic reply',
    receipt: 'a receipt for a mail that was read or delivered',
    notice: 'a notice of a mail program: a recall, the answer to a meeting request, or a reaction',
    list: 'bulk mail, or mail of a mailing list',
    permanent: 'a letter of the desk could not be delivered[, status {}]',
    temporary: 'a letter of the desk is delayed[, status {}]',
    matches_no_letter: 'a bounce that matches no letter of the desk',
    unproven_report:
      'a bounce that quotes a letter of the desk and does not prove it, kept and nothing else[, status {}]',
    malformed: 'not a well-formed mail',
    over_limit: 'larger than a mail may be',
    not_handed_over: 'the mail server does not hand it over whole[ ({})]; it is taken in once it does',
    no_sender: 'names no sender',
    own_address: 'is written in the name of the desk itself, which did not write it',
    marked_spam: 'marked as spam',
    virus: 'an attachment carries a virus[: {}]',
    not_scanned: 'its attachments could not be scanned for viruses',
    ticket_trick: 'looks like an automatic mail that wants to verify an account',
    too_many_newcomers: 'one of too many new senders within an hour whom nothing proves',
    third_party_reply: 'the sender takes no part in the ticket',
    encrypted_unproven:
      'it came encrypted, and nothing proves that its sender takes part in the ticket; let go, it makes the ticket confidential for good',
    quarantine: 'the sender could not be verified',
    held: 'in the name of staff, from a sender nobody verified',
    held_forged: 'in the name of staff, and forged',
    challenge: 'in the name of staff, waiting to be confirmed',
    absence: 'an automatic reply of the staff; its author was asked whether to note the absence',
    send_later: 'an answer that waits for its time[: {}]',
    overtaken: 'an answer that newer words of the customer or a colleague have overtaken; its author decides',
    failed: 'something failed while it was handled',
    parser_time: 'took too long to read',
    parser_memory: 'needed too much memory to read',
    parser_crash: 'could not be read',
  },
} as const satisfies Readonly<Record<string, Readonly<Record<ReasonCode, string>>>>;

/** Languages with words for reasons. */
type Language = keyof typeof REASON_WORDS;

/** A reason in words: a clause without a full stop. */
export function reasonWords({ code, detail }: Reason, language: Language): string {
  return REASON_WORDS[language][code]
    .replace(/\[(.*)\]/, detail === '' ? '' : '$1')
    .replace('{}', () => (OF_COMMANDS.has(code) ? commandWords(detail, language) : detail))
    .trimEnd();
}

/** Their detail names commands, or what became of them, by their codes. */
const OF_COMMANDS: ReadonlySet<ReasonCode> = new Set(['commands', 'commands_refused', 'draft_decided']);

function commandWords(detail: string, language: Language): string {
  const { outcomes, punctuation } = wordsOf(language);
  const outcomeWords: Readonly<Record<string, string>> = outcomes;
  const word = (code: string): string => {
    const name = COMMAND_NAMES.find((known) => known === code);
    return name === undefined ? (outcomeWords[code]?.replace(/\{\w*\}/g, '') ?? code) : spelled(language)(name);
  };
  return detail.split(', ').map(word).join(punctuation.separator);
}

/**
 * What the authentication of a mail came to: a sentence each.
 * @internal tests look at it
 */
export const AUTHENTICATION_WORDS: Readonly<Record<Language, Readonly<Record<AuthenticationReason, string>>>> = {
  'zh-CN': {
    dkim_aligned: '有一个有效的 DKIM 签名，与发件人的域名一致。',
    spf_aligned: 'SPF 通过，其域名与发件人的域名一致。',
    dmarc_passed: '收信系统表明 DMARC 通过。',
    several_from_domains: '发件人中有多个域名的地址，没有哪个域名能为其作证。',
    doubled_header: '有一个标识邮件的邮件头出现了两次，签名可能针对的是另一个。',
    dmarc_failed: 'DMARC 没有通过，而发件人的域名要求拒收或隔离这样的邮件。',
    dmarc_failed_policy_none: 'DMARC 没有通过，而发件人的域名没有要求作任何处理。',
    dns_unavailable: 'DNS 没有及时答复，签名都无法验证。',
    no_trusted_header: '没有找到配置中所信任的主机写的 Authentication-Results。',
    nothing_aligned: '没有哪个有效签名或 SPF 结果与发件人的域名一致。',
    by_website: '由网站凭密钥提交：这只证明是该网站，不证明是其中写的人。',
    not_checked: '邮件没有读取，因此没有检查发件人。',
    found_before: '邮件已由发件人本人确认；这里是收到时的验证结果。',
    arc_sealed: '受信任的转发方证明（ARC）：邮件到达转发方时，发件人验证通过。',
    signed: '邮件带有发件人本人的有效签名，其证书已经确认。',
  },
  en: {
    dkim_aligned: 'A valid DKIM signature is aligned with the domain of From.',
    spf_aligned: 'SPF passed for a domain aligned with that of From.',
    dmarc_passed: 'The receiving system says that DMARC passed.',
    several_from_domains: 'From names addresses of several domains, so no domain can answer for it.',
    doubled_header: 'A header field that identifies the mail occurs twice, so a signature may be about the other one.',
    dmarc_failed: 'DMARC failed, and the domain of From asks to refuse or quarantine such mail.',
    dmarc_failed_policy_none: 'DMARC failed, and the domain of From asks for nothing to be done about it.',
    dns_unavailable: 'DNS did not answer in time, so no signature could be verified.',
    no_trusted_header: 'There is no Authentication-Results field of the host that the configuration trusts.',
    nothing_aligned: 'No valid signature and no SPF result is aligned with the domain of From.',
    by_website: 'A website posted it with a key, which proves the website and not the person it names.',
    not_checked: 'The mail was not read, so its sender was not checked.',
    found_before: 'The mail was confirmed by its sender; the verdict is the one found when it arrived.',
    arc_sealed: 'A trusted forwarder says (ARC) that its sender was authentic when it came there.',
    signed: 'The sender has signed it with a certificate that is confirmed.',
  },
};

/** What is known of a decided mail. */
type Explained = { readonly reason: Reason | null; readonly authenticationReason: AuthenticationReason | null };

/**
 * Why a mail has its outcome, a sentence each: the reason of the decision, and that of the verdict about its sender.
 */
export function explanationOf({ reason, authenticationReason }: Explained, language: Language): string[] {
  const words = reason === null ? '' : reasonWords(reason, language);
  const stop = language === 'en' ? '.' : '。';
  return [
    ...(words === '' ? [] : [`${words.charAt(0).toUpperCase()}${words.slice(1)}${stop}`]),
    ...(authenticationReason === null ? [] : [AUTHENTICATION_WORDS[language][authenticationReason]]),
  ];
}
