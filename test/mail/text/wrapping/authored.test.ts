import { describe, expect, test } from 'vitest';
import { armourIn } from '../../../../src/mail/text/wrapping/armour.ts';
import { authored } from '../../../../src/mail/text/wrapping/authored.ts';
import { bannersAbove, isBannerBelow } from '../../../../src/mail/text/wrapping/banner.ts';
import { withoutEmphasis } from '../../../../src/mail/text/wrapping/emphasis.ts';
import { withoutEntities } from '../../../../src/mail/text/wrapping/entities.ts';
import { withoutInvisible } from '../../../../src/mail/text/wrapping/invisible.ts';
import { understandNow } from '../../../../src/mail/understand.ts';
import { mailOf } from '../../fixture.ts';
import { BANNERS, NO_BANNERS } from './banner.data.ts';

const clearsigned = (text: string): string =>
  `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n${text}\n-----BEGIN PGP SIGNATURE-----\nVersion: GnuPG v2\n\niQIzBAEBCgAdFiEE\n=Ab3d\n-----END PGP SIGNATURE-----`;

describe('the words as the author wrote them', () => {
  test.each(BANNERS)('a banner goes: %s', (banner) => {
    expect(authored({ text: `${banner}\n\n系统报错` }).text.trim()).toBe('系统报错');
    expect(authored({ text: `${banner}\n\nHello,\nthe export fails` }).text.trim()).toBe('Hello,\nthe export fails');
    expect(authored({ text: banner }).text).toBe(banner);
  });

  test.each(NO_BANNERS)('a person’s words stay: %s', (words) => {
    expect(authored({ text: `${words}\n\nmore` }).text).toBe(`${words}\n\nmore`);
    expect(isBannerBelow([words])).toBe(false);
  });

  test.each([
    ['[EXTERNAL] the export fails', 'the export fails'],
    ['[External] Warning shown when opening the attachment', 'Warning shown when opening the attachment'],
    ['【外部邮件】 您好，打不开', '您好，打不开'],
    [`[EXT]\n${BANNERS[0]}\nThe export fails`, 'The export fails'],
    [`${BANNERS[20]}\n${BANNERS[10]}\n\n#接收`, '#接收'],
    [clearsigned('#resolve\ncause: x'), '#resolve\ncause: x'],
    [clearsigned('- -- \n- - list'), '-- \n- list'],
    [`${BANNERS[0]}\n\n${clearsigned('#accept')}`, '#accept'],
    [
      '-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA1\n\nwords\n-----BEGIN PGP SIGNATURE-----\n\niQIz\n\nOn it went',
      'words\nOn it went',
    ],
    ['words\n-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmQENBF\n=abcd\n-----END PGP PUBLIC KEY BLOCK-----', 'words'],
    [
      '-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----',
      '-----BEGIN PGP MESSAGE-----\n\nhQEMA\n-----END PGP MESSAGE-----',
    ],
  ])('%j is %j', (text, words) => {
    expect(authored({ text }).text.trim()).toBe(words);
  });

  test('marks of the mail program move with the words', () => {
    const text = `${BANNERS[0]}\n\nnew\nsignature\nquote`;
    expect(authored({ text, quoteAt: 4, signatureAt: 3 })).toEqual({
      text: '\nnew\nsignature\nquote',
      quoteAt: 3,
      signatureAt: 2,
    });
    expect(authored({ text: `[EXT] new\nquote`, quoteAt: 1 })).toMatchObject({ text: 'new\nquote', quoteAt: 1 });
    expect(authored({ text: `${clearsigned('new')}\nquote`, quoteAt: 10 })).toMatchObject({
      text: 'new\nquote',
      quoteAt: 1,
    });
    expect(authored({ text: 'new' })).toEqual({ text: 'new', quoteAt: null, signatureAt: null });
  });

  test.each<readonly [text: string, words: string]>([
    [' -----BEGIN PGP SIGNED MESSAGE----- \nHash: x\n\nwords', 'words'],
    ['-----BEGIN PGP SIGNED MESSAGE-----\nwords', 'words'],
    ['-----BEGIN PGP SIGNED MESSAGE-----\n> Hash: x\n>\nwords', 'words'],
    ...['Hash', 'Version', 'Comment', 'Charset', 'MessageID', 'NotDashEscaped', 'SaltedHash', 'hash'].map(
      (name) => [`-----BEGIN PGP SIGNED MESSAGE-----\n${name}: x\n\nwords`, 'words'] as const,
    ),
    ['-----BEGIN PGP SIGNED MESSAGE-----\nOther: x\n\nwords', 'Other: x\n\nwords'],
    ['words\n-----BEGIN PGP SIGNATURE-----\nabcd+/\n=ab+/', 'words'],
    ['words\n-----BEGIN PGP SIGNATURE-----\nabcd==\nnot armour\nmore', 'words\nnot armour\nmore'],
    [`words\n-----BEGIN PGP SIGNATURE-----\n${'a'.repeat(77)}`, `words\n${'a'.repeat(77)}`],
    [`words\n-----BEGIN PGP SIGNATURE-----\n${'a'.repeat(76)}`, 'words'],
    ['words\n-----BEGIN PGP SIGNATURE-----\n=abcde', 'words\n=abcde'],
    ['words\n-----BEGIN PGP SIGNATURE-----\nabc===', 'words\nabc==='],
    ['words\n-----BEGIN PGP SIGNATURE-----\n\nabcd\n -----END PGP SIGNATURE-----\nmore', 'words\nmore'],
    ['words\n-----BEGIN PGP PUBLIC KEY BLOCK-----\nab cd', 'words\nab cd'],
    ['words\n-----BEGIN PGP SIGNATURE-----x\nabcd', 'words\n-----BEGIN PGP SIGNATURE-----x\nabcd'],
    ['words\n-----BEGIN PGP SIGNATURE-----\nabcd\n-----END PGP SIGNATURE-----x', 'words\n-----END PGP SIGNATURE-----x'],
    ['words\nx-----BEGIN PGP SIGNATURE-----\nabcd', 'words\nx-----BEGIN PGP SIGNATURE-----\nabcd'],
    ['- a\n-----BEGIN PGP SIGNED MESSAGE-----\n\n- b\n-c', '- a\nb\n-c'],
    ['-----BEGIN PGP SIGNED MESSAGE-----\n\nb\n-----BEGIN PGP SIGNATURE-----\n\n- c', 'b\n- c'],
    ['-----BEGIN PGP SIGNATURE-----\nabcd', '-----BEGIN PGP SIGNATURE-----\nabcd'],
  ])('armour goes: %j', (text, words) => {
    expect(authored({ text }).text.trim()).toBe(words);
  });

  test('a banner counts at the top alone', () => {
    const banner = 'Caution: do not click malware.';
    for (const [room, stays] of [
      [5970, false],
      [5980, true],
    ] as const) {
      const text = `${'\n'.repeat(room)}${banner}\nwords`;
      expect(authored({ text }).text === text).toBe(stays);
    }
    expect(authored({ text: `[EXT] new\nquote`, quoteAt: 0 }).quoteAt).toBe(0);
    expect(authored({ text: '[EXT]\n \n', quoteAt: 1 })).toEqual({ text: '[EXT]\n \n', quoteAt: 1, signatureAt: null });
  });

  test('no text is taken for armour without its first line', () => {
    expect(armourIn(['Hash: x', '- a', '-----END PGP SIGNATURE-----'])).toEqual({
      gone: new Set(),
      escaped: new Set(),
    });
  });

  test('a banner is told to its last line only', () => {
    expect(bannersAbove(['words of a person'])).toEqual({ lines: 0, rest: '' });
    expect(bannersAbove([])).toEqual({ lines: 0, rest: '' });
  });
});

