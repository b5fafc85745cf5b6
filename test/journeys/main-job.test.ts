import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';

describe.skipIf(dovecotMissing)('the main job', () => {
  let desk: TestDesk;
  beforeAll(async () => {
    desk = await openTestDesk();
  });
  afterAll(() => desk.close());

  it('turns a customer’s mail into a ticket and acknowledges it', async () => {
    const daemon = await desk.start();
    await desk.receive({
      from: '张三 <zhang@customer.example>',
      subject: '报表导出报错',
      text: '你们好，\n\n今天导出报表时提示 E1001，麻烦看一下。\n\n张三',
    });
    const letter = await desk.letterTo('zhang@customer.example');
    const [ticket] = await desk.tickets();
    expect(ticket?.number).toMatch(/^TS\d{8}001$/);
    expect(letter.subject).toContain(`[${ticket?.number}]`);
    expect(letter.from).toBe('');
    expect(letter.header('auto-submitted')).toBe('auto-replied');
    expect(letter.text).toContain('正在处理中');
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });
});
