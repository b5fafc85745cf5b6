import { withTimeout } from '../lib/timeout.ts';
import { type Draft, draftReply, type ReadMail, readMail, sendMail } from './correspondence.ts';
import { type DemoPerson, demoPeople, personOf } from './demo-team.ts';
import { englishProblem, problem } from './examples/problems.ts';
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

const progress = `#进展
已排查方向：导出服务日志、数据库连接池
当前进展：连接池在 09:28 耗尽，定位到一个没有释放连接的查询
下一步计划：修复该查询并重启导出服务`;

const resolution = `#解决
原因：报表导出的一个查询没有释放数据库连接，连接池耗尽
解决步骤：
1. 修复该查询
2. 重启导出服务
3. 请重新导出月度报表
类型：修复
验证：已用贵公司 10 月数据导出成功`;

/**
 * Plays one ticket from the customer's first mail to its closing, and the beginning of another in English, as people
 * who only read and write mail, and tells each scene as it happens. Returns the ticket's number. Throws when a letter
 * does not come in time, saying which.
 */
export async function playStory(server: MailServer, tell: (scene: Scene) => void): Promise<string> {
  const stage = new Stage(server, tell);
  const now = new Date().toLocaleTimeString('en-GB');
  const customer = personOf('zhang');
  const frontline = personOf('zhao');

  const [acknowledgement, dispatch] = await stage.after(
    () => stage.write(customer, { to: personOf('support').address, subject: '月度报表导出报错', text: problem(now) }),
    [customer],
    demoPeople.filter(({ role }) => role === 'engineer'),
  );
  const number = /\[(TS\d+)\]/.exec(acknowledgement.letter.subject ?? '')?.[1];
  if (number === undefined) throw new Error(`the acknowledgement names no ticket: ${acknowledgement.letter.subject}`);

  const engineer = dispatch.person;
  await stage.after(
    () => stage.write(customer, draftReply(acknowledgement.letter, '补充：只有 11 月的报表报错，10 月的正常。')),
    [engineer],
  );
  await stage.after(
    () =>
      stage.write(personOf('emily'), {
        to: personOf('support').address,
        subject: 'Label printer shown as offline',
        text: englishProblem(now),
      }),
    [personOf('emily')],
  );
  const answer = (words: string) => stage.write(engineer, draftReply(dispatch.letter, words));
  await answer('#接收');
  await stage.after(() => answer(progress), [frontline]);
  const [solution] = await stage.after(() => answer(resolution), [customer]);
  await stage.after(() => stage.write(customer, draftReply(solution.letter, '问题已解决，谢谢！')), [customer]);
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
