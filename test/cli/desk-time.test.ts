import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { dayBy, deskClock, momentsBy } from '../../src/cli/desk-time.ts';

const at = deskClock('Asia/Shanghai');
const moment = new Date('2026-11-23T20:30:15.123Z');

it('writes moments in the desk’s zone, also those that stand in a text', () => {
  expect(at(moment)).toBe('2026-11-24 04:30');
  expect(at(null)).toBe('');
  expect(dayBy(at, moment)).toBe('2026-11-24');
  expect(momentsBy(at, `sent later (${moment.toISOString()}), TS20261123001`)).toBe(
    'sent later (2026-11-24 04:30), TS20261123001',
  );
});

/** What is no moment for people: the name of a folder, a hash, the body of a webhook, JSON. */
const OTHERS = ['backup.ts', 'ticket-person.ts', 'webhooks.ts', 'inspect.ts'];

it('no command writes a moment for people by itself', () => {
  const files = readdirSync('src/cli', { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.ts'));
  const byThemselves = files.filter((each) => readFileSync(join('src/cli', each), 'utf8').includes('toISOString'));
  expect(byThemselves.toSorted()).toEqual(OTHERS.toSorted());
});
