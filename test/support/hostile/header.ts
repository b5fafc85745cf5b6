import { bareMail, filled, header, mail, numbered, READ_WHOLE, type Shapes } from './pieces.ts';

export const headerShapes: Shapes = {
  '100,000 header lines': () => mail('x', { more: numbered(100_000, (at) => `X-${at}: v\r\n`) }),
  'a header line of 1 MB': () => mail('x', { more: `X-Big: ${filled('a', 1_048_576)}\r\n` }),
  'a header line folded 300,000 times': () => mail('x', { more: `X-Folded: a${'\r\n b'.repeat(300_000)}\r\n` }),
  'a header without an end': () => bareMail(`${filled('a:\n')}`),
  'a subject of encoded words': () =>
    mail('x', { more: `Thread-Topic: x\r\nSubject: ${filled('=?utf-8?q?=41?= ', 2_000_000)}\r\n` }),
  '100,000 recipients': () =>
    mail('x', { more: `Cc: ${numbered(100_000, (at) => `a${at}@b.example, `)}x@y.example\r\n` }),
  '100,000 senders': () =>
    mail('x', { more: `From: ${numbered(100_000, (at) => `a${at}@b.example, `)}x@y.example\r\n` }),
  'half groups of recipients': () => mail('x', { more: `To: ${filled('a:(', 1_000_000)}\r\n` }),
  '100,000 references': () =>
    mail('x', { more: `References: ${numbered(100_000, (at) => `<${at}@b.example>\r\n `)}\r\n` }),
  'references without an end': () => mail('x', { more: `References: ${filled('<', 1_000_000)}\r\n` }),
  'a subject of 1 MB': () => mail('x', { subject: filled('word ', READ_WHOLE) }),
  'a subject of marks': () => mail('x', { subject: `a${filled('\u0301\u0323', READ_WHOLE)}` }),
  'a subject of encoded marks': () => mail('x', { subject: filled('=?utf-8?q?=CC=81=CC=A3?= ', READ_WHOLE) }),
  'a subject of answers': () => mail('x', { subject: filled('Re: ', READ_WHOLE) }),
  'a subject of Chinese answers': () => mail('x', { subject: filled('回复：', READ_WHOLE) }),
  'a subject of prefixes and tabs': () => mail('x', { subject: `Re${'\t'.repeat(100_000)}x` }),
  'a subject of tags': () => mail('x', { subject: filled('[external] ', READ_WHOLE) }),
  'a subject of brackets': () => mail('x', { subject: filled('[', READ_WHOLE) }),
  'a subject of numbers': () =>
    mail('x', { subject: numbered(50_000, (at) => `TS20261122${String(at).padStart(6, '0')} `) }),
  'a subject of automatic answers': () => mail('x', { subject: filled('auto reply - ', READ_WHOLE) }),
  'encoded words with base64': () => mail('x', { subject: filled('=?utf-8?b?4pi6?= ', READ_WHOLE) }),
  'encoded words in many charsets': () =>
    mail('x', { subject: filled('=?gb18030?q?=81?= =?iso-2022-jp?b?GyRC?= ', READ_WHOLE) }),
  'half encoded words': () => mail('x', { subject: filled('=?utf-8?q?', READ_WHOLE) }),
  'encoded words of question marks': () => mail('x', { subject: `=?utf-8?q?${filled('?', READ_WHOLE)}` }),
  '20,000 subjects': () => mail('x', { more: filled('Subject: x\r\n', 240_000) }),
  '20,000 Received fields': () => mail('x', { more: filled('Received: from a by b; 1\r\n', 520_000) }),
  '20,000 Authentication-Results': () =>
    bareMail(`${filled('Authentication-Results: mx.desk.example; dkim=pass header.d=a.example\r\n', READ_WHOLE)}\r\nx`),
  'results of comments in comments': () =>
    bareMail(`Authentication-Results: mx.desk.example${filled('(', READ_WHOLE)}\r\n\r\nx`),
  'results without an end': () =>
    bareMail(`Authentication-Results: mx.desk.example${filled('; dkim=pass header.d=a', READ_WHOLE)}\r\n\r\nx`),
  'results of half quotations': () =>
    bareMail(`Authentication-Results: mx.desk.example; dkim=pass reason=${filled('"\\', READ_WHOLE)}\r\n\r\nx`),
  '5,000 signatures': () =>
    mail('x', {
      more: filled('DKIM-Signature: v=1; a=rsa-sha256; d=evil.example; s=a; h=from; bh=AA==; b=AA==\r\n', 480_000),
    }),
  'a signature of 1 MB': () =>
    header(
      'DKIM-Signature',
      `v=1; a=rsa-sha256; d=evil.example; s=a; h=${filled('from:', READ_WHOLE)}; bh=AA==; b=AA==`,
    ),
  'a signature over megabytes': () =>
    mail(filled('x \t\r\n'), {
      more: filled(
        'DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=evil.example; s=a; h=from; bh=AA==; b=AA==\r\n',
        1_000,
      ),
    }),
  'an address of 1 MB': () => bareMail(`Cc: ${filled('a', READ_WHOLE)}@b.example\r\n\r\nx`),
  'a sender of 1 MB': () =>
    Buffer.from(`From: ${filled('a', READ_WHOLE)}@evil.example\r\nTo: support@desk.example\r\n\r\nx`),
  'a sender of 100,000 labels': () =>
    Buffer.from(`From: a@${filled('a.', 200_000)}example\r\nTo: support@desk.example\r\n\r\nx`),
  'a sender of other letters': () =>
    Buffer.from(`From: a@${filled('ä', 200_000)}.example\r\nTo: support@desk.example\r\n\r\nx`),
  'a sender of marks': () =>
    Buffer.from(`From: a${filled('\u0301\u0323', READ_WHOLE)}@evil.example\r\nTo: support@desk.example\r\n\r\nx`),
  'a name of 1 MB': () =>
    Buffer.from(`From: "${filled('Ann ', READ_WHOLE)}" <a@evil.example>\r\nTo: support@desk.example\r\n\r\nx`),
  'a name of marks': () =>
    Buffer.from(`From: "a${filled('\u0301\u0323', READ_WHOLE)}" <a@evil.example>\r\nTo: support@desk.example\r\n\r\nx`),
  'comments in comments of an address': () => header('Cc', filled('(', READ_WHOLE)),
  'half quotations of an address': () => header('Cc', filled('"', READ_WHOLE)),
  'escapes of an address': () => header('Cc', `"${filled('\\', READ_WHOLE)}`),
  'angles of addresses': () => header('Cc', filled('<a@b', READ_WHOLE)),
  'groups of addresses': () => header('Cc', filled('a:b@c.example;', READ_WHOLE)),
  'routes of addresses': () => header('Cc', `<${filled('@a,', READ_WHOLE)}:b@c.example>`),
  '10,000 different people': () =>
    mail('x', { more: `Cc: ${numbered(10_000, (at) => `"Person ${at}" <p${at}@c${at}.example>, `)}x@y.example\r\n` }),
  '10,000 people to answer': () =>
    header('Reply-To', `${numbered(10_000, (at) => `p${at}@c${at}.example, `)}x@y.example`),
  'answers to 100,000 mails': () =>
    header(
      'In-Reply-To',
      numbered(100_000, (at) => `<${at}@b.example> `),
    ),
  'references with blanks': () => header('References', `<${filled(' ', READ_WHOLE)}>`),
  'references of 1 MB each': () => header('References', `<${filled('a', READ_WHOLE)}@b.example>`),
  'tokens by the thousand': () =>
    header(
      'References',
      numbered(5_000, (at) => `<ts1.${String(at).padStart(30, 'a')}@desk.example> `),
    ),
  'recipients with tokens': () =>
    header(
      'Cc',
      numbered(10_000, (at) => `support+r${String(at).padStart(40, 'a')}@desk.example, `),
    ),
  'a Message-ID of 1 MB': () => bareMail(`Message-ID: <${filled('a', READ_WHOLE)}@b.example>\r\n\r\nx`),
  'a date of 1 MB': () => bareMail(`Date: ${filled('1 ', READ_WHOLE)}\r\n\r\nx`),
  'a Return-Path of angles': () => bareMail(`Return-Path: ${filled('<', READ_WHOLE)}\r\n\r\nx`),
  'a Return-Path of blanks': () => bareMail(`Return-Path: <${filled('\t', READ_WHOLE)}x\r\n\r\nx`),
  'names of machine fields': () =>
    mail('x', { more: numbered(4_000, (at) => `X-${'autoreply'.repeat(18)}-${at}: no\r\n`) }),
  'lists by the thousand': () => mail('x', { more: filled('List-Id: <a.b.example>\r\n', 400_000) }),
  'a hop count of 1 MB': () => header('X-Tsdesk-Hops', filled('1', READ_WHOLE)),
  'lines that are no fields': () => bareMail(filled('x\r\nX-A: b\r\n', READ_WHOLE)),
  'lines of blanks in a header': () => bareMail(filled(' \t\r\nX-A: b\r\n', READ_WHOLE)),
};
