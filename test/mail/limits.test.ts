import { describe, expect, test } from 'vitest';
import { understand } from '../../src/mail/understand.ts';
import { mailOf } from './fixture.ts';

const MEGABYTE = 1_048_576;

function nested(depth: number): Buffer {
  const levels = Array.from(
    { length: depth },
    (_, level) =>
      `${level > 0 ? `--b${level - 1}\r\n` : ''}Content-Type: multipart/mixed; boundary="b${level}"\r\n\r\n`,
  );
  return Buffer.from(
    `From: a@x.example\r\nSubject: deep\r\n${levels.join('')}--b${depth - 1}\r\n\r\nat the bottom\r\n`,
  );
}

describe('limits', () => {
  test('a mail of 50 MB', async () => {
    const line = `${'QUJD'.repeat(19)}\r\n`;
    const file = line.repeat(Math.floor((50 * MEGABYTE) / line.length));
    const body = `--b\r\n\r\nwords\r\n--b\r\nContent-Type: application/zip; name=a.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${file}--b--\r\n`;
    const mail = await understand(mailOf(body, { 'Content-Type': 'multipart/mixed; boundary=b' }));
    expect(mail.text).toBe('words');
    expect(mail.attachments[0]?.size).toBe((file.length / line.length) * 57);
  });

  test('a header with 200,000 folded lines of blanks', async () => {
    const mail = await understand(mailOf('words', { 'X-Blank': `a${'\r\n '.repeat(200_000)}b`, To: 'b@x.example' }));
    expect(mail.to).toHaveLength(1);
    expect(mail.text.trim()).toBe('words');
  });

  test('parts nested 1000 deep', async () => {
    const mail = await understand(nested(1000));
    expect(mail.text.trim()).toBe('at the bottom');
    expect(mail.warnings).not.toContain('structure_truncated');
  });

  test('parts nested deeper are told of', async () => {
    expect((await understand(nested(1200))).warnings).toContain('structure_truncated');
  });

  test('more parts than anybody sends', async () => {
    const mail = await understand(
      mailOf('--b\r\n\r\nx\r\n'.repeat(30_000), { 'Content-Type': 'multipart/mixed; boundary=b' }),
    );
    expect(mail.warnings).toContain('structure_truncated');
  });

  test('a header of 1 MB', async () => {
    const mail = await understand(mailOf('words', { 'X-Big': 'a'.repeat(MEGABYTE) }));
    expect(mail.text).toBe('words');
    expect(mail.headers.find(([name]) => name === 'x-big')?.[1]).toHaveLength(MEGABYTE);
  });

  test('20,000 header lines', async () => {
    const many = Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`X-${i}`, 'v']));
    const mail = await understand(mailOf('words', many));
    expect(mail.headers).toHaveLength(20_006);
    expect(mail.text).toBe('words');
  });

  test('10,000 recipients', async () => {
    const to = Array.from({ length: 10_000 }, (_, i) => `"Person, ${i}" <p${i}@x.example>`).join(', ');
    const mail = await understand(mailOf('words', { To: to }));
    expect(mail.to).toHaveLength(10_000);
    expect(mail.to.at(-1)).toEqual({ name: 'Person, 9999', address: 'p9999@x.example' });
  });

  test('text beyond what anybody reads is cut and told of', async () => {
    const mail = await understand(mailOf('0123456789abcde\n'.repeat(MEGABYTE)));
    expect(mail.text.length).toBeLessThan(11 * MEGABYTE);
    expect(mail.warnings).toContain('text_truncated');
  });

  test('a header without end', async () => {
    const mail = await understand(Buffer.from(`From: a@x.example\n${'a:\n'.repeat(2 * MEGABYTE)}`));
    expect(mail.warnings).toContain('structure_truncated');
    expect(mail.from[0]?.address).toBe('a@x.example');
  });

  test('a header that repeats', async () => {
    const mail = await understand(
      Buffer.concat([Buffer.from('Subject: first\r\n'.repeat(1000)), mailOf('words', { Subject: 'last' })]),
    );
    expect(mail.subject).toBe('first');
    expect(mail.headers.filter(([name]) => name === 'subject')).toHaveLength(1001);
  });

  test.each([
    '>',
    '> ',
    '| ',
    'a',
    'a@',
    '<',
    '(',
    '"',
    ' ',
    '12:34 ',
    '解决',
    'From: ',
    'On 2024-01-01 10:00, a wrote\n',
    'begin 644 a\n',
    '=?u?Q?',
    '<div>',
    'not ',
    '公司：a\n',
    '\r',
  ])('half a megabyte of %j in every place ends in a class', async (piece) => {
    const text = piece.repeat(MEGABYTE / 2 / piece.length);
    const folded = text.replace(/[\r\n]/g, ' ');
    const mail = await understand(
      mailOf(text, {
        From: folded,
        To: folded,
        Subject: folded,
        References: folded,
        Date: folded,
        'Content-Type': `text/html; name=${folded}`,
      }),
    );
    expect(['human', 'malformed']).toContain(mail.class);
  });

  test('more files of uuencode than a mail may have parts', async () => {
    const mail = await understand(mailOf('begin 644 a\r\n#86)C\r\n`\r\nend\r\n'.repeat(3_000)));
    expect(mail.attachments).toHaveLength(2_000);
    expect(mail.warnings).toContain('structure_truncated');
  });

  test('a subject and names beyond all measure', async () => {
    const mail = await understand(
      mailOf('words', { Subject: 'word '.repeat(100_000), To: `"${'Ann '.repeat(100_000)}" <a@x.example>` }),
    );
    expect(mail.subject).toHaveLength(1000);
    expect(mail.to[0]?.name.length).toBeLessThanOrEqual(200);
    expect(mail.to[0]?.address).toBe('a@x.example');
  });

  test('a subject of encoded words is read as far as it is shown', async () => {
    const mail = await understand(mailOf('words', { Subject: `${'=?utf-8?b?5oql6ZSZ?= '.repeat(200)}` }));
    expect(mail.subject).toBe('报错'.repeat(200));
  });

  // Normalising takes the square of their number: 500,000 in a subject once took three minutes.
  test.each([
    ['in order', '\u0301'],
    ['out of order', '\u0301\u0323'],
    ['of Hebrew', '\u05b0\u05bc\u05c1'],
  ])('marks heaped upon one letter, %s', async (_order, marks) => {
    const heap = `a${marks.repeat(30_000)}`;
    const part = `--b\r\n\r\n公司：${heap}\r\n--b\r\nContent-Disposition: attachment; filename="${heap}.txt"\r\n\r\nx\r\n--b--\r\n`;
    const mail = await understand(
      mailOf(part, { Subject: heap, 'Content-Type': 'multipart/mixed; boundary=b', To: `"${heap}" <a@x.example>` }),
    );
    const texts = [mail.subject, mail.text, mail.form.company, mail.attachments[0]?.name, mail.to[0]?.name];
    for (const text of texts) {
      expect(text?.normalize('NFD')).toContain('a');
      expect(text).not.toMatch(/\p{M}{31}/u);
    }
  });

  test('marks as people write them stay', async () => {
    const thai = 'ที่นี่ไม่ทำงาน';
    const zalgo = `a${'\u0301'.repeat(30)}`;
    const mail = await understand(
      mailOf(`${thai} ${zalgo}`, { Subject: thai, 'Content-Type': 'text/plain; charset=utf-8' }),
    );
    expect(mail.subject).toBe(thai);
    expect(mail.text.trim()).toBe(`${thai} ${zalgo}`);
  });
});
