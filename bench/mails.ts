import { randomOf } from '../src/lib/random.ts';
import { mailOf } from '../test/support/mail.ts';

const WORDS =
  '今天导出报表时系统提示错误麻烦尽快处理客户反馈页面打开很慢数据同步失败请问如何配置权限登录以后没有反应'.split('');

/** Mails of new problems by many customers, 22 kB in the mean: text, text and HTML, and some with a file. */
export const problems = (count: number, seed = 1): string[] => [...problemsOneByOne(count, seed)];

/** The same, for so many that they do not fit into memory. */
export function* problemsOneByOne(count: number, seed = 1): Generator<string> {
  const random = randomOf(seed);
  const text = (length: number): string =>
    Array.from({ length }, () => WORDS[Math.floor(random() * WORDS.length)])
      .join('')
      .replace(/.{38}/g, '$&。\n');
  for (let at = 0; at < count; at++) {
    const from = `客户${at} <user${at}@company${at % 500}.example>`;
    const body = text(100 + Math.floor(random() * 900));
    const mail = mailOf({
      from,
      subject: `${text(12).trim()} ${at}`,
      text: body,
      ...(random() < 0.6 ? { html: `<div>${body.replaceAll('\n', '<br>')}</div>`.repeat(3) } : {}),
    });
    yield random() < 0.2 ? withFile(mail, Math.floor(random() * 100_000)) : mail;
  }
}

function withFile(mail: string, octets: number): string {
  const at = mail.indexOf('Content-Type:');
  const content = Buffer.alloc(octets, 'log line of a customer\n').toString('base64').replace(/.{76}/g, '$&\r\n');
  const head =
    'Content-Type: text/plain; name="log.txt"\r\nContent-Disposition: attachment; filename="log.txt"\r\nContent-Transfer-Encoding: base64';
  return `${mail.slice(0, at)}Content-Type: multipart/mixed; boundary="file"\r\n\r\n--file\r\n${mail.slice(at)}\r\n--file\r\n${head}\r\n\r\n${content}\r\n--file--\r\n`;
}
