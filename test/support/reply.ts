import type { WrittenAttachment, WrittenMail } from './mail.ts';
import { newMessageId } from './mail.ts';
import type { ReceivedMail } from './postbox.ts';

/** Mail programs, each with its way to quote what is answered, to sign, and to name a reply. */
export type Client =
  | 'outlook-zh'
  | 'outlook-html'
  | 'qq'
  | 'netease'
  | 'gmail'
  | 'apple-mail'
  | 'iphone'
  | 'thunderbird';

export interface ReplyOptions {
  client?: Client;
  /** Default: where the letter asks for answers. */
  to?: string;
  cc?: string;
  attachments?: readonly WrittenAttachment[];
  proven?: boolean;
}

/** The answer somebody writes to a letter in their mail program: the whole letter is quoted, and the thread is kept. */
export function replyTo(
  letter: ReceivedMail,
  from: string,
  words: string,
  { client = 'gmail', to, ...more }: ReplyOptions = {},
): WrittenMail {
  const id = letter.header('message-id');
  const domain = from.slice(from.lastIndexOf('@') + 1).replace('>', '');
  const { prefix, write } = CLIENTS[client];
  return {
    from,
    to: to ?? letter.header('reply-to').replace(/^.*</, '<'),
    subject: `${prefix}${letter.subject}`,
    messageId: newMessageId(domain),
    inReplyTo: id,
    references: `${letter.header('references')} ${id}`.trim(),
    ...more,
    ...write(words, letter, from),
  };
}

/** The same from a mail program that keeps neither thread nor address; only the text tells where it belongs. */
export function newMailAbout(letter: ReceivedMail, mail: WrittenMail): WrittenMail {
  const ref = /^ref:.*$/m.exec(letter.text)?.[0] ?? '';
  return { ...mail, text: `${mail.text}\n\n${ref}` };
}

type Written = Pick<WrittenMail, 'text' | 'html'>;
type Program = { prefix: string; write: (words: string, letter: ReceivedMail, from: string) => Written };

const nameOf = (from: string): string => from.replace(/\s*<.*/, '');
const quoted = (text: string): string => text.replace(/^(?=.)/gm, '> ').replace(/^$/gm, '>');
const htmlOf = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/\n/g, '<br>\n');
const sender = ({ header }: ReceivedMail): string => header('from').replace(/^.*</, '').replace('>', '');

const CLIENTS: Record<Client, Program> = {
  'outlook-zh': {
    prefix: '答复: ',
    write: (words, letter, from) => ({
      text: `${words}

${nameOf(from)}
信息技术部 | 大客户有限公司
电话：021-5555 0100

-----原始邮件-----
发件人: 星云科技技术支持 <${sender(letter)}>
发送时间: 2026年11月23日 10:21
收件人: ${from}
主题: ${letter.subject}

${letter.text}`,
    }),
  },
  'outlook-html': {
    prefix: 'RE: ',
    write: (words, letter, from) => ({
      text: '',
      html: `<html><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><style>p.MsoNormal{margin:0cm}</style></head>
<body lang="ZH-CN"><div class="WordSection1">${words
        .split('\n')
        .map((line) => `<p class="MsoNormal">${line === '' ? '&nbsp;' : htmlOf(line)}</p>`)
        .join('\n')}
<p class="MsoNormal">&nbsp;</p>
<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b>From:</b> 星云科技技术支持 &lt;${sender(letter)}&gt;<br><b>Sent:</b> Monday, November 23, 2026 10:21 AM<br><b>To:</b> ${htmlOf(from)}<br><b>Subject:</b> ${htmlOf(letter.subject)}</p></div></div>
<div>${typeof letter.parsed.html === 'string' ? letter.parsed.html.replace(/^[\s\S]*<body[^>]*>|<\/body>[\s\S]*$/g, '') : htmlOf(letter.text)}</div>
</div></body></html>`,
    }),
  },
  qq: {
    prefix: '回复：',
    write: (words, letter, from) => ({
      text: `${words}


${nameOf(from)}



------------------&nbsp;原始邮件&nbsp;------------------
发件人: "星云科技技术支持" <${sender(letter)}>;
发送时间: 2026年11月23日(星期一) 上午10:21
收件人: "${nameOf(from)}"<${from.replace(/^.*<|>$/g, '')}>;
主题: ${letter.subject}


${letter.text}`.replaceAll('&nbsp;', ' '),
    }),
  },
  netease: {
    prefix: '回复:',
    write: (words, letter) => ({
      text: `${words}



At 2026-11-23 10:21:08, "星云科技技术支持" <${sender(letter)}> wrote:

${quoted(letter.text)}
`,
    }),
  },
  gmail: {
    prefix: 'Re: ',
    write: (words, letter) => ({
      text: `${words}

On Mon, Nov 23, 2026 at 10:21 AM 星云科技技术支持 <${sender(letter)}>
wrote:

${quoted(letter.text)}
`,
      html: `<div dir="ltr">${htmlOf(words)}</div><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">On Mon, Nov 23, 2026 at 10:21 AM 星云科技技术支持 &lt;<a href="mailto:${sender(letter)}">${sender(letter)}</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">${htmlOf(letter.text)}</blockquote></div>`,
    }),
  },
  'apple-mail': {
    prefix: 'Re: ',
    write: (words, letter) => ({
      text: `${words}

> 在 2026年11月23日，10:21，星云科技技术支持 <${sender(letter)}> 写道：
>
${quoted(letter.text)}
`,
    }),
  },
  iphone: {
    prefix: '回复：',
    write: (words, letter) => ({
      text: `${words}

发自我的 iPhone

> 在 2026年11月23日，10:21，星云科技技术支持 <${sender(letter)}> 写道：
>
> \uFEFF
${quoted(letter.text)}
`,
    }),
  },
  thunderbird: {
    prefix: 'Re: ',
    write: (words, letter) => ({
      text: `Am 23.11.26 um 10:21 schrieb 星云科技技术支持:
${quoted(letter.text)}

${words}

-- 
Sent from the office
`,
    }),
  },
};
