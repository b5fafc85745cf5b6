import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCommands } from '../../../src/mail/meaning/command.ts';
import { type Asked, askedOf } from '../../../src/ticket/incident/asked.ts';

const open = (title: string, more: Partial<Extract<Asked, { does: 'open' }>> = {}): Asked => ({
  does: 'open',
  title,
  words: '',
  tickets: [],
  ...more,
});
const link = (incident: string | null, ...tickets: string[]): Asked => ({ does: 'link', incident, tickets });
const asked = (text: string, prefix = 'TS'): Asked | null => {
  const [command] = readCommands(text).commands;
  return command === undefined ? null : askedOf(command, prefix);
};

describe('#incident', () => {
  it.each<[text: string, asked: Asked | null]>([
    ['#事件 新建 订单库主库故障', open('订单库主库故障')],
    ['#事件 新建：订单库主库故障。', open('订单库主库故障')],
    ['#事件：新建 订单库', open('订单库')],
    ['＃事件 新建　订单库', open('订单库')],
    ['#事件新建订单库', open('订单库')],
    ['#重大事件 创建 订单库', open('订单库')],
    ['#incident new Orders are down', open('Orders are down')],
    ['#Incident NEW: Orders are down!', open('Orders are down')],
    ['#incident open Orders', open('Orders')],
    ['#incident new  two   blanks', open('two blanks')],
    ['#事件 新建 订单库\nTS20261126001 TS20261126002', open('订单库', { tickets: ['TS20261126001', 'TS20261126002'] })],
    ['#事件 新建 订单库\n主库磁盘满', open('订单库', { words: '主库磁盘满' })],
    // Numbers among words are only spoken of.
    [
      '#事件 新建 订单库\n和 TS20261126001 一样\n【TS20261126002】，',
      open('订单库', { words: '和 TS20261126001 一样', tickets: ['TS20261126002'] }),
    ],
    ['#事件 INC20261126004\n和 TS20261126001 是一回事', link('INC20261126004')],
    ['#事件 取消\nTS20261126001 才是这个原因', { does: 'unlink', tickets: [] }],
    [
      '#incident unlink\nts-20261126001; TS 20261126002',
      { does: 'unlink', tickets: ['TS20261126001', 'TS20261126002'] },
    ],
    // A title that only begins like a word of the command.
    ['#incident newsletter is broken', null],
    ['#incident opening hours are wrong', null],
    // Without a title, or with a whole letter for one.
    ['#事件 新建', null],
    ['#incident new', null],
    [`#事件 新建 ${'长'.repeat(121)}`, null],
    [`#事件 新建 ${'长'.repeat(120)}`, open('长'.repeat(120))],
    ['#事件 INC20261126004', link('INC20261126004')],
    ['#事件 inc20261126004。', link('INC20261126004')],
    ['#事件 关联 INC20261126004', link('INC20261126004')],
    ['#incident INC 20261126004', link('INC20261126004')],
    ['#incident INC20261126004 TS20261126001', link('INC20261126004', 'TS20261126001')],
    ['#事件 TS20261126001，TS20261126002', link(null, 'TS20261126001', 'TS20261126002')],
    ['#事件 TS20261126001 TS20261126001', link(null, 'TS20261126001')],
    ['#事件 INC20261126004\nTS20261126001', link('INC20261126004', 'TS20261126001')],
    ['#事件 取消', { does: 'unlink', tickets: [] }],
    ['#事件 取消关联', { does: 'unlink', tickets: [] }],
    ['#事件 移出 TS20261126001', { does: 'unlink', tickets: ['TS20261126001'] }],
    ['#incident unlink', { does: 'unlink', tickets: [] }],
    ['#incident none', { does: 'unlink', tickets: [] }],
    ['#incident remove TS20261126001', { does: 'unlink', tickets: ['TS20261126001'] }],
    ['#事件 相似', { does: 'gather' }],
    ['#事件 全部相似。', { does: 'gather' }],
    ['#incident alike', { does: 'gather' }],
    ['#incident similar', { does: 'gather' }],
    ['#事件', null],
    ['#事件 数据库', null],
    ['#incident', null],
    ['#incident INC1', null],
    ['#incident INC20261326001', null],
  ])('%j', (text, meant) => expect(asked(text)).toEqual(meant));

  it('knows incidents of a desk whose tickets have their prefix', () => {
    expect(asked('#incident INCIDENT20261126004 INC20261126001', 'INC')).toEqual(
      link('INCIDENT20261126004', 'INC20261126001'),
    );
  });

  it('never throws, and opens nothing without a title of one line', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (argument, text) => {
        const what = askedOf({ argument, text }, 'TS');
        if (what?.does === 'open') {
          expect(what.title).not.toBe('');
          expect(what.title).not.toMatch(/[\r\n]/);
        }
      }),
    );
  });
});
