import { randomBytes } from 'node:crypto';

/** A mail a test writes. `proven`: the receiving system vouches for the sender's domain. */
export interface WrittenMail {
  from: string;
  to?: string;
  cc?: string;
  subject: string;
  text: string;
  messageId?: string;
  inReplyTo?: string;
  references?: string;
  /** Further header lines, without line ends. */
  headers?: readonly string[];
  proven?: boolean;
  /** Return-Path fields as the receiving system wrote them; default: one with the sender. */
  returnPath?: readonly string[];
  date?: Date;
  /** Text and HTML as alternatives; an empty text leaves the HTML alone. */
  html?: string;
  attachments?: readonly WrittenAttachment[];
}

export interface WrittenAttachment {
  name: string;
  type: string;
  content: string | Uint8Array;
}

export const AUTHSERV = 'mx.desk.example';
export const SUPPORT = 'support@desk.example';

/** The octets as the desk's IMAP server holds them, trace headers included. */
export function mailOf(mail: WrittenMail): string {
  const address = /<([^>]*)>/.exec(mail.from)?.[1] ?? mail.from;
  const domain = address.slice(address.lastIndexOf('@') + 1);
  const proof = mail.proven ?? true;
  const content = mixed(wordsOf(mail), mail.attachments ?? []);
  return [
    ...(mail.returnPath ?? [address]).map((path) => `Return-Path: <${path}>`),
    ...(proof
      ? [`Authentication-Results: ${AUTHSERV}; dkim=pass header.d=${domain}; dmarc=pass header.from=${domain}`]
      : []),
    `From: ${encodeName(mail.from)}`,
    `To: ${mail.to ?? SUPPORT}`,
    ...(mail.cc === undefined ? [] : [`Cc: ${mail.cc}`]),
    `Subject: ${encodeWord(mail.subject)}`,
    `Date: ${(mail.date ?? new Date()).toUTCString().replace('GMT', '+0000')}`,
    `Message-ID: ${mail.messageId ?? newMessageId(domain)}`,
    ...(mail.inReplyTo === undefined ? [] : [`In-Reply-To: ${mail.inReplyTo}`]),
    ...(mail.references === undefined ? [] : [`References: ${mail.references}`]),
    ...(mail.headers ?? []),
    'MIME-Version: 1.0',
    ...content,
  ].join('\r\n');
}

export const newMessageId = (domain: string): string => `<${randomBytes(12).toString('hex')}@${domain}>`;

const crlf = (text: string): string => text.replace(/\r?\n/g, '\r\n');
const plain = (text: string, type = 'plain'): string[] => [
  `Content-Type: text/${type}; charset=utf-8`,
  'Content-Transfer-Encoding: 8bit',
  '',
  crlf(text),
  '',
];

function wordsOf({ text, html }: WrittenMail): string[] {
  if (html === undefined) return plain(text);
  return text === '' ? plain(html, 'html') : alternative(text, html);
}

function mixed(words: string[], attachments: readonly WrittenAttachment[]): string[] {
  if (attachments.length === 0) return words;
  const boundary = 'between-words-and-files';
  const files = attachments.flatMap(({ name, type, content }) => [
    `--${boundary}`,
    `Content-Type: ${type}; name="${encodeWord(name)}"`,
    `Content-Disposition: attachment; filename="${encodeWord(name)}"`,
    'Content-Transfer-Encoding: base64',
    '',
    Buffer.from(content).toString('base64'),
  ]);
  return [
    `Content-Type: multipart/mixed; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    ...words,
    ...files,
    `--${boundary}--`,
    '',
  ];
}

function alternative(text: string, html: string): string[] {
  const boundary = 'between-the-two-forms';
  const part = (type: string, body: string): string[] => [
    `--${boundary}`,
    `Content-Type: ${type}; charset=utf-8`,
    'Content-Transfer-Encoding: 8bit',
    '',
    crlf(body),
  ];
  return [
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    ...part('text/plain', text),
    ...part('text/html', html),
    `--${boundary}--`,
    '',
  ];
}

const encodeWord = (text: string): string =>
  /^[\x20-\x7e]*$/.test(text) ? text : `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`;
const encodeName = (from: string): string =>
  from.replace(/^(.*?)\s*(<.*)$/, (_whole, name: string, rest: string) => `${encodeWord(name)} ${rest}`);
