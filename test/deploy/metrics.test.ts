import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createMetrics } from '../../src/http/metrics.ts';

const deploy = join(import.meta.dirname, '../../deploy');
type Panel = {
  title: string;
  description: string;
  targets: { expr: string }[];
  gridPos: Record<'x' | 'y' | 'w' | 'h', number>;
};
const { panels } = JSON.parse(readFileSync(join(deploy, 'grafana/tsdesk.json'), 'utf8')) as { panels: Panel[] };
type Alert = { alert: string; expr: string; labels: object; annotations: { summary: string; remedy: string } };
const { groups } = parse(readFileSync(join(deploy, 'prometheus/tsdesk.rules.yaml'), 'utf8')) as {
  groups: { rules: Alert[] }[];
};
const alerts = groups.flatMap(({ rules }) => rules);
const expressions = [...panels.flatMap(({ targets }) => targets), ...alerts].map(({ expr }) => expr);

/** The metrics of a desk, each with the labels it may have. */
const { body } = await createMetrics({
  levels: async () => ({
    letters: { queued: 1 },
    oldestUnsentSeconds: 1,
    undecidedMails: 1,
    breached: { response: 1 },
    queueDepth: 1,
    webhooks: [{ webhook: 'crm', waiting: 1, dead: 1 }],
    assist: { requests: 3, tokens: 400 },
    clockAheadSeconds: 1,
  }),
  mailboxes: async () => [
    { name: 'support', ready: true, lagSeconds: 1, canarySeconds: 1, tokenExpiresAt: new Date() },
  ],
}).text();
const exposed = new Set([...body.matchAll(/^# TYPE (\S+)/gm)].map(([, name]) => name));
/** Of counters, which have no sample before they count. */
const COUNTED: Readonly<Record<string, string[]>> = {
  tsdesk_mails_total: ['class', 'outcome'],
  tsdesk_letters_total: ['kind', 'state'],
  tsdesk_clocks_total: ['clock'],
  tsdesk_webhook_events_total: ['webhook', 'state'],
  tsdesk_assist_questions_total: ['purpose', 'result'],
  tsdesk_failures_total: ['event'],
  tsdesk_stage_seconds: ['stage', 'le'],
};
const labelsOf = (metric: string): string[] => {
  const [, labels = ''] = new RegExp(`^${metric}\\{(.*)\\}`, 'm').exec(body) ?? [];
  return [...labels.matchAll(/(\w+)="/g)].flatMap(([, label = '']) => [label]).concat(COUNTED[metric] ?? []);
};

/** In an expression, the metrics, and the labels that are asked of them or that it is summed by. */
const named = (expr: string) => {
  const metrics = [...expr.matchAll(/\b(?:tsdesk|process|nodejs)_\w+/g)].map(([name]) => name.replace(/_bucket$/, ''));
  const by = [...expr.matchAll(/\bby \(([^)]*)\)/g)].flatMap(([, list = '']) => list.split(/,\s*/));
  const asked = [...expr.matchAll(/\{([^}]*)\}/g)].flatMap(([, list = '']) => list.match(/\w+(?==)/g) ?? []);
  return { metrics, labels: [...by, ...asked].filter((label) => label !== 'job') };
};

it.each(expressions)('%s asks for what the desk exposes', (expr) => {
  const { metrics, labels } = named(expr);
  expect(metrics).not.toEqual([]);
  expect(metrics.filter((name) => !exposed.has(name))).toEqual([]);
  const known = metrics.flatMap(labelsOf);
  expect(labels.filter((label) => !known.includes(label))).toEqual([]);
});

it('the dashboard shows every metric of the desk', () => {
  const shown = new Set(panels.flatMap(({ targets }) => targets.flatMap(({ expr }) => named(expr).metrics)));
  const own = [...exposed].filter((name) => name?.startsWith('tsdesk_'));
  // That a mailbox is read shows in its lag.
  expect(own.filter((name) => name !== undefined && !shown.has(name))).toEqual(['tsdesk_mailbox_ready']);
});

describe('the dashboard', () => {
  it.each(panels.map((panel) => [panel.title, panel] as const))('says what %s shows, within its width', (_, panel) => {
    expect(panel.description).not.toBe('');
    expect(panel.gridPos.x + panel.gridPos.w).toBeLessThanOrEqual(24);
  });

  it('has no panel on another', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, at) => `${x + (at % w)} ${y + Math.floor(at / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });
});

it.each(alerts.map((alert) => [alert.alert, alert] as const))('%s says what is wrong and what to do', (_, alert) => {
  expect(alert.labels).toEqual({ severity: expect.stringMatching(/^(?:page|ticket)$/) });
  expect(alert.annotations.summary).not.toBe('');
  expect(alert.annotations.remedy).not.toBe('');
});
