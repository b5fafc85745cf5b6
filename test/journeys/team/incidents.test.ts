import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listIncidents, showIncident } from '../../../src/cli/incident.ts';
import { outputTo } from '../../../src/cli/output.ts';
import type { Run } from '../../../src/cli/run.ts';
import type { Desk } from '../../../src/desk/desk.ts';
import { findForDigest } from '../../../src/desk/digest.ts';
import { reportOn } from '../../../src/desk/report.ts';
import { carryIncidents } from '../../../src/duties/incident/incidents.ts';
import { writeDigest } from '../../../src/duties/scheduled-reports.ts';
import { dayOf } from '../../../src/report/period.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { customersNamedIn, incidentsByNumber, timelineOf } from '../../../src/store/incident.ts';
import { ticketByNumber } from '../../../src/store/ticket.ts';
import type { WrittenLetter } from '../../support/quiet-desk.ts';
import { addressOf, LI, SUN, WANG, ZHAO } from '../process/stage.ts';
import { openQuietTeam, type QuietTeam } from './quiet-team.ts';

const [li, sun, zhao, wang] = [addressOf(LI), addressOf(SUN), addressOf(ZHAO), addressOf(WANG)];
const ANN = '张敏 <ann@big.example>';
const BOB = 'Bob <bob@south.example>';
const CUI = '崔工 <cui@north.example>';

let team: QuietTeam;
beforeAll(async () => {
  team = await openQuietTeam(new Date(Date.now() - 3_600_000).toISOString(), {
    limits: {
      acknowledgements: { perSenderHour: 0, perSenderDay: 0, perDomainHour: 0, perHour: 0 },
      incidentTicketsPerMinute: 0,
    },
  });
});
afterAll(() => team.close());

const found = (letters: readonly WrittenLetter[], kind: string, to: string): WrittenLetter => {
  const letter = letters.find((each) => each.kind === kind && each.to === to);
  if (letter === undefined)
    throw new Error(`no ${kind} to ${to} among ${letters.map((each) => `${each.kind}→${each.to}`).join()}`);
  return letter;
};
const state = async (number: string) => {
  const ticket = await ticketByNumber(team.quiet.desk.db, number);
  if (ticket === null) throw new Error(`there is no ticket ${number}`);
  return ticket;
};
const incident = async (number: string) => {
  const [one] = await incidentsByNumber(team.quiet.desk.db, [number]);
  if (one === undefined) throw new Error(`there is no incident ${number}`);
  return one;
};
/** Confirms what waits for its author, by the address in the letter that asks. */
const confirms = (letter: WrittenLetter, from: string) =>
  team.writes(from, '确认', { to: /\S+@\S+(?=，正文写“确认”)/.exec(letter.text)?.[0] ?? '' });
