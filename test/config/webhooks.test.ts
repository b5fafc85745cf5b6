import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { effectiveConfig } from '../../src/config/effective.ts';
import { parseConfig } from '../../src/config/load.ts';

const SECRET = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const read = (more: Record<string, unknown>, environment = {}) =>
  parseConfig(
    stringify({
      teams: [{ name: 'backend', categories: [] }],
      webhooks: [{ name: 'crm', url: 'https://crm.example/in', secret: SECRET, ...more }],
    }),
    'a test',
    environment,
  );

describe('a webhook', () => {
  it('is told of every event without words and people, unless it says otherwise', () => {
    const [webhook] = read({}).webhooks;
    expect(webhook).toMatchObject({ teams: [], companies: [], include: [], cleartext: false });
    expect(webhook?.events).toContain('ticket.closed');
  });

  it('has its secret from the environment', () => {
    expect(read({ secret: `\${CRM}` }, { CRM: SECRET }).webhooks[0]?.secret).toBe(SECRET);
    expect(() => read({ secret: `\${CRM}` })).toThrow('CRM is not set');
  });

  it.each<[string, Record<string, unknown>]>([
    ['on this machine in the clear', { url: 'http://127.0.0.1:8090/in' }],
    ['in the clear, when it says so', { url: 'http://crm.intern/in', cleartext: true }],
    ['with a secret of another kind', { secret: 'a text of more than 24 octets' }],
  ])('may be %s', (_case, more) => {
    expect(read(more).webhooks).toHaveLength(1);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['a name with spaces', { name: 'our crm' }, 'webhooks[0].name'],
    ['no URL', { url: 'crm' }, 'must be a URL'],
    ['another scheme', { url: 'ftp://crm.example/' }, 'must be https://'],
    ['a password in the URL', { url: 'https://a:b@crm.example/' }, 'without a user or password'],
    ['cleartext', { url: 'http://crm.example/in' }, 'say cleartext: true'],
    ['a short secret', { secret: 'short' }, 'webhooks[0].secret'],
    ['a short key', { secret: `whsec_${Buffer.alloc(8).toString('base64')}` }, 'webhooks[0].secret'],
    ['no base64', { secret: 'whsec_????????????????????????????????' }, 'webhooks[0].secret'],
    ['an unknown event', { events: ['ticket.eaten'] }, 'webhooks[0].events[0]'],
    ['no events', { events: [] }, 'must name an event'],
    ['an unknown team', { teams: ['nobody'] }, 'names no team; teams are: backend'],
    ['something else to include', { include: ['secrets'] }, 'must be people or words'],
  ])('with %s is refused', (_case, more, message) => {
    expect(() => read(more)).toThrow(message);
  });

  it('twice by one name is refused', () => {
    const one = { name: 'crm', url: 'https://crm.example/in', secret: SECRET };
    expect(() => parseConfig(stringify({ webhooks: [one, one] }), 'a test')).toThrow('is the name of another webhook');
  });

  it('is shown without its secret', () => {
    const scratch = mkdtempSync(join(tmpdir(), 'tsdesk-webhooks-'));
    const file = join(scratch, 'tsdesk.yaml');
    const text = stringify({ webhooks: [{ name: 'crm', url: 'https://crm.example/in?t=abc', secret: SECRET }] });
    writeFileSync(file, text);
    const shown = effectiveConfig({ config: parseConfig(text, file), file, setAs: new Map() });
    rmSync(scratch, { recursive: true });
    expect(shown.map(({ path }) => path.join('.'))).toContain('webhooks.0.secret');
    expect(JSON.stringify(shown)).not.toContain(SECRET);
    expect(JSON.stringify(shown)).not.toContain('abc');
  });
});
