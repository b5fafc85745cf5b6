import { describe, expect, it } from 'vitest';
import { isBroken } from '../../../src/mail/mime/signed.ts';
import { parseMime } from '../../../src/mail/mime/structure.ts';
import { understand } from '../../../src/mail/understand.ts';
import { fixture, mailOf, understood } from '../fixture.ts';

const WORDS = '审批流程卡住了，提示 E2051。';

describe('words with a signature beside them', () => {
  it('are read, and are intact', async () => {
    const mail = await understood('smime-clear-signed');
    expect([mail.class, mail.reply, mail.warnings]).toEqual(['human', WORDS, []]);
    expect(mail.attachments.map(({ name }) => name)).toEqual(['smime.p7s']);
  });

  it('are intact with line ends of either kind', async () => {
    const raw = Buffer.from(fixture('smime-clear-signed').toString('latin1').replaceAll('\n', '\r\n'), 'latin1');
    expect((await understand(raw)).warnings).toEqual([]);
  });

  const OTHER_TYPE = 'Content-Type: application/pkcs7-signature';
  const altered = (before: string, after: string, type = 'Content-Type: application/x-pkcs7-signature') => {
    const raw = fixture('smime-clear-signed').toString('latin1').replace(before, after);
    return understand(Buffer.from(raw.replace('Content-Type: application/x-pkcs7-signature', type), 'latin1'));
  };

  it.each([
    ['another word', '2051', '2052'],
    ['another word under its registered type', '2051', '2052', OTHER_TYPE],
    ['another line in its header', 'boundary="inner"', 'boundary="inner"; x=y'],
    ['a line more', '--inner--\n', '--inner--\nSent through a gateway\n'],
  ])('with %s are read, with a warning', async (_, before, after, type?: string) => {
    const mail = await altered(before, after, type);
    expect([mail.reply.slice(0, 10), mail.warnings]).toEqual([WORDS.slice(0, 10), ['signature_broken']]);
  });

  it.each([
    ['of another kind', 'Content-Type: application/pgp-signature'],
    ['of a kind that begins alike', `${OTHER_TYPE}s`],
    ['of a kind that ends alike', 'Content-Type: x-application/pkcs7-signature'],
  ])('with a signature %s are not checked', async (_, type) => {
    expect((await altered('2051', '2052', type)).warnings).toEqual([]);
    expect((await altered('2051', '2051', OTHER_TYPE)).warnings).toEqual([]);
  });

  it('in a multipart of another kind are not checked', async () => {
    const raw = signed('Content-Type: text/plain\r\n\r\nhello', 'application/pkcs7-signature', 'x', 'mixed');
    expect([(await understand(raw)).text, (await understand(raw)).warnings]).toEqual(['hello', []]);
    expect(isBroken(parseMime(Buffer.from('Subject: x\n\nhello')).root)).toBe(false);
  });

  it('without the signature that their type announces are read', async () => {
    const raw = mailOf('--s\r\n\r\nhello\r\n--s--\r\n', { 'Content-Type': 'multipart/signed; boundary=s' });
    expect([(await understand(raw)).text, (await understand(raw)).warnings]).toEqual(['hello', []]);
  });

  it.each([
    ['of PGP', 'application/pgp-signature', 'x'],
    ['that is none', 'application/pkcs7-signature', 'x'],
    ['of certificates alone', 'application/pkcs7-signature', '0\x0b\x06\x09*\x86H\x86\xf7\r\x01\x07\x02'],
  ])('%s are read: that cannot be checked', async (_, type, signature) => {
    const mail = await understand(signed('Content-Type: text/plain\r\n\r\nhello', type, signature));
    expect([mail.text, mail.warnings]).toEqual(['hello', []]);
  });

  it('are the first part with its header, without the line break of the boundary', () => {
    const inner = 'Content-Type: multipart/mixed; boundary=i\r\n\r\n--i\r\n\r\nhello\r\n--i--\r\n';
    const [first, second] = parseMime(signed(inner)).root.children;
    expect([first?.whole && Buffer.from(first.whole).toString(), second?.whole]).toEqual([inner, undefined]);
    expect(parseMime(signed(inner, 'text/plain', 'x', 'mixed')).root.children[0]?.whole).toBeUndefined();
    expect(parseMime(signed('')).root.children[0]?.whole).toHaveLength(0);
  });
});

