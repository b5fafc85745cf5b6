import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const documented = readFileSync(new URL('docs/events.md', root), 'utf8');
const source = readdirSync(new URL('src/', root), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => readFileSync(new URL(`src/${file}`, root), 'utf8'))
  .join('\n');

/** First cells of a table of the document, those with several names taken apart. */
const named = (heading: string): string[] => {
  const start = documented.indexOf(heading);
  const end = documented.indexOf('\n## ', start + 1);
  const cells = documented.slice(start, end === -1 ? undefined : end).match(/^\| `[^|]*/gm) ?? [];
  return cells.flatMap((cell) => [...cell.matchAll(/`([a-z_]+)`/g)].map(([, name]) => name ?? '')).toSorted();
};

it('docs/events.md names every event the daemon logs, and no other', () => {
  const calls = source.matchAll(/\blog(?:\.\w+|\[[^\]]+\])\(\{\s*event: (?:[^,']*\? '(\w+)' : )?'(\w+)'/g);
  const logged = new Set([...calls].flatMap(([, one, other]) => [one, other].filter((name) => name !== undefined)));
  expect(named('# Events')).toEqual([...logged].toSorted());
});

it('docs/events.md names every metric, and no other', () => {
  const metrics = readFileSync(new URL('src/http/metrics.ts', root), 'utf8');
  const measured = new Set([...metrics.matchAll(/'(tsdesk_\w+)'/g)].map(([, name]) => name ?? ''));
  expect(named('## Metrics')).toEqual([...measured].toSorted());
});
