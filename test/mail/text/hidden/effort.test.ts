import { expect, test } from 'vitest';
import { htmlToText } from '../../../../src/mail/text/html-text.ts';
import { understand } from '../../../../src/mail/understand.ts';
import { mailOf } from '../../fixture.ts';

/** Ten times what they take: a bound for work that grows with the square, not a measurement. */
const MOST_CPU_US = 5_000_000;

test('selectors that take long to match are given up, and the words left in doubt', async () => {
  const shapes = [
    `<style>${'b '.repeat(60)}i{color:red}</style>${'<b>'.repeat(400)}<p>#close</p>`,
    `<style>${Array.from({ length: 1900 }, (_, at) => `*:not(.c${at}) p{color:red}`).join('')}</style>${'<p>x</p>'.repeat(5000)}<p>#close</p>`,
    `<style>p:nth-child(2n){color:red}</style>${'<p>x</p>'.repeat(20_000)}<p>#close</p>`,
    `<style>${'p~'.repeat(30)}p{color:red}</style>${'<p>x</p>'.repeat(20_000)}<p>#close</p>`,
  ];
  for (const html of shapes) {
    const started = process.cpuUsage();
    const { commands } = await understand(mailOf(html, { 'Content-Type': 'text/html; charset=utf-8' }));
    expect(process.cpuUsage(started).user).toBeLessThan(MOST_CPU_US);
    expect(commands.length === 0 || html.includes('b b ')).toBe(true);
  }
});

test('many styles and rules are read in little time', () => {
  const rules = Array.from({ length: 20_000 }, (_, at) => `.c${at}{color:#${at}}`).join('');
  const blocks = '<style>a{'.repeat(20_000);
  const started = process.cpuUsage();
  htmlToText(`<style>${rules}</style>${blocks}${'<b style="color:red" class="c1 c2">x</b>'.repeat(5000)}`);
  expect(process.cpuUsage(started).user).toBeLessThan(MOST_CPU_US);
});
