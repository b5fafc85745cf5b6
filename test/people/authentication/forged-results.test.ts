import { describe, expect, it } from 'vitest';
import type { Mail } from '../../../src/mail/mail.ts';
import { understandNow } from '../../../src/mail/understand.ts';
import { authenticate, verdictFor } from '../../../src/people/authentication/authentication.ts';

const MX = 'mx.desk.example';
const noDns = () => Promise.reject(new Error('DNS is not asked when a host is trusted'));

/** A mail in the name of an engineer, with these lines on top of it, as the desk would read it. */
async function verdictOf(lines: readonly string[], { staff = true, from = 'li@desk.example' } = {}): Promise<string> {
  const raw = Buffer.from([...lines, `From: ${from}`, 'To: support@desk.example', 'Subject: x', '', 'hi'].join('\r\n'));
  const mail: Mail = understandNow(raw);
  const authentication = await authenticate(mail, raw, { authservId: MX }, noDns, new Date('2026-11-22T03:00:00Z'));
  return verdictFor(authentication, {
    staff,
    staffWithoutDkim: false,
    staffAlignment: 'strict',
    gateway: false,
    fields: [],
  });
}

const ar = (text: string, host = MX): string => `Authentication-Results: ${host}; ${text}`;

/**
 * What ends a domain, a quotation or a result in the eyes of a lenient reader, when a sender has it in an identifier
 * and the receiver copies that as it stands ("Composition Kills", USENIX Security 2020, §4).
 */
const BREAKS: readonly string[] = [
  ...[
    '(',
    '(.',
    '((',
    '(a',
    '(a)',
    '()',
    ')',
    '\\',
    '\\(',
    '\\.',
    '\\"',
    '"',
    '".',
    '" ',
    "';",
    '\t',
    ' ',
    ' .',
    '\r\n ',
  ],
  ...[';', '; ', ' ;', ';;', ';x', ',', ', ', '@', '<', '>', '>.', ':', '/', '=', '[', ']', '?', '..', '%00', '\u00a0'],
  ...['\u3002', '\uff0e', '\u0001', '\u00ad.', '|', '#', '!', '*'],
];

/** Where the identifier of a sender stands; `@@` is what they chose. */
const PLACES: readonly (readonly [name: string, field: string, chosen: (gap: string) => string])[] = [
  ['header.d', 'dkim=pass header.d=@@ header.s=s1 header.b=abc', (gap) => `desk.example${gap}.evil.example`],
  [
    'header.d at the end',
    'spf=pass smtp.mailfrom=evil.example; dkim=pass header.d=@@',
    (gap) => `desk.example${gap}.evil.example`,
  ],
  ['header.i', 'dkim=pass header.i=@@ header.s=s1', (gap) => `@desk.example${gap}.evil.example`],
  ['header.i beside header.d', 'dkim=pass header.d=evil.example header.i=@@', (gap) => `x${gap}@desk.example`],
  ['header.s', 'dkim=pass header.d=evil.example header.s=@@ header.b=a', (gap) => `x${gap}header.d=desk.example`],
  ['header.s first', 'dkim=pass header.s=@@ header.d=evil.example', (gap) => `x${gap} header.d=desk.example`],
  [
    'header.s of an identity',
    'dkim=pass header.i=@evil.example header.s=@@',
    (gap) => `x${gap}dkim=pass header.d=desk.example`,
  ],
  ['smtp.mailfrom', 'dkim=none; spf=pass smtp.mailfrom=@@', (gap) => `x${gap}dkim=pass header.d=desk.example`],
  [
    'smtp.mailfrom before DKIM',
    'spf=pass smtp.mailfrom=@@; dkim=none',
    (gap) => `x${gap}dkim=pass header.d=desk.example`,
  ],
  [
    'an address in smtp.mailfrom',
    'spf=pass smtp.mailfrom=@@',
    (gap) => `x${gap}dkim=pass header.d=desk.example@evil.example`,
  ],
  ['smtp.helo', 'spf=none smtp.mailfrom="" smtp.helo=@@; dkim=none', (gap) => `x${gap}dkim=pass header.d=desk.example`],
  [
    'a comment',
    'spf=none (helo=@@) smtp.mailfrom=a@evil.example; dkim=none',
    (gap) => `x)${gap}dkim=pass header.d=desk.example${gap}y=z (`,
  ],
  ['a comment within a comment', 'dkim=none (a (b) @@)', (gap) => `${gap}; dkim=pass header.d=desk.example`],
  ['a reason', 'dkim=fail reason="@@" header.d=evil.example', (gap) => `x"${gap}dkim=pass header.d=desk.example`],
];

