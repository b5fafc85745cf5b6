import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { connect } from '../../../src/store/connection/connection.ts';
import { sql } from '../../../src/store/drizzle.ts';
import { dovecotMissing } from '../../support/dovecot.ts';
import type { ReceivedMail } from '../../support/postbox.ts';
import { addressOf, CHEN, LI, openStage, STAFF, type Stage, TEAMS, WANG } from './stage.ts';

const HOUR = 3_600_000;
const li = addressOf(LI);
const wang = addressOf(WANG);
const GOLD = {
  name: '金牌',
  companies: ['大客户有限公司'],
  urgency: { medium: { respondWithin: '2h', updateEvery: '3h' } },
  hoursPerMonth: 10,
};
const ANN = '安 <ann@big.example>';
/** Of a company that reads English, and is quiet but for a minute that is hours away. */
const NIGHT = '夜 <night@quiet.example>';
const isMorning = (new Date().getUTCHours() + 8) % 24 < 12;
const QUIET = {
  company: 'Quiet Ltd',
  domains: ['quiet.example'],
  locale: 'en',
  quietHours: { 'mon-sun': isMorning ? '00:00-23:59' : '12:00-11:59' },
};

describe.skipIf(dovecotMissing)('a customer with a contract', () => {
  let stage: Stage;
  let number = '';
  let dispatch: ReceivedMail;
  let closing: ReceivedMail;
  beforeAll(async () => {
    stage = await openStage({
      staff: STAFF.filter(({ email }) => email !== addressOf(CHEN)),
      teams: TEAMS,
      customers: [{ company: '大客户有限公司', domains: ['big.example'], managers: ['boss@big.example'] }, QUIET],
      contracts: [GOLD],
    });
  });
  afterAll(() => stage.close());

  /** Changes the file, and has the same process go by it. */
  const reload = async (contracts: readonly object[]): Promise<void> => {
    const { configFile } = stage.desk;
    writeFileSync(configFile, stringify({ ...parse(readFileSync(configFile, 'utf8')), contracts }));
    process.kill(stage.daemon.pid, 'SIGHUP');
    await stage.daemon.waitForLog((line) => line.includes('"configuration_reloaded"'), 90_000);
  };
  const due = ({ createdAt, respondBy }: { createdAt: Date; respondBy: Date | null }): number =>
    ((respondBy?.getTime() ?? 0) - createdAt.getTime()) / HOUR;

  it('has its deadlines, which say where they come from to staff and never to the customer', async () => {
    const text = '问题分类：系统故障\n报表打不开，请处理。';
    const opened = await stage.opens({ from: ANN, subject: '报表打不开', text });
    number = opened.number;
    dispatch = await stage.letter('dispatch', li, number);
    expect(dispatch.text).toContain('合同：金牌');
    expect(opened.acknowledgement.text).not.toContain('金牌');
    const ticket = await stage.ticket(number);
    expect(ticket.contract).toBe('金牌');
    expect(due(ticket)).toBe(2);
    expect(await stage.shown(number)).toMatchObject({ contract: '金牌' });
    const other = await stage.opens({ from: '别 <x@other.example>', subject: '别的问题', text });
    expect((await stage.letter('dispatch', li, other.number)).text).toContain('无合同，按默认时限');
    expect(due(await stage.ticket(other.number))).toBe(8);
  });

  it('tells the supervisors when most of the hours of the month are used', async () => {
    await stage.answers(
      dispatch,
      LI,
      '#进展\n已排查方向：网络\n当前进展：正在重建索引\n下一步计划：复测\n工时：8.5 小时',
    );
    await stage.becomes(number, 'has an effort', ({ work = [] }) => work.length === 1);
    await reload([{ ...GOLD, urgency: { medium: { respondWithin: '4h', updateEvery: '1h' } }, until: '2020-12-31' }]);
    const told = await stage.letter('contract_hours', wang);
    expect(told.text).toContain('8.5 小时');
    expect(told.text).toContain('10 小时');
    expect(told.subject).toBe('合同工时已用 80%：金牌');
  });

  it('has them counted anew when the contract changes, with a line in the history, and served when it is over', async () => {
    const ticket = await stage.becomes(number, 'is counted anew', (each) => due(each) === 4);
    expect((ticket.updateBy?.getTime() ?? 0) - (ticket.lastProgressAt?.getTime() ?? 0)).toBe(HOUR);
    const { history, contract } = await stage.shown(number);
    expect(contract).toBe('金牌 (expired)');
    expect(history.filter(({ event }) => event === 'terms_changed')).toHaveLength(1);
  });

  it('is asked for a rating once, and supervisors hear of a low one in its words', async () => {
    await stage.answers(dispatch, LI, '#解决\n原因：索引缺失\n解决步骤：已重建\n验证：导出成功');
    const resolution = await stage.letter('resolution', 'ann@big.example', number);
    expect(resolution.text).not.toMatch(/金牌|到期/);
    await stage.answers(resolution, ANN, '问题已解决');
    closing = await stage.letter('closing', 'ann@big.example', number);
    expect(closing.text).toContain('这次服务您满意吗');
    expect(closing.header('list-unsubscribe')).toBe('<mailto:support@desk.example?subject=unsubscribe>');
    await stage.answers(closing, ANN, '评分：1\n等得太久了');
    const alarm = await stage.letter('low_rating', wang, number);
    expect(alarm.text).toContain('等得太久了');
    expect(alarm.text).toContain('合同：金牌（已到期）');
  });

  it('gets no more questions for a rating once it has unsubscribed, but its answers', async () => {
    const decided = await stage.writes({ from: ANN, subject: 'unsubscribe', text: '' });
    expect(decided).toMatchObject({ outcome: 'command' });
    expect((await stage.letter('unsubscribed', 'ann@big.example')).text).toContain('订阅');
    const text = '问题分类：系统故障\n打印机不工作，请处理。';
    const { number: second } = await stage.opens({ from: ANN, subject: '打印机', text });
    const offer = await stage.letter('dispatch', li, second);
    await stage.answers(offer, LI, '#解决\n原因：缺纸\n解决步骤：已加纸\n验证：打印成功');
    await stage.answers(await stage.letter('resolution', 'ann@big.example', second), ANN, '问题已解决');
    const end = await stage.letter('closing', 'ann@big.example', second);
    expect(end.text).not.toContain('这次服务您满意吗');
    expect(end.header('list-unsubscribe')).toBe('');
  });

  it('of another company gets answers at once, in its language, and in its quiet hours nothing else', async () => {
    const text = '问题分类：系统故障\n导出一直失败，请处理。';
    const { number: own, acknowledgement } = await stage.opens({ from: NIGHT, subject: '导出失败', text });
    expect(acknowledgement.header('content-language')).toBe('en');
    const offer = await stage.letter('dispatch', li, own);
    await stage.answers(acknowledgement, NIGHT, '请问有什么进展吗？');
    expect((await stage.letter('news', 'night@quiet.example', own)).header('list-unsubscribe')).toBe('');
    await stage.answers(offer, LI, '#进展\n已排查方向：网络\n当前进展：正在重建索引\n下一步计划：复测');
    await stage.becomes(own, 'has a note', ({ lastProgressAt }) => lastProgressAt !== null);
    await stage.answers(offer, LI, '#回复 请再试一次导出。');
    expect((await stage.letter('public_reply', 'night@quiet.example', own)).text).toContain('请再试一次导出');

    const waits = async () =>
      (await stage.desk.letters()).find(({ kind, ticket }) => kind === 'progress_to_customer' && ticket === own);
    expect(await waits()).toMatchObject({ toAddress: 'night@quiet.example', state: 'pending' });
    const { id = '' } = (await waits()) ?? {};
    const database = connect(stage.desk.databaseUrl, { max: 1 });
    try {
      const [due] = await database.db.execute<{ minute: string; later: boolean }>(
        sql`select extract(minute from due_at)::text as minute, due_at > now() as later from letter where id = ${id}`,
      );
      expect(due).toEqual({ minute: '59', later: true });
      // What is due is found by its time alone: the night is over.
      await database.db.execute(sql`update letter set due_at = now() where id = ${id}`);
    } finally {
      await database.close();
    }
    const news = await stage.letter('progress_to_customer', 'night@quiet.example', own);
    expect(news.header('content-language')).toBe('en');
    expect(news.header('list-unsubscribe')).toBe('<mailto:support@desk.example?subject=unsubscribe>');
  });

  it('is in the list of contracts, over as it is', async () => {
    const { code, stdout } = await stage.desk.tsdesk(['contract', 'list', '--json']);
    expect(code).toBe(0);
    expect(stdout.map((line) => JSON.parse(line))).toMatchObject([
      { name: '金牌', state: 'expired', minutesPerMonth: 600 },
    ]);
  });
});
