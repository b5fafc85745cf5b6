import { withTimeout } from '../lib/timeout.ts';
import type { Locale } from '../words/locale.ts';
import { type Draft, draftReply, type ReadMail, readMail, sendMail } from './correspondence.ts';
import { DESK_ADDRESS, type DemoPerson, demoCustomer, demoTeam, personOf } from './demo-team.ts';
import { foreignWriting, writing } from './examples/problems.ts';
import type { MailServer } from './mail/mail-server.ts';

/** How long the desk may take for one letter, in milliseconds. */
const PATIENCE_MS = 60_000;

/** One line of the timeline. */
export interface Scene {
  /** Since the story began, in milliseconds. */
  afterMs: number;
  who: string;
  does: 'writes' | 'receives';
  subject: string;
}

/** What is said in the story after the customer's first mail. */
const LINES: Readonly<Record<Locale, Readonly<Record<'more' | 'accept' | 'progress' | 'resolve' | 'thanks', string>>>> =
  {
    'zh-CN': {
      more: '补充：只有 11 月的报表报错，10 月的正常。',
      accept: '#接收',
      progress: `#进展
已排查方向：导出服务日志、数据库连接池
当前进展：连接池已耗尽，定位到一个没有释放连接的查询
下一步计划：修复该查询并重启导出服务`,
      resolve: `#解决
原因：报表导出的一个查询没有释放数据库连接，连接池耗尽
解决步骤：
1. 修复该查询
2. 重启导出服务
3. 请重新导出月度报表
类型：修复
验证：已用贵公司 10 月数据导出成功`,
      thanks: '问题已解决，谢谢！',
    },
    en: {
      more: 'One more thing: only the report on November fails, October is fine.',
      accept: '#accept',
      progress: `#progress
Checked: logs of the export service, connections to the database
Progress: no connection is left; one query does not give its connection back
Next: correct that query and restart the export service`,
      resolve: `#resolve
Cause: a query of the report's export did not give its connection back, until none was left
Steps:
1. Corrected the query
2. Restarted the export service
3. Please export the monthly report again
Kind: fix
Verified: exported with your figures of October`,
      thanks: 'The problem is solved, thank you!',
    },
  };

/**
 * Plays one ticket from the customer's first mail to its closing, and the beginning of another in the other language,
 * as people who only read and write mail, and tells each scene as it happens. Returns the ticket's number. Throws when
 * a letter does not come in time, saying which.
 */
export async function playStory(server: MailServer, world: Locale, tell: (scene: Scene) => void): Promise<string> {
  const stage = new Stage(server, tell);
  const now = new Date();
  const lines = LINES[world];
  const [customer, foreigner] = [demoCustomer(world, 'same'), demoCustomer(world, 'other')];
  const frontline = personOf('zhao', world);

  const [acknowledgement, dispatch] = await stage.after(
    () => stage.write(customer, { to: DESK_ADDRESS, ...writing('fault', now, world) }),
    [customer],
    demoTeam(world).filter(({ role }) => role === 'engineer'),
  );
  const number = /\[(TS\d+)\]/.exec(acknowledgement.letter.subject ?? '')?.[1];
  if (number === undefined) throw new Error(`the acknowledgement names no ticket: ${acknowledgement.letter.subject}`);

  const engineer = dispatch.person;
  await stage.after(() => stage.write(customer, draftReply(acknowledgement.letter, lines.more)), [engineer]);
  await stage.after(
    () => stage.write(foreigner, { to: DESK_ADDRESS, ...foreignWriting(now, foreigner.locale) }),
    [foreigner],
  );
  const answer = (words: string) => stage.write(engineer, draftReply(dispatch.letter, words));
  await answer(lines.accept);
  await stage.after(() => answer(lines.progress), [frontline]);
  const [solution] = await stage.after(() => answer(lines.resolve), [customer]);
  await stage.after(() => stage.write(customer, draftReply(solution.letter, lines.thanks)), [customer]);
  return number;
}

interface Arrival {
  person: DemoPerson;
  letter: ReadMail;
}

class Stage {
  readonly #server: MailServer;
  readonly #tell: (scene: Scene) => void;
  readonly #began = performance.now();

  constructor(server: MailServer, tell: (scene: Scene) => void) {
    this.#server = server;
    this.#tell = tell;
  }

  async write(author: DemoPerson, draft: Draft): Promise<void> {
    this.#show(author, 'writes', draft.subject);
    await sendMail(this.#server, author, draft);
  }

  /** Runs it, and returns the first letter that it brings to each of these groups of people. */
  async after<Groups extends [DemoPerson[], ...DemoPerson[][]]>(
    act: () => Promise<void>,
    ...groups: Groups
  ): Promise<{ [Group in keyof Groups]: Arrival }>;
  async after(act: () => Promise<void>, ...groups: DemoPerson[][]): Promise<Arrival[]> {
    const arrivals = groups.map((group) => this.#nextLetter(group));
    const [first] = await Promise.all([Promise.all(arrivals), act()]);
    return first;
  }

  async #nextLetter(group: DemoPerson[]): Promise<Arrival> {
    const seen = new Map(group.map(({ user }) => [user, this.#server.inbox(user).length]));
    const { promise, resolve } = Promise.withResolvers<DemoPerson>();
    const stopListening = this.#server.onDelivery((user) => {
      const person = group.find((each) => each.user === user);
      if (person !== undefined) resolve(person);
    });
    const names = group.map(({ name }) => name).join(' / ');
    const late = (): Error => new Error(`no letter to ${names} in ${PATIENCE_MS / 1000} s`);
    try {
      const person = await withTimeout(promise, PATIENCE_MS, late);
      const mail = this.#server.inbox(person.user)[seen.get(person.user) ?? 0];
      if (mail === undefined) throw new Error(`the letter to ${person.name} is gone`);
      const letter = await readMail(mail);
      this.#show(person, 'receives', `${letter.subject}: ${letter.event}`);
      return { person, letter };
    } finally {
      stopListening();
    }
  }

  #show({ name }: DemoPerson, does: Scene['does'], subject: string): void {
    this.#tell({ afterMs: performance.now() - this.#began, who: name, does, subject });
  }
}
