import type { Locale } from './locale.ts';

/** Why a mail was kept back, by the code before the first colon of the ledger's reason. */
const REASONS: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  'zh-CN': {
    malformed: '邮件格式有误，无法解析',
    over_limit: '邮件超过大小上限',
    parser_time: '解析用时过长',
    parser_memory: '解析占用内存过多',
    parser_crash: '解析失败',
    failed: '处理时出错',
    no_sender: '没有发件人',
    marked_spam: '被标为垃圾邮件',
    ticket_trick: '像是借问题邮箱骗取验证的自动邮件',
    third_party_reply: '发件人不是问题的参与人',
    quarantine: '发件人验证未通过',
    held: '以员工名义发来，发件人未经验证',
    held_forged: '冒用员工名义',
    challenge: '以员工名义发来，等本人确认',
  },
  en: {
    malformed: 'not a well-formed mail',
    over_limit: 'larger than a mail may be',
    parser_time: 'took too long to read',
    parser_memory: 'needed too much memory to read',
    parser_crash: 'could not be read',
    failed: 'something failed while it was handled',
    no_sender: 'names no sender',
    marked_spam: 'marked as spam',
    ticket_trick: 'looks like an automatic mail that wants to verify an account',
    third_party_reply: 'the sender takes no part in the ticket',
    quarantine: 'the sender could not be verified',
    held: 'in the name of staff, from a sender nobody verified',
    held_forged: 'in the name of staff, and forged',
    challenge: 'in the name of staff, waiting to be confirmed',
  },
};

/** A code without words of its own is shown as it is. */
export const heldReason = (reason: string, locale: Locale): string =>
  REASONS[locale][reason.split(':')[0] ?? ''] ?? reason;