describe('invisible characters', () => {
  test.each([
    ['re\u00adsolve'],
    ['\u200bre\u200csol\u200dve\ufeff'],
    ['\u202are\u202esolve\u2069'],
    ['re\ufe0fsolve\u2060'],
    ['re\u{e0041}so\u034fl\u180eve\u2800\u3164'],
    ['resolve'],
  ])('%j says resolve', (text) => {
    expect(withoutInvisible(text)).toBe('resolve');
  });

  test.each([['👩\u200d💻 ✔\ufe0f'], ['می\u200cخواهم'], ['क्\u200dष'], ['plain'], ['']])(
    '%j is as it is seen',
    (text) => {
      expect(withoutInvisible(text)).toBe(text);
    },
  );

  test.each([['接\u200c收'], ['a\u200db'], ['ab\ufe0f']])('%j joins nothing', (text) => {
    expect(withoutInvisible(text)).toBe(text.replace(/\u200c|\u200d|\ufe0f/g, ''));
  });
});

describe('marks of emphasis', () => {
  test.each([
    ['*#resolve*', '#resolve'],
    ['**#resolve** done', '#resolve done'],
    ['_#接收_', '#接收'],
    ['`#accept`', '#accept'],
    ['***#resolve\ncause: x***', '#resolve\ncause: x***'],
    ['#resolve* more', '#resolve more'],
    ['问题*已经解决*了', '问题已经解决了'],
    ['It is *not* fixed.', 'It is not fixed.'],
    ['~~solved~~ no', 'solved no'],
    ['＊紧急＊', '紧急'],
    ['＊＊＊紧急＊＊＊', '紧急'],
    ['**urgent** ***now***', 'urgent now'],
    ['___urgent___', 'urgent'],
    ['```urgent```', 'urgent'],
    ['_1st_ *(a)*', '1st (a)'],
    ['*“a”* *「b」* *"c"* *\'d\'* *（e）*', '“a” 「b」 "c" \'d\' （e）'],
    ['*a.* *b:* *c：* *d。* *e！* *f!* *g?* *h？*', 'a. b: c： d。 e！ f! g? h？'],
    [`*a${'b'.repeat(300)}*`, `a${'b'.repeat(300)}`],
    ['  **#close\nx', '  #close\nx'],
    ['\t\u3000_#close', '\t\u3000#close'],
    ['~~＃关闭', '＃关闭'],
    ['x\n#close**', 'x\n#close'],
    ['\u3000#close``` x', '\u3000#close x'],
  ])('%j is read as %j', (text, plain) => {
    expect(withoutEmphasis(text)).toBe(plain);
  });

  test.each([
    ['5 * 3 * 2'],
    ['*.log'],
    ['rm *.tmp *.log'],
    ['a_b_c'],
    ['snake_case_name'],
    ['2*3*4'],
    ['# * note'],
    [`*a${'b'.repeat(301)}*`],
    ['*-a*'],
    ['*#- a'],
    ['*a-*'],
    ['*a\nb*'],
    ['x #close* y'],
    ['x **#close y'],
    ['-#close*'],
    ['#close*x'],
    ['x*a*'],
    ['*a*x'],
    ['~a~'],
    [''],
  ])('%j has none', (text) => {
    expect(withoutEmphasis(text)).toBe(text);
  });
});

