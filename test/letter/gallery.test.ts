import { expect, it } from 'vitest';
import { galleryOf } from '../../src/letter/gallery.ts';
import { LETTER_KINDS } from '../../src/letter/kinds.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { LOCALES } from '../../src/words/locale.ts';

it('the gallery has every letter in every language by day, by night and as text, and a page that shows them', async () => {
  const desk = { name: 'A & B', address: 'help@ab.example', accent: '#7a1f5c', logo: null };
  const files = new Map(
    galleryOf(createRenderer(readTemplates(null)), desk).map(({ path, content }) => [path, content]),
  );
  const page = files.get('index.html') ?? '';
  for (const kind of LETTER_KINDS)
    for (const locale of LOCALES) {
      const [day, night, text] = ['html', 'dark.html', 'txt'].map(
        (ending) => files.get(`${locale}/${kind}.${ending}`) ?? '',
      );
      expect(day).toContain('@media (prefers-color-scheme:dark)');
      expect(night).not.toContain('prefers-color-scheme:dark)');
      expect(night?.length).toBeGreaterThan(0);
      expect(text).toContain('help@ab.example');
      expect(page).toContain(`src="${locale}/${kind}.html"`);
      expect(page).toContain(`src="${locale}/${kind}.dark.html"`);
    }
  expect(files.size).toBe(1 + LETTER_KINDS.length * LOCALES.length * 3);
});
