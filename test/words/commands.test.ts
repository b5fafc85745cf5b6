import { describe, expect, test } from 'vitest';
import { readCommands, spelledIn } from '../../src/mail/meaning/command.ts';
import { authorise, mayUse } from '../../src/people/authority.ts';
import type { Role } from '../../src/people/person.ts';
import { STATE_TABLE } from '../../src/ticket/states.ts';
import { COMMAND_NAMES, type CommandName, commandRow, isTicketCommand } from '../../src/words/commands.ts';

const LOCALES = ['en', 'zh-CN'] as const;
const spellings = COMMAND_NAMES.flatMap((name) =>
  LOCALES.flatMap((locale) => commandRow(name).words[locale].map((word) => [word, name] as const)),
);
const read = (text: string) => readCommands(text).commands.map(({ name, argument }) => [name, argument]);

describe.each(spellings)('#%s', (word, name) => {
  test.each([`#${word}`, `＃${word}`, `# ${word}`, `#${word.toUpperCase()}`, `#${word}。`, `#${word}!`, `#${word}:`])(
    '%s is the command alone',
    (line) => expect(read(line)).toEqual([[name, '']]),
  );

  test.each(['Hello,', '您好：', '李工，您好！', ''])('below %j', (before) =>
    expect(read(`${before}\n#${word}`)).toEqual([[name, '']]),
  );

  test('with an argument, whose end is kept in words for somebody to read', () => {
    const { takesText = false } = commandRow(name);
    expect(read(`#${word} x y。`)).toEqual([[name, takesText ? 'x y。' : 'x y']]);
  });

  test('takes what stands below it when its row says so', () => {
    const text = commandRow(name).takesText ? 'one\n#two' : '';
    expect(readCommands(`#${word}\none\n#two`).commands).toMatchObject([{ name, text }]);
  });

  test('without # only when its row says so, and then only the first spelling', () => {
    const row = commandRow(name);
    const alone = row.alone === true && LOCALES.some((locale) => row.words[locale][0] === word);
    expect(read(`${word}！`)).toEqual(alone ? [[name, '']] : []);
  });
});

describe.each(COMMAND_NAMES)('the row of %s', (name) => {
  const row = commandRow(name);

  test('spells it in English by its name', () => {
    expect(row.words.en[0]).toBe(name);
    expect(spelledIn('zh-CN', `#${name} x`)).toBe(`#${row.words['zh-CN'][0]} x`);
    expect(spelledIn('en', `#${name} x`)).toBe(`#${name} x`);
  });

  test('has as many forms in one language as in the other', () => {
    expect(row.help['zh-CN']).toHaveLength(row.help.en.length);
  });

  test('is an event of the state table when the ticket answers it', () => {
    expect(name in STATE_TABLE).toBe(isTicketCommand(name));
    if (isTicketCommand(name)) expect(row.done).not.toBeNull();
  });
});

/** Whom a need lets through, written down once more. */
const NEEDS: Readonly<Record<string, { readonly roles: readonly Role[]; readonly refused: string }>> = {
  nothing: { roles: ['engineer', 'frontline', 'supervisor'], refused: '' },
  ticket: { roles: ['engineer', 'frontline', 'supervisor'], refused: '' },
  own: { roles: ['engineer', 'frontline', 'supervisor'], refused: '' },
  frontline: { roles: ['frontline', 'supervisor'], refused: 'frontline_only' },
  supervisor: { roles: ['supervisor'], refused: 'supervisors_only' },
};
const asked = (name: CommandName, role: Role, own: boolean) =>
  authorise({
    action: name,
    sender: { standing: 'engineer', own, frontline: role === 'frontline', supervisor: role === 'supervisor' },
    authentication: 'P',
    evidence: { level: 'E4', borrowed: false },
    addressed: true,
    redeemed: false,
  });

describe.each(COMMAND_NAMES)('who may use %s', (name) => {
  const { needs } = commandRow(name);

  test.each(['engineer', 'frontline', 'supervisor'] as const)('%s', (role) => {
    const may = NEEDS[needs]?.roles.includes(role);
    expect(mayUse(name, [role])).toBe(may);
    expect(asked(name, role, true)).toBe(may ? 'allow' : NEEDS[needs]?.refused);
  });

  test('on a ticket that is not theirs', () => {
    expect(asked(name, 'supervisor', false)).toBe(needs === 'own' ? 'not_yours' : 'allow');
  });
});

test('no spelling belongs to two commands', () => {
  expect(new Set(spellings.map(([word]) => word)).size).toBe(spellings.length);
});