describe('entities in a text form', () => {
  const MAILERS = [
    'QQMail 2.x',
    'Foxmail 7.2.25.245[cn]',
    'Coremail Webmail Server Version XT5.0.10a',
    'NetEase Flash Mail',
  ];
  test.each(MAILERS)('those that %s leaves are read', (mailer) => {
    expect(withoutEntities('a&nbsp;b\n&gt; &lt;x&gt; &amp;gt; &quot;&#39;&unknown;', mailer)).toBe(
      'a b\n> <x> &gt; "\'&unknown;',
    );
  });
  test.each([
    ...[
      ['nbsp', ' '],
      ['gt', '>'],
      ['lt', '<'],
      ['quot', '"'],
      ['apos', "'"],
      ['#39', "'"],
      ['#34', '"'],
    ],
    ...[
      ['#160', ' '],
      ['ensp', ' '],
      ['emsp', ' '],
      ['amp', '&'],
      ['AMP', '&'],
      ['x', '&x;'],
      ['#1234567', '&#1234567;'],
    ],
  ] as [string, string][])('&%s; is %j', (name, read) => {
    expect(withoutEntities(`a&${name};b`, 'QQMail')).toBe(`a${read}b`);
  });
  test.each(['QQ Mail', 'Exmail', 'TencentMail', 'WeCom', 'NetEase', '163net', 'AliMail'])(
    '%s leaves them',
    (mailer) => {
      expect(withoutEntities('&gt;', mailer)).toBe('>');
      expect(withoutEntities('&gt;', `x${mailer}`)).toBe('&gt;');
    },
  );
  test.each([[''], ['Microsoft Outlook 16.0'], ['Apple Mail']])('what %j sends is as it is', (mailer) => {
    expect(withoutEntities('&gt; &nbsp;', mailer)).toBe('&gt; &nbsp;');
  });
});

describe('every reader of words comes behind this step', () => {
  const FORMS: readonly (readonly [how: string, put: (command: string) => string])[] = [
    ['under a banner', (command) => `${BANNERS[0]}\n\n${command}`],
    ['behind a tag', (command) => `[EXTERNAL] ${command}`],
    ['behind a zero-width space', (command) => `\u200b${command}`],
    ['with soft hyphens', (command) => [...command].join('\u00ad')],
    ['in bold', (command) => `*${command}*`],
    ['as code', (command) => `\`${command}\``],
    ['clear-signed', clearsigned],
    ['clear-signed under a Chinese banner', (command) => `${BANNERS[20]}\n\n${clearsigned(command)}`],
    [
      'above an English notice',
      (command) =>
        `${command}\n\nThis message is confidential and intended only for the addressee. Delete it if an error occurred.`,
    ],
  ];
  test.each(FORMS)('a command %s is a command', (_, put) => {
    for (const [written, name] of [
      ['#resolve', 'resolve'],
      ['#接收', 'accept'],
    ] as const)
      expect(understandNow(mailOf(put(written), { Subject: 'Re: x' })).commands[0]?.name).toBe(name);
  });
  test.each(BANNERS)('no word of a banner is a rule’s, or of the language: %s', (banner) => {
    const mail = understandNow(mailOf(`${banner}\n\n报表导出的格式想改成横向，在哪里设置？\n\n${banner}`));
    expect(mail.reply).not.toMatch(/error|警告|EXTERNAL/i);
    expect(mail.language).toBe('zh');
  });
  test('a label in bold is a label', () => {
    const mail = understandNow(mailOf('#resolve\n*cause*: disk *full*\n**steps:** rm *.log', { Subject: 'Re: x' }));
    expect(mail.commands[0]?.text).toBe('cause: disk *full*\nsteps: rm *.log');
  });
});
