import { describe, expect, it } from 'vitest';
import { articleDocument, type SearchDocument, ticketDocument } from '../../src/knowledge/document.ts';

const ARTICLE = { title: '', symptom: '', cause: '', steps: '', caution: '', category: 'other', module: '', tags: [] };
const weights = ({ terms }: SearchDocument) => Object.fromEntries(terms);

describe('the document of an article', () => {
  it('has its terms with the weight of the best place they stand in', () => {
    const article = {
      ...ARTICLE,
      title: 'zebra',
      module: 'module1',
      tags: ['tag1', 'tag2'],
      symptom: 'yak zebra',
      cause: 'xenon yak',
      steps: 'walrus xenon',
      caution: 'vole yak',
    };
    expect(weights(articleDocument('a', article))).toEqual({
      zebra: 3,
      module1: 3,
      tag1: 3,
      tag2: 3,
      yak: 2,
      xenon: 1,
      walru: 1,
      vole: 1,
    });
  });
  it('has its id, and the sum of the weights as its length', () => {
    const { kind, id, length } = articleDocument('a', {
      ...ARTICLE,
      title: 'zebra zebra',
      symptom: 'yak',
      steps: 'ox',
    });
    expect([kind, id, length]).toEqual(['article', 'a', 6]);
    expect(articleDocument('b', ARTICLE)).toEqual({ kind: 'article', id: 'b', terms: new Map(), length: 0 });
  });
});

it('the document of a ticket is found by its subject, the words and the cause', () => {
  const document = ticketDocument('t', { subject: 'zebra', words: 'zebra yak', cause: 'xenon yak' });
  expect(weights(document)).toEqual({ zebra: 3, yak: 2, xenon: 1 });
  expect([document.kind, document.id, document.length]).toEqual(['ticket', 't', 6]);
});
