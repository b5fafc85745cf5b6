import type { AuthenticationReason } from '../people/authentication/authentication.ts';
import type { Reason, ReasonCode } from '../ticket/mail-outcome.ts';

/**
 * Why a mail has its outcome, as the staff read it in a notice of quarantined mail and the administrator in
 * `tsdesk mail explain`. `{}` is where the detail stands, for the codes whose detail tells the reader something;
 * what is in `[]` is left out when there is none.
 */
const REASON_WORDS = {
  'zh-CN': {
    acknowledgement: '新问题，已发送受理确认',
    short_acknowledgement: '新问题，发件人未经验证，只发送了简短确认',
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
    commands: '执行了命令[：{}]',
    commands_refused: '命令没有执行[：{}]',
    unknown_commands: '邮件中的命令都不认识',
    draft_decided: '审核了知识草稿[：{}]',
    draft_changed: '修改了知识草稿',
    releases: '放行了邮件 {}',
    confirms: '确认了邮件 {}',
    nothing_waits: '没有等待确认或放行的邮件',
    copy_of: '与邮件 {} 相同',
    own_mail: '本系统自己发出的邮件',
    older_than_the_desk: '早于本系统启用时间',
    auto_reply: '自动回复',
    receipt: '阅读或送达回执',
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
    third_party_reply: '发件人不是问题的参与人',
    quarantine: '发件人验证未通过',
    held: '以员工名义发来，发件人未经验证',
    held_forged: '冒用员工名义',
    challenge: '以员工名义发来，等本人确认',
    failed: '处理时出错',
    parser_time: '解析用时过长',
    parser_memory: '解析占用内存过多',
    parser_crash: '解析失败',
  },
  en: {
    acknowledgement: 'a new ticket, and its sender was sent an acknowledgement',
    short_acknowledgement: 'a new ticket; its sender is not authenticated and was sent the short acknowledgement',
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
    commands: 'its commands were carried out[: {}]',
    commands_refused: 'none of its commands was carried out[: {}]',
    unknown_commands: 'the desk knows none of its commands',
    draft_decided: 'it decides a draft of the knowledge base[: {}]',
    draft_changed: 'it changes a draft of the knowledge base',
    releases: 'it releases mail {}',
    confirms: 'it confirms mail {}',
    nothing_waits: 'no mail waits for this confirmation or release',
    copy_of: 'a copy of mail {}',
    own_mail: 'the desk has written it itself',
    older_than_the_desk: 'older than the desk, which was told to start with new mail',
    auto_reply: 'an automatic reply',
    receipt: 'a receipt for a mail that was read or delivered',
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
    third_party_reply: 'the sender takes no part in the ticket',
    quarantine: 'the sender could not be verified',
    held: 'in the name of staff, from a sender nobody verified',
    held_forged: 'in the name of staff, and forged',
    challenge: 'in the name of staff, waiting to be confirmed',
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
    .replace('{}', () => detail)
    .trimEnd();
}

/** What the authentication of a mail came to, for `tsdesk mail explain`. */
export const AUTHENTICATION_WORDS: Readonly<Record<AuthenticationReason, string>> = {
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
  not_checked: 'The mail was not read, so its sender was not checked.',
  found_before: 'The mail was confirmed by its sender; the verdict is the one found when it arrived.',
};
