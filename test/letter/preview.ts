// Writes every letter with sample facts as HTML and as text, to be looked at: node test/letter/preview.ts FOLDER
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeLetter } from '../../src/letter/compose.ts';
import { LETTER_KINDS } from '../../src/letter/kinds.ts';
import { createRenderer } from '../../src/letter/render.ts';
import { sampleFacts } from '../../src/letter/sample/sample.ts';
import { readTemplates } from '../../src/letter/templates.ts';
import { LOCALES } from '../../src/words/locale.ts';

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: node test/letter/preview.ts FOLDER');
const render = createRenderer(readTemplates(null));
mkdirSync(folder, { recursive: true });
const links: string[] = [];
for (const locale of LOCALES) {
  for (const kind of LETTER_KINDS) {
    const letter = await composeLetter(sampleFacts(kind, locale), render);
    writeFileSync(join(folder, `${kind}.${locale}.html`), letter.html);
    writeFileSync(join(folder, `${kind}.${locale}.txt`), `${letter.subject}\n\n${letter.text}`);
    links.push(`<li><a href="${kind}.${locale}.html">${kind} (${locale})</a>`);
  }
}
writeFileSync(join(folder, 'index.html'), `<!doctype html><meta charset="utf-8"><ul>${links.join('\n')}</ul>`);
