import { parseConfig } from '../../src/config/load.ts';
import type { Settings } from '../../src/config/settings.ts';
import type { Desk } from '../../src/desk/desk.ts';
import { openDesk } from '../../src/desk/open.ts';
import { createLogger } from '../../src/lib/log.ts';
import { type Clock, createClock } from '../support/clock.ts';
import { createDatabase } from '../support/database.ts';

/** A desk on a database of its own and a clock that stands still; nothing is read or sent. */
export interface QuietDesk {
  desk: Desk;
  clock: Clock;
  settings: Settings;
  close(): Promise<void>;
}

const CONFIG = `
desk: { name: 星云科技技术支持, domain: desk.example, timezone: Asia/Shanghai, locale: zh-CN }
mailboxes:
  - { name: support, address: support@desk.example, imap: { host: 127.0.0.1, tls: none }, smtp: { host: 127.0.0.1, tls: none } }
staff:
  - { name: 李工, email: li@desk.example, roles: [engineer], teams: [backend] }
  - { name: 陈工, email: chen@desk.example, roles: [engineer], teams: [backend] }
  - { name: 孙工, email: sun@desk.example, roles: [engineer], teams: [second] }
  - { name: 王主管, email: wang@desk.example, roles: [supervisor] }
  - { name: Ann Lead, email: ann@desk.example, roles: [supervisor], locale: en }
  - { name: 赵一线, email: zhao@desk.example, roles: [frontline] }
teams:
  - { name: backend, categories: [system_fault, function_error, data_problem, permission, how_to, other] }
  - { name: second, line: 2 }
rules:
  - { when: { words: [无法使用] }, set: { urgency: urgent, category: system_fault } }
  - { when: { words: [报错, fails] }, set: { category: function_error, urgency: high } }
  - { when: { words: [如何, 想] }, set: { category: how_to, urgency: low } }
  - { when: { words: [权限] }, set: { category: permission } }
`;

export async function openQuietDesk(now: string, more = ''): Promise<QuietDesk> {
  const database = await createDatabase();
  const clock = createClock(now);
  const settings: Settings = {
    config: parseConfig(CONFIG + more, 'the test'),
    file: null,
    databaseUrl: database.url,
    migrateDatabaseUrl: database.url,
    redisUrl: null,
    secret: 'a secret that only this test knows',
    logLevel: 'silent',
    warnings: [],
    setAs: new Map(),
    ofADesk: [],
  };
  const { desk, close } = await openDesk(settings, createLogger('silent'), clock.now);
  return {
    desk,
    clock,
    settings,
    async close() {
      await close();
      await database.drop();
    },
  };
}
