import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type RelayVerdict, type SmtpStep, STEPS, verdictOn } from '../../../src/outbox/relay/verdict.ts';
import { BY_SERVER } from './verdict.data.ts';

/** Answers as servers give them; in brackets whose. */
const ANSWERS: readonly (readonly [step: SmtpStep, said: string, verdict: RelayVerdict])[] = [
  // before the first letter
  ['greeting', '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org', 'relay'],
  ['greeting', '554 mx.example.com ESMTP not accepting connections', 'relay'],
  ['greeting', '550 5.3.2 STOREDRV.Deliver; system not accepting network messages', 'relay'],
  ['greeting', '421 4.3.2 Service not available', 'relay'],
  ['ehlo', '550 5.7.1 Access denied, invalid HELO name', 'relay'],
  ['ehlo', '504 5.5.2 <desk>: Helo command rejected: need fully-qualified hostname', 'relay'],
  ['starttls', '454 4.7.0 TLS not available due to local problem', 'relay'],
  ['starttls', '530 5.7.0 Must issue a STARTTLS command first', 'relay'],
  ['auth', '535 5.7.8 Error: authentication failed: UGFzc3dvcmQ6', 'relay'],
  ['auth', '535 Error: authentication failed', 'relay'],
  ['auth', '535-5.7.8 Username and Password not accepted. For more information, go to', 'relay'],
  ['auth', '535 5.7.139 Authentication unsuccessful, the user credentials were incorrect', 'relay'],
  ['auth', '534-5.7.9 Application-specific password required', 'relay'],
  ['auth', '454 4.7.0 Temporary authentication failure', 'relay'],
  ['session', '421 4.4.2 mx.example.com Error: timeout exceeded', 'relay'],

  // MAIL FROM: the sender is ours
  ['mail', '550 5.7.1 <s@desk.example>: Sender address rejected: not owned by user', 'relay'],
  ['mail', '553 5.7.1 Sender address rejected: not logged in', 'relay'],
  ['mail', '553 Mail from must equal authorized user', 'relay'],
  ['mail', '501 5.1.7 Bad sender address syntax', 'relay'],
  ['mail', '550 5.1.8 <s@desk.example>: Sender address rejected: Domain not found', 'relay'],
  ['mail', '530 5.7.57 Client not authenticated to send mail', 'relay'],
  ['mail', '550 Suspected bounce attacks', 'relay'],
  ['mail', '452 4.3.1 Insufficient system storage', 'relay'],
  ['mail', '451 4.3.0 Temporary lookup failure', 'relay'],
  ['mail', '421 4.7.0 Too many messages', 'relay'],
  ['mail', '552 5.3.4 Message size exceeds fixed limit', 'too_large'],
  ['mail', '552 Message size exceeds maximum permitted', 'too_large'],
  ['mail', "552-5.3.4 Your message exceeded Google's message size limits", 'too_large'],

  // RCPT TO: nobody there
  [
    'rcpt',
    '550 5.1.1 <x@customer.example>: Recipient address rejected: User unknown in virtual mailbox table',
    'recipient',
  ],
  ['rcpt', '550 5.1.1 <x@c.example>: Recipient address rejected: User unknown in relay recipient table', 'recipient'],
  ['rcpt', '550-5.1.1 The email account that you tried to reach does not exist. Please try', 'recipient'],
  [
    'rcpt',
    '550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient x@c.example not found by SMTP address lookup',
    'recipient',
  ],
  ['rcpt', '550 5.4.1 Recipient address rejected: Access denied. AS(201806281)', 'recipient'],
  ['rcpt', '550 5.1.2 Domain not found', 'recipient'],
  ['rcpt', '501 5.1.3 Bad recipient address syntax', 'recipient'],
  ['rcpt', '550 5.2.1 The email account that you tried to reach is disabled', 'recipient'],
  ['rcpt', "552 5.2.2 The recipient's mailbox is over quota", 'recipient'],
  ['rcpt', '556 5.1.10 Recipient address has null MX', 'recipient'],
  ['rcpt', '550 no such user', 'recipient'],
  ['rcpt', '550 Unknown user', 'recipient'],
  ['rcpt', '550 Unrouteable address', 'recipient'],
  ['rcpt', '550 Mailbox not found. http://service.mail.qq.com/cgi-bin/help', 'recipient'],
  ['rcpt', '550 Mailbox unavailable or access denied', 'recipient'],
  ['rcpt', '550 User not found: x@163.example', 'recipient'],
  ['rcpt', '550 User suspended', 'recipient'],
  ['rcpt', '551 User not local; please try <y@c.example>', 'recipient'],
  ['rcpt', '553 sorry, no mailbox here by that name. (#5.1.1)', 'recipient'],
  ['rcpt', '550 sorry, no mailbox here by that name. (#5.7.17)', 'recipient'],
  ['rcpt', '550 5.5.0 Requested action not taken: mailbox unavailable', 'recipient'],
  ['rcpt', '554 5.7.1 <x@c.example>: user does not exist', 'recipient'],
  ['rcpt', '550 5.7.133 RESOLVER.RST.SenderNotAuthenticatedForGroup', 'recipient'],

  // RCPT TO: who we are
  ['rcpt', '554 5.7.1 <x@customer.example>: Relay access denied', 'relay'],
  ['rcpt', '550 5.7.54 SMTP; Unable to relay recipient in non-accepted domain', 'relay'],
  ['rcpt', '550 5.7.1 Unable to relay', 'relay'],
  ['rcpt', '550 relay not permitted', 'relay'],
  ['rcpt', "553 sorry, that domain isn't in my list of allowed rcpthosts (#5.7.1)", 'relay'],
  ['rcpt', '550 5.7.64 TenantAttribution; Relay Access Denied', 'relay'],
  ['rcpt', '554 5.7.1 Service unavailable; Client host [192.0.2.1] blocked using zen.spamhaus.org', 'relay'],
  ['rcpt', '550 5.7.1 <desk.example[192.0.2.1]>: Client host rejected: Access denied', 'relay'],
  ['rcpt', '550 5.7.23 <x@c.example>: Recipient address rejected: Message rejected due to: SPF fail', 'relay'],
  ['rcpt', '554 5.7.1 <x@c.example>: Recipient address rejected: Access denied', 'relay'],
  ['rcpt', '550 5.1.8 <s@desk.example>: Sender address rejected: Domain not found', 'relay'],
  ['rcpt', '550 5.1.7 Invalid address of the sender', 'relay'],
  ['rcpt', '550-Verification failed for <s@desk.example>\n550-No Such User Here\n550 Sender verify failed', 'relay'],
  ['rcpt', '550 Administrative prohibition', 'relay'],
  ['rcpt', '550 Ip frequency limited', 'relay'],
  ['rcpt', '550 Connection frequency limited', 'relay'],
  ['rcpt', '530 5.7.0 Authentication required', 'relay'],
  ['rcpt', '503 5.5.1 Bad sequence of commands', 'relay'],
  ['rcpt', '550 5.7.1 denied by policy', 'relay'],
  ['rcpt', '550 never', 'relay'],
  ['rcpt', '554 5.3.2 System not accepting network messages', 'relay'],

  // RCPT TO: not now
  [
    'rcpt',
    '450 4.2.0 <x@c.example>: Recipient address rejected: Greylisted, see http://postgrey.schweikert.ch',
    'later',
  ],
  ['rcpt', '451 4.7.1 Greylisting in action, please come back later', 'later'],
  ['rcpt', '450 4.2.1 The user you are trying to contact is receiving mail too quickly', 'later'],
  ['rcpt', '452 4.2.2 The email account that you tried to reach is over quota', 'later'],
  ['rcpt', '450 4.1.1 unverified address: Address verification in progress', 'later'],
  ['rcpt', '450 4.1.2 <x@c.example>: Recipient address rejected: Domain not found', 'later'],
  ['rcpt', '450 greylisted', 'later'],
  ['rcpt', '451 4.3.0 Temporary server failure', 'relay'],
  ['rcpt', '452 4.5.3 Too many recipients', 'relay'],
  ['rcpt', '450 4.7.1 Client host rejected: cannot find your reverse hostname', 'relay'],
  ['rcpt', '421 4.7.0 Try again later, closing connection', 'relay'],

  // DATA
  ['data', '554 no', 'relay'],
  ['data', '503 5.5.1 RCPT first', 'relay'],
  ['data', '554 5.7.1 <DATA>: Data command rejected: improper use of SMTP command pipelining', 'relay'],
  ['data', '550 5.1.1 user unknown', 'recipient'],
  ['data', '451 later', 'later'],
  ['data', '451 4.3.1 out of disk', 'relay'],

  // the end of the content
  ['content', '554 5.7.1 Message content rejected, id=1, BANNED: .exe', 'content'],
  ['content', '550 5.7.1 Message rejected as spam by Content Filtering', 'content'],
  ['content', '552-5.7.0 This message was blocked because its content presents a potential security issue', 'content'],
  ['content', '550-5.7.1 Our system has detected that this message is likely unsolicited mail', 'content'],
  ['content', '554 5.6.0 Message contains invalid header', 'content'],
  ['content', '554 5.6.11 SMTPSEND.BareLinefeedsAreIllegal', 'content'],
  ['content', '554 DT:SPM 163 smtp, http://mail.163.com/help/help_spam_16.htm', 'content'],
  ['content', '550 Mail content denied. http://service.mail.qq.com', 'content'],
  ['content', '554 no', 'content'],
  [
    'content',
    '554 Message rejected: Email address is not verified. The following identities failed the check',
    'relay',
  ],
  ['content', '554 Sending paused for this account.', 'relay'],
  ['content', '554 5.7.0 The limit on the number of allowed outgoing messages was exceeded. Try again later.', 'relay'],
  ['content', '550 Domain desk.example has exceeded the max emails per hour (200/200) allowed', 'relay'],
  ['content', '550 Monthly quota exceeded: upgrade your account', 'relay'],
  ['content', '554 Account disabled', 'relay'],
  ['content', '550 your account is locked', 'relay'],
  ['content', '554 Disk full', 'relay'],
  ['content', '554 Error: queue file write error', 'relay'],
  ['content', '550 Mail server out of memory', 'relay'],
  ['content', '554 Internal server error', 'relay'],
  ['content', '550 Trial period has ended', 'relay'],
  ['content', '550 Maintenance', 'relay'],
  ['content', '550 5.7.1 Virus scanner failed', 'relay'],
  ['content', '554 cannot scan message', 'relay'],
  ['content', '550 Rejected by virus scanner: found Eicar-Test', 'content'],
  ['content', '550 Mailbox quota exceeded', 'recipient'],
  ['rcpt', '550 Account suspended: this SMTP account (desk@desk.example) is disabled', 'relay'],
  ['rcpt', '550 5.1.1 Your account has been disabled', 'relay'],
  ['rcpt', '550 5.2.0 Sender mailbox not found', 'relay'],
  ['rcpt', '550 5.1.1 <desk@desk.example> sender rejected', 'relay'],
  ['rcpt', '550 5.2.1 Your account is disabled; contact your provider', 'relay'],
  ['rcpt', '550 too many invalid recipients from your host', 'relay'],
  ['content', '552 5.3.4 Message size exceeds fixed limit', 'too_large'],
  ['content', '552 too large', 'too_large'],
  ['content', '552 Requested mail action aborted: exceeded mailsize limit', 'too_large'],
  ['content', '554 5.3.4 Message too big for system', 'too_large'],
  ['content', '550 5.2.3 RESOLVER.RST.RecipSizeLimit; message too large for this recipient', 'too_large'],
  ['content', '523 the message exceeds the maximum message size', 'too_large'],
  ['content', '552 5.2.2 mailbox is full', 'recipient'],
  ['content', '550 5.1.1 unknown user', 'recipient'],
  ['content', '550-5.7.26 This mail has been blocked because the sender is unauthenticated', 'relay'],
  ['content', '550 5.7.60 SMTP; Client does not have permissions to send as this sender', 'relay'],
  ['content', '550 5.7.708 Service unavailable. Access denied, traffic not accepted from this IP', 'relay'],
  ['content', '550 5.4.5 Daily sending quota exceeded', 'relay'],
  ['content', '550-5.7.25 [192.0.2.1] The IP address sending this message does not have a PTR record', 'relay'],
  ['content', '550 5.7.1 Message rejected: SPF check failed', 'relay'],
  ['content', '503 bad sequence', 'relay'],
  ['content', '451 4.3.0 Error: queue file write error', 'relay'],
  ['content', '451 DT:SPM please try again', 'later'],
  ['content', '450-4.7.28 unusual rate of unsolicited mail', 'relay'],
];

