import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import type { Daemon } from '../support/daemon.ts';
import { openTestDesk, type TestDesk } from '../support/desk.ts';
import { dovecotMissing } from '../support/dovecot.ts';

const person = (name: string) => ({
  name,
  email: `${name}@desk.example`,
  roles: ['engineer', 'frontline'],
  teams: ['all'],
});
const TEAM = { name: 'all', categories: ['other', 'system_fault'], urgencies: ['urgent', 'high', 'medium', 'low'] };

describe.skipIf(dovecotMissing)('a daemon that gets SIGHUP', () => {
  let desk: TestDesk;
  let daemon: Daemon;
  beforeAll(async () => {
    desk = await openTestDesk({ config: { staff: [person('li')], teams: [TEAM] } });
    daemon = await desk.start();
  });
  afterAll(() => desk.close());

  /** Changes the configuration file, and waits for what the daemon says of it. */
  const reload = async (change: (config: Record<string, unknown>) => Record<string, unknown>): Promise<string> => {
    const before = daemon.stderr.length + daemon.stdout.length;
    writeFileSync(desk.configFile, stringify(change(parse(readFileSync(desk.configFile, 'utf8')))));
    process.kill(daemon.pid, 'SIGHUP');
    const said = (line: string): boolean => /"configuration_(?:reloaded|refused)"/.test(line);
    const isNew = (line: string): boolean => said(line) && !known.has(line);
    const known = new Set([...daemon.stdout, ...daemon.stderr].slice(0, before).filter(said));
    return daemon.waitForLog(isNew);
  };
  const whoGets = async (customer: string): Promise<string | undefined> => {
    await desk.receive({ from: `${customer}@c.example`, subject: `问题 ${customer}`, text: '请处理。' });
    const letter = await desk.postbox.waitFor(
      ({ subject, to }) => subject.includes(`问题 ${customer}`) && to.some((each) => each.endsWith('@desk.example')),
      90_000,
    );
    return letter.to[0];
  };

  it('goes on with what the file says now, in the same process', async () => {
    expect(await whoGets('a')).toBe('li@desk.example');
    const said = JSON.parse(await reload((config) => ({ ...config, staff: [person('sun')], acceptRounds: 3 })));
    expect(said.parts.toSorted()).toEqual(['acceptRounds', 'staff']);
    expect(await whoGets('b')).toBe('sun@desk.example');
  });

  it('goes on with what it had where the file is wrong, and says what is wrong', async () => {
    const said = JSON.parse(await reload((config) => ({ ...config, acceptWithin: 'soon', teems: [] })));
    expect(said.faults.map(({ key }: { key: string }) => key).toSorted()).toEqual(['acceptWithin', 'teems']);
    expect(await whoGets('c')).toBe('sun@desk.example');
  });

  it('also where only a template is wrong', async () => {
    const said = JSON.parse(
      await reload(({ teems, ...config }) => ({ ...config, acceptWithin: '30m', templates: '/nowhere' })),
    );
    expect(said.faults).toMatchObject([{ key: 'templates' }]);
    expect(await whoGets('d')).toBe('sun@desk.example');
    expect(await daemon.stop()).toMatchObject({ code: 0 });
  });
});
