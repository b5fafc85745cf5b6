import { describe, expect, it } from 'vitest';
import { decideVouching, vouchingNeeds, vouchingOf } from '../../../src/intake/waiting/confirmation.ts';
import type { Staff } from '../../../src/people/person.ts';
import { reasonText } from '../../../src/ticket/mail-outcome.ts';
import { addresses } from '../../people/sample.ts';
import { h, li, wang, zhao } from '../../ticket/sample.ts';
import { byStaff, lettersIn, messageIdWith, refLine, sampleContext, tokenAddress } from '../sample.ts';

type Case = {
  by?: Staff;
  purpose?: 'release' | 'challenge' | 'reply';
  boundTo?: Staff;
  commands?: readonly string[];
  reply?: string;
  /** Where the token stands: in a recipient's address, in the text, or in the Message-ID answered to. */
  at?: 'recipient' | 'text' | 'reference';
  /** The purpose of a second one, for another mail. */
  also?: 'challenge';
  addressed?: boolean;
  expired?: boolean;
  verdict?: 'P' | 'N' | 'F';
  redeemed?: boolean;
  waiting?: { id: number } | null;
};

const contextOf = ({
  by = zhao,
  purpose = 'release',
  boundTo = by,
  commands = ['release'],
  reply,
  at = 'recipient',
  also,
  addressed = true,
  expired,
  verdict,
  redeemed,
  waiting,
}: Case) =>
  sampleContext({
    mail: {
      ...byStaff(by, ...commands),
      ...(reply === undefined ? {} : { reply }),
      ...{
        text: { text: refLine(purpose, 42, boundTo.email) },
        reference: { inReplyTo: [messageIdWith(purpose, 42, boundTo.email)] },
        recipient: {
          to: addresses(
            tokenAddress(purpose, 42, boundTo.email, { expiresAt: h(expired ? -2 : 2) }),
            ...(also ? [tokenAddress(also, 43, boundTo.email)] : []),
          ),
        },
      }[at],
    },
    addressed,
    ...(verdict ? { verdict } : {}),
    ...(redeemed ? { redeemed } : {}),
    ...(waiting === undefined ? {} : { waiting }),
  });

