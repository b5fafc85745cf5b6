import type { Mail } from '../mail/mail.ts';
import { isListMail, isRobotSender } from './acknowledgement.ts';
import { localPartOf } from './address.ts';

/**
 * Whether a mail is an automated account verification: somebody entered the desk's address at a third party's sign-up
 * form, hoping to read the code in a ticket ("ticket trick"). True only for senders the desk never wrote to; a person
 * who writes about a code that does not arrive (收不到验证码) is a customer.
 */
export function isTicketTrick(mail: Mail, wroteToSender: boolean): boolean {
  return !wroteToSender && isAutomated(mail) && asksToVerify(mail);
}

/** Fields that mass mailers and notification systems leave and mail programs do not. */
const MACHINE_FIELDS =
  /^(?:auto-submitted|feedback-id|x-(?:ses|sg|mailgun|mandrill|pm|postmark|sendgrid|mailchimp|amazon|campaign|entity|csa|auto)-.*|x-(?:mailgun|mandrill|sendgrid|sg|ses)\w*|x-autoreply)$/;
const MACHINE_SENDER =
  /^(?:.*[-_.])?(?:accounts?|alerts?|auth|confirm(?:ations?)?|feedback|login|mailer|notif(?:y|ications?)|registration|security|signup|verif(?:y|ication)|welcome)(?:[-_.+].*)?$/;
/** What people say about a code and machines do not. */
const COMPLAINT =
  /(?:收不到|[没沒未](?:有)?收到|接收不到|不能接收|[没沒]有?[发發]|无效|無效|失败|報錯|报错)|\b(?:(?:did|do|does|can|has|have|is|are)(?:n.t| ?not)|never) (?:\w+ )?(?:receiv|get|got|arriv|work|com)/i;

/** By what mass mailers leave in the header; without that by a sender who sounds like one and does not complain. */
function isAutomated(mail: Mail): boolean {
  if (mail.class !== 'human' || isRobotSender(mail) || isListMail(mail)) return true;
  if (mail.headers.some(([name, value]) => MACHINE_FIELDS.test(name) && !/^\s*no\b/i.test(value))) return true;
  const answers = mail.inReplyTo.length > 0;
  return (
    !answers &&
    mail.from.some(({ address }) => MACHINE_SENDER.test(localPartOf(address))) &&
    !COMPLAINT.test(mail.reply)
  );
}

const VERIFICATION = [
  /\b(?:verif(?:y|ication)|confirm(?:ation)?|activat(?:e|ion)|validat(?:e|ion))\b.{0,60}\b(?:e-?mail|address|account|code|link|identity|sign-?up|registration)\b/i,
  /\b(?:e-?mail|account|security|login|sign-?in|one-?time|single-?use)\b.{0,30}\b(?:verification|confirmation|activation|passcode|code)\b/i,
  /\b(?:reset|set|change)\b.{0,20}\bpassword\b/i,
  /\b(?:invit(?:ed|es) you|magic link|sign-?in link|join (?:the |your )?(?:workspace|team|organi[sz]ation))\b/i,
  /验证码|校验码|动态码|确认码|激活码|動態碼|驗證碼/,
  /(?:验证|確認|驗證|确认|激活|启用)[^。\n]{0,12}(?:邮箱|电子邮件|郵箱|電子郵件|账[号户]|帳[號戶]|帐[号户])/,
  /(?:邮箱|邮件|账[号户]|帐[号户])[^。\n]{0,6}(?:验证|激活|绑定)/,
  /(?:重置|找回|设置|修改)[^。\n]{0,6}密码/,
];

function asksToVerify(mail: Mail): boolean {
  const text = `${mail.subject}\n${mail.text.slice(0, 5_000)}`;
  return VERIFICATION.some((pattern) => pattern.test(text)) && /\d{4,8}|https?:\/\/|[A-Z0-9]{3}-[A-Z0-9]{3}/.test(text);
}
