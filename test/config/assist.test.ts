import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
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
    expect(read({ purposes: [...PURPOSES] })?.purposes).toEqual(PURPOSES);
  });

  it('has its key from the environment', () => {
    expect(read({ key: `\${ASSIST_KEY}` }, { ASSIST_KEY: 'k3y' })?.key).toBe('k3y');
    expect(() => read({ key: `\${ASSIST_KEY}` })).toThrow('ASSIST_KEY is not set');
  });

  it.each<[string, Record<string, unknown>]>([
    ['https', { url: 'https://models.example/v1' }],
    ['this machine in the clear', { url: 'http://[::1]:8000/v1' }],
    ['another one in the clear, when it says so', { url: 'http://gpu.intern:8000/v1', cleartext: true }],
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
  ])('has no %s', (_case, more, message) => expect(() => read(more)).toThrow(message));
});
