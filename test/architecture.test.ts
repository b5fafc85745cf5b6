import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const root = new URL('../', import.meta.url);
const text = readFileSync(new URL('docs/architecture.md', root), 'utf8');
const drawing = text.slice(text.indexOf('```text'), text.indexOf('```\n', text.indexOf('```text') + 7));

describe('the drawing of a mail’s way', () => {
  it('names files that exist', () => {
    const files = [...drawing.matchAll(/\b[a-z]+\/[a-z-]+\.ts\b/g)].map(([file]) => file);
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter((file) => !existsSync(new URL(`src/${file}`, root)))).toEqual([]);
  });

  it('asks as many questions as the desk does', () => {
    const intake = readFileSync(new URL('src/intake/rules.ts', root), 'utf8');
    const asked =
      [...intake.matchAll(/\bname: '[^']+', ask/g)].length + [...intake.matchAll(/\bname: '[^']+',\n\s+ask/g)].length;
    const drawn = drawing.split('\n').filter((line) => /^ {5}\S.*▶/.test(line)).length;
    expect(drawn).toBe(asked);
  });

  it('shows every outcome a mail can have', () => {
    const sql = readFileSync(new URL('src/store/schema.ts', root), 'utf8');
    const outcomes =
      /outcome in \(([^)]+)\)`/.exec(sql.slice(sql.indexOf('mail_outcome_known')))?.[1]?.match(/[a-z]+/g) ?? [];
    expect(outcomes).toHaveLength(9);
    expect(outcomes.filter((outcome) => !drawing.includes(outcome))).toEqual([]);
  });
});

it('the table of rooms names every room', () => {
  const rooms = readdirSync(new URL('src/', root), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => `${name}/`);
  expect(rooms.filter((room) => !text.includes(`\`${room}\``))).toEqual([]);
});
