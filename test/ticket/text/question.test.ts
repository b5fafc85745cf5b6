import { describe, expect, it } from 'vitest';
import { questionWithTime, timePassed } from '../../../src/ticket/text/question.ts';
import { at } from '../sample.ts';

/** Friday, ten in the morning in Shanghai. */
const context = at(new Date('2026-11-27T02:00:00Z'));
const local = (time: Date | null): string | null =>
  time && new Date(time.getTime() + 8 * 3_600_000).toISOString().slice(5, 16).replace('T', ' ');
const read = (line: string, below = ''): string => {
  const { question, dueAt } = questionWithTime(line, below, context);
  return `${local(dueAt)} | ${question}`;
};

describe('by when a question is to be answered', () => {
  it.each([
    ['2小时内', '11-27 12:00'],
    ['请看下 2小时内', '11-27 12:00'],
    ['请问上限？2小时内', '11-27 12:00'],
    ['两小时内答复', '11-27 12:00'],
    ['请两个小时之内回复，上限是多少', '11-27 12:00'],
    ['一个半小时内给我结果', '11-27 11:30'],
    ['半小时内看一下', '11-27 10:30'],
    ['30分钟内', '11-27 10:30'],
    ['within 2 hours', '11-27 12:00'],
    ['please check the pool within 2 hours', '11-27 12:00'],
    ['what is the limit? within two hours please', '11-27 12:00'],
    ['Which version? Reply within 30 minutes.', '11-27 10:30'],
    ['今晚22点前', '11-27 22:00'],
    ['请今晚22点前看下', '11-27 22:00'],
    ['上限是多少？今晚22点前', '11-27 22:00'],
    ['今晚10点之前告诉我', '11-27 22:00'],
    ['明早9点前 请看', '11-28 09:00'],
    ['后天前 请看', '11-29 18:00'],
    ['明天18:00前 请看', '11-28 18:00'],
    ['by tomorrow 6pm, how many?', '11-28 18:00'],
    ['by Monday 10 a.m.', '11-30 10:00'],
    ['before tomorrow noon', '11-28 12:00'],
    ['下周一10点半前 请看', '11-30 10:30'],
  ])('%s', (line, due) => expect(read(line).split(' | ')[0]).toBe(due));

  it.each([
    '请看下2小时内的日志',
    '最近2小时内有没有报错',
    '2小时内出现三次，为什么',
    'It fails within 2 hours after the start',
    'Does it crash within 2 hours?',
    '前端报错请看',
    '请看下前天的日志',
    '之前的版本',
  ])('%s tells no time', (line) => expect(read(line)).toBe(`null | ${line}`));

  it.each([
    ['2小时内', '11-27 12:00'],
    ['明天18:00', '11-28 18:00'],
    ['明晚8点', '11-28 20:00'],
    ['within 2 hours', '11-27 12:00'],
    ['by Monday 10 a.m.', '11-30 10:00'],
  ])('a first line that is only %s is no part of the question', (line, due) =>
    expect(read(line, '上限是多少？')).toBe(`${due} | 上限是多少？`),
  );

  it.each([
    '前天',
    '昨天18:00',
    '昨天18:00前',
    '请看 昨天前',
    '前天10点前',
    'yesterday',
    'check it by yesterday',
    '今天9点前',
  ])('%s has passed', (line) => expect(timePassed(line, context)).toMatchObject({ refused: 'time_passed' }));
  it.each(['明天', '请看昨天的日志', '前天的版本有问题', ''])('%j has not', (line) =>
    expect(timePassed(line, context)).toBeNull(),
  );
});
