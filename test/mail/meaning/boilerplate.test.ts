import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { edgesOf, withoutBoilerplate } from '../../../src/mail/meaning/boilerplate.ts';

const BANNER = '【网络安全网关】本邮件经集团统一检测，检测编号 48213，紧急事项请致电值班室处理。';
const ENGLISH = 'Checked by the Acme mail fence, ticket 48213: urgent matters go to extension 4711, errors too.';
const FOOTER = 'Acme Widgets reminds all partners that urgent orders are placed by telephone only, never by post.';
const WORDS = '报表导出失败，点击导出按钮后页面没有任何反应，请帮忙看一下是什么原因造成的。';

type Text = { readonly own: string; readonly whole?: string };
const replyOf = ({ own, whole = own }: Text) => ({ reply: whole, own, quoted: '', forwarded: null });
const edges = (reply: string, more: Partial<Parameters<typeof edgesOf>[0]> = {}) =>
  edgesOf({ reply, text: reply, quoted: '', forwarded: null, ...more });
/** Everything that could be known of texts. */
const known = (...texts: readonly string[]): Set<string> => new Set(texts.flatMap((text) => edges(text).blocks));
/** What two texts have in common, as recurring blocks have. */
const shared = (a: string, b: string): Set<string> => both(known(a), known(b));
const both = (a: ReadonlySet<string>, b: ReadonlySet<string>): Set<string> =>
  new Set([...a].filter((each) => b.has(each)));
const cut = (own: string, fingerprints: ReadonlySet<string>) => withoutBoilerplate(replyOf({ own }), fingerprints);

const OTHER = '您好，\n\n登录系统时提示密码错误，重置密码之后依旧进不去系统，麻烦尽快处理。';

describe('a block that other mails have too is left out', () => {
  test.each<[what: string, put: (words: string) => string]>([
    ['a line above', (words) => `${BANNER}\n\n${words}`],
    ['a line above that touches the words', (words) => `${ENGLISH}\n${words}`],
    ['a paragraph above', (words) => `${ENGLISH}\n${FOOTER}\nfour\nfive lines\n\n${words}`],
    ['paragraphs above, one of them short', (words) => `Acme\n\n${ENGLISH}\n\n----\n\n${words}`],
    ['a line below', (words) => `${words}\n\n${FOOTER}`],
    ['a line below a rule', (words) => `${words}\n\n________________\n${FOOTER}`],
    ['paragraphs below, one of them short', (words) => `${words}\n\n${FOOTER}\n\nwww.acme.example\n\n${ENGLISH}`],
    [
      'other marks and blanks',
      (words) =>
        `${words.length > 40 ? '* ' : '- '}${ENGLISH.replaceAll(' ', words.length > 40 ? '  ' : ' ')}\n\n${words}`,
    ],
    [
      'commands and a confirmation',
      (words) => `#close this window to go on, 问题已解决, the case is solved now and here\n\n${words}`,
    ],
  ])('%s', (_, put) => {
    const found = cut(put(WORDS), shared(put(WORDS), put(OTHER)));
    expect(found.reply.own).toBe(WORDS);
    expect(found.reply.reply).toBe(WORDS);
    expect(found.leftOut.length).toBeGreaterThan(0);
  });

  it('above and below, one over the other', () => {
    const put = (words: string) => `${BANNER}\n${ENGLISH}\n\n${words}\n\n${FOOTER}`;
    expect(cut(put(WORDS), shared(put(WORDS), put(OTHER))).reply.own).toBe(WORDS);
  });
  it('with the signature that it hid', () => {
    const fingerprints = shared(`${WORDS}\n\n${FOOTER}`, `${OTHER}\n\n${FOOTER}`);
    const signed = `${WORDS}\n\n--\nTom Miller\nAcme Widgets`;
    expect(cut(`${signed}\n\n${FOOTER}`, fingerprints).reply.own).toBe(WORDS);
  });
  it('from the words above a forwarded mail', () => {
    const whole = `${BANNER}\n\n${WORDS}\n\n---- Forwarded ----\nFrom: a@b.example`;
    const { reply } = withoutBoilerplate(
      replyOf({ own: `${BANNER}\n\n${WORDS}`, whole }),
      shared(`${BANNER}\n\n${WORDS}`, `${BANNER}\n\n${OTHER}`),
    );
    expect(reply.own).toBe(WORDS);
    expect(reply.reply).toBe(whole.slice(BANNER.length + 2));
  });
  it('from answers between what they answer', () => {
    const { reply } = withoutBoilerplate(
      replyOf({ own: `${WORDS}\n\n${FOOTER}`, whole: `> How is it?\n${WORDS}\n\n${FOOTER}` }),
      shared(`${WORDS}\n\n${FOOTER}`, `${OTHER}\n\n${FOOTER}`),
    );
    expect(reply.reply).toBe(`> How is it?\n${WORDS}`);
  });
});