describe('who may vouch for an earlier mail, and how', () => {
  it.each<[string, Case, number | null | 'no']>([
    ['the front line lets a mail go', {}, 42],
    ['so does a supervisor', { by: wang }, 42],
    ['an engineer does not', { by: li }, 'no'],
    ['not without the command', { commands: [] }, 'no'],
    ['not with another one', { commands: ['close'] }, 'no'],
    ['with the command among others', { commands: ['note x', 'release'] }, 42],
    ['with the token in the text', { at: 'text' }, 42],
    ['forged, never', { verdict: 'F' }, 'no'],
    ['forged, not even when it was confirmed', { verdict: 'F', redeemed: true }, 'no'],
    ['unproven, not', { verdict: 'N' }, 'no'],
    ['unproven but confirmed', { verdict: 'N', redeemed: true }, 42],
    ['not with the token of another reader', { boundTo: wang }, null],
    ['not after it expired', { expired: true }, null],
    ['the registered address confirms by the link', { by: li, purpose: 'challenge', commands: [] }, 42],
    ['unproven as well: the link is the proof', { by: li, purpose: 'challenge', commands: [], verdict: 'N' }, 42],
    ['forged, it does not', { by: li, purpose: 'challenge', commands: [], verdict: 'F' }, 'no'],
    ['nobody else does', { by: li, purpose: 'challenge', commands: [], boundTo: zhao }, null],
    ['a token about a ticket vouches for nothing', { by: li, purpose: 'reply', commands: [] }, 'no'],
    ['a challenge beside it asks for no less proof', { also: 'challenge', verdict: 'N' }, 'no'],
    [
      'a challenge that the mail only refers to is not answered',
      { by: li, purpose: 'challenge', commands: [], at: 'reference', reply: '确认' },
      'no',
    ],
    ['a mail to somebody else lets nothing go', { at: 'text', addressed: false }, 'no'],
    ['unless it was confirmed itself', { at: 'text', addressed: false, redeemed: true }, 42],
    ['with a token about a ticket, #release is about the ticket', { purpose: 'reply' }, 'no'],
  ])('%s', (_, given, mailId) => {
    const { by = zhao } = given;
    const vouching = vouchingOf(contextOf(given), by);
    expect(vouching === null ? 'no' : vouching.mailId).toBe(mailId);
    if (vouching !== null) expect(vouching.releases).toBe((given.purpose ?? 'release') === 'release');
  });

  it.each<[string, boolean]>([
    ['确认', true],
    ['確認。', true],
    ['是', true],
    ['是的！', true],
    ['确认是我本人', true],
    ['是我', true],
    ['是我。', true],
    ['是我本人！', true],
    ['是的，是我', true],
    ['确认，是我本人', true],
    ['Confirm', true],
    ['yes', true],
    ['Yes, this was me.', true],
    ['confirm this was me', true],
    ['  confirm \nthanks', true],
    ['是谁发的？', false],
    ['是我吗？', false],
    ['是我？', false],
    ['是的，是我吗', false],
    ['不是我', false],
    ['Yes, who sent this?', false],
    ['yesterday', false],
    ['no', false],
    ['I confirm', false],
    ['not me\nconfirm', false],
    ['', false],
  ])('with the token in the text, the first line %j confirms: %s', (reply, confirms) => {
    const context = contextOf({ by: li, purpose: 'challenge', commands: [], at: 'text', reply });
    expect(vouchingOf(context, li) !== null).toBe(confirms);
  });

  it('looks up the mail by what it waits for', () => {
    expect(vouchingNeeds({ releases: true, mailId: 42 })).toEqual({ waiting: { mailId: 42, outcome: 'quarantined' } });
    expect(vouchingNeeds({ releases: false, mailId: 42 })).toEqual({ waiting: { mailId: 42, outcome: 'held' } });
    expect(vouchingNeeds({ releases: false, mailId: null })).toEqual({});
  });
});

describe('what comes of it', () => {
  const vouch = (given: Case) => {
    const context = contextOf(given);
    const { by = zhao } = given;
    const vouching = vouchingOf(context, by);
    if (vouching === null) throw new Error('it vouches for nothing');
    return decideVouching(context, by, vouching);
  };
  const challenge: Case = { by: li, purpose: 'challenge', commands: [] };

  it('the mail that was let go is decided again, and the sender hears of it', () => {
    const decision = vouch({ waiting: { id: 42 } });
    expect([decision.outcome, reasonText(decision.reason)]).toEqual(['command', 'releases mail 42']);
    expect(decision.redecides).toEqual({ mailId: 42, redeemed: false });
    expect(lettersIn(decision)).toEqual(['transcript→zhao']);
    expect(decision.letters[0]?.lines).toEqual([
      { command: '#release', done: true, result: 'mail_released', detail: '' },
    ]);
  });

  it('a confirmed mail is answered by its own transcript', () => {
    const decision = vouch({ ...challenge, waiting: { id: 42 } });
    expect([decision.outcome, reasonText(decision.reason), lettersIn(decision)]).toEqual([
      'command',
      'confirms mail 42',
      [],
    ]);
    expect(decision.redecides).toEqual({ mailId: 42, redeemed: true });
  });

  it('a link works once; only a proven sender is told', () => {
    const again = vouch({});
    expect([again.outcome, reasonText(again.reason), again.redecides]).toEqual(['refused', 'nothing_waits', undefined]);
    expect(again.letters[0]?.lines).toEqual([
      { command: '#release', done: false, result: 'nothing_waits', detail: '' },
    ]);
    expect(vouch(challenge).letters[0]?.lines?.[0]?.command).toBe('');
    expect(vouch({ ...challenge, verdict: 'N' }).letters).toEqual([]);
  });
});