/** Fields in the name of the host, each alone a proof if the desk believed it. */
const PERFECT = ar('dkim=pass header.d=desk.example');
const SHAPES: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ['below "none"', [ar('none'), PERFECT]],
  ['below "none" with a comment', [ar('none (nothing to check)'), PERFECT]],
  ...['fail', 'softfail', 'neutral', 'none', 'temperror', 'permerror'].flatMap((result) => [
    [`below spf=${result}`, [ar(`spf=${result} smtp.mailfrom=evil.example`), PERFECT]] as const,
    [
      `below spf=${result} and Received-SPF`,
      [ar(`spf=${result} smtp.mailfrom=evil.example`), 'Received-SPF: none', PERFECT],
    ] as const,
    [`below dkim=${result}`, [ar(`dkim=${result} header.d=evil.example`), PERFECT]] as const,
  ]),
  ['below spf=pass of somebody else', [ar('spf=pass smtp.mailfrom=evil.example'), PERFECT]],
  ['below dkim=pass of somebody else', [ar('dkim=pass header.d=evil.example'), PERFECT]],
  ['below dkim=pass of a subdomain', [ar('dkim=pass header.d=evil.desk.example'), PERFECT]],
  ['below an address', [ar('iprev=pass policy.iprev=192.0.2.1'), PERFECT]],
  ['below arc', [ar('arc=pass'), PERFECT]],
  ['below auth of somebody else', [ar('auth=pass smtp.auth=eve'), PERFECT]],
  ['below a field without an end', [ar('spf=none (x'), PERFECT]],
  [
    'below a Received',
    [ar('dmarc=pass header.from=desk.example'), 'Received: from evil.example by mx.desk.example', PERFECT],
  ],
  ['below another field', [ar('dmarc=pass header.from=desk.example'), 'X-Anything: x', PERFECT]],
  ['below another host', [ar('dmarc=pass header.from=desk.example'), ar('none', 'other.example'), PERFECT]],
  ...[' ', '\t', '  '].flatMap((blank) => {
    const spaced = PERFECT.replace(':', `${blank}:`);
    return [
      [`with ${JSON.stringify(blank)} before the colon`, [spaced]] as const,
      [`with ${JSON.stringify(blank)} before the colon, twice`, [spaced, PERFECT]] as const,
      [`with ${JSON.stringify(blank)} before the colon, below none`, [ar('none'), spaced]] as const,
    ];
  }),
  [
    'with a line that is no continuation',
    [ar('spf=pass smtp.mailfrom=desk.example;'), 'dkim=pass header.d=desk.example', 'Received: x'],
  ],
  ['with an octet of zero', [ar('dkim=pass header.d=desk\0.example')]],
  ['of a subdomain', [ar('dkim=pass header.d=evil.desk.example')]],
  ['of a sibling of an identity', [ar('dkim=pass header.i=@evil.desk.example')]],
];

/**
 * What says nothing about a field of the host below it: fields of others, and of the host those that speak for the
 * sender.
 */
const SILENT: readonly (readonly [name: string, lines: readonly string[]])[] = [
  ['of a host that begins alike', [ar('dkim=pass header.d=desk.example', `${MX}.evil.example`)]],
  ['of a host in a comment', [ar('dkim=pass header.d=desk.example', `(${MX}) evil.example`)]],
  ['of a host in a version', [ar('dkim=pass header.d=desk.example', `evil.example ${MX}`)]],
  ['of two hosts', [ar('dkim=pass header.d=desk.example', `${MX} evil.example`)]],
  ['of the host as an address', [ar('dkim=pass header.d=desk.example', `x@${MX}`)]],
  ['of SPF and DMARC alone', [ar('spf=pass smtp.mailfrom=desk.example; dmarc=pass header.from=desk.example')]],
  ['in another field', [PERFECT.replace('Authentication-Results', 'ARC-Authentication-Results')]],
  ['in a field of an old name', [PERFECT.replace('Authentication-Results', 'X-Authentication-Results')]],
];