describe('never left out, however often it recurs:', () => {
  test.each<[what: string, block: string]>([
    ['thanks', '谢谢！'],
    ['a confirmation', '谢谢，问题已经解决了。'],
    ['a confirmation with a request', '已解决，可以关闭工单了，谢谢您的帮助！'],
    ['a long confirmation in English', 'Thank you, that solved it, please close the ticket.'],
    ['a command', '#resolve'],
    [
      'a line of a log',
      '2026-11-23 10:00:00 ERROR [main] c.a.Login - session of the user could not be validated at all',
    ],
    [
      'a stack trace',
      'java.lang.IllegalStateException: the pool of connections is closed\n    at com.acme.pool.Pool.get(Pool.java:48)\n    at com.acme.Main.main(Main.java:7)',
    ],
    [
      'an error code',
      'The dialog says that the listener does not know of the service: ORA-12514, with no more than that.',
    ],
    [
      'a field of the form',
      'Environment: production, the cluster in Frankfurt with the release of last spring installed',
    ],
    ['the company', '公司：北京某某科技有限公司华北区运营中心第三分部信息技术处'],
    [
      'a problem that stays',
      'The problem still persists and the same error comes whenever anybody in the house logs in.',
    ],
    ['what stands still', '自今天早上起，我们整条生产线全部停产，全公司的人都无法登录系统。'],
    ['a quote', `> ${FOOTER}`],
  ])('%s', (_, block) => {
    for (const put of [(words: string) => `${block}\n\n${words}`, (words: string) => `${words}\n\n${block}`]) {
      const found = cut(put(WORDS), shared(put(WORDS), put(OTHER)));
      expect(found.reply.own).toBe(put(WORDS));
    }
  });

  test.each<[what: string, mail: (block: string) => string]>([
    ['all there is', (block) => block],
    ['all there is beside rules', (block) => `----\n${block}\n\n----`],
    ['in the middle of the words', (block) => `${OTHER}\n\n${block}\n\n${WORDS}`],
  ])('what is %s', (_, mail) => {
    const above = shared(`${FOOTER}\n\n${WORDS}`, `${FOOTER}\n\n${OTHER}`);
    const below = shared(`${WORDS}\n\n${FOOTER}`, `${OTHER}\n\n${FOOTER}`);
    expect(cut(mail(FOOTER), new Set([...above, ...below]))).toEqual({
      reply: replyOf({ own: mail(FOOTER) }),
      leftOut: [],
      lines: new Set(),
    });
  });
  it.each([
    'Please cancel the invoice NUMBER for the customer and send us a new one with the old date.',
    'Please reset the password of uNUMBER@acme.example, who has come back from her leave today.',
    '请帮忙开通新员工的系统登录账号，工号是NUMBER，部门和岗位与上一位员工相同。',
  ])('a request that differs in a number alone: %s', (request) => {
    const put = (words: string) => `${request.replace('NUMBER', String(words.codePointAt(0)))}\n\n${words}`;
    expect(shared(put(WORDS), put(OTHER)).size).toBe(0);
  });
  it('words beside which a first mail has nothing but courtesies', () => {
    const put = (words: string) => `${FOOTER}\n\n${words}`;
    const fingerprints = shared(put(WORDS), put(OTHER));
    const mail = replyOf({ own: put('Thank you.\n\nBest regards\nTom') });
    expect(withoutBoilerplate(mail, fingerprints, { opens: true }).reply).toBe(mail);
    expect(withoutBoilerplate(mail, fingerprints, { opens: false }).reply.own).toBe('Thank you.\n\nBest regards\nTom');
  });
  it('what stands below, for what is known above', () => {
    const above = shared(`${FOOTER}\n\n${WORDS}`, `${FOOTER}\n\n${OTHER}`);
    expect(cut(`${WORDS}\n\n${FOOTER}`, above).reply.own).toBe(`${WORDS}\n\n${FOOTER}`);
  });
});

