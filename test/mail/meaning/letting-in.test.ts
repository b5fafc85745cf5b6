import { describe, expect, it } from 'vitest';
import { readCommands } from '../../../src/mail/meaning/command.ts';
import { lettingIn, onlyLetsIn } from '../../../src/mail/meaning/letting-in.ts';

const said = (reply: string) => ({ commands: readCommands(reply).commands, reply });
const XU = 'xu@big.example';

describe('who is let in', () => {
  it.each([
    `同意 ${XU}`,
    `同意 ${XU} 查看`,
    `同意${XU}查看。`,
    `同意：${XU}`,
    `我同意 <${XU}> 查看`,
    `好的，允许 ${XU} 加入`,
    `可以 ${XU} 看`,
    `Yes, ${XU}`,
    `yes ${XU}.`,
    `I agree: ${XU}`,
    `OK, allow ${XU} to see it`,
    `Let in ${XU}`,
    `#放行 ${XU}`,
    `#release ${XU}`,
  ])('%j names them', (reply) => {
    expect(lettingIn(said(reply))).toEqual([XU]);
    expect(onlyLetsIn(said(reply))).toBe(true);
  });

  it('may be several, a line each, beside other words', () => {
    const reply = `同意 ${XU}\n允许 li@big.example 查看\n另外，11 月的报表也不对。`;
    expect(lettingIn(said(reply))).toEqual([XU, 'li@big.example']);
    expect(onlyLetsIn(said(reply))).toBe(false);
    expect(onlyLetsIn(said(`同意 ${XU}\n\nyes li@big.example`))).toBe(true);
  });

  it.each([
    '同意',
    'Yes',
    `不同意 ${XU}`,
    `我不同意 ${XU} 查看`,
    `do not allow ${XU}`,
    `${XU} 也遇到了`,
    `请联系 ${XU}`,
    `同意 ${XU} 的看法，但还是不行`,
    `可以联系 ${XU} 吗？`,
    `yes, but ${XU} is the wrong address`,
    `还是不行。\n同意 ${XU} 查看`,
    `谢谢\n\n问题已接收，正在处理中\n  同意 ${XU} 查看`,
  ])('%j lets nobody in', (reply) => {
    expect(lettingIn(said(reply))).toEqual([]);
    expect(onlyLetsIn(said(reply))).toBe(false);
  });

  it.each([' ', '.', 'a@', '。 '])('is not looked for in long lines: one of %j takes no time', (piece) => {
    const reply = `同意 ${XU}${piece.repeat(100_000 / piece.length)}x`;
    // Microseconds of CPU: a busy machine gives the test little of its time.
    const begun = process.cpuUsage();
    expect(lettingIn(said(reply))).toEqual([]);
    expect(onlyLetsIn(said(reply))).toBe(false);
    expect(process.cpuUsage(begun).user).toBeLessThan(500_000);
  });
});