describe('what a relay answers', () => {
  it.each([...ANSWERS, ...BY_SERVER])('%s: %s → %s', (step, said, verdict) => {
    expect(verdictOn(step, said)).toBe(verdict);
  });

  const anyText = fc.string({ maxLength: 80 });

  it('ends no letter before its recipient is named, whatever it is', () => {
    const steps = fc.constantFrom(...STEPS.slice(0, STEPS.indexOf('rcpt')));
    fc.assert(
      fc.property(steps, fc.integer({ min: 400, max: 599 }), anyText, (step, code, text) => {
        expect(['relay', 'too_large']).toContain(verdictOn(step, `${code} ${text}`));
      }),
    );
  });

  it('ends no letter with a 4xx, whatever it says', () => {
    const said = fc.constantFrom(...ANSWERS.map(([, text]) => text.slice(3)));
    fc.assert(
      fc.property(fc.constantFrom(...STEPS), fc.integer({ min: 400, max: 499 }), said, (step, code, text) => {
        expect(['relay', 'later']).toContain(verdictOn(step, `${code}${text.replace(/\b5\.(?=\d+\.\d+)/g, '4.')}`));
      }),
    );
  });

  it('says nothing of a letter by the names in an address', () => {
    const name = fc.constantFrom('sender', 'plan', 'credit', 'daily.limit', 'quota', 'spam', 'billing');
    fc.assert(
      fc.property(name, (local) => {
        expect(verdictOn('rcpt', `550 <${local}@customer.example>: no such user`)).toBe('recipient');
        expect(verdictOn('content', `550 ${local}@customer.example: no such user`)).toBe('recipient');
      }),
    );
  });

  it('waits with what it does not understand at the end of the content', () => {
    expect(verdictOn('content', '550 Bitte wenden Sie sich an Ihren Anbieter')).toBe('later');
  });

  it('is read in time, however long it is', () => {
    for (const piece of [
      'user ',
      'relay ',
      '5.1.1.',
      'mailbox <',
      'over its ',
      'message exceeds ',
      'a@',
      'daily limit ',
      'aaaaaaaa',
    ]) {
      const started = process.cpuUsage();
      for (const step of STEPS) verdictOn(step, `550 ${piece.repeat(20_000)}`);
      expect(process.cpuUsage(started).user).toBeLessThan(2_000_000);
    }
  });
});
