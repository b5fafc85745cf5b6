import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parse } from 'yaml';
import { configJsonSchema } from '../../../src/config/schema/json-schema.ts';

type Node = ReturnType<typeof configJsonSchema>;
const root = join(import.meta.dirname, '../../..');
const schema = configJsonSchema();

/** Every property of the configuration with its path. */
function propertiesOf(node: Node, path = ''): [path: string, node: Node][] {
  const own = Object.entries(node.properties ?? {}).flatMap(([key, each]): [string, Node][] => {
    const at = path === '' ? key : `${path}.${key}`;
    return [[at, each as Node], ...propertiesOf(each as Node, at)];
  });
  const items = node.items === undefined ? [] : propertiesOf(node.items as Node, `${path}[]`);
  return [...own, ...items, ...(node.anyOf ?? node.oneOf ?? []).flatMap((each) => propertiesOf(each as Node, path))];
}
const properties = propertiesOf(schema);
const at = (path: string): Node | undefined => properties.find(([each]) => each === path)?.[1];

it('is shipped as a file, which the example names for editors', async () => {
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(join(root, 'tsdesk.schema.json'));
  const [line] = readFileSync(join(root, 'tsdesk.example.yaml'), 'utf8').split('\n');
  expect(line).toBe('# yaml-language-server: $schema=tsdesk.schema.json');
});

it('says of every key what it means', () => {
  expect(properties.length).toBeGreaterThan(100);
  expect(properties.filter(([, { description, const: only }]) => !description && only === undefined)).toEqual([]);
});

it('has defaults as they are written in the file', () => {
  expect(at('acceptWithin')?.default).toBe('30m');
  expect(at('urgency.low.respondWithin')?.default).toBe('24h');
  expect(at('mailboxes[].pollEvery')?.default).toBe('60s');
  expect(at('canary')?.default).toBe('off');
});

it.each([
  ['http.listen', '127.0.0.1:8080', true],
  ['http.listen', '${LISTEN}', true],
  ['http.listen', 'everywhere', false],
  ['acceptWithin', '1.5h', true],
  ['acceptWithin', '${ACCEPT_WITHIN}', true],
  ['acceptWithin', 'soon', false],
  ['alerts.webhooks[].url', '${WECOM_URL}', true],
  ['alerts.webhooks[].url', 'https://chat.example/robot', true],
  ['alerts.webhooks[].url', 'chat', false],
  ['desk.accent', '#0B57D0', true],
])('%s takes %j: %j', (path, value, taken) => {
  expect(new RegExp(at(path)?.pattern ?? '$^', 'u').test(value)).toBe(taken);
});

it('knows every key of the example, and no other', () => {
  const keysOf = (value: unknown, path = ''): string[] =>
    Array.isArray(value)
      ? value.flatMap((each) => keysOf(each, `${path}[]`))
      : value !== null && typeof value === 'object'
        ? Object.entries(value).flatMap(([key, each]) => {
            const below = path === '' ? key : `${path}.${key}`;
            return [below, ...keysOf(each, below)];
          })
        : [];
  const example = keysOf(parse(readFileSync(join(root, 'tsdesk.example.yaml'), 'utf8')));
  const rosters = /\.(?:duty|hours|outside)\./;
  expect(example.filter((path) => !rosters.test(path) && at(path) === undefined)).toEqual([]);
});