const tapIn = ({ parsed }: WrittenLetter): string =>
  /mailto:([^?"]+)\?/.exec(String(parsed.html).replaceAll('&#x3D;', '='))?.[1] ?? '';
const lines = ({ text }: WrittenLetter): string[] => text.split('\n').filter((line) => /^[✓✗]/.test(line));

/** Tickets of the story, by who opened them. */
const tickets: Record<string, string> = {};
const dispatches: Record<string, WrittenLetter> = {};
const acknowledgements: Record<string, WrittenLetter> = {};
let INC = '';
let opened: WrittenLetter;

describe('an incident', () => {
  it('is proposed where several customers report the same', async () => {
    for (const [from, text] of [
      [ANN, '问题分类：系统故障\n错误码：502\n导出订单报表时一直转圈，最后提示网关错误。'],
      [BOB, 'Category: system fault\nError code: 502\nExporting the order report ends with a gateway error.'],
      [CUI, '问题分类：系统故障\n错误码：502\n订单报表导出不了，页面提示网关错误。'],
    ] as const) {
      const { ticket } = await team.writes(from, text, { subject: from === BOB ? 'Export fails' : '导出报错' });
      const letters = await team.quiet.newLetters();
      const who = addressOf(from);
      tickets[who] = ticket ?? '';
      dispatches[who] = letters.find(({ kind }) => kind === 'dispatch') as WrittenLetter;
      acknowledgements[who] = found(letters, 'acknowledgement', who);
      if (from === CUI) {
        const notice = found(letters, 'supervisor_notice', wang);
        expect(notice.text).toContain('#事件 新建');
        expect(String(notice.parsed.html)).toContain(encodeURIComponent(tickets['ann@big.example'] ?? ''));
      }
    }
    expect(dispatches['ann@big.example']?.text).not.toContain('#事件');
    expect(dispatches['cui@north.example']?.text).toContain('#事件 新建');
  });

  it('stands in the digest, as a group that looks alike and then as an incident', async () => {
    const digest = async () => {
      const day = dayOf(team.quiet.clock.now(), 'Asia/Shanghai');
      const { incidents, lookAlike } = await findForDigest(team.quiet.desk, day);
      const [letter] = await writeDigest(team.quiet.desk, day, [wang]);
      return {
        incidents: incidents.map(({ incident: { title }, open }) => [title, open]),
        lookAlike: lookAlike.map((group) => group.map(({ number }) => number)),
        text: letter?.letter.text ?? '',
        html: letter?.letter.html ?? '',
      };
    };
    const before = await digest();
    expect(before).toMatchObject({ incidents: [], lookAlike: [Object.values(tickets)] });
    expect(before.text).toContain('疑似同一原因');
    expect(before.html).toContain(encodeURIComponent('#事件 新建 导出报错'));
  });

  it('is opened by whoever works on a ticket, which belongs to it', async () => {
    const dispatch = dispatches['ann@big.example'] as WrittenLetter;
    expect(await team.answers(dispatch, LI, '#事件 新建 订单库主库故障')).toMatchObject({ outcome: 'command' });
    const letters = await team.quiet.newLetters();
    opened = found(letters, 'incident_notice', li);
    INC = /INC\d+/.exec(opened.parsed.subject ?? '')?.[0] ?? '';
    expect(opened.parsed.subject).toBe(`[${INC}] 订单库主库故障`);
    expect(opened.text).toMatch(/未结问题：1\n客户数：1\n/);
    expect(INC).toMatch(/^INC20\d{6}\d{3}$/);
    expect(lines(found(letters, 'transcript', li))).toEqual([
      expect.stringContaining(`已关联事件：${INC} 订单库主库故障`),
    ]);
    expect(await state(tickets['ann@big.example'] ?? '')).toMatchObject({ incident: { number: INC } });
    // No customer hears of it.
    expect(letters.every(({ to }) => to.endsWith('@staff.example'))).toBe(true);
  });

  it('is in the list of its owner, before their tickets, and in that of their team', async () => {
    const asks = async (from: string, text: string) => {
      await team.writes(from, text);
      return found(await team.quiet.newLetters(), 'ticket_list', addressOf(from));
    };
    for (const [from, text] of [
      [LI, '#我的'],
      [WANG, '#团队'],
    ] as const) {
      const letter = await asks(from, text);
      expect(letter.text).toMatch(
        /处理中的事件：1[\s\S]*INC\d+[^\n]*订单库主库故障[\s\S]*下次进展 [^\n]*客户数：1 · 李工/,
      );
      expect(letter.text.indexOf(INC)).toBeLessThan(letter.text.indexOf('TS20'));
    }
    expect((await asks(SUN, '#我的')).text).not.toContain(INC);
  });

  it('is proposed to later tickets by its number, and shown in the letters of its own', async () => {
    const { ticket } = await team.writes('丁工 <ding@east.example>', '问题分类：系统故障\n错误码：502\n导出失败。', {
      subject: '又是导出',
    });
    tickets['ding@east.example'] = ticket ?? '';
    const letters = await team.quiet.newLetters();
    const dispatch = letters.find(({ kind }) => kind === 'dispatch') as WrittenLetter;
    dispatches['ding@east.example'] = dispatch;
    expect(dispatch.text).toContain(`#事件 ${INC}`);
    await team.answers(acknowledgements['ann@big.example'] as WrittenLetter, ANN, '补充：上午九点开始的。');
    expect(found(await team.quiet.newLetters(), 'relay', li).text).toContain(`${INC} 订单库主库故障`);
  });

  it('takes in other tickets by number; what is not one’s own to link is refused whole', async () => {
    const others = ['bob@south.example', 'cui@north.example'].map((who) => tickets[who]).join(' ');
    expect(await team.answers(opened, LI, `#事件 ${others} TS20200101001`)).toMatchObject({ outcome: 'refused' });
    expect(lines(await team.letter('transcript', li))).toEqual([
      expect.stringContaining('找不到这个问题：TS20200101001'),
    ]);
    expect(await state(tickets['bob@south.example'] ?? '')).not.toHaveProperty('incident');
    expect(await team.answers(opened, SUN, `#事件 ${others}`)).toMatchObject({ outcome: 'held' });
    await team.quiet.newLetters();
    expect(await team.writes(WANG, `#事件 ${INC} ${others}`, { subject: `[${INC}] 请关联` })).toMatchObject({
      outcome: 'held',
    });
    await confirms(await team.letter('challenge', wang), WANG);
    expect(lines(await team.letter('transcript', wang)).join()).toContain(`已关联事件：${INC}`);
    for (const who of ['bob@south.example', 'cui@north.example'])
      expect(await state(tickets[who] ?? '')).toMatchObject({ incident: { number: INC } });
    expect(
      await team.answers(
        dispatches['ding@east.example'] as WrittenLetter,
        ...byWhom('ding@east.example', `#事件 ${INC}`),
      ),
    ).toMatchObject({ outcome: 'command' });
    expect(
      await team.answers(
        dispatches['ding@east.example'] as WrittenLetter,
        ...byWhom('ding@east.example', '#事件 取消'),
      ),
    ).toMatchObject({ outcome: 'command' });
    expect(await state(tickets['ding@east.example'] ?? '')).not.toHaveProperty('incident');
    await team.quiet.newLetters();
  });

  it('has notes that reach the staff of all its tickets once each, and no customer', async () => {
    expect(await team.answers(opened, LI, '主库磁盘写满，正在扩容。')).toMatchObject({ outcome: 'appended' });
    const letters = await team.quiet.newLetters();
    expect(
      letters
        .filter(({ kind }) => kind === 'incident')
        .map(({ to }) => to)
        .toSorted(),
    ).toEqual([...new Set(letters.map(({ to }) => to))].toSorted());
    expect(letters.map(({ to }) => to)).toContain(zhao);
    expect(letters.every(({ to }) => to.endsWith('@staff.example'))).toBe(true);
    expect(letters[0]?.text).toContain('主库磁盘写满');
  });

  it('knows whom of its customers words to all of them name', async () => {
    const named = (words: string) => customersNamedIn(team.quiet.desk.db, { incident: INC, words });
    const number = tickets['ann@big.example'] ?? '';
    expect(await named('今晚六点恢复')).toEqual([]);
    expect(await named('张 敏您好，其他客户也一样')).toEqual(['张敏']);
    expect(await named('如ＢＯＢ＠south.example所说')).toEqual(['bob@south.example']);
    expect(await named(`见 ${number.slice(2, 10)}-${number.slice(10)}`)).toEqual([]);
    expect(await named(`见 ${number.slice(0, 10)}-${number.slice(10)}`)).toEqual([number]);
    expect(await named('Bobby has nothing to do with it; a % and a \\ neither')).toEqual([]);
  });

  it('speaks to all its customers once its author has confirmed it: in their language and their own thread', async () => {
    const words =
      '#告知\n中文：原因已经找到，预计今天下午恢复。\nEnglish: We have found the cause and expect to be back this afternoon.\n工时：1h';
    expect(await team.answers(opened, LI, words)).toMatchObject({ outcome: 'held' });
    const challenge = await team.letter('incident_confirm', li);
    expect(challenge.text).toContain('3 位客户');
    await team.quiet.round();
    expect(await team.kinds()).toEqual([]);
    expect(await confirms(challenge, LI)).toMatchObject({ outcome: 'command' });
    const [before] = [await team.quiet.newLetters()];
    expect(found(before, 'incident', zhao).text).toContain('原因已经找到');
    await team.quiet.round();
    const letters = await team.quiet.newLetters();
    const replies = letters.filter(({ kind }) => kind === 'public_reply');
    expect(replies.map(({ to }) => to).toSorted()).toEqual([
      'ann@big.example',
      'bob@south.example',
      'cui@north.example',
    ]);
    for (const reply of replies) {
      const own = tickets[reply.to] ?? '';
      expect(reply.parsed.subject).toContain(`[${own}]`);
      expect(reply.parsed.inReplyTo).toBeTruthy();
      expect(reply.text).not.toContain('INC');
      expect(reply.text).not.toContain('主库');
      expect(reply.text).not.toContain('工时');
      for (const [who, number] of Object.entries(tickets))
        if (who !== reply.to) expect(String(reply.raw)).not.toContain(number);
      expect(reply.text).toContain(reply.to === 'bob@south.example' ? 'found the cause' : '原因已经找到');
      // A token may hold any letters.
      const words = reply.text.replace(/ref:\S+|\S+@\S+/g, '');
      expect(words).not.toContain(reply.to === 'bob@south.example' ? '原因' : 'cause');
    }
    // Nobody twice, however often the clock comes round.
    await team.quiet.round();
    expect((await team.kinds()).filter((each) => !each.startsWith('incident'))).toEqual([]);
    expect(await state(tickets['ann@big.example'] ?? '')).toMatchObject({ updateBy: null, incident: { told: true } });
  });

  it('tells who wrote when all have it, and whoever is linked later gets the newest words', async () => {
    const [news] = (await timelineOf(team.quiet.desk.db, (await incident(INC)).id)).filter(
      ({ kind }) => kind === 'news',
    );
    expect(news).toMatchObject({ counts: { done: 3, passed: 0 } });
    await team.answers(
      dispatches['ding@east.example'] as WrittenLetter,
      ...byWhom('ding@east.example', `#事件 ${INC}`),
    );
    await team.quiet.newLetters();
    await team.quiet.round();
    expect((await team.kinds()).filter((each) => each.startsWith('public_reply'))).toEqual(['public_reply→ding']);
  });

  it('asks nobody for the progress of its tickets, but its owner for news', async () => {
    team.quiet.clock.advance(2 * 3_600_000 + 60_000);
    for (let rounds = 0; rounds < 6; rounds++) await team.quiet.round();
    const letters = await team.quiet.newLetters();
    expect(
      letters
        .filter(({ kind }) => kind === 'incident_notice')
        .map(({ to }) => to)
        .toSorted(),
    ).toEqual([li, wang]);
    expect(letters.filter(({ kind }) => kind === 'reminder' || kind === 'breach')).toEqual([]);
  });

  it('is resolved for all together, each customer confirming for themselves', async () => {
    expect(await team.answers(opened, LI, '#解决 好了')).toMatchObject({ outcome: 'refused' });
    expect(lines(await team.letter('transcript', li)).join()).toContain('缺');
    expect(await team.answers(opened, LI, '#解决\n原因：磁盘写满\n解决步骤：已扩容\n涉及资源：一名 DBA')).toMatchObject(
      { outcome: 'held' },
    );
    await confirms(await team.letter('incident_confirm', li), LI);
    expect(await incident(INC)).toMatchObject({ state: 'resolved' });
    await team.quiet.newLetters();
    await team.quiet.round();
    const letters = await team.quiet.newLetters();
    const solutions = letters.filter(({ kind }) => kind === 'resolution');
    expect(solutions.map(({ to }) => to).toSorted()).toEqual(Object.keys(tickets).toSorted());
    expect(letters.filter(({ kind }) => kind === 'resolution_copy')).toEqual([]);
    const yes = solutions.find(({ to }) => to === 'ann@big.example') as WrittenLetter;
    expect(yes.text).not.toContain('DBA');
    const no = solutions.find(({ to }) => to === 'cui@north.example') as WrittenLetter;
    const address = (letter: WrittenLetter, label: string): string =>
      decodeURIComponent(new RegExp(`mailto:([^?"]+)[^>]*>[^<]*${label}`).exec(String(letter.parsed.html))?.[1] ?? '');
    await team.answers(yes, ANN, '问题已解决', { to: address(yes, '问题已解决') });
    await team.answers(no, CUI, '仍有疑问：还是不行', { to: address(no, '仍有疑问') });
    expect(await state(tickets['ann@big.example'] ?? '')).toMatchObject({ state: 'closed', incident: { number: INC } });
    const open = await state(tickets['cui@north.example'] ?? '');
    expect(open.reopenCount).toBe(1);
    expect(open).not.toHaveProperty('incident');
    expect(await state(tickets['bob@south.example'] ?? '')).toMatchObject({
      state: 'resolved',
      incident: { number: INC },
    });
    expect((await team.kinds()).filter((each) => each.startsWith('closing_record'))).toEqual([]);
    await team.quiet.round();
    await team.quiet.newLetters();
  });

  it('is counted in reports, and told by the command line', async () => {
    const day = dayOf(team.quiet.clock.now(), 'Asia/Shanghai');
    const { incidents } = await reportOn(team.quiet.desk, { from: '2020-01-01', to: day });
    expect(incidents).toEqual({ opened: 1, resolved: 1, tickets: 4, customers: 4 });
    const shown = async (command: (run: Run) => Promise<unknown>): Promise<Record<string, unknown>[]> => {
      const written: string[] = [];
      await command({ settings: () => team.quiet.settings, output: outputTo(true, (text) => written.push(text)) });
      return written.map((line) => JSON.parse(line) as Record<string, unknown>);
    };
    expect(await shown((run) => listIncidents(run, {}))).toMatchObject([
      { number: INC, title: '订单库主库故障', state: 'resolved', owner: { name: '李工', address: li } },
    ]);
    expect(await shown((run) => listIncidents(run, { open: true }))).toEqual([]);
    const [whole] = await shown((run) => showIncident(run, INC.toLowerCase()));
    expect(whole?.entries).toMatchObject([
      { kind: 'opened' },
      { kind: 'note', words: [{ language: null, text: '主库磁盘写满，正在扩容。' }] },
      { kind: 'news', tickets: 4, passed: 0, words: [{ language: 'zh-CN' }, { language: 'en' }] },
      { kind: 'resolution', tickets: 4, passed: 0 },
    ]);
    await expect(shown((run) => showIncident(run, 'INC20200101001'))).rejects.toThrow('no incident');
  });

  it('that has ended takes no tickets and no words to customers', async () => {
    expect(await team.answers(opened, LI, '#告知 还有一件事')).toMatchObject({ outcome: 'refused' });
    expect(lines(await team.letter('transcript', li)).join()).toContain('已经结束');
    expect(await team.answers(opened, LI, '#关闭')).toMatchObject({ outcome: 'refused' });
    await team.quiet.newLetters();
    expect(await team.answers(opened, LI, '复盘会周五开。')).toMatchObject({ outcome: 'appended' });
    await team.quiet.newLetters();
  });
});

describe('an incident that gathers what reports the same', () => {
  it('links open tickets with the error codes of its own, in the background', async () => {
    const [cui = '', ding] = [tickets['cui@north.example'], '丁工 <ding@west.example>'];
    await team.writes(WANG, '#事件 新建 又是 502');
    await confirms(await team.letter('challenge', wang), WANG);
    const notice = await team.letter('incident_notice', wang);
    const number = /INC\d+/.exec(notice.parsed.subject ?? '')?.[0] ?? '';
    expect(await team.answers(notice, WANG, `#事件 ${cui}`)).toMatchObject({ outcome: 'command' });
    const { ticket } = await team.writes(ding, '问题分类：系统故障\n错误码：502\n导出失败。', { subject: '导出' });
    const { ticket: other } = await team.writes(ding, '问题分类：系统故障\n错误码：404\n图片打不开。', {
      subject: '图片',
    });
    await team.quiet.newLetters();
    expect(await team.answers(notice, WANG, '#事件 相似')).toMatchObject({ outcome: 'held' });
    await confirms(await team.letter('challenge', wang), WANG);
    await team.quiet.newLetters();
    await team.quiet.round();
    await team.quiet.round();
    expect(await state(ticket ?? '')).toMatchObject({ incident: { number } });
    expect(await state(other ?? '')).not.toHaveProperty('incident');
    expect(await team.kinds()).toEqual(['incident_notice→wang']);
    await team.answers(notice, WANG, '#关闭 并入平台升级');
    for (let rounds = 0; rounds < 3; rounds++) await team.quiet.round();
    expect(await state(ticket ?? '')).not.toHaveProperty('incident');
    await team.quiet.newLetters();
  });
});

/** By whoever has the ticket. */
const byWhom = (who: string, text: string): [string, string] => [
  dispatches[who]?.to === li ? LI : '陈工 <chen@staff.example>',
  text,
];

const MANY = 1_000;

describe('a thousand customers on one incident', () => {
  const seed = async (number: string, from: number, count: number): Promise<void> => {
    const { db } = team.quiet.desk;
    const [model] = await db.execute<{ id: string }>(
      sql`select id from ticket where number = ${tickets['bob@south.example'] ?? ''}`,
    );
    await db.execute(sql`
      with made as (
        insert into ticket select (jsonb_populate_record(t, jsonb_build_object(
          'id', gen_random_uuid(), 'number', 'TS20200102' || lpad(n::text, 4, '0'), 'version', 1, 'state', 'in_progress',
          'resolved_at', null, 'incident_number', ${number}::text, 'assignee', case when n % 2 = 0 then ${li}::text else ${sun}::text end,
          'requester_name', 'C' || n, 'requester_address', 'c' || n || '@many.example', 'requester_canonical', 'c' || n || '@many.example',
          'locale', case when n % 2 = 0 then 'en' else 'zh-CN' end, 'subject', 'Case ' || n,
          'details', t.details || jsonb_build_object('incident', jsonb_build_object('number', ${number}::text, 'title', 'x',
            'since', jsonb_build_object('$at', now())), 'resolution', null)))).*
        from ticket t, generate_series(${from}::int, ${from + count - 1}::int) n where t.id = ${model?.id ?? ''}
        returning id, requester_address, requester_name)
      insert into participant (ticket_id, address, canonical, name, role, confirmed)
      select id, requester_address, requester_address, requester_name, 'requester', true from made`);
  };
  const lettersTo = async (kind: string): Promise<{ letters: number; customers: number }> => {
    const [row] = await team.quiet.desk.db.execute<{ letters: string; customers: string }>(
      sql`select count(*) as letters, count(distinct to_canonical) as customers from letter
        where kind = ${kind} and to_canonical like '%@many.example'`,
    );
    return { letters: Number(row?.letters), customers: Number(row?.customers) };
  };
  /** The relay takes what waits. */
  const sent = () =>
    team.quiet.desk.db.execute(
      sql`update letter set state = 'sent', sent_at = now(), due_at = null where state = 'pending'`,
    );
  /** A desk whose database goes away with its nth commit. */
  const failing = (after: number): Desk => {
    let commits = 0;
    const db = new Proxy(team.quiet.desk.db, {
      get: (target, name) =>
        name === 'execute'
          ? (query: Parameters<typeof target.execute>[0]) => {
              if (JSON.stringify(query).includes('commit_change') && ++commits > after)
                return Promise.reject(Object.assign(new Error('terminating connection'), { code: '57P01' }));
              return target.execute(query);
            }
          : Reflect.get(target, name, target),
    });
    return { ...team.quiet.desk, db };
  };
  /** How many statements the desk gives its database meanwhile. */
  const statementsOf = async (work: () => Promise<void>): Promise<number> => {
    const { desk } = team.quiet;
    const { db } = desk;
    let statements = 0;
    const counting = new Proxy(db, {
      get(target, name) {
        if (/^(?:execute|select(?:Distinct)?|insert|update|delete)$/.test(String(name))) statements += 1;
        return Reflect.get(target, name, target);
      },
    });
    Object.assign(desk, { db: counting });
    await work().finally(() => Object.assign(desk, { db }));
    return statements;
  };
  let big = '';
  let ofMany: WrittenLetter;

  it('get the words of it each once, though the desk fails half-way and two processes work at it', async () => {
    // Out of the blue it is confirmed first.
    expect(await team.writes(WANG, '#事件 新建 登录故障')).toMatchObject({ outcome: 'held' });
    expect(await confirms(await team.letter('challenge', wang), WANG)).toMatchObject({ outcome: 'command' });
    const notice = await team.letter('incident_notice', wang);
    ofMany = notice;
    big = /INC\d+/.exec(notice.parsed.subject ?? '')?.[0] ?? '';
    await seed(big, 1, MANY);
    const statements = await statementsOf(async () => {
      expect(await team.answers(notice, WANG, '#告知 登录故障正在处理。')).toMatchObject({ outcome: 'held' });
      const challenge = await team.letter('incident_confirm', wang);
      expect(challenge.text).toContain('1,000 位客户');
      expect(await confirms(challenge, WANG)).toMatchObject({ outcome: 'command' });
    });
    // The mail itself is as quick as any: it writes to the staff and leaves the customers to the duty.
    expect(statements).toBeLessThan(100);
    expect(await lettersTo('public_reply')).toEqual({ letters: 0, customers: 0 });

    await expect(carryIncidents(failing(1))).rejects.toThrow();
    const after = await lettersTo('public_reply');
    expect(after.letters).toBeLessThan(MANY);
    for (let runs = 0; runs < 40; runs++) {
      await sent();
      await Promise.all([carryIncidents(failing(1_000)), carryIncidents(team.quiet.desk)]);
      if ((await lettersTo('public_reply')).letters >= MANY) break;
    }
    await carryIncidents(team.quiet.desk);
    expect(await lettersTo('public_reply')).toEqual({ letters: MANY, customers: MANY });
    const [news] = (await timelineOf(team.quiet.desk.db, (await incident(big)).id)).filter(
      ({ kind }) => kind === 'news',
    );
    expect(news).toMatchObject({ counts: { done: MANY, passed: 0 }, doneAt: expect.any(Date) });
  });

  it('write no more than the outbox takes', async () => {
    await seed(big, MANY + 1, 700);
    for (let runs = 0; runs < 12; runs++) await carryIncidents(team.quiet.desk);
    const [row] = await team.quiet.desk.db.execute<{ n: string }>(
      sql`select count(*) as n from letter where state = 'pending'`,
    );
    expect(Number(row?.n)).toBeLessThanOrEqual(520);
    expect((await lettersTo('public_reply')).letters).toBeLessThan(MANY + 700);
  });

  it('are let go together when it ends without a solution', async () => {
    await sent();
    await team.answers(ofMany, WANG, '#关闭 误报');
    expect(await incident(big)).toMatchObject({ state: 'dropped' });
    for (let runs = 0; runs < 60; runs++) {
      await sent();
      await carryIncidents(team.quiet.desk);
      const [left] = await team.quiet.desk.db.execute<{ n: string }>(
        sql`select count(*) as n from ticket where incident_number = ${big}`,
      );
      if (Number(left?.n) === 0) break;
    }
    const [left] = await team.quiet.desk.db.execute<{ n: string }>(
      sql`select count(*) as n from ticket where incident_number = ${big}`,
    );
    expect(Number(left?.n)).toBe(0);
  });
});

describe('an incident that was opened by mistake', () => {
  /** In a new mail, which its author confirms. */
  const opensOne = async (title: string): Promise<WrittenLetter> => {
    await team.writes(LI, `#事件 新建 ${title}`);
    const challenge = found(await team.quiet.newLetters(), 'challenge', li);
    await team.writes(LI, '确认', { to: tapIn(challenge) });
    return found(await team.quiet.newLetters(), 'incident_notice', li);
  };

  it('goes with the step that opened it, and nobody is asked for news of it', async () => {
    const { ticket } = await team.writes(ANN, '问题分类：系统故障\n打印机不打印。', { subject: '打印机' });
    const dispatch = (await team.quiet.newLetters()).find(({ kind }) => kind === 'dispatch') as WrittenLetter;
    expect(await team.answers(dispatch, dispatch.to, '#事件 新建 打印机')).toMatchObject({ outcome: 'command' });
    const letter = found(await team.quiet.newLetters(), 'incident_notice', dispatch.to);
    const number = /INC\d+/.exec(letter.parsed.subject ?? '')?.[0] ?? '';
    expect(await team.answers(dispatch, dispatch.to, '#撤销')).toMatchObject({ outcome: 'command' });
    expect(await incident(number)).toMatchObject({ state: 'dropped', remindAt: null });
    expect(await state(ticket ?? '')).not.toHaveProperty('incident');
    expect(found(await team.quiet.newLetters(), 'incident_notice', dispatch.to).text).toContain('事件已撤销');
    await team.quiet.round();
    expect((await team.quiet.newLetters()).filter(({ text }) => text.includes(number)).length).toBe(0);
  });

  it('can be taken back in answer to its own letter, unless something was said since', async () => {
    const letter = await opensOne('误报');
    const number = /INC\d+/.exec(letter.parsed.subject ?? '')?.[0] ?? '';
    expect(await team.answers(letter, LI, '#撤销')).toMatchObject({ outcome: 'command' });
    expect(await incident(number)).toMatchObject({ state: 'dropped' });
    const other = await opensOne('真的');
    await team.answers(other, LI, '原因待查。');
    await team.quiet.newLetters();
    expect(await team.answers(other, LI, '#撤销')).toMatchObject({ outcome: 'refused' });
    expect(found(await team.quiet.newLetters(), 'transcript', li).text).toContain('不能撤销');
  });

  it('without an open ticket is asked about once', async () => {
    const opened = await opensOne('空的');
    const number = /INC\d+/.exec(opened.parsed.subject ?? '')?.[0] ?? '';
    await team.quiet.desk.db.execute(sql`update incident set remind_at = opened_at where number = ${number}`);
    await team.quiet.round();
    const [asked, ...more] = (await team.quiet.newLetters()).filter(
      ({ kind, text }) => kind === 'incident_notice' && text.includes('空的'),
    );
    expect([asked?.to, more]).toEqual([li, []]);
    expect(asked?.text).toContain('#关闭');
    expect(await incident(number)).toMatchObject({ state: 'open', remindAt: null });
  });
});
