import { composeLetter } from '../src/letter/compose.ts';
import { createRenderer } from '../src/letter/render.ts';
import { sampleFacts } from '../src/letter/sample/sample.ts';
import { readTemplates } from '../src/letter/templates.ts';
import { type Row, rate, type Stage } from './stage.ts';

const LETTERS = 500;

export const render: Stage = {
  description: 'letters from facts to octets, text and HTML',
  long: false,
  async run({ mails }) {
    const count = mails ?? LETTERS;
    const renderer = createRenderer(readTemplates(null));
    const rows: Row[] = [];
    for (const kind of ['acknowledgement', 'dispatch', 'digest'] as const)
      for (const locale of ['zh-CN', 'en'] as const) {
        const facts = sampleFacts(kind, locale);
        const figure = await rate(count, async () => {
          for (let at = 0; at < count; at++) composeLetter(facts, renderer);
        });
        rows.push({ what: `${kind}, ${locale}`, figure, unit: 'a second' });
      }
    return rows;
  },
};
