import { describe, expect, it, test } from 'vitest';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { actionsOf } from '../../src/letter/view/actions.ts';
import { viewOf } from '../../src/letter/view/view.ts';
import type { Role } from '../../src/people/person.ts';
import { LOCALES } from '../../src/words/locale.ts';
import { wordsOf } from '../../src/words/words.ts';
import { accepted, following, li, opened, resolved, says, upon, wrote } from '../ticket/sample.ts';

const render = createRenderer(readTemplates(null));
const SAYS = { en: /encrypted/, 'zh-CN': /加密/ } as const;

/** A letter about a ticket whose mail is, or is not, encrypted. */
function facts(kind: Parameters<typeof sampleFacts>[0], locale: (typeof LOCALES)[number], encrypted: boolean) {
  const sample = sampleFacts(kind, locale);
  if (sample.ticket === null) throw new Error('no ticket');
  return { ...sample, values: {}, ticket: { ...sample.ticket, encrypted } };
}

describe.each(LOCALES)('in %s', (locale) => {
  it.each([
    'dispatch',
    'follower_copy',
    'supervisor_notice',
    'relay',
    'acknowledgement',
    'short_acknowledgement',
  ] as const)('%s says that a mail is encrypted, and only then', (kind) => {
    for (const encrypted of [true, false]) {
      const { html, text } = render(locale, kind, viewOf(facts(kind, locale, encrypted)));
      expect([SAYS[locale].test(html), SAYS[locale].test(text)]).toEqual([encrypted, encrypted]);
    }
  });

  it.each(['dispatch', 'follower_copy', 'supervisor_notice', 'relay'] as const)('%s offers to ask', (kind) => {
    const links = actionsOf(facts(kind, locale, true));
    expect(links.findIndex(({ name }) => name === 'ask')).toBe(1);
    expect(links.filter(({ name }) => name === 'ask')).toHaveLength(1);
    const href = links.find(({ name }) => name === 'ask')?.href ?? '';
    expect(decodeURIComponent(href)).toContain(wordsOf(locale).sendUnencrypted);
  });

  it('a short acknowledgement and other letters offer nothing of it', () => {
    expect(actionsOf(facts('short_acknowledgement', locale, true))).toEqual([]);
    expect(actionsOf(facts('progress', locale, true)).map(({ name }) => name)).not.toContain('ask');
  });
});

it('the prepared question is in the customer’s language', () => {
  const german = facts('dispatch', 'en', true);
  const chinese = { ...german, ticket: { ...german.ticket, locale: 'zh-CN' } };
  expect(decodeURIComponent(actionsOf(chinese)[1]?.href ?? '')).toContain(wordsOf('zh-CN').sendUnencrypted);
});

describe('a ticket', () => {
  it('knows that its mail is encrypted', () => {
    expect([opened().encrypted, opened({ encrypted: true }).encrypted]).toEqual([undefined, true]);
  });

  it('can be asked about before anybody accepted it', () => {
    const { ticket } = upon(opened({ encrypted: true }), { name: 'ask', ...says(li) });
    expect([ticket.state, ticket.encrypted]).toEqual(['pending', true]);
  });

  const encrypted = wrote('', { encrypted: true });
  test.each([
    ['a further mail', accepted, [encrypted], true],
    ['an answer in the clear', accepted, [encrypted, wrote('E1042')], false],
    ['mail to a resolved ticket', resolved, [encrypted], true],
    ['mail in the clear', accepted, [wrote('E1042')], undefined],
  ])('%s', (_, ticket, events, told) => {
    expect(following(ticket, events).encrypted).toBe(told);
  });
});

describe.each(LOCALES)('the certificate of a signed mail, in %s', (locale) => {
  const FINGERPRINT = '3fa94c0d21b7e68852d0c1a97b34f6e0';
  const signed = {
    is: 'offered',
    name: 'Han\u202eieM',
    address: 'mei@bigcustomer.example',
    fingerprint: FINGERPRINT,
    issuer: 'A\nB',
    trusted: null,
  } as const;
  const rendered = (roles: readonly Role[], change: object = {}, kind: 'relay' | 'dispatch' = 'relay') => {
    const sample = sampleFacts(kind, locale);
    if (sample.ticket === null) throw new Error('the sample has no ticket');
    const ticket = { ...sample.ticket, signed: { ...signed, ...change } };
    return render(locale, kind, viewOf({ ...sample, readerRoles: roles, ticket }));
  };
  const { label, body } = wordsOf(locale).actions.certificate;
  const written = `${body}mei@bigcustomer.example ${FINGERPRINT}`;

  it.each(['relay', 'dispatch'] as const)(
    '%s: a supervisor confirms it by one tap, with its digits to compare',
    (kind) => {
      const { html, text } = rendered(['supervisor'], {}, kind);
      const [, href = ''] = new RegExp(`<a[^>]*href="([^"]*)"[^>]*>${label}</a>`).exec(html) ?? [];
      expect(decodeURIComponent(href.replaceAll('&amp;', '&'))).toContain(`body=${written}`);
      expect(text).toContain(written);
      for (const shown of [html, text]) expect(shown).toContain('3FA9 4C0D 21B7 E688 52D0 C1A9 7B34 F6E0');
    },
  );
  it.each<[string, readonly Role[], object, RegExp]>([
    ['an engineer reads who does it', ['engineer'], {}, /certs confirm 3fa94c0d21b7e688/],
    ['one of an unproven sender was not kept', ['supervisor'], { unproven: true }, /certs add/],
    ['one that is confirmed needs none', ['supervisor'], { is: 'registered' }, /^(?!.*certs)/s],
    ['of somebody else’s there is none', ['supervisor'], { is: 'other_sender' }, /^(?!.*certs)/s],
  ])('%s', (_, roles, change, says) => {
    const { html, text } = rendered(roles, change);
    for (const shown of [html, text]) {
      expect(shown).toMatch(says);
      expect(shown).not.toContain(body.trim());
    }
    expect(html).not.toContain(label);
  });
  it('is named on one line, as it is read', () => {
    const { html, text } = rendered(['supervisor']);
    for (const shown of [html, text]) {
      expect(shown).not.toMatch(/[\u202a-\u202e]/);
      expect(shown).toContain('Han ieM');
      expect(shown).toContain('A B');
    }
  });
});