/** A mail of Zhang San with a signature beside its content. */
function signed(content: string, type = 'application/pgp-signature', signature = 'x', kind = 'signed'): Buffer {
  const body = `--s\r\n${content}\r\n--s\r\nContent-Type: ${type}\r\n\r\n${signature}\r\n--s--\r\n`;
  return Buffer.from(mailOf(body, { 'Content-Type': `multipart/${kind}; boundary=s` }).toString(), 'latin1');
}

describe('a signature round a whole mail', () => {
  it('in one envelope is read as the mail', async () => {
    const mail = await understood('smime-signed-wrapped');
    expect([mail.reply, mail.attachments, mail.forwarded, mail.warnings]).toEqual([WORDS, [], null, []]);
  });

  const wrapped = (fields: string, type = 'message/rfc822', extra = '') =>
    signed(`Content-Type: ${type}\r\n${extra}\r\n${fields}Content-Type: text/plain\r\n\r\nhello`);
  const FROM = 'From: <ZHANG@example.com>\r\nSubject: Report\r\n';

  it('beside it is read as the mail', async () => {
    const mail = await understand(wrapped(FROM));
    expect([mail.text, mail.attachments.map(({ name }) => name)]).toEqual(['hello', ['attachment-1.asc']]);
    expect([mail.forwarded, mail.subject]).toEqual([null, 'Report']);
  });

  it.each([
    ['another’s mail', wrapped('From: li@example.com\r\nSubject: a\r\n')],
    ['a mail without a sender', wrapped('Subject: a\r\n')],
    [
      'a mail that is a file',
      wrapped(FROM.replace('Report', 'a'), 'message/rfc822', 'Content-Disposition: attachment\r\n'),
    ],
    ['a mail beside other words', aside()],
    [
      'a mail without a sender in one without',
      Buffer.from(
        wrapped('Subject: a\r\n')
          .toString()
          .replace(/^From: .*\r\n/, ''),
      ),
    ],
  ])('is passed on: %s', async (_, raw) => {
    const mail = await understand(raw);
    expect([mail.text.includes('hello'), mail.attachments[0]?.name]).toEqual([false, 'a.eml']);
  });

  function aside(): Buffer {
    const inner = wrapped(FROM.replace('Report', 'a')).toString();
    const part = inner.slice(inner.indexOf('Content-Type'));
    const body = `--m\r\nContent-Type: text/plain\r\n\r\nplease look\r\n--m\r\n${part}\r\n--m--\r\n`;
    return mailOf(body, { 'Content-Type': 'multipart/mixed; boundary=m' });
  }

  it('is a mail by its type alone', async () => {
    const mail = await understand(signed(`Content-Type: text/plain\r\n\r\n${FROM}\r\nhello`));
    expect(mail.text).toContain('From: <ZHANG@example.com>');
  });

  it('five times round one another is opened, no more', async () => {
    const round = (content: string): string => {
      const mail = signed(content).toString();
      return `Content-Type: message/rfc822\r\n\r\n${mail}`
        .replaceAll('--s', '--r')
        .replaceAll('boundary=s', 'boundary=r');
    };
    let content = `Content-Type: message/rfc822\r\n\r\n${FROM}Content-Type: text/plain\r\n\r\nhello`;
    const texts: boolean[] = [];
    for (let times = 1; times <= 6; times++) {
      texts.push((await understand(signed(content))).text.includes('hello'));
      content = round(content).replaceAll('--r', `--r${times}`).replaceAll('boundary=r', `boundary=r${times}`);
    }
    expect(texts).toEqual([true, true, true, true, true, false]);
  });
});