test('a mail that is nothing but boilerplate a thousand times over is soon read', () => {
  const repeated = `${FOOTER}\n`.repeat(6000) + WORDS;
  const fingerprints = new Set([...known(repeated), ...shared(`${FOOTER}\n\n${WORDS}`, `${FOOTER}\n\n${OTHER}`)]);
  const { leftOut } = cut(repeated, fingerprints);
  expect(leftOut.length).toBeGreaterThan(0);
  expect(leftOut.length).toBeLessThanOrEqual(24);
});

describe('what a mail tells', () => {
  it('is nothing of short lines', () => {
    expect(edges('您好\n\n登录不了\n\n谢谢')).toEqual({ blocks: [], counted: [] });
  });
  it('are few fingerprints, however long it is', () => {
    const { blocks, counted } = edges(`${FOOTER}\n\n`.repeat(2000));
    expect(blocks).toHaveLength(12);
    expect(counted).toEqual(blocks);
    for (const block of blocks) expect(block).toMatch(/^[\w-]{16}$/);
  });
  it('is nothing about a block beside which it says nothing', () => {
    expect(edges(`${BANNER}\n\n谢谢！`).counted).toBeNull();
    expect(edges(`您好\n\n${BANNER}`).counted).toBeNull();
  });
  it('is nothing when it quotes or forwards', () => {
    const forwarded = { from: { name: '', address: 'a@b.example' }, subject: '', text: '' };
    expect(edges(`${BANNER}\n\n${WORDS}`, { quoted: '> x' })).toMatchObject({ counted: null });
    expect(edges(`${BANNER}\n\n${WORDS}`, { forwarded })).toMatchObject({ counted: null });
    expect(edges(`${BANNER}\n\n${WORDS}`, { quoted: '> x' }).blocks).toEqual(edges(`${BANNER}\n\n${WORDS}`).blocks);
  });
  it('is of a footer that went with the signature, too', () => {
    const { blocks, counted } = edges(WORDS, { text: `${WORDS}\n\n--\nTom\n\n${FOOTER}` });
    const footer = shared(`${WORDS}\n\n${FOOTER}`, `${OTHER}\n\n${FOOTER}`);
    expect(both(new Set(blocks), footer).size).toBe(0);
    expect(both(new Set(counted), footer).size).toBe(1);
  });
});

const line = fc.oneof(
  fc.constantFrom('', '----', BANNER, ENGLISH, FOOTER, WORDS, '您好', '谢谢，已解决', '#resolve', '> x', 'Acme'),
  fc.string({ unit: 'grapheme', maxLength: 90 }),
);
const text = fc.array(line, { maxLength: 12 }).map((lines) => lines.join('\n'));

test('a text without a known block is never changed', () => {
  fc.assert(
    fc.property(text, text, (own, other) => {
      const reply = replyOf({ own });
      const strange = new Set([...known(other)].filter((each) => !known(own).has(each)));
      expect(withoutBoilerplate(reply, strange, { author: 'Acme' }).reply).toBe(reply);
    }),
  );
});

test('what is left are lines of the text, in order, with words among them; doing it again changes nothing', () => {
  fc.assert(
    fc.property(text, text, (own, other) => {
      const fingerprints = known(own, other);
      const { reply, leftOut } = withoutBoilerplate(replyOf({ own }), fingerprints);
      expect(own).toContain(reply.own);
      if (/[\p{L}\p{N}]/u.test(own)) expect(reply.own).toMatch(/[\p{L}\p{N}]/u);
      if (leftOut.length > 0) expect(withoutBoilerplate(reply, fingerprints)).toMatchObject({ reply, leftOut: [] });
    }),
  );
});

test('the order in which blocks came to be known does not matter', () => {
  fc.assert(
    fc.property(text, text, (own, other) => {
      const fingerprints = [...known(own, other)];
      const forth = withoutBoilerplate(replyOf({ own }), new Set(fingerprints));
      expect(withoutBoilerplate(replyOf({ own }), new Set(fingerprints.toReversed()))).toEqual(forth);
    }),
  );
});
