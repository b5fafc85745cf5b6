import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composedLetter } from '../../../src/letter/composing/composer.ts';
import { type ComposerPool, createComposerPool } from '../../../src/letter/composing/composer-pool.ts';
import type { LetterFacts } from '../../../src/letter/facts.ts';
import { LETTER_KINDS } from '../../../src/letter/kinds.ts';
import { type Proofread, proofread } from '../../../src/letter/proofread.ts';
import { sampleFacts } from '../../../src/letter/sample/sample.ts';
import { LOCALES } from '../../../src/words/locale.ts';

const builtIn = proofread(null);
let pool: ComposerPool;
beforeAll(() => {
  pool = createComposerPool(builtIn, 0);
});
afterAll(() => pool.close());

async function expectSame(facts: LetterFacts, by: ComposerPool = pool, templates: Proofread = builtIn): Promise<void> {
  const here = composedLetter(facts, templates.render);
  const away = await by.compose(facts);
  const plain = ({ letter, smaller }: typeof here) => ({
    letter: { ...letter, bytes: Buffer.from(letter.bytes).toString('latin1') },
    smaller: smaller && Buffer.from(smaller.bytes).toString('latin1'),
  });
  expect(plain(away)).toEqual(plain(here));
}

const withAttachments = (...sizes: readonly number[]): LetterFacts => {
  const all = Buffer.alloc(
    sizes.reduce((sum, size) => sum + size, 0),
    'octets ',
  );
  let at = 0;
  return {
    ...sampleFacts('dispatch', 'en'),
    attachments: sizes.map((size, index) => {
      at += size;
      return {
        name: `${index}.log`,
        type: 'text/plain',
        sha256: '',
        size,
        content: all.subarray(at - size, at),
        inline: false,
        cid: null,
      };
    }),
  };
};

describe('a letter that is written away', () => {
  it.each(LETTER_KINDS)('is the one that is written here: %s', async (kind) => {
    await Promise.all(LOCALES.map((locale) => expectSame(sampleFacts(kind, locale))));
  });

  it.each([
    ['one attachment of a mail with many', [1, 100_000, 5]],
    ['attachments that are not handed over', [600_000, 600_000]],
    ['an empty one', [0]],
  ])('has %s, which stay whole here', async (_case, sizes) => {
    const facts = withAttachments(...sizes);
    await expectSame(facts);
    expect(facts.attachments?.map(({ content }) => content.length)).toEqual(sizes);
  });

  it('fails alone where its facts lack what its template names', async () => {
    const facts = sampleFacts('acknowledgement', 'en');
    const broken = { ...facts, recipient: undefined } as unknown as LetterFacts;
    const [failed, written] = await Promise.allSettled([pool.compose(broken), pool.compose(facts)]);
    expect(failed.status).toBe('rejected');
    expect(written.status).toBe('fulfilled');
  });

  it('is written although another that was handed over with it ends the thread', async () => {
    const dying = createComposerPool(builtIn, 0, new URL('dying-thread.ts', import.meta.url));
    try {
      const all = ['one', 'the end', 'two', 'three', 'the end', 'four'];
      const facts = sampleFacts('acknowledgement', 'en');
      const written = await Promise.allSettled(all.map((words) => dying.compose({ ...facts, words })));
      expect(written.map((each) => ('value' in each ? each.value : each.status))).toEqual(
        all.map((words) => (words === 'the end' ? 'rejected' : words)),
      );
    } finally {
      await dying.close();
    }
  });

  it('has the templates of the administrator as they were read at the start', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tsdesk-templates-'));
    mkdirSync(join(folder, 'en'));
    const file = join(folder, 'en', 'acknowledgement.hbs');
    writeFileSync(file, 'Got it\n\n{{#> p}}Our own words, {{recipient.name}}.{{/p}}\n');
    const own = proofread(folder);
    writeFileSync(file, 'Later\n\n{{#> p}}Later words.{{/p}}\n');
    const ownPool = createComposerPool(own, 0);
    try {
      await expectSame(sampleFacts('acknowledgement', 'en'), ownPool, own);
      const { letter } = await ownPool.compose(sampleFacts('acknowledgement', 'en'));
      expect(letter.text).toContain('Our own words');
    } finally {
      await ownPool.close();
      rmSync(folder, { recursive: true });
    }
  });

  it('is one of many or a long one, or comes when the thread is there: a few short ones start none', async () => {
    const here: Proofread = { render: () => ({ event: 'here', text: 'here', html: 'here' }), own: null };
    const twoHere = createComposerPool(here, 2);
    try {
      const facts = sampleFacts('acknowledgement', 'en');
      const areHere = async (count: number): Promise<readonly boolean[]> =>
        (await Promise.all(Array.from({ length: count }, () => twoHere.compose(facts)))).map(
          ({ letter }) => letter.text === 'here',
        );
      expect(await areHere(2)).toEqual([true, true]);
      expect(await areHere(3)).toEqual([true, true, false]);
      expect(await areHere(2)).toEqual([false, false]);
      const many = await areHere(50);
      expect(many).not.toContain(true);
    } finally {
      await twoHere.close();
    }
  });

  it('is long: no few of them are written here', async () => {
    const here: Proofread = { render: () => ({ event: 'here', text: 'here', html: 'here' }), own: null };
    const twoHere = createComposerPool(here, 2);
    try {
      const facts = sampleFacts('acknowledgement', 'en');
      const long = await twoHere.compose({ ...facts, words: 'a\n\n'.repeat(10_000) });
      expect(long.letter.text).not.toBe('here');
    } finally {
      await twoHere.close();
    }
  });
});