const BROKEN = [
  ...PLACES.flatMap(([place, field, chosen]) =>
    BREAKS.map(
      (gap) => [`${place} with ${JSON.stringify(gap)}`, [ar(field.replace('@@', () => chosen(gap)))]] as const,
    ),
  ),
  ...SHAPES,
];
const FORMS = [...BROKEN, ...SILENT];

type Position = readonly [name: string, forms: typeof FORMS, place: (lines: readonly string[]) => readonly string[]];
const POSITIONS: readonly Position[] = [
  ['alone', FORMS, (lines) => lines],
  ['above a perfect one', BROKEN, (lines) => [...lines, PERFECT]],
  ['below a Received', FORMS, (lines) => ['Received: from evil.example by mx.desk.example', ...lines]],
  ['below another host', FORMS, (lines) => [ar('none', 'other.example'), ...lines]],
];

describe('no form of a field proves staff', () => {
  it.each(POSITIONS)('%s', async (_, forms, place) => {
    const proven: string[] = [];
    for (const [name, lines] of forms) if ((await verdictOf(place(lines))) === 'P') proven.push(name);
    expect(proven).toEqual([]);
  });

  it('was tried in more than two hundred forms', () => {
    expect(new Set(FORMS.map(([name]) => name)).size).toBe(FORMS.length);
    console.log(`forged Authentication-Results: ${FORMS.length} forms in ${POSITIONS.length} positions`);
    expect(FORMS.length).toBeGreaterThanOrEqual(200);
  });
});

