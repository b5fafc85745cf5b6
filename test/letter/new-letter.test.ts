import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { LOCALES } from '../../src/words/locale.ts';
import { copyWith, read } from '../support/edited-project.ts';
import { LETTER_CONTENTS, LETTER_ROW, LETTER_TEMPLATES } from '../support/new-rows.ts';

test('with a template a language it is written, proofread and in the table of the page: four files', async () => {
  const edits = { ...LETTER_CONTENTS, ...LETTER_ROW, ...LETTER_TEMPLATES };
  expect(Object.keys(edits)).toHaveLength(2 + LOCALES.length);
  const copy = await copyWith(edits);
  try {
    const script = `
      import { composeLetter } from './src/letter/compose.ts';
      import { LETTERS } from './src/letter/kinds.ts';
      import { readRenderer } from './src/letter/proofread.ts';
      import { sampleFacts } from './src/letter/sample/sample.ts';
      const render = readRenderer('templates');
      const letters = [];
      for (const locale of ${JSON.stringify(LOCALES)})
        for (const sky of ['clear', 'cloudy']) {
          const facts = sampleFacts('weather', locale);
          letters.push(composeLetter({ ...facts, values: { ...facts.values, sky } }, render));
        }
      console.log(JSON.stringify({ letters, kinds: Object.keys(LETTERS) }));`;
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: copy.path });
    const { letters, kinds } = JSON.parse(said.toString());
    expect(kinds.at(-1)).toBe('weather');
    expect(
      letters.map(({ html, text }: { html: string; text: string }) => [
        /<title>(.*)<\/title>/.exec(html)?.[1],
        text.split('\n')[0],
      ]),
    ).toEqual(
      LOCALES.flatMap((locale) =>
        ['clear', 'cloudy'].map((sky) => [`Weather in ${locale}`, `${sky}, ${locale === 'en' ? 'Li Gong' : '李工'}`]),
      ),
    );
  } finally {
    await copy.remove();
  }
});

test('the page says what a new letter touches: these four files', () => {
  const section = read('docs/letters.md').split('## Add a letter')[1] ?? '';
  expect(
    section
      .match(/^\d\. .*$/gm)
      ?.join('\n')
      .match(/`(?:src|templates)\/[^`]+`/g),
  ).toEqual([
    '`src/ticket/letters.ts`',
    '`src/letter/kinds.ts`',
    ...LOCALES.map((locale) => `\`templates/${locale}/<letter>.hbs\``),
  ]);
});
