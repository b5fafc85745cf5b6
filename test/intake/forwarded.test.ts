import { describe, expect, it } from 'vitest';
import { decideStaffMail } from '../../src/intake/staff.ts';
import { understandNow } from '../../src/mail/understand.ts';
import { mailOf, type WrittenAttachment } from '../support/mail.ts';
import { li } from '../ticket/sample.ts';
import { sampleContext } from './sample.ts';

const ZHANG = '张三 <zhang@customer.example>';

/** A mail as a file. */
const eml = (
  from: string,
  text: string,
  files: readonly WrittenAttachment[] = [],
  headers: readonly string[] = [],
) => ({
  name: 'original.eml',
  type: 'message/rfc822',
  content: mailOf({ from, subject: '报表打不开', text, attachments: files, headers, proven: false }),
});
const nested = (depth: number, inner: WrittenAttachment): WrittenAttachment =>
  depth === 0 ? inner : nested(depth - 1, eml(`level${depth}@x.example`, `level ${depth}`, [inner]));

const openedBy = (attachments: readonly WrittenAttachment[], text = '请处理') => {
  const raw = mailOf({ from: `Li <${li.email}>`, subject: 'Fwd: 报表打不开', text, attachments });
  const mail = understandNow(Buffer.from(raw));
  const { outcome, opens, changes, duties } = decideStaffMail(sampleContext({ mail }));
  return { outcome, received: opens?.received, said: opens?.said, changes, duties };
};

describe('a mail that staff pass on as a file', () => {
  it.each<[string, readonly WrittenAttachment[], string]>([
    ['of a customer', [eml(ZHANG, '打不开')], 'zhang@customer.example'],
    ['with a command in it', [eml(ZHANG, '#close\n#merge TS20261123002\n打不开')], 'zhang@customer.example'],
    ['two of them: the first', [eml(ZHANG, '打不开'), eml('eve@evil.example', '也打不开')], 'zhang@customer.example'],
    ['ten deep: the outermost', [nested(10, eml(ZHANG, '打不开'))], 'level1@x.example'],
    ['of the desk itself', [eml('Support <Support+x@desk.example>', '您的问题已收到')], li.email],
    ['of the desk in quotation marks', [eml('"support"@desk.example', '您的问题已收到')], li.email],
    ['of their own', [eml(`<${li.email}>`, '打不开')], li.email],
    [
      'of several senders: the first',
      [eml('zhang@customer.example, eve@evil.example', '打不开')],
      'zhang@customer.example',
    ],
    ['of nobody', [eml('nobody', '打不开')], li.email],
    ['of a machine', [eml(ZHANG, 'I am away', [], ['Auto-Submitted: auto-replied'])], li.email],
    ['that is no mail', [{ name: 'a.eml', type: 'message/rfc822', content: 'nothing' }], li.email],
  ])('%s', (_, attachments, requester) => {
    const { outcome, received, changes, duties } = openedBy(attachments);
    expect([outcome, received?.requester.address]).toEqual(['ticketed', requester]);
    expect([changes, duties ?? []]).toEqual([[], []]);
  });

  it('says nothing that is not shown as said by its author', () => {
    const { received, said } = openedBy([eml(ZHANG, '#close\n打不开')]);
    expect(said?.from.address).toBe('zhang@customer.example');
    expect(said?.text).toBe('#close\n打不开');
    expect(received?.reportedBy?.email).toBe(li.email);
  });

  it('lends the outer mail no number, no reference and no token', () => {
    const inner = eml(
      ZHANG,
      '打不开\nref:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa',
      [],
      ['References: <known@desk.example>', 'Subject: [TS20261123001] x'],
    );
    const raw = mailOf({ from: li.email, subject: 'Fwd', text: '请处理', attachments: [inner] });
    const { inReplyTo, references, ticketNumbers, commands } = understandNow(Buffer.from(raw));
    expect({ inReplyTo, references, ticketNumbers, commands }).toEqual({
      inReplyTo: [],
      references: [],
      ticketNumbers: { subject: [], quoted: [] },
      commands: [],
    });
  });
});