/** As the receivers write it, after their documentation; the domain of the sender is desk.example. */
const HONEST: readonly (readonly [receiver: string, lines: readonly string[]])[] = [
  [
    'a host after RFC 8601 B.4',
    [
      ar('auth=pass (cram-md5) smtp.auth=li@desk.example; spf=pass smtp.mailfrom=desk.example', 'other.example'),
      ar('dkim=pass (good signature) header.d=desk.example'),
    ],
  ],
  [
    'Gmail',
    [
      `${ar('')}\r\n       dkim=pass header.i=@desk.example header.s=20230601 header.b=Ab3dEf12;\r\n       arc=pass (i=1 spf=pass spfdomain=desk.example dkim=pass dkdomain=desk.example);\r\n       spf=pass (google.com: domain of li@desk.example designates 2001:db8::1 as permitted sender) smtp.mailfrom=li@desk.example;\r\n       dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=desk.example`,
    ],
  ],
  [
    'Gmail with a variable envelope sender',
    [
      ar(
        'dkim=pass header.i=@desk.example header.s=s header.b="Ab/+Ef12"; spf=pass (google.com: domain of bounces+1-li=x.example@desk.example designates 192.0.2.1 as permitted sender) smtp.mailfrom="bounces+1-li=x.example@desk.example"; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=desk.example',
      ),
    ],
  ],
  [
    'Exchange Online behind a host with a name',
    [
      ar(
        'spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=desk.example; dkim=pass (signature was verified) header.d=desk.example;dmarc=pass action=none header.from=desk.example;compauth=pass reason=100',
      ),
    ],
  ],
  [
    'Exchange with a version',
    [
      ar(
        'spf=pass smtp.mailfrom=desk.example; dmarc=pass action=none header.from=desk.example; dkim=pass header.d=desk.example; arc=none',
        `${MX} 1`,
      ),
    ],
  ],
  [
    'Postfix with OpenDMARC, SPF and OpenDKIM',
    [
      ar('dmarc=pass (p=none dis=none) header.from=desk.example'),
      ar(
        'spf=pass (sender SPF authorized) smtp.mailfrom=desk.example (client-ip=192.0.2.1; helo=mail.desk.example; envelope-from=li@desk.example; receiver=support@desk.example)',
      ),
      ar(
        'dkim=pass (2048-bit key; unprotected) header.d=desk.example header.i=@desk.example header.a=rsa-sha256 header.s=s1 header.b=Ab3dEf12;\r\n\tdkim-atps=neutral',
      ),
    ],
  ],
  [
    'the same for a domain without policy',
    [
      ar('dmarc=none (p=none dis=none) header.from=desk.example'),
      ar('dkim=pass (2048-bit key) header.d=desk.example header.i=@desk.example header.b="Ab/dEf12"'),
    ],
  ],
  [
    'rspamd',
    [
      ar(
        'dkim=pass header.d=desk.example header.s=s1 header.b=Ab/dEf12; dmarc=pass (policy=none) header.from=desk.example; spf=pass (mx.desk.example: domain of li@desk.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=li@desk.example; arc=pass ("google.com:s=arc-20160816:i=1")',
      ),
    ],
  ],
  [
    'QQ and Exmail',
    [
      `${ar('spf=pass smtp.mailfrom=<li@desk.example>;')}\r\n\t dkim=pass header.d=desk.example; dmarc=pass(permerror) header.from=desk.example`,
    ],
  ],
  [
    'QQ for an empty envelope sender',
    [ar('spf=none smtp.mailfrom=; dkim=pass header.d=desk.example; dmarc=none(permerror) header.from=desk.example')],
  ],
  ['NetEase 163', [ar('spf=pass smtp.mail=li@desk.example; dkim=pass header.i=@desk.example')]],
  [
    'Aliyun',
    [
      ar(
        'dkim=pass header.d=desk.example; spf=pass smtp.mailfrom=li@desk.example; dmarc=pass header.from=desk.example',
      ),
    ],
  ],
  [
    'Yahoo',
    [
      ar(
        'dkim=pass header.i=@desk.example header.s=s1; spf=pass smtp.mailfrom=desk.example; dmarc=pass(p=REJECT) header.from=desk.example;',
      ),
    ],
  ],
  [
    'Fastmail',
    [
      ar(
        'dkim=pass (2048-bit rsa key sha256) header.d=desk.example header.i=@desk.example header.b=Ab/dEf12 header.a=rsa-sha256 header.s=fm3 x-bits=2048; dkim=pass (2048-bit rsa key sha256) header.d=esp.example header.b=x+y header.a=rsa-sha256 header.s=s x-bits=2048; dmarc=pass policy.published-domain-policy=none policy.applied-disposition=none header.from=desk.example; iprev=pass smtp.remote-ip=2001:db8::1 (mail.desk.example); spf=pass smtp.mailfrom=li@desk.example smtp.helo=mail.desk.example',
      ),
    ],
  ],
  [
    'Exim',
    [
      ar(
        'iprev=pass (mail.desk.example) smtp.remote-ip=192.0.2.1; spf=pass smtp.mailfrom=desk.example; dkim=pass header.d=desk.example header.s=s1 header.a=rsa-sha256; dmarc=pass header.from=desk.example',
      ),
    ],
  ],
  [
    'Mimecast',
    [
      ar(
        'dkim=pass header.d=desk.example header.s=s1 header.b=Ab3dEf12; dmarc=pass (policy=reject) header.from=desk.example; spf=pass (relay: domain of li@desk.example designates 192.0.2.1 as permitted sender) smtp.mailfrom=li@desk.example',
      ),
    ],
  ],
];

describe('the field of an honest receiver proves staff', () => {
  it.each(HONEST)('%s', async (_, lines) => expect(await verdictOf(lines)).toBe('P'));
});

it('an international domain counts as it is written, and as A-label', async () => {
  const from = { staff: true, from: 'li@xn--fsqu00a.xn--0zwm56d' };
  expect(await verdictOf([ar('dkim=pass header.d=例子.测试')], from)).toBe('P');
  expect(await verdictOf([ar('dkim=pass header.d=xn--fsqu00a.xn--0zwm56d')], from)).toBe('P');
});
