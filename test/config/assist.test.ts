import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { embeddingServer } from '../../src/assist/endpoint/embeddings.ts';
import { parseConfig } from '../../src/config/load.ts';
import { PURPOSES } from '../../src/ticket/suggested/suggestion.ts';

const LOCAL = { url: 'http://127.0.0.1:11434/v1', model: 'small', purposes: ['fields'] };
const read = (more: Record<string, unknown> = {}, environment = {}) =>
  parseConfig(stringify({ assist: { ...LOCAL, ...more } }), 'a test', environment).assist;

describe('a model', () => {
  it('is not there unless the configuration has one', () => {
    expect(parseConfig('{}', 'a test').assist).toBeNull();
  });

  it('hides, waits little and has a budget unless it says otherwise', () => {
    expect(read()).toMatchObject({
      redact: true,
      key: null,
      wait: 15_000,
      timeout: 20_000,
      budget: { requests: 1000, tokens: 2_000_000 },
      jsonSchema: true,
    });
  });

  it('may be asked for everything that there is a question for', () => {
    expect(read({ purposes: [...PURPOSES], embeddings: { model: 'bge-m3' } })?.purposes).toEqual(PURPOSES);
  });

  it('has its key from the environment', () => {
    expect(read({ key: `\${ASSIST_KEY}` }, { ASSIST_KEY: 'k3y' })?.key).toBe('k3y');
    expect(() => read({ key: `\${ASSIST_KEY}` })).toThrow('ASSIST_KEY is not set');
  });

  it.each<[string, Record<string, unknown>]>([
    ['https', { url: 'https://models.example/v1' }],
    ['this machine in the clear', { url: 'http://[::1]:8000/v1' }],
    ['another one in the clear, when it says so', { url: 'http://gpu.intern:8000/v1', cleartext: true }],
    ['two places, one for each kind of model', { embeddings: { url: 'https://vectors.example/v1', model: 'bge-m3' } }],
  ])('may be at %s', (_case, more) => expect(read(more)).not.toBeNull());

  it.each<[string, Record<string, unknown>, string]>([
    ['another machine in the clear', { url: 'http://gpu.intern:8000/v1' }, 'or say cleartext: true'],
    ['a password in its address', { url: 'https://me:pw@models.example/v1' }, 'without a user or password'],
    ['another scheme', { url: 'file:///etc/passwd' }, 'must be https:// or http://'],
    ['nothing to ask', { purposes: [] }, 'must name a purpose'],
    ['what nobody asks', { purposes: ['send'] }, 'must be one of fields'],
    ['a language by another name', { reads: ['Chinese'] }, 'must be a language'],
    ['no budget', { budget: { requests: 0 } }, 'at least 1'],
    ['no model', { model: '' }, 'name of a model'],
    ['look-alikes of a model that answers in words', { purposes: ['fields', 'alike'] }, 'name of an embedding model'],
    ['vectors in the clear', { embeddings: { url: 'http://gpu.intern:8000/v1' } }, 'or say cleartext: true'],
    ['a password in the address of vectors', { embeddings: { url: 'https://me:pw@v.example/v1' } }, 'without a user'],
    ['vectors of no length', { embeddings: { dimensions: 0 } }, 'at least 1'],
    ['vectors that pgvector does not store', { embeddings: { dimensions: 16_001 } }, 'at most 16000'],
    ['a nearness beyond the same', { embeddings: { threshold: 1.1 } }, 'at most 1'],
    ['a nearness in words', { embeddings: { threshold: 'near' } }, 'must be a number'],
  ])('has no %s', (_case, more, message) => expect(() => read(more)).toThrow(message));
});

describe('embeddings', () => {
  const server = (more: Record<string, unknown> = {}, environment = {}) => {
    const assist = read({ key: 'k3y', purposes: ['alike'], ...more }, environment);
    if (assist === null) throw new Error('no model');
    return embeddingServer(assist);
  };
  it.each<[string, Record<string, unknown>, object]>([
    ['of a desk that asks for nothing else', {}, { url: LOCAL.url, key: 'k3y', model: 'small', dimensions: null }],
    ['of a model of their own', { embeddings: { model: 'bge-m3' } }, { url: LOCAL.url, key: 'k3y', model: 'bge-m3' }],
    [
      'at a place of their own, which does not get the key of the other',
      { embeddings: { url: 'https://vectors.example/v1', model: 'bge-m3' } },
      { url: 'https://vectors.example/v1', key: null },
    ],
    [
      'at a place of their own with its key',
      { embeddings: { url: 'https://vectors.example/v1', key: 'v3c', dimensions: 512 } },
      { url: 'https://vectors.example/v1', key: 'v3c', dimensions: 512 },
    ],
  ])('%s', (_case, more, expected) => expect(server(more)).toMatchObject(expected));

  it('are near enough at 0.8 unless said otherwise', () => {
    expect(read()?.embeddings.threshold).toBe(0.8);
    expect(read({ embeddings: { threshold: 0 } })?.embeddings.threshold).toBe(0);
  });
});
